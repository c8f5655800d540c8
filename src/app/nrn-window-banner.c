/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The banner: says that the training does not learn, and what to try.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "nrn-preset.h"

/* Of a rate that is this much too large a tenth is too large, too. */
#define FAR_TOO_LARGE 100.0

/* The one in force, by the experiment or by its schedule. */
static double
get_learning_rate (NrnWindow *self)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  double rate = nrn_config_lookup (nrn_experiment_get_parts (experiment)->optimizer,
                                   "learning_rate");
  g_autoptr (NrnSnapshot) snapshot = NULL;

  if (!isnan (rate))
    return rate;

  snapshot = nrn_trainer_get_snapshot (nrn_document_get_trainer (self->document));

  return nrn_snapshot_get_parts (snapshot)->learning_rate;
}

/* The preset's, or, with another optimizer or without a preset, Keras'. */
static double
get_usual_rate (NrnWindow *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  const NrnPreset *preset = nrn_preset_of (parts);
  g_autoptr (NrnConfig) plain = NULL;

  if (preset != NULL && g_str_equal (preset->optimizer, nrn_config_get_name (parts->optimizer)))
    return preset->learning_rate;

  plain = nrn_config_new (nrn_config_get_kind (parts->optimizer));

  return nrn_config_lookup (plain, "learning_rate");
}

/* ---- What to try ---- */

static void
try_learning_rate (NrnWindow *self,
                   double     learning_rate)
{
  NrnExperimentParts parts =
    *nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  g_autoptr (NrnConfig) optimizer = NULL;
  g_autoptr (GError) error = NULL;

  optimizer = nrn_config_with_number (parts.optimizer, "learning_rate", learning_rate, &error);
  parts.optimizer = optimizer;
  if (optimizer == NULL || !nrn_document_edit (self->document, &parts, &error))
    nrn_window_say (self, error->message);
}

static void
try_usual_rate (NrnWindow *self)
{
  try_learning_rate (self, get_usual_rate (self));
}

static void
try_smaller (NrnWindow *self)
{
  try_learning_rate (self, get_learning_rate (self) / 10);
}

static void
try_larger (NrnWindow *self)
{
  try_learning_rate (self, get_learning_rate (self) * 10);
}

static void
roll_die (NrnWindow *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "train.dice", NULL);
}

static void
offer (NrnWindow *self,
       NrnTryFunc func)
{
  char *label;

  if (func == try_usual_rate)
    label = g_strdup_printf (_("Learning Rate %g"), get_usual_rate (self));
  else if (func == try_smaller)
    label = g_strdup (_("Try a Tenth of It"));
  else if (func == try_larger)
    label = g_strdup (_("Learning Rate × 10"));
  else
    label = g_strdup (_("Roll the Die"));
  gtk_button_set_label (self->banner_button, label);
  self->banner_try = func;
  g_free (label);
}

static void
offer_smaller (NrnWindow *self)
{
  gboolean is_far = get_learning_rate (self) > FAR_TOO_LARGE * get_usual_rate (self);

  offer (self, is_far ? try_usual_rate : try_smaller);
}

/* ---- What is wrong ---- */

static char *
describe_layer_off (const NrnDiagnosis *diagnosis)
{
  return g_strdup_printf (_("The network cannot learn: hidden layer %u has no unit that is ever on, "
                            "out of %u. Another start may do better."),
                          diagnosis->layer + 1, diagnosis->n_units);
}

static char *
describe_stuck (const NrnDiagnosis *diagnosis)
{
  if (diagnosis->n_off > 0)
    return g_strdup_printf (_("After epoch %u the loss is %.4f, hardly better than the same guess "
                              "for every row (%.4f). Of %u hidden units, %u are never on. Larger "
                              "steps, or another start, may help."),
                            diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss,
                            diagnosis->n_units, diagnosis->n_off);

  return g_strdup_printf (_("After epoch %u the loss is %.4f, hardly better than the same guess for "
                            "every row (%.4f). Larger steps, or another start, may help."),
                          diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss);
}

static char *
describe_diagnosis (NrnWindow          *self,
                    const NrnDiagnosis *diagnosis)
{
  switch (diagnosis->kind)
    {
    case NRN_DIAGNOSIS_LAYER_OFF:
      offer (self, roll_die);
      return describe_layer_off (diagnosis);

    case NRN_DIAGNOSIS_STUCK:
      offer (self, 2 * diagnosis->n_off > diagnosis->n_units ? roll_die : try_larger);
      return describe_stuck (diagnosis);

    case NRN_DIAGNOSIS_TOO_FAR:
      offer_smaller (self);
      return g_strdup_printf (_("After epoch %u the loss is %.4g, while the same guess for every row "
                                "would give %.4g. The learning rate %g is probably too large."),
                              diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss,
                              get_learning_rate (self));

    case NRN_DIAGNOSIS_NONE:
    default:
      return NULL;
    }
}

static char *
describe_divergence (NrnWindow              *self,
                     const NrnSnapshotParts *snapshot)
{
  offer_smaller (self);

  return g_strdup_printf (_("The loss became infinite or not a number in epoch %u. The learning "
                            "rate %g may be too large; the last finite weights are kept."),
                          snapshot->epoch + 1, snapshot->learning_rate);
}

/* Once it was closed, it stays so for the same training. */
static gboolean
is_closed (NrnWindow *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);

  return self->banner_closed_for == nrn_trainer_get_timeline (trainer);
}

static char *
describe (NrnWindow *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  if (is_closed (self))
    return NULL;
  if (snapshot->state == NRN_TRAINING_DIVERGED)
    return describe_divergence (self, snapshot);

  return describe_diagnosis (self, nrn_document_get_diagnosis (self->document));
}

/**
 * nrn_window_update_banner:
 * @window: a window
 *
 * Says what is wrong with the training, if anything is.
 */
void
nrn_window_update_banner (NrnWindow *window)
{
  g_autofree char *sentence = describe (window);

  gtk_info_bar_set_revealed (window->banner, sentence != NULL);
  if (sentence == NULL || g_str_equal (sentence, gtk_label_get_text (window->banner_label)))
    return;

  gtk_label_set_text (window->banner_label, sentence);
  nrn_window_announce (window, sentence);
}

/**
 * nrn_window_banner_response_cb:
 * @window: a window
 * @response: %GTK_RESPONSE_OK to try what is offered
 *
 * Closes the banner.
 */
void
nrn_window_banner_response_cb (NrnWindow *window,
                               int        response)
{
  NrnTrainer *trainer = nrn_document_get_trainer (window->document);

  g_clear_pointer (&window->banner_closed_for, nrn_timeline_unref);
  window->banner_closed_for = nrn_timeline_ref (nrn_trainer_get_timeline (trainer));
  gtk_info_bar_set_revealed (window->banner, FALSE);
  if (response == GTK_RESPONSE_OK)
    window->banner_try (window);
}
