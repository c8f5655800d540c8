/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The rows of an experiment in Python: made by the same rule or read from
 * the same file, scaled, with the labels that the loss wants.
 */

#include "config.h"

#include "nrn-keras-code-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-loss.h"

static gboolean
is_2018 (const NrnKerasCodeWriter *writer)
{
  return writer->options.dialect == NRN_KERAS_CODE_2018;
}

/* What the classes are called, or NULL for a regression. */
static const char *const *
get_classes (const NrnKerasCodeWriter *writer)
{
  const NrnExperimentParts *parts = writer->parts;
  const NrnGenerator *generator = nrn_data_source_get_generator (parts->source);
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (parts->loss));
  const char *const *targets = nrn_data_source_get_targets (parts->source);

  if (generator != NULL)
    return generator->class_names;
  if (writer->dataset != NULL)
    return nrn_dataset_get_class_names (writer->dataset);
  if (targets[0] == NULL || targets[1] != NULL || parts->output_names == NULL ||
      g_strv_equal (targets, parts->output_names))
    return NULL;

  return kind == NRN_TARGET_CLASS || parts->output_names[1] != NULL ? parts->output_names : NULL;
}

/* Classes that are called 0, 1, 2 … are numbers in the file. */
static gboolean
are_numbers (const char *const *classes)
{
  for (guint i = 0; classes[i] != NULL; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);

      if (strcmp (number, classes[i]) != 0)
        return FALSE;
    }

  return TRUE;
}

static char *
quote_list (const char *const *names)
{
  g_autoptr (GPtrArray) quoted = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *list = NULL;

  for (guint i = 0; names[i] != NULL; i++)
    g_ptr_array_add (quoted, nrn_keras_code_quote (names[i]));
  g_ptr_array_add (quoted, NULL);
  list = g_strjoinv (", ", (char **) quoted->pdata);

  return g_strconcat ("[", list, "]", NULL);
}

/* ---- The rows ---- */

static void
print_generator (NrnKerasCodeWriter *writer)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (writer->parts->source);
  gsize start = writer->text->len;

  nrn_keras_code_comment (writer, _(generator->description));
  nrn_generator_print_python (generator, nrn_data_source_get_values (writer->parts->source),
                              writer->text);
  if (strstr (writer->text->str + start, "randint(") != NULL)
    nrn_keras_code_import (writer, "random", "randint");
}

static void
print_csv_labels (NrnKerasCodeWriter *writer)
{
  const char *const *targets = nrn_data_source_get_targets (writer->parts->source);
  const char *const *classes = get_classes (writer);
  g_autofree char *target = nrn_keras_code_quote (targets[0]);

  if (targets[1] != NULL)
    {
      g_autofree char *list = quote_list (targets);

      g_string_append_printf (writer->text,
                              "targets = %s\n"
                              "train_labels = [[float(row[name]) for name in targets] for row in rows]\n",
                              list);
    }
  else if (classes != NULL && !are_numbers (classes))
    {
      g_string_append_printf (writer->text,
                              "classes = sorted({row[%s] for row in rows})\n"
                              "train_labels = [classes.index(row[%s]) for row in rows]\n",
                              target, target);
    }
  else
    {
      g_string_append_printf (writer->text, "train_labels = [float(row[%s]) for row in rows]\n",
                              target);
    }
}

static void
print_csv (NrnKerasCodeWriter *writer)
{
  const NrnDataSource *source = writer->parts->source;
  g_autofree char *path = nrn_keras_code_quote (nrn_data_source_get_path (source));
  g_autofree char *features = quote_list (nrn_data_source_get_features (source));

  nrn_keras_code_import (writer, "csv", NULL);
  nrn_keras_code_comment (writer, _("The rows of the file; where the program runs elsewhere, change "
                                    "the path."));
  g_string_append_printf (writer->text,
                          "with open(%s, newline=\"\", encoding=\"utf-8-sig\") as file:\n"
                          "    rows = list(csv.DictReader(file, skipinitialspace=True))\n"
                          "features = %s\n"
                          "train_samples = [[float(row[name]) for name in features] for row in rows]\n",
                          path, features);
  print_csv_labels (writer);
  if (nrn_data_source_get_sample_weight (source) != NULL)
    {
      g_autofree char *column = nrn_keras_code_quote (nrn_data_source_get_sample_weight (source));

      g_string_append_printf (writer->text,
                              "sample_weights = np.array([float(row[%s]) for row in rows], "
                              "dtype=\"float32\")\n", column);
    }
}

/* ---- As Keras wants them ---- */

static void
print_classes (NrnKerasCodeWriter *writer,
               const char *const  *classes)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint i = 0; classes[i] != NULL && i < 20; i++)
    g_string_append_printf (list, "%s%u %s", i > 0 ? ", " : "", i, classes[i]);
  if (g_strv_length ((char **) classes) > 20)
    g_string_append (list, " …");
  if (!are_numbers (classes))
    {
      g_autofree char *sentence = g_strdup_printf (_("Classes: %s."), list->str);

      nrn_keras_code_comment (writer, sentence);
    }
}

static void
print_labels (NrnKerasCodeWriter *writer)
{
  const NrnExperimentParts *parts = writer->parts;
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (parts->loss));
  const char *const *classes = get_classes (writer);
  guint n_outputs = nrn_architecture_get_output_dim (parts->architecture);
  gboolean one_hot = classes != NULL && kind != NRN_TARGET_CLASS &&
                     (kind == NRN_TARGET_ONE_HOT || n_outputs > 1);

  if (classes != NULL)
    print_classes (writer, classes);
  g_string_append_printf (writer->text, "train_labels = np.array(train_labels, dtype=\"%s\")\n",
                          kind == NRN_TARGET_CLASS || one_hot ? "int32" : "float32");

  if (one_hot)
    {
      g_autofree char *function = nrn_keras_code_refer (writer, "utils", "to_categorical");

      nrn_keras_code_comment (writer, _("The loss compares with one-hot labels: 1 at the class, 0 "
                                        "elsewhere."));
      g_string_append_printf (writer->text, "train_labels = %s(train_labels, %u)\n", function,
                              n_outputs);
    }
  if (kind == NRN_TARGET_SIGNS && classes != NULL && is_2018 (writer))
    {
      nrn_keras_code_comment (writer, _("The loss wants −1 and 1; today's Keras makes them of 0 and 1 "
                                        "by itself, that of 2018 does not."));
      g_string_append (writer->text, "train_labels = 2 * train_labels - 1\n");
    }
}

static void
print_scaling (NrnKerasCodeWriter *writer)
{
  g_string_append_c (writer->text, '\n');
  nrn_keras_code_comment (writer, _("A network learns better from features between 0 and 1 than from "
                                    "numbers of all sizes."));
  if (is_2018 (writer))
    {
      nrn_keras_code_import (writer, "sklearn.preprocessing", "MinMaxScaler");
      g_string_append (writer->text,
                       "scaler = MinMaxScaler(feature_range=(0, 1))\n"
                       "scaled_train_samples = scaler.fit_transform(train_samples)\n");
      return;
    }

  g_string_append (writer->text,
                   "lowest = train_samples.min(axis=0)\n"
                   "span = train_samples.max(axis=0) - lowest\n"
                   "scaled_train_samples = (train_samples - lowest) / np.where(span == 0, 1, span)\n");
}

static void
print_order (NrnKerasCodeWriter *writer)
{
  g_string_append_c (writer->text, '\n');
  nrn_keras_code_comment (writer, _("Keras holds out the last rows for validation. In another order "
                                    "those are rows chosen by chance."));
  g_string_append_printf (writer->text,
                          "order = np.random.permutation(len(train_labels))\n"
                          "%s = %s[order]\n"
                          "train_labels = train_labels[order]\n",
                          nrn_keras_code_samples (writer), nrn_keras_code_samples (writer));
  if (nrn_data_source_get_sample_weight (writer->parts->source) != NULL)
    g_string_append (writer->text, "sample_weights = sample_weights[order]\n");
}

/**
 * nrn_keras_code_samples:
 * @writer: a writer
 *
 * Returns: what the program calls the features that the network gets
 */
const char *
nrn_keras_code_samples (const NrnKerasCodeWriter *writer)
{
  return writer->parts->scale ? "scaled_train_samples" : "train_samples";
}

/**
 * nrn_keras_code_data:
 * @writer: a writer
 *
 * Appends Python for the rows: afterwards there are the features, called
 * nrn_keras_code_samples(), and `train_labels`, both NumPy arrays.
 */
void
nrn_keras_code_data (NrnKerasCodeWriter *writer)
{
  const NrnExperimentParts *parts = writer->parts;
  guint input_dim = nrn_architecture_get_input_dim (parts->architecture);

  nrn_keras_code_import (writer, "numpy as np", NULL);
  if (nrn_data_source_get_generator (parts->source) != NULL)
    print_generator (writer);
  else
    print_csv (writer);

  g_string_append_c (writer->text, '\n');
  nrn_keras_code_comment (writer, _("Keras takes arrays: a row for each sample, a column for each "
                                    "feature."));
  g_string_append_printf (writer->text,
                          "train_samples = np.array(train_samples, dtype=\"float32\")%s\n",
                          input_dim == 1 ? ".reshape(-1, 1)" : "");
  print_labels (writer);
  if (parts->scale)
    print_scaling (writer);
  if (parts->fit.validation_split > 0 && parts->fit.validation_shuffled)
    print_order (writer);
}
