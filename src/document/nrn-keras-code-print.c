/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A whole experiment as a Python program. Sources: Keras 3.16, `keras/api`
 * and `keras/src/distribution/distribution_lib.py`; Keras 2.2.4.
 */

#include "config.h"

#include "nrn-keras-code-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-doctor.h"
#include "nrn-error.h"
#include "nrn-file.h"
#include "nrn-json-writer.h"

static const char *const dialect_names[] = { "keras3", "2018" };
static const char *const style_names[] = { "list", "add" };

/**
 * nrn_keras_code_dialect_get_name:
 * @dialect: a dialect
 *
 * Returns: what the command line calls it
 */
const char *
nrn_keras_code_dialect_get_name (NrnKerasCodeDialect dialect)
{
  g_return_val_if_fail (dialect < NRN_N_KERAS_CODE_DIALECTS, NULL);

  return dialect_names[dialect];
}

/**
 * nrn_keras_code_style_get_name:
 * @style: a style
 *
 * Returns: what the command line calls it
 */
const char *
nrn_keras_code_style_get_name (NrnKerasCodeStyle style)
{
  g_return_val_if_fail (style < NRN_N_KERAS_CODE_STYLES, NULL);

  return style_names[style];
}

static gboolean
is_2018 (const NrnKerasCodeWriter *writer)
{
  return writer->options.dialect == NRN_KERAS_CODE_2018;
}

/* ---- Before the data ---- */

static void
print_seed (NrnKerasCodeWriter *writer)
{
  guint32 seed = writer->parts->fit.seed;

  g_string_append_c (writer->text, '\n');
  nrn_keras_code_comment (writer, _("The same seed gives the same run again. Keras draws other random "
                                    "numbers than Neurons, so its log is a little different."));
  if (is_2018 (writer))
    {
      nrn_keras_code_import (writer, "random", NULL);
      g_string_append_printf (writer->text, "random.seed(%u)\nnp.random.seed(%u)\n", seed, seed);
      return;
    }

  g_string_append_printf (writer->text, "keras.utils.set_random_seed(%u)\n", seed);
}

/* Data parallelism: every device has all weights and takes an equal part of
 * every batch. With JAX a batch must divide evenly; with several processes
 * Keras 3.16 takes arrays only if each brings a part of its own. */
static void
print_distribution (NrnKerasCodeWriter *writer)
{
  const NrnFitOptions *fit = &writer->parts->fit;
  g_autofree char *split = nrn_keras_code_number (fit->validation_split, NRN_PROPERTY_NUMBER);
  const char *samples = nrn_keras_code_samples (writer);
  GString *text = writer->text;

  nrn_keras_code_section (writer, _("Devices"));
  nrn_keras_code_comment (writer, _("On several machines, start this program on each of them with "
                                    "KERAS_DISTRIBUTION_JOB_ADDRESSES (10.0.0.1:1234,10.0.0.2:1234), "
                                    "KERAS_DISTRIBUTION_NUM_PROCESSES (2) and "
                                    "KERAS_DISTRIBUTION_PROCESS_ID (0 on the first, 1 on the second). "
                                    "Each takes its own part of the rows, and a batch of its own."));
  g_string_append_printf (text,
                          "n_processes = int(os.environ.get(\"KERAS_DISTRIBUTION_NUM_PROCESSES\", 1))\n"
                          "process = int(os.environ.get(\"KERAS_DISTRIBUTION_PROCESS_ID\", 0))\n"
                          "if n_processes > 1:\n"
                          "    keras.distribution.initialize()\n"
                          "n_rows = len(train_labels) // n_processes\n"
                          "%s = %s[process::n_processes][:n_rows]\n"
                          "train_labels = train_labels[process::n_processes][:n_rows]\n",
                          samples, samples);
  if (nrn_data_source_get_sample_weight (writer->parts->source) != NULL)
    g_string_append (text, "sample_weights = sample_weights[process::n_processes][:n_rows]\n");
  g_string_append_c (text, '\n');
  nrn_keras_code_comment (writer, _("Each device takes an equal part of every batch, so on one machine "
                                    "as many help as divide all batches evenly, the last one of an "
                                    "epoch too. A batch size such as 256 keeps more of them busy."));
  g_string_append_printf (text,
                          "devices = keras.distribution.list_devices()\n"
                          "n_train = int(n_rows * (1 - %s))\n"
                          "sizes = [min(%u, n_train), n_train %% %u, (n_rows - n_train) %% %u]\n"
                          "while n_processes == 1 and any(size %% len(devices) for size in sizes):\n"
                          "    devices.pop()\n"
                          "print(\"Devices:\", *devices)\n"
                          "keras.distribution.set_distribution(\n"
                          "    keras.distribution.DataParallel(devices=devices, auto_shard_dataset=False)\n"
                          ")\n",
                          split, fit->batch_size, fit->batch_size, fit->batch_size);
}

/* ---- The network ---- */

static GPtrArray *
list_layers (NrnKerasCodeWriter *writer)
{
  const NrnArchitecture *architecture = writer->parts->architecture;
  GPtrArray *layers = g_ptr_array_new_with_free_func (g_free);

  if (!is_2018 (writer))
    g_ptr_array_add (layers, g_strdup_printf ("keras.Input(shape=(%u,))",
                                              nrn_architecture_get_input_dim (architecture)));
  for (guint i = 0; i < nrn_architecture_get_n_layers (architecture); i++)
    g_ptr_array_add (layers, nrn_keras_code_layer (writer, i));

  return layers;
}

static void
print_network (NrnKerasCodeWriter *writer)
{
  g_autoptr (GPtrArray) layers = list_layers (writer);
  g_autofree char *sequential = is_2018 (writer)
                                ? nrn_keras_code_refer (writer, "models", "Sequential")
                                : g_strdup ("keras.Sequential");
  g_autofree char *assignment = g_strconcat ("model = ", sequential, NULL);

  nrn_keras_code_section (writer, _("Network"));
  if (writer->options.style == NRN_KERAS_CODE_LIST)
    {
      nrn_keras_code_list (writer, assignment, "([", layers);
      return;
    }

  g_string_append_printf (writer->text, "%s()\n", assignment);
  for (guint i = 0; i < layers->len; i++)
    g_string_append_printf (writer->text, "model.add(%s)\n", (const char *) layers->pdata[i]);
}

/* ---- Compile ---- */

static void
print_note_2018 (NrnKerasCodeWriter *writer,
                 const NrnConfig    *config)
{
  const NrnKeras2018 *entry = nrn_keras_2018_find (nrn_config_get_kind (config));

  if (is_2018 (writer) && entry != NULL && entry->note != NULL)
    nrn_keras_code_comment (writer, _(entry->note));
}

/* What the doctor says, where it is odd: above all that Keras on TensorFlow
 * goes around some output activations, and prints other numbers. */
static void
print_pairing (NrnKerasCodeWriter *writer)
{
  const NrnExperimentParts *parts = writer->parts;
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };
  NrnPairing pairing;

  if (writer->dataset == NULL)
    return;

  nrn_pairing_init (&pairing, parts->architecture, nrn_config_get_kind (parts->loss),
                    nrn_dataset_get_labels (writer->dataset));
  nrn_doctor_ask (&pairing, &opinion);
  if (opinion.verdict != NRN_VERDICT_FITS)
    nrn_keras_code_comment (writer, opinion.sentence);
}

static char *
list_metrics (NrnKerasCodeWriter *writer)
{
  g_autoptr (NrnMetrics) metrics = nrn_fit_options_dup_metrics (&writer->parts->fit);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < nrn_metrics_get_n (metrics); i++)
    g_ptr_array_add (items, nrn_keras_code_config (writer, nrn_metrics_get (metrics, i)));
  g_ptr_array_add (items, NULL);

  return g_strjoinv (", ", (char **) items->pdata);
}

static void
print_compile (NrnKerasCodeWriter *writer)
{
  const NrnExperimentParts *parts = writer->parts;
  g_autofree char *optimizer = nrn_keras_code_config (writer, parts->optimizer);
  g_autofree char *loss = nrn_keras_code_config (writer, parts->loss);
  g_autofree char *metrics = list_metrics (writer);

  nrn_keras_code_section (writer, _("Compile"));
  print_pairing (writer);
  print_note_2018 (writer, parts->optimizer);
  for (guint i = 0; i < nrn_architecture_get_n_layers (parts->architecture); i++)
    {
      const NrnConfig *activation = nrn_architecture_get_activation (parts->architecture, i);

      if (activation != NULL)
        print_note_2018 (writer, activation);
    }
  g_string_append_printf (writer->text,
                          "model.compile(\n"
                          "    optimizer=%s,\n"
                          "    loss=%s,\n"
                          "    metrics=[%s],\n"
                          ")\n"
                          "model.summary()\n",
                          optimizer, loss, metrics);
}

/* ---- Weights ---- */

static void
append_row (GString     *text,
            guint        n,
            const float *values)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append (text, ", ");
      nrn_json_append_float (text, values[i]);
    }
  g_string_append_c (text, ']');
}

static void
print_tensor (NrnKerasCodeWriter *writer,
              const NrnTensor    *tensor,
              const float        *values)
{
  GString *text = writer->text;
  const NrnArchitecture *architecture = writer->parts->architecture;
  g_autofree char *layer = nrn_keras_code_quote (nrn_architecture_get_layer_name (architecture,
                                                                                  tensor->layer));

  g_string_append_printf (text, "    # %s: %s\n    np.array(", layer, tensor->name);
  if (tensor->n_dims == 1)
    {
      append_row (text, tensor->dims[0], values);
    }
  else
    {
      g_string_append (text, "[\n");
      for (guint i = 0; i < tensor->dims[0]; i++)
        {
          g_string_append (text, "        ");
          append_row (text, tensor->dims[1], values + (gsize) i * tensor->dims[1]);
          g_string_append (text, ",\n");
        }
      g_string_append (text, "    ]");
    }
  g_string_append (text, ", dtype=\"float32\"),\n");
}

static void
print_weights (NrnKerasCodeWriter *writer)
{
  const NrnExperimentParts *parts = writer->parts;
  g_autoptr (NrnWeights) weights = parts->weights != NULL
                                   ? nrn_weights_ref (parts->weights)
                                   : nrn_weights_new_initial (parts->architecture, parts->fit.seed);
  guint n_tensors;
  const NrnTensor *tensors = nrn_architecture_get_tensors (parts->architecture, &n_tensors);

  nrn_keras_code_section (writer, _("Weights"));
  nrn_keras_code_comment (writer, parts->weights != NULL
                                  ? _("What Neurons has learned. To use it as it is, leave model.fit "
                                      "away; with it, the training goes on from here.")
                                  : _("What Neurons starts from, so that both start from the same."));
  g_string_append (writer->text, "model.set_weights([\n");
  for (guint i = 0; i < n_tensors; i++)
    print_tensor (writer, &tensors[i], nrn_weights_get_data (weights) + tensors[i].offset);
  g_string_append (writer->text, "])\n");
}

/* ---- Fit ---- */

static void
add_rare_arguments (NrnKerasCodeWriter            *writer,
                    const NrnEarlyStoppingOptions *early,
                    GPtrArray                     *arguments)
{
  if (early->mode != NRN_MONITOR_AUTO)
    g_ptr_array_add (arguments, g_strdup_printf ("mode=\"%s\"", nrn_monitor_mode_get_name (early->mode)));
  if (early->has_baseline)
    {
      g_autofree char *baseline = nrn_keras_code_number (early->baseline, NRN_PROPERTY_NUMBER);

      g_ptr_array_add (arguments, g_strconcat ("baseline=", baseline, NULL));
    }
  if (early->start_from_epoch == 0)
    return;

  if (is_2018 (writer) && writer->error == NULL)
    g_set_error (&writer->error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                 _("%s of Keras of 2018 has no argument %s; write the code for Keras 3, or leave it "
                   "as it is by default."), "EarlyStopping", "start_from_epoch");
  g_ptr_array_add (arguments, g_strdup_printf ("start_from_epoch=%u", early->start_from_epoch));
}

static char *
print_early_stopping (NrnKerasCodeWriter *writer)
{
  const NrnEarlyStoppingOptions *early = &writer->parts->fit.early_stopping;
  g_autoptr (GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *function = nrn_keras_code_refer (writer, "callbacks", "EarlyStopping");
  const char *monitor = early->monitor;

  /* Keras of 2018 says acc. */
  if (is_2018 (writer) && g_str_equal (monitor, "accuracy"))
    monitor = "acc";
  else if (is_2018 (writer) && g_str_equal (monitor, "val_accuracy"))
    monitor = "val_acc";

  g_ptr_array_add (arguments, g_strdup_printf ("monitor=\"%s\"", monitor));
  if (early->min_delta != 0)
    {
      g_autofree char *delta = nrn_keras_code_number (early->min_delta, NRN_PROPERTY_NUMBER);

      g_ptr_array_add (arguments, g_strconcat ("min_delta=", delta, NULL));
    }
  g_ptr_array_add (arguments, g_strdup_printf ("patience=%u", early->patience));
  if (early->restore_best_weights)
    g_ptr_array_add (arguments, g_strdup ("restore_best_weights=True"));
  add_rare_arguments (writer, early, arguments);

  return nrn_keras_code_call (function, arguments, 4);
}

static void
print_stop_class (NrnKerasCodeWriter *writer)
{
  g_autofree char *callback = nrn_keras_code_refer (writer, "callbacks", "Callback");

  g_string_append_c (writer->text, '\n');
  nrn_keras_code_comment (writer, _("Ends the training after an epoch with this accuracy or more."));
  g_string_append_printf (writer->text, NRN_KERAS_CODE_STOP_CLASS, callback,
                          is_2018 (writer) ? "acc" : "accuracy");
}

static char *
list_callbacks (NrnKerasCodeWriter *writer)
{
  const NrnFitOptions *fit = &writer->parts->fit;
  g_autoptr (GPtrArray) callbacks = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  if (fit->stop_accuracy > 0)
    {
      g_autofree char *number = nrn_keras_code_number (fit->stop_accuracy, NRN_PROPERTY_NUMBER);

      g_ptr_array_add (callbacks, g_strdup_printf ("StopAtAccuracy(%s)", number));
    }
  if (fit->early_stopping.monitor != NULL)
    g_ptr_array_add (callbacks, print_early_stopping (writer));
  if (callbacks->len == 0)
    return NULL;

  g_ptr_array_add (callbacks, NULL);
  list = g_strjoinv (", ", (char **) callbacks->pdata);

  return g_strconcat ("[", list, "]", NULL);
}

static void
print_class_weight (NrnKerasCodeWriter *writer)
{
  const NrnClassWeights *weights = writer->parts->fit.class_weight;

  g_string_append (writer->text, "    class_weight={");
  for (guint i = 0; i < nrn_class_weights_get_n (weights); i++)
    {
      g_autofree char *weight = nrn_keras_code_number (nrn_class_weights_get_weight (weights, i),
                                                       NRN_PROPERTY_NUMBER);

      g_string_append_printf (writer->text, "%s%d: %s", i > 0 ? ", " : "",
                              nrn_class_weights_get_class (weights, i), weight);
    }
  g_string_append (writer->text, "},\n");
}

static void
print_fit (NrnKerasCodeWriter *writer)
{
  const NrnFitOptions *fit = &writer->parts->fit;
  GString *text = writer->text;
  g_autofree char *callbacks = list_callbacks (writer);

  nrn_keras_code_section (writer, _("Fit"));
  if (fit->stop_accuracy > 0)
    print_stop_class (writer);
  if (fit->validation_split > 0 && !fit->validation_shuffled)
    nrn_keras_code_comment (writer, _("Keras holds out the last rows for validation, before it "
                                      "shuffles."));
  g_string_append_printf (text,
                          "history = model.fit(\n"
                          "    x=%s,\n"
                          "    y=train_labels,\n"
                          "    batch_size=%u,\n"
                          "    epochs=%u,\n"
                          "    shuffle=%s,\n",
                          nrn_keras_code_samples (writer), fit->batch_size, fit->epochs,
                          fit->shuffle ? "True" : "False");
  if (fit->validation_split > 0)
    {
      g_autofree char *split = nrn_keras_code_number (fit->validation_split, NRN_PROPERTY_NUMBER);

      g_string_append_printf (text, "    validation_split=%s,\n", split);
    }
  if (callbacks != NULL)
    g_string_append_printf (text, "    callbacks=%s,\n", callbacks);
  if (fit->class_weight != NULL)
    print_class_weight (writer);
  if (nrn_data_source_get_sample_weight (writer->parts->source) != NULL)
    g_string_append (text, "    sample_weight=sample_weights,\n");
  g_string_append (text, "    verbose=2,\n)\n");
}

/* ---- All of it ---- */

static gboolean
append_import (void *key,
               void *value,
               void *user_data)
{
  GString *text = user_data;
  g_auto (GStrv) parts = g_strsplit (key, "\n", 2);

  if (parts[1] != NULL)
    g_string_append_printf (text, "from %s import %s\n", parts[0], parts[1]);
  else
    g_string_append_printf (text, "import %s\n", parts[0]);

  return FALSE;
}

static int
compare_imports (const void *a,
                 const void *b,
                 void       *user_data)
{
  gboolean a_is_from = strchr (a, '\n') != NULL;
  gboolean b_is_from = strchr (b, '\n') != NULL;

  return a_is_from != b_is_from ? (int) a_is_from - (int) b_is_from : strcmp (a, b);
}

/* The backend is chosen before Keras is imported. */
static void
print_head (NrnKerasCodeWriter *writer,
            GString            *body)
{
  const char *title = writer->parts->name;
  g_autofree char *named = title != NULL ? g_strdup_printf (_("“%s”, written by Neurons."), title)
                                         : g_strdup (_("Written by Neurons."));

  nrn_keras_code_comment (writer, named);
  nrn_keras_code_comment (writer, is_2018 (writer)
                                  ? _("For the Keras of 2018 (2.2). Today's Keras does not know some "
                                      "of its names any more, such as lr.")
                                  : _("For Keras 3."));
  g_string_append_c (writer->text, '\n');
  if (writer->options.distribute)
    {
      g_string_append (writer->text, "import os\n\n");
      nrn_keras_code_comment (writer, _("Keras can share the work among devices with JAX; this must "
                                        "be said before Keras is imported."));
      g_string_append (writer->text, "os.environ[\"KERAS_BACKEND\"] = \"jax\"\n\n");
    }
  g_tree_foreach (writer->imports, append_import, writer->text);
  g_string_append_len (writer->text, body->str, (gssize) body->len);
}

static void
print_body (NrnKerasCodeWriter *writer)
{
  if (!is_2018 (writer))
    nrn_keras_code_import (writer, "keras", NULL);

  print_seed (writer);
  nrn_keras_code_section (writer, _("Data"));
  nrn_keras_code_data (writer);
  if (writer->options.distribute)
    print_distribution (writer);
  print_network (writer);
  print_compile (writer);
  if (writer->options.weights)
    print_weights (writer);
  print_fit (writer);
}

static gboolean
check_options (const NrnExperimentParts   *parts,
               const NrnKerasCodeOptions  *options,
               GError                    **error)
{
  gsize n_weights = nrn_architecture_get_n_parameters (parts->architecture);

  if (options->distribute && options->dialect == NRN_KERAS_CODE_2018)
    {
      g_set_error_literal (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                           _("Keras of 2018 cannot share the work among devices; write the code for "
                             "Keras 3, or for one device."));
      return FALSE;
    }
  if (options->weights && n_weights > NRN_KERAS_CODE_MAX_WEIGHTS)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_UNSUPPORTED,
                   _("This network has %zu weights, too many to be written in a "
                     "program; the most is %d. Write the code without them."),
                   n_weights, NRN_KERAS_CODE_MAX_WEIGHTS);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_keras_code_print:
 * @experiment: an experiment
 * @dataset: (nullable): its rows; of a CSV file they tell what its labels are
 * @options: what the program shall be like
 * @error: return location
 *
 * A complete program: data, scaling, network, compile, fit. It needs Keras
 * and NumPy, and in the dialect of 2018 scikit-learn too. Its comments are in
 * the user's language.
 *
 * Returns: (transfer full) (nullable): the program, or %NULL with a sentence
 *   that names what the dialect does not have
 */
char *
nrn_keras_code_print (const NrnExperiment        *experiment,
                      const NrnDataset           *dataset,
                      const NrnKerasCodeOptions  *options,
                      GError                    **error)
{
  NrnKerasCodeWriter writer = { .dataset = dataset, .options = *options };
  GString *body;
  char *program = NULL;

  g_return_val_if_fail (experiment != NULL, NULL);

  writer.parts = nrn_experiment_get_parts (experiment);
  if (!check_options (writer.parts, options, error) ||
      !nrn_architecture_check_all_on (writer.parts->architecture, error))
    return NULL;

  writer.imports = g_tree_new_full (compare_imports, NULL, g_free, NULL);
  writer.text = g_string_new (NULL);
  print_body (&writer);
  body = writer.text;
  writer.text = g_string_new (NULL);
  print_head (&writer, body);

  if (writer.error != NULL)
    g_propagate_error (error, writer.error);
  else
    program = g_strdup (writer.text->str);
  g_string_free (body, TRUE);
  g_string_free (writer.text, TRUE);
  g_tree_unref (writer.imports);

  return program;
}

/**
 * nrn_keras_code_save:
 * @experiment: an experiment
 * @dataset: (nullable): its rows
 * @options: what the program shall be like
 * @path: where to
 * @error: return location
 *
 * Writes what nrn_keras_code_print() returns into a file, which is replaced as
 * a whole or not at all.
 *
 * Returns: whether it is on the disk
 */
gboolean
nrn_keras_code_save (const NrnExperiment        *experiment,
                     const NrnDataset           *dataset,
                     const NrnKerasCodeOptions  *options,
                     const char                 *path,
                     GError                    **error)
{
  g_autofree char *code = nrn_keras_code_print (experiment, dataset, options, error);

  return code != NULL &&
         nrn_file_replace (&(NrnFileContents) { path, code, strlen (code) }, 1, error);
}
