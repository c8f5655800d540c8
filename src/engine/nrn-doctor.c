/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The pairing doctor: says in one sentence whether an output activation, a
 * loss, labels and the number of outputs go together, and what to choose.
 */

#include "config.h"

#include "nrn-doctor-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-activation-linear.h"
#include "nrn-activation-sigmoid.h"
#include "nrn-activation-softmax.h"
#include "nrn-activation-softplus.h"
#include "nrn-activation-tanh.h"
#include "nrn-layer.h"
#include "nrn-loss-binary-crossentropy.h"
#include "nrn-loss-categorical-crossentropy.h"
#include "nrn-loss-hinge.h"
#include "nrn-loss-mean-squared-error.h"
#include "nrn-minus.h"

/* In the sentences stand {activation}, {loss}, {labels}, {outputs}, {classes}
 * and {columns} for what there is, {choice} and {units} for what to choose.
 * A sentence that names a choice gets it from the fix, so the two agree. */
static const struct
{
  NrnPairingPart  part;
  const char     *sentence;
} reasons[NRN_N_REASONS] = {
  [NRN_REASON_NEEDS_CLASS_NUMBERS] = { NRN_PAIRING_LOSS,
    N_("{loss} needs one class number for each row, 0, 1, 2 …, but the labels are {labels}; "
       "choose {choice}.") },
  [NRN_REASON_NEEDS_TWO_OUTPUTS] = { NRN_PAIRING_UNITS,
    N_("{loss} needs an output for each class, but there is just one; set the units of the last "
       "layer to {units}, or choose binary_crossentropy with sigmoid.") },
  [NRN_REASON_NEEDS_OUTPUTS] = { NRN_PAIRING_UNITS,
    N_("{loss} needs an output for each class, but there is just one; set the units of the last "
       "layer to {units}.") },
  [NRN_REASON_TOO_FEW_OUTPUTS] = { NRN_PAIRING_UNITS,
    N_("The number of outputs ({outputs}) is smaller than the number of classes ({classes}); set "
       "the units of the last layer to {units}.") },
  [NRN_REASON_TOO_MANY_CLASSES] = { NRN_PAIRING_LOSS,
    N_("{loss} needs an output for each class, and class numbers up to the largest label would be "
       "{classes} classes; these labels are counts rather, so choose {choice} with one output.") },
  [NRN_REASON_COLUMNS_DIFFER] = { NRN_PAIRING_UNITS,
    N_("The number of outputs ({outputs}) is not the number of label columns ({columns}); set the "
       "units of the last layer to {units}.") },
  [NRN_REASON_SHARES_OF_NEGATIVE] = { NRN_PAIRING_ACTIVATION,
    N_("{loss} takes the logarithm of what share of their sum each output is, but {activation} "
       "makes outputs below 0, and a negative share has no logarithm; choose {choice}.") },
  [NRN_REASON_SHARES_OF_NOTHING] = { NRN_PAIRING_ACTIVATION,
    N_("{loss} divides the outputs by their sum, but {activation} makes all of them 0 at times, "
       "and 0 ∕ 0 is not a number; choose {choice}.") },
  [NRN_REASON_LOGARITHM_OF_NEGATIVE] = { NRN_PAIRING_ACTIVATION,
    N_("{loss} takes the logarithm of the outputs, but {activation} makes outputs below 0, which "
       "have none; choose {choice}.") },
  [NRN_REASON_ONE_SHARE] = { NRN_PAIRING_LOSS,
    N_("Works, but learns nothing of use: {loss} compares the shares of several outputs, and here "
       "is only one; choose {choice}.") },
  [NRN_REASON_ONE_DIRECTION] = { NRN_PAIRING_LOSS,
    N_("Works, but learns nothing: {loss} looks at the direction of several outputs, and a single "
       "one has just its sign; choose {choice}.") },
  [NRN_REASON_CONSTANT] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but learns nothing: {activation} of a single output is the same whatever goes in; "
       "choose {choice}.") },
  [NRN_REASON_ALWAYS_CUT] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but learns nothing: {loss} takes outputs below 0 for 0, and {activation} makes no "
       "others; choose {choice}.") },
  [NRN_REASON_CLASSES_AS_NUMBERS] = { NRN_PAIRING_UNITS,
    N_("Works, but a single output takes class numbers for sizes, as if class 2 were twice "
       "class 1; choose {choice} with {units} outputs.") },
  [NRN_REASON_LABELS_NEAR_ZERO] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} divides by the label, and one at or near 0 makes the loss enormous (0 "
       "counts as 1e-7); choose {choice}.") },
  [NRN_REASON_LABELS_ARE_NO_SHARES] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} wants labels that sum to 1 in each row, and these are {labels}; choose "
       "{choice}.") },
  [NRN_REASON_LABELS_BEYOND_0_AND_1] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} wants labels from 0 to 1, and these are {labels}; choose {choice}.") },
  [NRN_REASON_LABELS_BELOW_0] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} wants labels that are not below 0, and these are {labels}; choose "
       "{choice}.") },
  [NRN_REASON_LABELS_ARE_NO_SIGNS] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} wants the labels −1 and 1, or 0 and 1, and these are {labels}; choose "
       "{choice}.") },
  [NRN_REASON_LABELS_ARE_NO_CLASSES] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} is for classes, and the labels are {labels}; choose {choice}.") },
  [NRN_REASON_LABELS_ARE_CLASSES] = { NRN_PAIRING_LOSS,
    N_("Works, but {loss} is for numbers, and the labels are {labels}; {choice} is made for "
       "them.") },
  [NRN_REASON_SIGMOID_SHARES] = { NRN_PAIRING_ACTIVATION,
    N_("Works: Keras divides the outputs of {activation} by their sum; Keras on TensorFlow computes "
       "softmax of the values before {activation} and prints other numbers; the usual choice is "
       "{choice}.") },
  [NRN_REASON_DIVIDED_BY_SUM] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but the outputs of {activation} are no shares of 1, so {loss} divides them by their "
       "sum; {choice} makes shares by itself.") },
  [NRN_REASON_NO_SHARES] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {loss} wants outputs that sum to 1; with {activation} all of them can grow to 1 "
       "at no cost, so choose {choice}.") },
  [NRN_REASON_SHARES_EACH_FOR_ITSELF] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {loss} judges each output for itself, while {activation} makes shares of 1; "
       "Keras on TensorFlow computes sigmoid of the values before {activation} and prints other "
       "numbers; choose {choice}.") },
  [NRN_REASON_CUT_AT_0_AND_1] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {loss} cuts outputs off at 0 and 1, and where {activation} goes beyond, nothing "
       "is learned; choose {choice}.") },
  [NRN_REASON_LOGARITHM_OF_0] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but where {activation} is 0, {loss} takes the logarithm of 1e-7 and nothing is "
       "learned; choose {choice}.") },
  [NRN_REASON_CUT_AT_0] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {loss} takes outputs below 0 for 0, and there {activation} learns nothing; "
       "choose {choice}.") },
  [NRN_REASON_NO_SIGNS] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {loss} wants outputs of −1 and 1, and {activation} does not reach both; choose "
       "{choice}.") },
  [NRN_REASON_NO_MARGIN] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {loss} wants the right output to be 1 above all others, and those of "
       "{activation} are hardly that far apart; choose {choice}.") },
  [NRN_REASON_OUT_OF_REACH] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but {activation} does not reach all of the labels, from {minimum} to {maximum}; "
       "choose {choice}.") },
  [NRN_REASON_SUMS_TO_1] = { NRN_PAIRING_ACTIVATION,
    N_("Works, but the outputs of {activation} always sum to 1, and the labels do not; choose "
       "{choice}.") },
  [NRN_REASON_SPARE_OUTPUTS] = { NRN_PAIRING_UNITS,
    N_("Works, but with {outputs} outputs for {classes} classes some are never right; set the units "
       "of the last layer to {units}.") },
  [NRN_REASON_FITS_SHARES] = { NRN_PAIRING_NOTHING,
    N_("Fits: {activation} makes shares that sum to 1, as {loss} wants them.") },
  [NRN_REASON_FITS_PROBABILITIES] = { NRN_PAIRING_NOTHING,
    N_("Fits: {activation} makes numbers from 0 to 1, as {loss} wants them.") },
  [NRN_REASON_FITS_POSITIVE] = { NRN_PAIRING_NOTHING,
    N_("Fits: {activation} makes nothing below 0, as {loss} wants it.") },
  [NRN_REASON_FITS_SIGNS] = { NRN_PAIRING_NOTHING,
    N_("Fits: {activation} reaches −1 and 1, as {loss} wants it.") },
  [NRN_REASON_FITS_ANY] = { NRN_PAIRING_NOTHING,
    N_("Fits: {activation} reaches all labels, and {loss} takes any outputs.") },
};

/* ---- What to choose ---- */

static const NrnKind *
choose_activation (const NrnKind *loss)
{
  static const NrnKind *const kinds[] = {
    [NRN_OUTPUTS_ANY] = &nrn_activation_linear.kind,
    [NRN_OUTPUTS_POSITIVE] = &nrn_activation_softplus.kind,
    [NRN_OUTPUTS_PROBABILITIES] = &nrn_activation_sigmoid.kind,
    [NRN_OUTPUTS_SHARES] = &nrn_activation_softmax.kind,
    [NRN_OUTPUTS_SIGNS] = &nrn_activation_tanh.kind,
  };

  return kinds[nrn_loss_get_output_kind (loss)];
}

static const NrnKind *
choose_loss (const NrnPairing *pairing)
{
  static const NrnKind *const kinds[NRN_N_LABEL_KINDS] = {
    [NRN_LABELS_CLASSES] = &nrn_loss_sparse_categorical_crossentropy.kind,
    [NRN_LABELS_COUNTS] = &nrn_loss_mean_squared_error.kind,
    [NRN_LABELS_ONE_HOT] = &nrn_loss_categorical_crossentropy.kind,
    [NRN_LABELS_SHARES] = &nrn_loss_categorical_crossentropy.kind,
    [NRN_LABELS_YES_NO] = &nrn_loss_binary_crossentropy.kind,
    [NRN_LABELS_FRACTIONS] = &nrn_loss_binary_crossentropy.kind,
    [NRN_LABELS_SIGNS] = &nrn_loss_hinge.kind,
    [NRN_LABELS_POSITIVE] = &nrn_loss_mean_squared_error.kind,
    [NRN_LABELS_NON_NEGATIVE] = &nrn_loss_mean_squared_error.kind,
    [NRN_LABELS_NUMBERS] = &nrn_loss_mean_squared_error.kind,
  };
  NrnLabelKind kind = pairing->labels.kind;

  if (kind == NRN_LABELS_CLASSES && pairing->n_outputs == 1)
    return &nrn_loss_binary_crossentropy.kind;
  if (kind == NRN_LABELS_COUNTS && pairing->n_outputs > 1)
    kind = NRN_LABELS_CLASSES;

  return kinds[kind];
}

/* Whole numbers are classes to some losses and numbers to others. */
static guint
choose_units (const NrnPairing *pairing,
              const NrnKind    *loss)
{
  const NrnLabels *labels = &pairing->labels;
  NrnTargetKind target_kind = nrn_loss_get_target_kind (loss);

  if (labels->n_classes == 0 ||
      (labels->kind == NRN_LABELS_COUNTS && target_kind == NRN_TARGET_VALUES))
    return labels->n_columns;

  return MAX (labels->n_classes, 2);
}

/* ---- A fix ---- */

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
  if (fix->units != 0)
    fixed.n_outputs = fix->units;

  return nrn_doctor_judge (&fixed);
}

/* What is to blame. */
static void
choose_main_part (const NrnPairing *pairing,
                  NrnReason         reason,
                  NrnFix           *fix)
{
  gboolean are_shares = pairing->labels.kind != NRN_LABELS_YES_NO &&
                        pairing->labels.kind != NRN_LABELS_FRACTIONS;

  if (reason == NRN_REASON_CLASSES_AS_NUMBERS)
    fix->loss = &nrn_loss_sparse_categorical_crossentropy.kind;
  else if (reason == NRN_REASON_TOO_MANY_CLASSES)
    fix->loss = &nrn_loss_mean_squared_error.kind;
  else if (reason == NRN_REASON_SHARES_EACH_FOR_ITSELF && are_shares)
    fix->loss = choose_loss (pairing);
  else if (reasons[reason].part == NRN_PAIRING_ACTIVATION)
    fix->activation = choose_activation (pairing->loss);
  else if (reasons[reason].part == NRN_PAIRING_LOSS)
    fix->loss = choose_loss (pairing);
  else
    fix->units = choose_units (pairing, pairing->loss);

  if (reason == NRN_REASON_CLASSES_AS_NUMBERS || reason == NRN_REASON_TOO_MANY_CLASSES)
    fix->units = choose_units (pairing, fix->loss);
}

/* Other parts than the one to blame, as bits, where they have to change with
 * it: rather the activation than the units, and another loss only at last. */
enum
{
  ACTIVATION = 1 << 0,
  UNITS = 1 << 1,
  LOSS = 1 << 2,
  ALL = ACTIVATION | UNITS | LOSS,
};

static NrnFix
extend_fix (const NrnPairing *pairing,
            const NrnFix     *fix,
            guint             parts)
{
  NrnFix extended = *fix;
  NrnPairing resized = *pairing;

  if (fix->units == 0 && (parts & UNITS) != 0)
    extended.units = choose_units (pairing, fix->loss != NULL ? fix->loss : pairing->loss);
  if (extended.units != 0)
    resized.n_outputs = extended.units;
  if (fix->loss == NULL && (parts & LOSS) != 0)
    extended.loss = choose_loss (&resized);
  if (fix->activation != NULL || (parts & ACTIVATION) != 0)
    extended.activation = choose_activation (extended.loss != NULL ? extended.loss : pairing->loss);
  if (extended.units == pairing->n_outputs)
    extended.units = 0;

  return extended;
}

static void
choose_fix (const NrnPairing *pairing,
            NrnReason         reason,
            NrnFix           *fix)
{
  NrnFix main_part = { NULL };

  *fix = main_part;
  if (nrn_reason_get_verdict (reason) == NRN_VERDICT_FITS)
    return;

  choose_main_part (pairing, reason, &main_part);
  for (guint parts = 0; parts <= ALL; parts++)
    {
      *fix = extend_fix (pairing, &main_part, parts);
      if (judge_fixed (pairing, fix) == NRN_VERDICT_FITS)
        return;
    }
}

/* ---- The sentence ---- */

static void
replace_number (GString    *text,
                const char *place,
                double      number)
{
  char digits[G_ASCII_DTOSTR_BUF_SIZE];
  g_autofree char *shown = NULL;

  g_ascii_formatd (digits, sizeof digits, "%.6g", fabs (number));
  shown = g_strconcat (number < 0 ? nrn_minus_get () : "", digits, NULL);
  g_string_replace (text, place, shown, 0);
}

static char *
write_sentence (const NrnPairing *pairing,
                NrnReason         reason,
                const NrnFix     *fix)
{
  const NrnKind *choice = fix->loss != NULL ? fix->loss : fix->activation;
  GString *text = g_string_new (_(reasons[reason].sentence));

  g_string_replace (text, "{activation}",
                    pairing->activation != NULL ? nrn_config_get_name (pairing->activation)
                                                : "linear", 0);
  g_string_replace (text, "{loss}", pairing->loss->name, 0);
  g_string_replace (text, "{labels}", nrn_label_kind_get_words (pairing->labels.kind), 0);
  replace_number (text, "{outputs}", pairing->n_outputs);
  replace_number (text, "{classes}", pairing->labels.n_classes);
  replace_number (text, "{columns}", pairing->labels.n_columns);
  replace_number (text, "{minimum}", pairing->labels.minimum);
  replace_number (text, "{maximum}", pairing->labels.maximum);
  replace_number (text, "{units}", fix->units);
  if (choice != NULL)
    g_string_replace (text, "{choice}", choice->name, 0);

  return g_string_free (text, FALSE);
}

/* ---- Fixes that keep something ---- */

static const NrnKind *const usual_activations[] = {
  &nrn_activation_softmax.kind,
  &nrn_activation_sigmoid.kind,
  &nrn_activation_tanh.kind,
  &nrn_activation_linear.kind,
  &nrn_activation_softplus.kind,
};

/* Fixes are tried in the order in which a student would like them; of those
 * that change as little, the first is taken. */
typedef struct
{
  const NrnPairing *pairing;
  NrnPairingPart    keep;
  NrnFix            best;
  guint             best_changes;
} Search;

static void
try_fix (Search        *search,
         const NrnKind *activation,
         const NrnKind *loss,
         guint          units)
{
  const NrnPairing *pairing = search->pairing;
  NrnFix fix = { activation, loss, units };
  guint n_changes;

  if (pairing->activation != NULL && nrn_config_is_default (pairing->activation) &&
      nrn_config_get_kind (pairing->activation) == activation)
    fix.activation = NULL;
  if (pairing->loss == loss)
    fix.loss = NULL;
  if (pairing->n_outputs == units)
    fix.units = 0;
  if ((search->keep == NRN_PAIRING_ACTIVATION && fix.activation != NULL) ||
      (search->keep == NRN_PAIRING_LOSS && fix.loss != NULL) ||
      (search->keep == NRN_PAIRING_UNITS && fix.units != 0))
    return;

  n_changes = (fix.activation != NULL) + (fix.loss != NULL) + (fix.units != 0);
  if (n_changes == 0 || n_changes >= search->best_changes ||
      judge_fixed (pairing, &fix) != NRN_VERDICT_FITS)
    return;

  search->best = fix;
  search->best_changes = n_changes;
}

static void
try_activations (Search        *search,
                 const NrnKind *loss,
                 guint          units)
{
  try_fix (search, NULL, loss, units);
  try_fix (search, choose_activation (loss), loss, units);
  for (guint i = 0; i < G_N_ELEMENTS (usual_activations); i++)
    try_fix (search, usual_activations[i], loss, units);
}

static void
try_losses (Search *search,
            guint   units)
{
  NrnPairing resized = *search->pairing;
  guint n_losses;
  const NrnKind *const *losses = nrn_family_get_kinds (NRN_FAMILY_LOSS, &n_losses);

  resized.n_outputs = units;
  try_activations (search, resized.loss, units);
  try_activations (search, choose_loss (&resized), units);
  for (guint i = 0; i < n_losses; i++)
    try_activations (search, losses[i], units);
}

/**
 * nrn_doctor_find_fix:
 * @pairing: what does not fit
 * @keep: what is to stay as it is, since it was just chosen
 * @fix: (out): what to choose beside it
 *
 * Returns: whether there is such a fix
 */
gboolean
nrn_doctor_find_fix (const NrnPairing *pairing,
                     NrnPairingPart    keep,
                     NrnFix           *fix)
{
  Search search = { .pairing = pairing, .keep = keep, .best_changes = G_MAXUINT };

  try_losses (&search, pairing->n_outputs);
  try_losses (&search, MAX (pairing->labels.n_classes, 2));
  try_losses (&search, pairing->labels.n_columns);
  *fix = search.best;

  return search.best_changes != G_MAXUINT;
}

/* ---- The doctor ---- */

/* What comes after it without weights and without an activation, such as
 * Dropout, leaves the outputs as they are once the network is trained. */
static const NrnConfig *
find_output_activation (const NrnArchitecture *architecture)
{
  for (guint i = nrn_architecture_get_n_layers (architecture); i-- > 0;)
    {
      const NrnConfig *layer = nrn_architecture_get_layer (architecture, i);
      const NrnLayerKind *kind = nrn_layer_kind_of (layer);

      if (kind->get_activation != NULL || kind->get_units != NULL || kind->list_weights != NULL)
        return nrn_architecture_get_activation (architecture, i);
    }

  return NULL;
}

/**
 * nrn_pairing_init:
 * @pairing: (out): what has to go together; borrows from the arguments
 * @architecture: a network
 * @loss: a kind of the family %NRN_FAMILY_LOSS
 * @labels: what sort of labels there are
 */
void
nrn_pairing_init (NrnPairing            *pairing,
                  const NrnArchitecture *architecture,
                  const NrnKind         *loss,
                  const NrnLabels       *labels)
{
  *pairing = (NrnPairing) {
    .activation = find_output_activation (architecture),
    .loss = loss,
    .labels = *labels,
    .n_outputs = nrn_architecture_get_output_dim (architecture),
  };
}

/**
 * nrn_doctor_judge:
 * @pairing: an output activation, a loss, labels and a number of outputs
 *
 * Returns: whether they go together
 */
NrnVerdict
nrn_doctor_judge (const NrnPairing *pairing)
{
  return nrn_reason_get_verdict (nrn_reason_find (pairing));
}

/**
 * nrn_doctor_ask:
 * @pairing: an output activation, a loss, labels and a number of outputs
 * @opinion: (out): what the doctor says
 *
 * Whether they go together, why, and what to choose instead. Sources: Keras
 * 3, `keras/src/losses/losses.py`, `keras/src/backend/torch/nn.py` and
 * `keras/src/backend/tensorflow/nn.py`.
 */
void
nrn_doctor_ask (const NrnPairing *pairing,
                NrnOpinion        *opinion)
{
  NrnReason reason;

  g_return_if_fail (pairing->loss != NULL && pairing->n_outputs > 0);

  reason = nrn_reason_find (pairing);
  *opinion = (NrnOpinion) {
    .verdict = nrn_reason_get_verdict (reason),
    .part = reasons[reason].part,
  };
  choose_fix (pairing, reason, &opinion->fix);
  opinion->sentence = write_sentence (pairing, reason, &opinion->fix);
}

void
nrn_opinion_clear (NrnOpinion *opinion)
{
  g_clear_pointer (&opinion->sentence, g_free);
}

/**
 * nrn_verdict_get_name:
 * @verdict: what the doctor says
 *
 * Returns: a word for it, the same in every language, for scripts
 */
const char *
nrn_verdict_get_name (NrnVerdict verdict)
{
  static const char *const names[] = { "fits", "works-but", "cannot" };

  g_return_val_if_fail (verdict <= NRN_VERDICT_CANNOT, NULL);

  return names[verdict];
}

gboolean
nrn_fix_is_empty (const NrnFix *fix)
{
  return fix->activation == NULL && fix->loss == NULL && fix->units == 0;
}

/**
 * nrn_fix_describe:
 * @fix: a fix that is not empty
 *
 * Returns: (transfer full): what it does, for a button: "Use softmax"
 */
char *
nrn_fix_describe (const NrnFix *fix)
{
  const char *activation = fix->activation != NULL ? fix->activation->name : NULL;
  const char *loss = fix->loss != NULL ? fix->loss->name : NULL;

  if (activation != NULL && loss != NULL && fix->units != 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Use %s and %s with %u output",
                                         "Use %s and %s with %u outputs", fix->units),
                            activation, loss, fix->units);
  if (activation != NULL && loss != NULL)
    return g_strdup_printf (_("Use %s and %s"), activation, loss);
  if (fix->units != 0 && (activation != NULL || loss != NULL))
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Use %s with %u output",
                                         "Use %s with %u outputs", fix->units),
                            activation != NULL ? activation : loss, fix->units);
  if (fix->units != 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "Use %u output", "Use %u outputs",
                                         fix->units), fix->units);

  return g_strdup_printf (_("Use %s"), activation != NULL ? activation : loss);
}
