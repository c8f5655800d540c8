/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What data is, in words.
 */

#include "config.h"

#include "nrn-data-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-text.h"

/* Of more features or classes than this, nobody would read the names. */
#define MAX_NAMES 8

#define SIGNIFICANT 4

/**
 * nrn_data_words_title:
 * @source: where rows come from
 *
 * Returns: (transfer full): what the data is called
 */
char *
nrn_data_words_title (const NrnDataSource *source)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  const char *name = nrn_data_source_get_name (source);

  /* Made by it, and changed by hand. */
  if (nrn_data_source_is_by_hand (source))
    generator = nrn_generator_find (name, NULL);
  if (generator != NULL)
    return g_strdup (_(generator->title));

  return name != NULL ? g_filename_display_basename (name) : g_strdup (_("Table"));
}

/* ---- The sentence ---- */

/* What "{name}" stands for in the summary of a generator; NULL for nothing. */
static char *
dup_value (const char          *name,
           const NrnDataSource *source,
           const NrnDataDigest *digest)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  guint n_rows = nrn_dataset_get_n_rows (nrn_data_digest_get_dataset (digest));
  guint n_exceptions = nrn_data_digest_get_n_exceptions (digest);
  gboolean is_before = g_str_has_suffix (name, "-1");
  g_autofree char *parameter_name = g_strndup (name, strlen (name) - (is_before ? 2 : 0));
  int parameter;

  if (g_str_equal (name, "rows"))
    return nrn_text_format_count (n_rows);
  if (g_str_equal (name, "half"))
    return nrn_text_format_count (n_rows / 2);
  if (g_str_equal (name, "exceptions"))
    return nrn_text_format_count (n_exceptions);
  if (g_str_equal (name, "regular"))
    return nrn_text_format_count (n_rows - n_exceptions);
  if (g_str_equal (name, "regular%"))
    return nrn_text_format_fixed (100.0 * (n_rows - n_exceptions) / n_rows, 2);

  parameter = nrn_generator_parameter (generator, parameter_name);
  if (parameter < 0)
    return NULL;

  return nrn_text_format_fixed (nrn_data_source_get_values (source)[parameter] - (is_before ? 1 : 0),
                                generator->parameters[parameter].is_integer ? 0 : 2);
}

static char *
expand (const char          *summary,
        const NrnDataSource *source,
        const NrnDataDigest *digest)
{
  GString *text = g_string_new (NULL);
  const char *rest = summary;
  const char *open, *close;

  while ((open = strchr (rest, '{')) != NULL && (close = strchr (open, '}')) != NULL)
    {
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));
      g_autofree char *value = dup_value (name, source, digest);

      g_string_append_len (text, rest, open - rest);
      g_string_append (text, value != NULL ? value : name);
      rest = close + 1;
    }
  g_string_append (text, rest);

  return g_string_free (text, FALSE);
}

/**
 * nrn_data_words_sentence:
 * @source: where the rows come from
 * @digest: of them
 *
 * Returns: (transfer full): what they are
 */
char *
nrn_data_words_sentence (const NrnDataSource *source,
                         const NrnDataDigest *digest)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  g_autofree char *folder = NULL;
  g_autofree char *shown = NULL;

  if (generator != NULL && generator->summary != NULL)
    return expand (_(generator->summary), source, digest);
  if (generator != NULL)
    return g_strdup (_(generator->description));

  if (nrn_data_source_is_by_hand (source))
    return g_strdup (_("These rows were changed by hand; they are kept with the experiment."));
  if (nrn_data_source_get_path (source) == NULL)
    return g_strdup (_("A table that is kept with the experiment."));

  folder = g_path_get_dirname (nrn_data_source_get_path (source));
  shown = g_filename_display_name (folder);

  return g_strdup_printf (_("A file in %s."), shown);
}

/* ---- Rows, features, labels ---- */

/**
 * nrn_data_words_rows:
 * @digest: of rows
 *
 * Returns: (transfer full): how many they are
 */
char *
nrn_data_words_rows (const NrnDataDigest *digest)
{
  guint n_exceptions = nrn_data_digest_get_n_exceptions (digest);
  g_autofree char *rows = nrn_text_format_count (nrn_dataset_get_n_rows (nrn_data_digest_get_dataset (digest)));
  g_autofree char *exceptions = nrn_text_format_count (n_exceptions);

  if (n_exceptions == 0)
    return g_steal_pointer (&rows);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "%s, of which %s is an exception to the rule",
                                       "%s, of which %s are exceptions to the rule",
                                       n_exceptions), rows, exceptions);
}

/* "age: 13 … 100" */
static char *
describe_range (const char            *name,
                const NrnColumnDigest *column)
{
  double range = column->maximum - column->minimum;
  guint n_decimals = !column->is_whole && range > 0
                       ? (guint) CLAMP (SIGNIFICANT - 2 - floor (log10 (range)), 0, 6) : 0;
  g_autofree char *minimum = nrn_text_format_fixed (column->minimum, n_decimals);
  g_autofree char *maximum = nrn_text_format_fixed (column->maximum, n_decimals);

  /* Translators: a feature, its smallest and its largest value. */
  return g_strdup_printf (_("%s: %s to %s"), name, minimum, maximum);
}

/* A line each, and how many more there are. */
static char *
join_lines (GPtrArray *lines,
            guint      n)
{
  if (n > lines->len)
    g_ptr_array_add (lines, g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "and %u more",
                                                          "and %u more", n - lines->len),
                                             n - lines->len));
  g_ptr_array_add (lines, NULL);

  return g_strjoinv ("\n", (char **) lines->pdata);
}

/**
 * nrn_data_words_features:
 * @digest: of rows
 *
 * Returns: (transfer full): the features with their ranges, a line each
 */
char *
nrn_data_words_features (const NrnDataDigest *digest)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (digest);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (nrn_data_digest_get_n_features (digest), MAX_NAMES); i++)
    g_ptr_array_add (lines, describe_range (nrn_dataset_get_feature_names (dataset)[i],
                                            nrn_data_digest_get_feature (digest, i)));

  return join_lines (lines, nrn_dataset_get_n_features (dataset));
}

/* "1: side effects, 1,050 rows" */
static char *
describe_class (const NrnDataDigest *digest,
                guint                class_index)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (digest);
  guint count = nrn_data_digest_get_class_count (digest, class_index);
  g_autofree char *rows = nrn_text_format_count (count);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u: %s, %s row", "%u: %s, %s rows", count),
                          class_index, nrn_dataset_get_class_names (dataset)[class_index], rows);
}

/**
 * nrn_data_words_labels:
 * @digest: of rows
 *
 * Returns: (transfer full): the classes with their counts, or the targets with
 *   their ranges, a line each
 */
char *
nrn_data_words_labels (const NrnDataDigest *digest)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (digest);
  guint n_classes = nrn_dataset_get_n_classes (dataset);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < MIN (n_classes, MAX_NAMES); i++)
    g_ptr_array_add (lines, describe_class (digest, i));
  for (guint i = 0; i < MIN (nrn_data_digest_get_n_targets (digest), MAX_NAMES); i++)
    g_ptr_array_add (lines, describe_range (nrn_dataset_get_target_names (dataset)[i],
                                            nrn_data_digest_get_target (digest, i)));

  return join_lines (lines, n_classes > 0 ? n_classes : nrn_dataset_get_n_targets (dataset));
}

/**
 * nrn_data_words_arrays:
 * @digest: of rows
 *
 * The rows as the Python that Neurons writes has them.
 *
 * Returns: (transfer full): shape and dtype of both arrays, and that they are
 *   equally long, as Python says it
 */
char *
nrn_data_words_arrays (const NrnDataDigest *digest)
{
  const NrnDataset *dataset = nrn_data_digest_get_dataset (digest);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint n_targets = nrn_dataset_get_n_targets (dataset);
  g_autofree char *labels = NULL;

  if (nrn_dataset_get_n_classes (dataset) > 0)
    labels = g_strdup_printf ("(%u,)    int32", n_rows);
  else if (n_targets == 1)
    labels = g_strdup_printf ("(%u,)    float32", n_rows);
  else
    labels = g_strdup_printf ("(%u, %u)  float32", n_rows, n_targets);

  return g_strdup_printf ("train_samples  (%u, %u)  float32\n"
                          "train_labels   %s\n"
                          "len(train_samples) == len(train_labels)  True ✓",
                          n_rows, n_features, labels);
}
