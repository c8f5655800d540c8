/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The actions of the window.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

static const char *const step_units[] = {
  [NRN_STEP_SAMPLE] = "sample",
  [NRN_STEP_BATCH] = "batch",
  [NRN_STEP_EPOCH] = "epoch",
};

static NrnTrainer *
get_trainer (NrnWindow *window)
{
  return nrn_document_get_trainer (window->document);
}

/* ---- train.* ---- */

/* What was learned is kept by an edit: it goes on from there. */
static gboolean
is_edited_at_the_end (NrnWindow *window)
{
  const NrnHistory *history = nrn_document_get_history (window->document);
  guint n_marks;
  const guint *marks = nrn_history_get_marks (history, &n_marks);

  return n_marks > 0 && marks[n_marks - 1] == nrn_history_get_n_epochs (history);
}

/* An experiment from a file that has nothing more to do goes on, too. */
static gboolean
begins_here (NrnWindow *window)
{
  return nrn_document_is_where_it_began (window->document);
}

static gboolean
looks_back (NrnWindow *window)
{
  return nrn_document_get_shown_update (window->document) >= 0;
}

static void
train (NrnWindow *window)
{
  NrnTrainer *trainer = get_trainer (window);

  switch (nrn_trainer_get_state (trainer))
    {
    case NRN_TRAINING_RUNNING:
      nrn_trainer_pause (trainer);
      break;
    case NRN_TRAINING_DONE:
      if (is_edited_at_the_end (window) || begins_here (window))
        nrn_trainer_extend (trainer);
      else
        nrn_trainer_reset (trainer);
      nrn_trainer_play (trainer);
      break;
    case NRN_TRAINING_DIVERGED:
      nrn_trainer_reset (trainer);
      nrn_trainer_play (trainer);
      break;
    case NRN_TRAINING_READY:
    case NRN_TRAINING_PAUSED:
    default:
      nrn_trainer_play (trainer);
      break;
    }
}

/* Whatever moves is stopped; the past is played before the training goes on. */
static void
play_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  if (nrn_window_is_playing_back (data))
    {
      nrn_window_stop_playback (data);
      return;
    }

  nrn_window_end_beats (data);
  if (looks_back (data))
    nrn_window_play_back (data, 1);
  else
    train (data);
}

static void
play_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  nrn_window_end_beats (data);
  nrn_window_play_back (data, -1);
}

/* The run that ends here is kept, so that the two can be compared. Whoever wants to
 * change a setting first need not come here: that makes the moment the present, too. */
static void
go_on_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  NrnDocument *document = NRN_WINDOW (data)->document;
  g_autoptr (GError) error = NULL;

  nrn_window_stop_playback (data);
  if (nrn_document_get_moment (document) != NULL && nrn_document_can_keep_run (document))
    nrn_document_keep_run (document);
  if (!nrn_document_go_on_from_here (document, &error))
    nrn_window_say (data, error->message);
  else
    nrn_trainer_play (get_trainer (data));
}

static void
step_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  NrnWindow *window = data;

  if (nrn_window_steps_beats (window))
    {
      nrn_window_step_beat (window, 1, NRN_BEAT_STRIDE_BEAT);
      return;
    }
  if (looks_back (window))
    {
      nrn_window_look_forward (window);
      return;
    }

  nrn_trainer_pause (get_trainer (window));
  nrn_trainer_step (get_trainer (window), window->step_unit);
}

/* Whether the training is where an experiment from a file has begun. */
static gboolean
has_weights_of_file (NrnWindow *window)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (window->document));
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document));

  return parts->weights != NULL &&
         (snapshot->state == NRN_TRAINING_READY || begins_here (window)) &&
         memcmp (nrn_weights_get_data (parts->weights), nrn_weights_get_data (snapshot->weights),
                 nrn_architecture_get_n_parameters (parts->architecture) * sizeof (float)) == 0;
}

/* To where this training began; and from there, if it began with weights from
 * a file, to those that the seed gives. */
static void
reset_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       data)
{
  NrnWindow *window = data;
  g_autoptr (GError) error = NULL;

  if (!has_weights_of_file (window))
    nrn_trainer_reset (get_trainer (window));
  else if (!nrn_document_begin_anew (window->document,
                                     nrn_experiment_get_parts (nrn_document_get_experiment (window->document)),
                                     &error))
    nrn_window_say (window, error->message);
}

static void
show_epoch_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  NrnWindow *window = data;
  int epoch = g_variant_get_int32 (parameter);

  if (epoch < 0 || !nrn_document_show_epoch (window->document, (guint) epoch))
    nrn_window_say (window, _("The weights of that epoch are not kept; train the network again to "
                              "look back at it."));
}

static void
show_update_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  nrn_window_show_update (data, (guint64) MAX (g_variant_get_int64 (parameter), 0));
}

static void
next_moment_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  nrn_window_show_next_moment (data, 1);
}

static void
previous_moment_cb (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  nrn_window_show_next_moment (data, -1);
}

static void
step_back_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  NrnWindow *window = data;

  if (nrn_window_steps_beats (window))
    nrn_window_step_beat (window, -1, NRN_BEAT_STRIDE_BEAT);
  else
    nrn_window_look_back (window);
}

static void
now_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  nrn_document_show_now (NRN_WINDOW (data)->document);
}

static void
dice_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  NrnWindow *window = data;
  /* A number that a teacher can read out. */
  guint32 seed = (guint32) g_random_int_range (1, 10000);
  g_autoptr (NrnExperiment) experiment =
    nrn_experiment_with_seed (nrn_document_get_experiment (window->document), seed);
  g_autoptr (GError) error = NULL;

  if (!nrn_document_edit (window->document, nrn_experiment_get_parts (experiment), &error))
    nrn_window_say (window, error->message);
}

static void
step_unit_cb (GSimpleAction *action,
              GVariant      *value,
              gpointer       data)
{
  NrnWindow *window = data;
  const char *name = g_variant_get_string (value, NULL);

  nrn_window_end_beats (window);
  window->beats.is_unit = g_str_equal (name, "beat");
  if (window->beats.is_unit)
    {
      /* What comes after the last beat is an update. */
      window->step_unit = NRN_STEP_BATCH;
      g_simple_action_set_state (action, value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (step_units); i++)
    {
      if (g_str_equal (name, step_units[i]))
        {
          window->step_unit = (NrnStepUnit) i;
          g_simple_action_set_state (action, value);
        }
    }
}

static const GActionEntry train_entries[] = {
  { .name = "play", .activate = play_cb },
  { .name = "step", .activate = step_cb },
  { .name = "reset", .activate = reset_cb },
  { .name = "step-back", .activate = step_back_cb },
  { .name = "play-back", .activate = play_back_cb },
  { .name = "go-on-from-here", .activate = go_on_cb },
  { .name = "show-epoch", .activate = show_epoch_cb, .parameter_type = "i" },
  { .name = "show-update", .activate = show_update_cb, .parameter_type = "x" },
  { .name = "next-moment", .activate = next_moment_cb },
  { .name = "previous-moment", .activate = previous_moment_cb },
  { .name = "now", .activate = now_cb },
  { .name = "dice", .activate = dice_cb },
  { .name = "step-unit", .parameter_type = "s", .state = "'batch'", .change_state = step_unit_cb },
  /* What a test or a script may want to know. */
  { .name = "state", .state = "'ready'" },
  { .name = "epoch", .state = "0" },
  { .name = "update", .state = "@x 0" },
  { .name = "loss", .state = "0.0" },
  { .name = "accuracy", .state = "0.0" },
  { .name = "shown-epoch", .state = "-1" },
  { .name = "shown-update", .state = "@x -1" },
};

static void
set_state (NrnWindow  *window,
           const char *name,
           GVariant   *value)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window->train_actions), name);

  g_simple_action_set_state (G_SIMPLE_ACTION (action), value);
}

static void
set_enabled (NrnWindow  *window,
             const char *name,
             gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (window->train_actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static double
number_or_zero (double number)
{
  return isfinite (number) ? number : 0;
}

/**
 * nrn_window_update_actions:
 * @window: a window
 *
 * Brings the states and the enabledness of the "train" actions up to date.
 */
void
nrn_window_update_actions (NrnWindow *window)
{
  static const char *const states[] = {
    [NRN_TRAINING_READY] = "ready",
    [NRN_TRAINING_RUNNING] = "running",
    [NRN_TRAINING_PAUSED] = "paused",
    [NRN_TRAINING_DONE] = "done",
    [NRN_TRAINING_DIVERGED] = "diverged",
  };
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document));
  guint n_epochs = nrn_history_get_n_epochs (snapshot->history);
  NrnEpoch last = nrn_snapshot_get_running (nrn_document_get_snapshot (window->document));
  gboolean is_over = snapshot->state == NRN_TRAINING_DONE || snapshot->state == NRN_TRAINING_DIVERGED;
  gboolean has_past = snapshot->epoch > 0 || snapshot->batch > 0 || snapshot->sample > 0;

  if (n_epochs > 0)
    last = nrn_history_get_epoch (snapshot->history, n_epochs - 1);
  set_state (window, "epoch", g_variant_new_int32 ((int) snapshot->epoch));
  set_state (window, "update", g_variant_new_int64 ((gint64) snapshot->update));
  set_state (window, "loss", g_variant_new_double (number_or_zero (last.loss)));
  set_state (window, "accuracy", g_variant_new_double (number_or_zero (last.accuracy)));
  set_state (window, "shown-epoch",
             g_variant_new_int32 (nrn_document_get_shown_epoch (window->document)));
  set_state (window, "state", g_variant_new_string (states[snapshot->state]));
  set_state (window, "shown-update",
             g_variant_new_int64 (nrn_document_get_shown_update (window->document)));
  set_enabled (window, "step-back",
               nrn_window_steps_beats (window) ? nrn_window_can_step_beat_back (window) : has_past);
  set_enabled (window, "play-back", has_past);
  set_enabled (window, "now", looks_back (window));
  set_enabled (window, "go-on-from-here", looks_back (window));
  set_enabled (window, "step", !is_over || looks_back (window) || nrn_window_is_tracing (window));
}

/* ---- win.* ---- */

/**
 * nrn_window_new_chooser:
 * @window: a window
 * @title: of the dialog
 * @action: to open or to save
 * @accept: label of its button
 * @response: (type GtkNativeDialog::response): gets @window as its data, and
 *   unrefs the dialog
 *
 * Returns: (transfer full): a file dialog; it lives until @response
 */
GtkFileChooserNative *
nrn_window_new_chooser (NrnWindow            *window,
                        const char           *title,
                        GtkFileChooserAction  action,
                        const char           *accept,
                        GCallback             response)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (window), action,
                                                               accept, NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", response, window, 0);

  return chooser;
}

static void
zoom_in_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  nrn_canvas_zoom_in (NRN_WINDOW (data)->canvas, 1);
}

static void
zoom_out_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  nrn_canvas_zoom_in (NRN_WINDOW (data)->canvas, -1);
}

static void
zoom_fit_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  nrn_canvas_zoom_fit (NRN_WINDOW (data)->canvas);
}

/* Made when it is asked for: it has many widgets, and few windows need it. */
static void
show_help_overlay_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       window)
{
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource (NRN_RESOURCES "/nrn-shortcuts.ui");
  GtkWindow *overlay = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (overlay, window);
  gtk_window_set_destroy_with_parent (overlay, TRUE);
  gtk_window_present (overlay);
}

static const GActionEntry window_entries[] = {
  { .name = "show-help-overlay", .activate = show_help_overlay_cb },
  { .name = "zoom-in", .activate = zoom_in_cb },
  { .name = "zoom-out", .activate = zoom_out_cb },
  { .name = "zoom-fit", .activate = zoom_fit_cb },
};

static void
add_property_action (NrnWindow  *window,
                     const char *name,
                     GtkWidget  *widget,
                     const char *property)
{
  g_autoptr (GPropertyAction) action = g_property_action_new (name, widget, property);

  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}

/**
 * nrn_window_add_actions:
 * @window: a window whose template is in place
 *
 * Adds all its actions.
 */
void
nrn_window_add_actions (NrnWindow *window)
{
  g_action_map_add_action_entries (G_ACTION_MAP (window), window_entries,
                                   G_N_ELEMENTS (window_entries), window);
  nrn_window_add_code_actions (window);
  nrn_window_add_export_actions (window);
  nrn_window_add_file_actions (window);
  nrn_window_add_open_actions (window);
  nrn_window_add_undo_actions (window);
  nrn_window_add_import_actions (window);
  nrn_window_add_run_actions (window);
  nrn_window_add_table_actions (window);
  add_property_action (window, "zoom", GTK_WIDGET (window->canvas), "zoom");
  nrn_window_add_pane_actions (window);

  window->train_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (window->train_actions), train_entries,
                                   G_N_ELEMENTS (train_entries), window);
  nrn_window_add_beat_actions (window);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "train",
                                  G_ACTION_GROUP (window->train_actions));
}

/**
 * nrn_window_remove_actions:
 * @window: a window that is going away
 *
 * Removes the action that holds a part of it, which holds, through the actions
 * it can activate, the action: without this, neither would ever be freed.
 */
void
nrn_window_remove_actions (NrnWindow *window)
{
  g_action_map_remove_action (G_ACTION_MAP (window), "zoom");
}
