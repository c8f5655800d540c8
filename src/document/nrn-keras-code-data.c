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

  if (nrn_data_source_get_names (parts->source, NRN_NAMES_CLASSES) != NULL)
    return nrn_data_source_get_names (parts->source, NRN_NAMES_CLASSES);
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

/* What a cell's number is in Python. */
static char *
print_number (const NrnDataSource *source,
              const char          *name)
{
  return g_strdup_printf (nrn_data_source_get_selection (source)->options->format.decimal == ','
                            ? "float(row[%s].replace(\",\", \".\"))" : "float(row[%s])", name);
}

/* Whether the cells of the label column are numbers, as far as is known. */
static gboolean
are_all_numbers (const char *const *classes)
{
  for (guint i = 0; classes[i] != NULL; i++)
    {
      char *end;

      g_ascii_strtod (classes[i], &end);
      if (end == classes[i] || *end != '\0')
        return FALSE;
    }

  return TRUE;
}

static void
print_csv_labels (NrnKerasCodeWriter *writer)
{
  const NrnDataSource *source = writer->parts->source;
  const char *const *targets = nrn_data_source_get_targets (source);
  NrnCsvTargets sort = nrn_data_source_get_selection (source)->options->targets;
  const char *const *classes = get_classes (writer);
  g_autofree char *target = nrn_keras_code_quote (targets[0]);
  g_autofree char *number = print_number (source, targets[1] != NULL ? "name" : target);
  g_autofree char *cell = g_strdup_printf ("row[%s]", target);
  gboolean is_sorted_number = sort == NRN_CSV_TARGETS_CLASSES && classes != NULL &&
                              are_all_numbers (classes);

  if (targets[1] != NULL)
    {
      g_autofree char *list = quote_list (targets);

      g_string_append_printf (writer->text,
                              "targets = %s\n"
                              "train_labels = [[%s for name in targets] for row in rows]\n",
                              list, number);
    }
  else if (classes != NULL && (is_sorted_number || !are_numbers (classes)))
    {
      const char *label = is_sorted_number ? number : cell;

      g_string_append_printf (writer->text,
                              "classes = sorted({%s for row in rows})\n"
                              "train_labels = [classes.index(%s) for row in rows]\n",
                              label, label);
    }
  else
    {
      g_string_append_printf (writer->text, "train_labels = [%s for row in rows]\n", number);
    }
}

/* Python's reader of the lines of a file, with what is not as it expects. */
static void
print_reader (NrnKerasCodeWriter  *writer,
              const NrnCsvFormat  *format,
              const char          *lines)
{
  const char separator[] = { format->separator != '\0' ? format->separator : ',', '\0' };
  g_autofree char *quoted = nrn_keras_code_quote (separator);
  g_autofree char *delimiter = *separator != ',' ? g_strdup_printf (", delimiter=%s", quoted)
                                                 : g_strdup ("");

  if (format->header == NRN_CSV_HEADER_NO)
    g_string_append_printf (writer->text,
                            "[{f\"column {i + 1}\": cell for i, cell in enumerate(row)}\n"
                            "            for row in csv.reader(%s%s, skipinitialspace=True)]\n",
                            lines, delimiter);
  else
    g_string_append_printf (writer->text, "list(csv.DictReader(%s%s, skipinitialspace=True))\n", lines,
                            delimiter);
}

static void
print_missing (NrnKerasCodeWriter *writer)
{
  const NrnCsvSelection *selection = nrn_data_source_get_selection (writer->parts->source);
  g_autofree char *targets = quote_list (selection->targets);

  if (selection->options->missing == NRN_CSV_MISSING_REFUSE)
    return;

  g_string_append_printf (writer->text,
                          "missing = {\"\", \"na\", \"nan\", \"n/a\", \"#n/a\", \"null\", \"?\"}\n"
                          "needed = %s%s\n"
                          "rows = [row for row in rows\n"
                          "        if not any(row[name].lower() in missing for name in needed)]\n",
                          selection->options->missing == NRN_CSV_MISSING_DROP ? "features + " : "",
                          targets);
}

static void
print_rows_limit (NrnKerasCodeWriter *writer)
{
  const NrnCsvOptions *options = nrn_data_source_get_selection (writer->parts->source)->options;

  if (options->n_rows == 0)
    return;
  if (options->random_rows)
    {
      nrn_keras_code_import (writer, "random", NULL);
      nrn_keras_code_comment (writer, _("Rows chosen by chance, other ones than in Neurons."));
      g_string_append_printf (writer->text, "rows = random.sample(rows, min(%u, len(rows)))\n",
                              options->n_rows);
    }
  else
    {
      g_string_append_printf (writer->text, "rows = rows[:%u]\n", options->n_rows);
    }
}

static void
print_csv_features (NrnKerasCodeWriter *writer)
{
  const NrnDataSource *source = writer->parts->source;
  g_autofree char *number = print_number (source, "name");

  if (nrn_data_source_get_selection (source)->options->missing != NRN_CSV_MISSING_MEAN)
    {
      g_string_append_printf (writer->text,
                              "train_samples = [[%s for name in features] for row in rows]\n", number);
      return;
    }

  nrn_keras_code_comment (writer, _("The mean of the column stands where a value is missing."));
  g_string_append_printf (writer->text,
                          "train_samples = [[float(\"nan\") if row[name].lower() in missing else %s\n"
                          "                  for name in features] for row in rows]\n"
                          "train_samples = np.array(train_samples)\n"
                          "train_samples = np.where(np.isnan(train_samples), "
                          "np.nanmean(train_samples, axis=0), train_samples)\n",
                          number);
}

static void
print_csv (NrnKerasCodeWriter *writer)
{
  const NrnDataSource *source = writer->parts->source;
  const NrnCsvFormat *format = &nrn_data_source_get_selection (source)->options->format;
  g_autofree char *features = quote_list (nrn_data_source_get_features (source));

  nrn_keras_code_import (writer, "csv", NULL);
  if (nrn_data_source_get_path (source) != NULL)
    {
      g_autofree char *path = nrn_keras_code_quote (nrn_data_source_get_path (source));

      nrn_keras_code_comment (writer, _("The rows of the file; where the program runs elsewhere, "
                                        "change the path."));
      g_string_append_printf (writer->text,
                              "with open(%s, newline=\"\", encoding=\"utf-8-sig\") as file:\n"
                              "    rows = ", path);
      print_reader (writer, format, "file");
    }
  else
    {
      g_autofree char *text = nrn_keras_code_quote (nrn_data_source_get_text (source));

      g_string_append_printf (writer->text, "table = %s\nrows = ", text);
      print_reader (writer, format, "table.splitlines()");
    }
  g_string_append_printf (writer->text, "features = %s\n", features);
  print_missing (writer);
  print_rows_limit (writer);
  print_csv_features (writer);
  print_csv_labels (writer);
  if (nrn_data_source_get_sample_weight (source) != NULL)
    {
      g_autofree char *column = nrn_keras_code_quote (nrn_data_source_get_sample_weight (source));
      g_autofree char *number = print_number (source, column);

      g_string_append_printf (writer->text,
                              "sample_weights = np.array([%s for row in rows], "
                              "dtype=\"float32\")\n", number);
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
