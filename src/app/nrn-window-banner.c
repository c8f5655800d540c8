/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The banner: says that the training does not learn, and what to try.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

static const NrnExperimentParts *
get_parts (NrnWindow *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
}

/* The one in force, by the experiment or by its schedule. */
static double
get_learning_rate (NrnWindow *self)
{
  double rate = nrn_config_lookup (get_parts (self)->optimizer, "learning_rate");
  g_autoptr (NrnSnapshot) snapshot = NULL;

  if (!isnan (rate))
    return rate;

  snapshot = nrn_trainer_get_snapshot (nrn_document_get_trainer (self->document));

  return nrn_snapshot_get_parts (snapshot)->learning_rate;
}

/* ---- What to try ---- */

static gboolean
begin_anew (NrnWindow          *self,
            NrnExperimentParts *parts)
{
  g_autoptr (GError) error = NULL;

  if (nrn_document_begin_anew (self->document, parts, &error))
    return TRUE;

  nrn_window_say (self, error->message);

  return FALSE;
}

static gboolean
try_learning_rate (NrnWindow *self,
                   double     learning_rate)
{
  NrnExperimentParts parts = *get_parts (self);
  g_autoptr (NrnConfig) optimizer =
    nrn_config_with_number (parts.optimizer, "learning_rate", learning_rate, NULL);

  parts.optimizer = optimizer;

  return optimizer != NULL && begin_anew (self, &parts);
}

static gboolean
try_scaled (NrnWindow *self)
{
  NrnExperimentParts parts = *get_parts (self);

  parts.scale = TRUE;

  return begin_anew (self, &parts);
}

/* Whoever wants to try something wants to see it: from the start, at once. */
static void
try_advice (NrnWindow *self,
            NrnAdvice  advice)
{
  gboolean is_changed = FALSE;

  if (advice.kind == NRN_ADVICE_RATE)
    is_changed = try_learning_rate (self, advice.learning_rate);
  else if (advice.kind == NRN_ADVICE_SCALE)
    is_changed = try_scaled (self);
  else if (advice.kind == NRN_ADVICE_START)
    is_changed = gtk_widget_activate_action (GTK_WIDGET (self), "train.dice", NULL);

  if (is_changed)
    nrn_trainer_play (nrn_document_get_trainer (self->document));
}

/* (transfer full); (nullable) */
static char *
describe_advice (const NrnAdvice *advice)
{
  switch (advice->kind)
    {
    case NRN_ADVICE_RATE:
      return g_strdup_printf (_("Try Learning Rate %g"), advice->learning_rate);
    case NRN_ADVICE_START:
      return g_strdup (_("Try Another Start"));
    case NRN_ADVICE_SCALE:
      return g_strdup (_("Try Scaled to 0–1"));
    case NRN_ADVICE_NONE:
    default:
      return NULL;
    }
}

static void
offer (NrnWindow *self,
       NrnAdvice  advice)
{
  g_autofree char *label = describe_advice (&advice);

  self->banner_advice = advice;
  gtk_widget_set_visible (GTK_WIDGET (self->banner_button), label != NULL);
  if (label != NULL)
    gtk_button_set_label (self->banner_button, label);
}

/* ---- What is wrong ---- */

static char *
describe_layer_off (NrnWindow          *self,
                    const NrnDiagnosis *diagnosis,
                    const NrnAdvice    *advice)
{
  g_autofree char *layer = nrn_network_name_layer (get_parts (self)->architecture,
                                                   (int) diagnosis->layer);
  guint n = diagnosis->n_units;

  if (advice->kind == NRN_ADVICE_RATE)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                         "The network cannot learn any more: large steps have "
                                         "switched off the %u unit of %s for every sample. "
                                         "The learning rate %g is probably too large.",
                                         "The network cannot learn any more: large steps have "
                                         "switched off all %u units of %s for every sample. "
                                         "The learning rate %g is probably too large.", n),
                            n, layer, get_learning_rate (self));
  if (advice->kind == NRN_ADVICE_SCALE)
    return g_strdup_printf (_("The network cannot learn any more: %s is off for every sample. "
                              "The features are not scaled, and large inputs make large steps."),
                            layer);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                       "The network cannot learn: the %u unit of %s is off "
                                       "for every sample. Another start may do better.",
                                       "The network cannot learn: all %u units of %s are off "
                                       "for every sample. Another start may do better.", n),
                          n, layer);
}

static char *
describe_stuck (NrnWindow          *self,
                const NrnDiagnosis *diagnosis,
                const NrnAdvice    *advice)
{
  double rate = get_learning_rate (self);

  if (advice->kind == NRN_ADVICE_START)
    return g_strdup_printf (_("After epoch %u the loss is still %.4f; always giving the same answer "
                              "would reach %.4f. Of %u hidden units, %u are off for every sample: "
                              "another start may do better."),
                            diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss,
                            diagnosis->n_units, diagnosis->n_off);
  if (advice->kind == NRN_ADVICE_SCALE)
    return g_strdup_printf (_("After epoch %u the loss is still %.4f; always giving the same answer "
                              "would reach %.4f. The features are not scaled; scaled to 0–1 they are "
                              "easier to learn from."),
                            diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss);
  if (advice->learning_rate < rate)
    return g_strdup_printf (_("After epoch %u the loss is still %.4f; always giving the same answer "
                              "would reach %.4f. The learning rate %g is probably too large."),
                            diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss, rate);

  return g_strdup_printf (_("After epoch %u the loss is still %.4f; always giving the same answer "
                            "would reach %.4f. The learning rate %g may be too small."),
                          diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss, rate);
}

static char *
describe_too_far (NrnWindow          *self,
                  const NrnDiagnosis *diagnosis,
                  const NrnAdvice    *advice)
{
  if (advice->kind == NRN_ADVICE_SCALE)
    return g_strdup_printf (_("After epoch %u the loss is %.4g; always giving the same answer would "
                              "reach %.4g. The features are not scaled, and large inputs make large "
                              "steps."),
                            diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss);

  return g_strdup_printf (_("After epoch %u the loss is %.4g; always giving the same answer would "
                            "reach %.4g. The learning rate %g is probably too large."),
                          diagnosis->epoch, diagnosis->loss, diagnosis->guess_loss,
                          get_learning_rate (self));
}

static char *
describe_divergence (NrnWindow              *self,
                     const NrnSnapshotParts *snapshot,
                     const NrnAdvice        *advice)
{
  if (advice->kind == NRN_ADVICE_SCALE)
    return g_strdup_printf (_("The loss became infinite or not a number in epoch %u. The features "
                              "are not scaled, and large inputs make large steps. The last finite "
                              "weights are kept."),
                            snapshot->epoch + 1);

  return g_strdup_printf (_("The loss became infinite or not a number in epoch %u. The learning "
                            "rate %g is probably too large. The last finite weights are kept."),
                          snapshot->epoch + 1, snapshot->learning_rate);
}

/* Once it was closed, it stays so for the same training. */
static gboolean
is_closed (NrnWindow *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);

  return self->banner_closed_for == nrn_trainer_get_timeline (trainer);
}

/* (transfer full); (nullable): nothing is wrong */
static char *
describe (NrnWindow *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  const NrnDiagnosis *diagnosis = nrn_document_get_diagnosis (self->document);
  gboolean has_diverged = snapshot->state == NRN_TRAINING_DIVERGED;
  NrnAdvice advice = nrn_advise (get_parts (self), diagnosis, has_diverged,
                                 get_learning_rate (self));

  if (is_closed (self))
    return NULL;

  offer (self, advice);
  if (has_diverged)
    return describe_divergence (self, snapshot, &advice);

  switch (diagnosis->kind)
    {
    case NRN_DIAGNOSIS_LAYER_OFF:
      return describe_layer_off (self, diagnosis, &advice);
    case NRN_DIAGNOSIS_STUCK:
      return describe_stuck (self, diagnosis, &advice);
    case NRN_DIAGNOSIS_TOO_FAR:
      return describe_too_far (self, diagnosis, &advice);
    case NRN_DIAGNOSIS_NONE:
    default:
      return NULL;
    }
}

/**
 * nrn_window_update_banner:
 * @window: a window
 *
 * Says what is wrong with the training, if anything is. A screen reader says it
 * once, though its numbers change with every epoch.
 */
void
nrn_window_update_banner (NrnWindow *window)
{
  g_autofree char *sentence = describe (window);
  gboolean is_new = sentence != NULL && !gtk_info_bar_get_revealed (window->banner);

  if (sentence != NULL && !g_str_equal (sentence, gtk_label_get_text (window->banner_label)))
    gtk_label_set_text (window->banner_label, sentence);
  if (is_new)
    nrn_window_announce (window, sentence);
  gtk_info_bar_set_revealed (window->banner, sentence != NULL);
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
    try_advice (window, window->banner_advice);
}
