/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All that can be paired: what the doctor calls impossible is refused, and
 * what it does not trains.
 */

#include <math.h>
#include <string.h>

#include "nrn-doctor.h"
#include "nrn-error.h"
#include "nrn-fit.h"
#include "nrn-loss.h"

#define N_ROWS      6
#define MAX_COLUMNS 3
#define N_STEPS     9

/* Labels of each sort; columns beyond the first are made from these. */
static const float label_values[NRN_N_LABEL_KINDS][N_ROWS] = {
  [NRN_LABELS_CLASSES]      = { 0, 1, 1, 0, 1, 0 },
  [NRN_LABELS_COUNTS]       = { 0, 1, 2, 0, 1, 2 },
  [NRN_LABELS_ONE_HOT]      = { 0, 1, 1, 0, 1, 0 },
  [NRN_LABELS_SHARES]       = { 0.25f, 0.5f, 0.75f, 0, 1, 0.25f },
  [NRN_LABELS_YES_NO]       = { 0, 1, 1, 0, 1, 0 },
  [NRN_LABELS_FRACTIONS]    = { 0, 0.5f, 1, 0.25f, 0.75f, 0.1f },
  [NRN_LABELS_SIGNS]        = { -1, 1, 1, -1, 1, -1 },
  [NRN_LABELS_POSITIVE]     = { 1.5f, 20, 3, 100, 7, 2 },
  [NRN_LABELS_NON_NEGATIVE] = { 0, 20, 3.5f, 100, 7, 2 },
  [NRN_LABELS_NUMBERS]      = { -10.5f, 20, 0, 100, -7, 2 },
};

static NrnDataset *
make_classes (NrnLabelKind kind,
              guint        n_classes)
{
  static const char *const names[] = { "cat", "dog", "llama", NULL };
  static const char *const numbers[] = { "0", "1", "2", NULL };
  static const char *const feature_names[] = { "x", NULL };
  const char *class_names[MAX_COLUMNS + 1] = { NULL };
  float *features = g_new (float, N_ROWS);
  float *labels = g_new (float, N_ROWS);

  for (guint i = 0; i < n_classes; i++)
    class_names[i] = kind == NRN_LABELS_COUNTS ? numbers[i] : names[i];
  for (guint row = 0; row < N_ROWS; row++)
    {
      features[row] = (float) row / (N_ROWS - 1);
      labels[row] = (float) (row % n_classes);
    }

  return nrn_dataset_new_classes ("test", N_ROWS, 1, features, feature_names, labels, "label",
                                  class_names);
}

static float
value_at (NrnLabelKind kind,
          guint        n_columns,
          guint        row,
          guint        column)
{
  if (kind == NRN_LABELS_ONE_HOT)
    return row % n_columns == column ? 1 : 0;
  if (kind == NRN_LABELS_SHARES)
    return column == 0 ? label_values[kind][row]
                       : (1 - label_values[kind][row]) / (float) (n_columns - 1);

  return label_values[kind][(row + column) % N_ROWS];
}

static NrnDataset *
make_values (NrnLabelKind kind,
             guint        n_columns)
{
  static const char *const feature_names[] = { "x", NULL };
  const char *target_names[] = { "a", "b", "c", NULL };
  float *features = g_new (float, N_ROWS);
  float *targets = g_new (float, N_ROWS * n_columns);

  for (guint row = 0; row < N_ROWS; row++)
    {
      features[row] = (float) row / (N_ROWS - 1);
      for (guint i = 0; i < n_columns; i++)
        targets[row * n_columns + i] = value_at (kind, n_columns, row, i);
    }
  target_names[n_columns] = NULL;

  return nrn_dataset_new_values ("test", N_ROWS, 1, features, feature_names, n_columns, targets,
                                 target_names);
}

/* Columns of one number that are 0 or 1 are classes; so there are sorts that
 * need more. */
static guint
get_least_n (NrnLabelKind kind)
{
  if (kind == NRN_LABELS_COUNTS)
    return 3;

  return kind == NRN_LABELS_CLASSES || kind == NRN_LABELS_ONE_HOT || kind == NRN_LABELS_SHARES ||
         kind == NRN_LABELS_YES_NO ? 2 : 1;
}

/* ---- What is said ---- */

static NrnVerdict
judge_fixed (const NrnPairing *pairing,
             const NrnFix     *fix)
{
  NrnPairing fixed = *pairing;
  g_autoptr (NrnConfig) activation = NULL;

  if (fix->activation != NULL)
    fixed.activation = activation = nrn_config_new (fix->activation);
  if (fix->loss != NULL)
    fixed.loss = fix->loss;
  if (fix->units > 0)
    fixed.n_outputs = fix->units;

  return nrn_doctor_judge (&fixed);
}

/* At least one of the things to choose stands in the sentence. */
static gboolean
mentions_fix (const NrnOpinion *opinion)
{
  g_autofree char *units = g_strdup_printf ("%u", opinion->fix.units);

  return (opinion->fix.activation != NULL &&
          strstr (opinion->sentence, opinion->fix.activation->name) != NULL) ||
         (opinion->fix.loss != NULL && strstr (opinion->sentence, opinion->fix.loss->name) != NULL) ||
         (opinion->fix.units > 0 && strstr (opinion->sentence, units) != NULL);
}

static void
check_keeping_fixes (const NrnPairing *pairing)
{
  for (guint keep = NRN_PAIRING_NOTHING; keep <= NRN_PAIRING_UNITS; keep++)
    {
      NrnFix fix;

      if (!nrn_doctor_find_fix (pairing, (NrnPairingPart) keep, &fix))
        {
          /* With everything open there is always one. */
          g_assert_cmpuint (keep, !=, NRN_PAIRING_NOTHING);
          continue;
        }
      g_assert_false (nrn_fix_is_empty (&fix));
      g_assert_cmpint (judge_fixed (pairing, &fix), ==, NRN_VERDICT_FITS);
      g_assert_false (keep == NRN_PAIRING_ACTIVATION && fix.activation != NULL);
      g_assert_false (keep == NRN_PAIRING_LOSS && fix.loss != NULL);
      g_assert_false (keep == NRN_PAIRING_UNITS && fix.units > 0);
    }
}

static NrnVerdict
check_opinion (const NrnPairing *pairing)
{
  g_auto (NrnOpinion) opinion = { NRN_VERDICT_FITS };

  nrn_doctor_ask (pairing, &opinion);
  g_assert_cmpint (opinion.verdict, ==, nrn_doctor_judge (pairing));
  g_assert_nonnull (opinion.sentence);
  g_assert_true (g_str_has_suffix (opinion.sentence, "."));
  g_assert_null (strpbrk (opinion.sentence, "{}"));
  g_assert_true (strstr (opinion.sentence, ". ") == NULL);

  if (opinion.verdict == NRN_VERDICT_FITS)
    {
      g_assert_true (nrn_fix_is_empty (&opinion.fix));
      g_assert_cmpint (opinion.part, ==, NRN_PAIRING_NOTHING);
      g_assert_true (g_str_has_prefix (opinion.sentence, "Fits: "));
    }
  else
    {
      g_autofree char *button = nrn_fix_describe (&opinion.fix);

      g_test_message ("%s → %s", opinion.sentence, button);
      g_assert_cmpint (opinion.part, !=, NRN_PAIRING_NOTHING);
      g_assert_true (mentions_fix (&opinion));
      g_assert_cmpint (judge_fixed (pairing, &opinion.fix), ==, NRN_VERDICT_FITS);
      g_assert_cmpint (g_str_has_prefix (opinion.sentence, "Works"), ==,
                       opinion.verdict == NRN_VERDICT_WORKS_BUT);
      check_keeping_fixes (pairing);
    }

  return opinion.verdict;
}

/* ---- What is done ---- */

static NrnFit *
begin (const NrnArchitecture  *architecture,
       const NrnConfig        *loss,
       const NrnDataset       *dataset,
       GError                **error)
{
  const NrnFitOptions options = { .batch_size = 2, .epochs = 3, .shuffle = TRUE, .seed = 1 };
  g_autoptr (NrnConfig) optimizer = nrn_config_parse (NRN_FAMILY_OPTIMIZER,
                                                      "Adam(learning_rate=0.01)", NULL);
  g_autoptr (NrnSamples) samples =
    nrn_samples_new_encoded (dataset, NULL, architecture, nrn_config_get_kind (loss), error);

  return samples != NULL ? nrn_fit_new (architecture, NULL, loss, optimizer, samples, &options, error)
                         : NULL;
}

static gboolean
trains (NrnFit *fit)
{
  g_autoptr (NrnHistory) history = NULL;
  NrnFitStatus status;
  guint n_steps = 0;

  do
    {
      status = nrn_fit_step (fit);
      n_steps += status != NRN_FIT_DONE;
    }
  while (status != NRN_FIT_DONE && status != NRN_FIT_DIVERGED);
  if (status == NRN_FIT_DIVERGED)
    return FALSE;

  g_assert_cmpuint (n_steps, ==, N_STEPS);
  history = nrn_fit_dup_history (fit);
  for (guint i = 0; i < nrn_history_get_n_epochs (history); i++)
    g_assert_true (isfinite (nrn_history_get_epoch (history, i).loss));

  return TRUE;
}

static NrnArchitecture *
make_network (const NrnConfig *activation,
              guint            n_outputs)
{
  g_autofree char *units = g_strdup_printf ("1-4-%u", n_outputs);
  g_autofree char *last = nrn_config_to_string (activation);
  g_autofree char *activations = g_strdup_printf ("relu,%s", last);
  g_autoptr (GError) error = NULL;
  NrnArchitecture *architecture = nrn_architecture_parse (units, activations, &error);

  g_assert_no_error (error);
  return architecture;
}

static NrnVerdict
check_pairing (const NrnConfig  *activation,
               const NrnConfig  *loss,
               const NrnDataset *dataset,
               guint             n_outputs)
{
  g_autoptr (NrnArchitecture) architecture = make_network (activation, n_outputs);
  const NrnKind *kind = nrn_config_get_kind (loss);
  g_autoptr (NrnFit) fit = NULL;
  g_autoptr (GError) error = NULL;
  NrnPairing pairing;
  NrnVerdict verdict;

  nrn_pairing_init (&pairing, architecture, kind, nrn_dataset_get_labels (dataset));
  g_test_message ("%s, %s, %s (%u classes, %u columns), %u outputs", nrn_config_get_name (activation),
                  kind->name, nrn_label_kind_get_name (pairing.labels.kind), pairing.labels.n_classes,
                  pairing.labels.n_columns, n_outputs);
  verdict = check_opinion (&pairing);

  fit = begin (architecture, loss, dataset, &error);
  if (verdict == NRN_VERDICT_CANNOT)
    {
      g_assert_null (fit);
      g_assert_nonnull (error);
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  else
    {
      g_assert_no_error (error);
      if (!trains (fit))
        {
          g_test_message ("this became infinite or NaN");
          g_test_fail ();
        }
    }

  return verdict;
}

/* Labels of one sort against all activations, all losses, 1 to 3 outputs. */
static void
test_labels (gconstpointer data)
{
  NrnLabelKind kind = (NrnLabelKind) GPOINTER_TO_UINT (data);
  guint n_activations, n_losses;
  const NrnKind *const *activations = nrn_family_get_kinds (NRN_FAMILY_ACTIVATION, &n_activations);
  const NrnKind *const *losses = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_losses);
  guint counts[3] = { 0 };

  for (guint n = get_least_n (kind); n <= MAX_COLUMNS; n++)
    {
      g_autoptr (NrnDataset) dataset =
        kind == NRN_LABELS_CLASSES || kind == NRN_LABELS_COUNTS ? make_classes (kind, n)
                                                                : make_values (kind, n);

      g_assert_cmpint (nrn_dataset_get_labels (dataset)->kind, ==, kind);
      for (guint i = 0; i < n_activations * n_losses; i++)
        {
          g_autoptr (NrnConfig) activation = nrn_config_new (activations[i / n_losses]);
          g_autoptr (NrnConfig) loss = nrn_config_new (losses[i % n_losses]);

          for (guint n_outputs = 1; n_outputs <= MAX_COLUMNS; n_outputs++)
            counts[check_pairing (activation, loss, dataset, n_outputs)]++;
        }
    }

  g_test_message ("%s: %u fit, %u work but, %u cannot", nrn_label_kind_get_name (kind),
                  counts[NRN_VERDICT_FITS], counts[NRN_VERDICT_WORKS_BUT],
                  counts[NRN_VERDICT_CANNOT]);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    g_assert_cmpuint (counts[i], >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint kind = 0; kind < NRN_N_LABEL_KINDS; kind++)
    {
      g_autofree char *path = g_strdup_printf ("/training/doctor/%s",
                                               nrn_label_kind_get_name ((NrnLabelKind) kind));

      g_test_add_data_func (path, GUINT_TO_POINTER (kind), test_labels);
    }

  return g_test_run ();
}
