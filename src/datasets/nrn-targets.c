/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From a data set's labels to the targets that a loss wants.
 */

#include "config.h"

#include "nrn-targets.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-csv-private.h"
#include "nrn-error.h"
#include "nrn-loss.h"
#include "nrn-minus.h"

/* Targets of a row that are shown one by one. */
#define MAX_SHOWN 6

static float *
copy_targets (const NrnDataset *dataset)
{
  gsize n_rows = nrn_dataset_get_n_rows (dataset);
  gsize n_targets = nrn_dataset_get_n_targets (dataset);

  return g_memdup2 (nrn_dataset_get_targets (dataset), n_rows * n_targets * sizeof (float));
}

/* The label of @row is not a class that the network has an output for. */
static void
set_label_error (GError           **error,
                 const NrnDataset  *dataset,
                 guint              row,
                 const NrnKind     *loss,
                 guint              n_outputs)
{
  const char *const *class_names = nrn_dataset_get_class_names (dataset);
  float label = nrn_dataset_get_targets (dataset)[row];
  char given[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (given, sizeof given, "%.9g", (double) label);

  if (class_names != NULL)
    {
      g_autofree char *name = nrn_error_quote (class_names[(guint) label]);

      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("“%s”, row %u: the label “%s” is class %s, but the network has %u outputs, so "
                     "only classes 0 to %u are possible; give its last layer an output for each "
                     "class."),
                   nrn_dataset_get_name (dataset), row + 1, name, given, n_outputs, n_outputs - 1);
    }
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                 _("“%s”, row %u: the label is %s, but %s needs class numbers, and with %u outputs "
                   "those are the whole numbers from 0 to %u."),
                 nrn_dataset_get_name (dataset), row + 1, given, loss->name, n_outputs, n_outputs - 1);
}

static float *
encode_class (const NrnDataset  *dataset,
              const NrnKind     *loss,
              guint              n_outputs,
              GError           **error)
{
  const float *labels = nrn_dataset_get_targets (dataset);

  if (nrn_dataset_get_n_targets (dataset) != 1)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("%s needs one column of class numbers, but the data has %u target columns; "
                     "choose one column, or a loss such as categorical_crossentropy."),
                   loss->name, nrn_dataset_get_n_targets (dataset));
      return NULL;
    }
  if (n_outputs < 2)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("%s needs an output for each class, but the network has just %u; give its "
                     "last layer at least 2 units, or choose a loss such as binary_crossentropy."),
                   loss->name, n_outputs);
      return NULL;
    }

  for (guint row = 0; row < nrn_dataset_get_n_rows (dataset); row++)
    {
      if (!(labels[row] >= 0 && labels[row] < (float) n_outputs) ||
          labels[row] != floorf (labels[row]))
        {
          set_label_error (error, dataset, row, loss, n_outputs);
          return NULL;
        }
    }

  return copy_targets (dataset);
}

static float *
encode_one_hot (const NrnDataset  *dataset,
                const NrnKind     *loss,
                guint              n_outputs,
                GError           **error)
{
  const float *labels = nrn_dataset_get_targets (dataset);
  guint n_rows = nrn_dataset_get_n_rows (dataset);
  float *targets;

  if (nrn_dataset_get_n_classes (dataset) > n_outputs)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("%s: the number of outputs (%u) is smaller than the number of classes (%u); "
                     "give the network's last layer %u units."),
                   loss->name, n_outputs, nrn_dataset_get_n_classes (dataset),
                   nrn_dataset_get_n_classes (dataset));
      return NULL;
    }

  targets = g_try_new0 (float, (gsize) n_rows * n_outputs);
  if (targets == NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("There is not enough memory for one-hot labels (rows: %u, outputs: %u)."),
                   n_rows, n_outputs);
      return NULL;
    }

  for (guint row = 0; row < n_rows; row++)
    targets[(gsize) row * n_outputs + (guint) labels[row]] = 1;

  return targets;
}

static float *
encode_values (const NrnDataset  *dataset,
               const NrnKind     *loss,
               guint              n_outputs,
               GError           **error)
{
  if (nrn_dataset_get_n_targets (dataset) != n_outputs)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_SHAPE,
                   _("%s: the number of outputs (%u) is not the number of target columns (%u); "
                     "they must be equal."),
                   loss->name, n_outputs, nrn_dataset_get_n_targets (dataset));
      return NULL;
    }

  return copy_targets (dataset);
}

/**
 * nrn_targets_encode:
 * @dataset: the rows
 * @loss: a loss
 * @n_outputs: outputs of the network; at least 1
 * @target_dim: (out): columns of the result
 * @error: return location
 *
 * What @loss compares the outputs with:
 *
 * | the loss wants      | class labels become             | values become    |
 * |---------------------|---------------------------------|------------------|
 * | %NRN_TARGET_CLASS   | class numbers; target_dim is 1  | the same, if they are class numbers |
 * | %NRN_TARGET_ONE_HOT | one-hot; target_dim n_outputs   | themselves       |
 * | %NRN_TARGET_VALUES  | the class number for one output, one-hot for several | themselves |
 * | %NRN_TARGET_SIGNS   | the same; the loss takes 0 and 1 as −1 and 1 | themselves |
 *
 * Returns: (transfer full) (nullable): (n_rows, target_dim), row-major, to
 *   be freed with g_free(), or %NULL with @error set if labels and outputs
 *   do not fit together
 */
float *
nrn_targets_encode (const NrnDataset  *dataset,
                    const NrnKind     *loss,
                    guint              n_outputs,
                    guint             *target_dim,
                    GError           **error)
{
  NrnTargetKind kind = nrn_loss_get_target_kind (loss);
  gboolean is_classes = nrn_dataset_get_n_classes (dataset) > 0;

  g_return_val_if_fail (n_outputs > 0, NULL);

  *target_dim = kind == NRN_TARGET_CLASS ? 1 : n_outputs;

  if (kind == NRN_TARGET_CLASS)
    return encode_class (dataset, loss, n_outputs, error);
  if (is_classes && (kind == NRN_TARGET_ONE_HOT || n_outputs > 1))
    return encode_one_hot (dataset, loss, n_outputs, error);

  return encode_values (dataset, loss, n_outputs, error);
}

/**
 * nrn_targets_describe:
 * @labels: what sort of labels there are
 * @loss: a loss
 * @n_outputs: outputs of the network
 *
 * Returns: what the labels are for @loss, in the user's language; a few
 *   words such as "one-hot: 1 at the class, 0 elsewhere"
 */
const char *
nrn_targets_describe (const NrnLabels *labels,
                      const NrnKind   *loss,
                      guint            n_outputs)
{
  NrnTargetKind kind = nrn_loss_get_target_kind (loss);

  if (kind == NRN_TARGET_CLASS)
    return _("the class number: 0, 1, 2 …");
  if (labels->n_classes == 0 || (labels->n_classes > 2 && n_outputs == 1))
    return _("the number itself");
  if (kind == NRN_TARGET_SIGNS)
    return n_outputs > 1 ? _("one-hot with signs: 1 at the class, −1 elsewhere")
                         : _("the sign: −1 for class 0, 1 for class 1");

  return kind == NRN_TARGET_ONE_HOT || n_outputs > 1
         ? _("one-hot: 1 at the class, 0 elsewhere")
         : _("the class number: 0 or 1");
}

/* "[0, 1, 0]"; of a long row the ends, and the class. */
static char *
format_row (guint       n,
            guint       class_index,
            const char *elsewhere)
{
  GString *text = g_string_new ("[");
  gboolean is_long = n > MAX_SHOWN;
  gboolean has_gap = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if (is_long && i > 1 && i + 1 < n && i != class_index)
        {
          if (!has_gap)
            g_string_append (text, ", …");
          has_gap = TRUE;
          continue;
        }
      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", i == class_index ? "1" : elsewhere);
      has_gap = FALSE;
    }
  g_string_append_c (text, ']');

  return g_string_free (text, FALSE);
}

/**
 * nrn_targets_format_class:
 * @labels: what sort of labels there are; classes
 * @loss: a loss
 * @n_outputs: outputs of the network; at least 1
 * @class_index: a class; below @n_outputs where there are several
 *
 * Returns: (transfer full): what @loss gets to see for a row of that class:
 *   "1", "−1", "[0, 1]" …
 */
char *
nrn_targets_format_class (const NrnLabels *labels,
                          const NrnKind   *loss,
                          guint            n_outputs,
                          guint            class_index)
{
  NrnTargetKind kind = nrn_loss_get_target_kind (loss);
  gboolean has_signs = kind == NRN_TARGET_SIGNS && (labels->n_classes <= 2 || n_outputs > 1);
  g_autofree char *minus_one = g_strconcat (nrn_minus_get (), "1", NULL);

  if (kind != NRN_TARGET_CLASS && (kind == NRN_TARGET_ONE_HOT || n_outputs > 1))
    return format_row (n_outputs, class_index, has_signs ? minus_one : "0");

  return has_signs && class_index == 0 ? g_steal_pointer (&minus_one) : g_strdup_printf ("%u", class_index);
}
