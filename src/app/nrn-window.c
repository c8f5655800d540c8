/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A window with one document.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "nrn-preset.h"
#include "nrn-progress.h"
#include "nrn-reading-pace.h"
#include "nrn-settings.h"
#include "nrn-theme.h"

G_DEFINE_FINAL_TYPE (NrnWindow, nrn_window, ADW_TYPE_APPLICATION_WINDOW)

/**
 * nrn_window_say:
 * @window: a window
 * @sentence: what went wrong, or what was done
 *
 * Shows a sentence for some seconds; one that still stands there is not repeated.
 */
void
nrn_window_say (NrnWindow  *window,
                const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);
  AdwToast *toast;

  nrn_window_announce (window, sentence);
  if (window->last_toast != NULL && g_str_equal (adw_toast_get_title (window->last_toast), escaped))
    return;

  toast = adw_toast_new ("");
  adw_toast_set_title (toast, escaped);
  adw_toast_set_timeout (toast, 8);
  g_set_weak_pointer (&window->last_toast, toast);
  adw_toast_overlay_add_toast (window->toasts, toast);
}

/* ---- Frames ---- */

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NrnWindow *self = NRN_WINDOW (widget);

  nrn_trainer_request_snapshot (nrn_document_get_trainer (self->document));

  return G_SOURCE_CONTINUE;
}

/* Asks for a snapshot a frame while the training runs, and for none while
 * it does not. */
static void
update_ticking (NrnWindow *self)
{
  gboolean running = nrn_trainer_get_state (nrn_document_get_trainer (self->document)) ==
                     NRN_TRAINING_RUNNING;

  if (running && self->tick_id == 0)
    {
      self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
    }
  else if (!running && self->tick_id != 0)
    {
      gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
      self->tick_id = 0;
    }
}

/* ---- What the training has to say ---- */

/* What came of the training, as the confusion matrix counts it. */
static char *
describe_result (NrnWindow *self)
{
  double result = nrn_document_get_result (self->document);
  double best_loss, best_accuracy;

  if (isnan (result))
    return NULL;
  nrn_preset_get_best (nrn_experiment_get_parts (nrn_document_get_experiment (self->document)),
                       &best_loss, &best_accuracy);
  if (!isnan (best_accuracy))
    return g_strdup_printf (_("%.1f %% right. Nobody can do better than %.1f %% here."),
                            100 * result, 100 * best_accuracy);

  return g_strdup_printf (_("%.1f %% right."), 100 * result);
}

static char *
describe_past (const NrnSnapshotParts *shown)
{
  if (shown->batch > 0)
    return g_strdup_printf (_("As it was in epoch %u of %u, after batch %u of %u"), shown->epoch + 1,
                            shown->n_epochs, shown->batch, shown->n_batches);
  if (shown->epoch == 0)
    return g_strdup (_("As it was at the start"));

  return g_strdup_printf (_("As it was after epoch %u of %u"), shown->epoch, shown->n_epochs);
}

/* What there is to say, or NULL. */
static char *
describe_state (NrnWindow *self)
{
  const NrnExperimentParts *parts =
    nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  const NrnMoment *moment = nrn_document_get_shown_moment (self->document);
  g_autofree char *result = describe_result (self);
  g_autofree char *stop = NULL;

  if (moment != NULL && (gint64) moment->update == self->told_update)
    return nrn_document_describe_moment (self->document, moment);
  if (nrn_document_get_shown_epoch (self->document) >= 0)
    return describe_past (snapshot);
  if (snapshot->state == NRN_TRAINING_DONE)
    stop = nrn_fit_options_describe_stop (&parts->fit, snapshot->stop, snapshot->epoch,
                                          snapshot->best_epoch);
  if (stop != NULL && result != NULL)
    return g_strdup_printf ("%s %s", stop, result);

  return stop != NULL ? g_steal_pointer (&stop) : g_steal_pointer (&result);
}

/* Where the experiment is from, while there is nothing to say about it. */
static char *
describe_origin (NrnWindow *self)
{
  g_autoptr (GFile) folder = NULL;

  if (self->file == NULL && nrn_data_source_get_name (nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->source) != NULL)
    return g_strdup (_("Not saved yet"));
  if (self->file == NULL)
    return g_strdup (_("Sample experiment"));

  folder = g_file_get_parent (self->file);

  return g_filename_display_basename (g_file_peek_path (folder));
}

/**
 * nrn_window_update_title:
 * @window: a window
 *
 * Brings the title up to date, with what there is to say under it.
 */
void
nrn_window_update_title (NrnWindow *window)
{
  g_autofree char *sentence = describe_state (window);
  g_autofree char *origin = sentence == NULL ? describe_origin (window) : NULL;
  const char *subtitle = sentence != NULL ? sentence : origin;

  nrn_window_update_file (window);
  if (g_str_equal (subtitle, adw_window_title_get_subtitle (window->title)))
    return;

  adw_window_title_set_subtitle (window->title, subtitle);
  nrn_window_announce (window, sentence);
}

/* Asked for, and not told each time: GTK would hide whatever tooltip there is and
 * show it again. */
static gboolean
query_title_tooltip_cb (NrnWindow  *self,
                        int         x,
                        int         y,
                        gboolean    by_keyboard,
                        GtkTooltip *tooltip)
{
  g_autofree char *sentence = describe_state (self);

  gtk_tooltip_set_text (tooltip, sentence);

  return sentence != NULL;
}

/* Only while it runs: a line that stands still tells nothing new. */
static void
update_header_progress (NrnWindow *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  gtk_progress_bar_set_fraction (self->header_progress, nrn_progress_get_fraction (snapshot));
  gtk_widget_set_visible (GTK_WIDGET (self->header_progress),
                          snapshot->state == NRN_TRAINING_RUNNING);
}

static void
show_title (gpointer data)
{
  NrnWindow *self = data;

  if (self->document != NULL)
    nrn_window_update_title (self);
}

static void
snapshot_changed_cb (NrnWindow *self)
{
  nrn_window_check_beats (self);
  update_ticking (self);
  if (nrn_document_get_shown_update (self->document) >= 0)
    nrn_at_reading_pace (self, show_title);
  else
    show_title (self);
  update_header_progress (self);
  nrn_window_update_banner (self);
  nrn_window_update_actions (self);
  nrn_window_update_run_actions (self);
  nrn_window_announce_epoch (self);
}

static void
failed_cb (NrnWindow  *self,
           const char *sentence)
{
  nrn_window_say (self, sentence);
}

/* ---- Keys that only count where no field wants them ---- */

static gboolean
activate (GtkWidget  *widget,
          const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (!g_action_parse_detailed_name (detailed_name, &name, &target, NULL))
    g_return_val_if_reached (FALSE);

  return gtk_widget_activate_action_variant (widget, name, target);
}

static gboolean
shortcut_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));

  /* A row of the setup opens with Space, for which GTK asks it only after this. */
  if (g_str_equal (data, "train.play") && GTK_IS_LIST_BOX_ROW (focus) &&
      gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (focus)))
    return FALSE;

  if (g_str_equal (data, "train.step") &&
      !g_action_group_get_action_enabled (G_ACTION_GROUP (NRN_WINDOW (widget)->train_actions), "step"))
    {
      nrn_window_say_over (NRN_WINDOW (widget));
      return TRUE;
    }

  return activate (widget, data);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *arguments,
           gpointer   data)
{
  return nrn_window_end_beats (NRN_WINDOW (widget)) || nrn_window_uncover (NRN_WINDOW (widget));
}

static void
add_shortcuts (NrnWindow *self)
{
  /* Actions by their detailed names. */
  static const struct { guint key; const char *action; GdkModifierType modifiers; } shortcuts[] = {
    { GDK_KEY_space, "train.play" },
    { GDK_KEY_space, "train.play-back", GDK_SHIFT_MASK },
    { GDK_KEY_period, "train.step" },
    { GDK_KEY_Page_Down, "train.step" },
    { GDK_KEY_comma, "train.step-back" },
    { GDK_KEY_Page_Up, "train.step-back" },
    { GDK_KEY_Page_Down, "train.next-moment", GDK_CONTROL_MASK },
    { GDK_KEY_Page_Up, "train.previous-moment", GDK_CONTROL_MASK },
    { GDK_KEY_Home, "train.reset" },
    { GDK_KEY_End, "train.now" },
    { GDK_KEY_Page_Down, "train.beat-phase(1)", GDK_SHIFT_MASK },
    { GDK_KEY_Page_Up, "train.beat-phase(-1)", GDK_SHIFT_MASK },
    { GDK_KEY_Page_Down, "train.beat-unit(1)", GDK_ALT_MASK },
    { GDK_KEY_Page_Up, "train.beat-unit(-1)", GDK_ALT_MASK },
    { GDK_KEY_Page_Down, "train.beat-row(1)", GDK_SHIFT_MASK | GDK_ALT_MASK },
    { GDK_KEY_Page_Up, "train.beat-row(-1)", GDK_SHIFT_MASK | GDK_ALT_MASK },
  };
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_BUBBLE);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                          gtk_shortcut_new (gtk_keyval_trigger_new (shortcuts[i].key,
                                                                                    shortcuts[i].modifiers),
                                                            gtk_callback_action_new (shortcut_cb,
                                                                                     (gpointer) shortcuts[i].action,
                                                                                     NULL)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                          gtk_callback_action_new (escape_cb,
                                                                                   NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* ---- The class ---- */

static void
pace_changed_cb (NrnWindow  *self,
                 const char *key,
                 GSettings  *settings)
{
  nrn_transport_set_pace (self->transport,
                          (NrnPaceChoice) g_settings_get_enum (settings, "pace"));
}

static void
room_changed_cb (NrnWindow *self)
{
  nrn_trainer_fit_room (nrn_document_get_trainer (self->document));
}

static void
bind_settings (NrnWindow      *self,
               NrnApplication *application)
{
  GSettings *settings = nrn_application_get_settings (application);

  nrn_window_set_up_panes (self, settings);
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
  if (settings == NULL)
    return;

  pace_changed_cb (self, "pace", settings);
  g_signal_connect_object (settings, "changed::pace", G_CALLBACK (pace_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::timeline-room", G_CALLBACK (room_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_settings_bind (settings, "window-width", self, "default-width", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-height", self, "default-height", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "window-maximized", self, "maximized", G_SETTINGS_BIND_DEFAULT);
}

static gboolean
nrn_window_close_request (GtkWindow *window)
{
  NrnWindow *self = NRN_WINDOW (window);

  if (nrn_window_ask_to_close (self))
    return TRUE;

  nrn_trainer_stop (nrn_document_get_trainer (self->document));

  return GTK_WINDOW_CLASS (nrn_window_parent_class)->close_request (window);
}

static void
nrn_window_dispose (GObject *object)
{
  NrnWindow *self = NRN_WINDOW (object);

  nrn_window_stop_playback (self);
  if (self->beats.list != NULL)
    nrn_canvas_set_beat (self->canvas, NULL, NULL);
  g_clear_pointer (&self->beats.list, nrn_beats_free);
  g_clear_pointer (&self->beats.watched, g_free);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->document != NULL)
    nrn_window_remove_actions (self);
  if (self->code_window != NULL)
    gtk_window_destroy (GTK_WINDOW (self->code_window));
  g_clear_weak_pointer (&self->code_window);
  g_clear_weak_pointer (&self->last_toast);
  g_clear_pointer (&self->recovery, nrn_recovery_free);
  g_clear_object (&self->file);
  nrn_window_forget_import (self);
  g_clear_object (&self->document);
  g_clear_object (&self->train_actions);
  g_clear_pointer (&self->pictures, g_ptr_array_unref);
  g_clear_pointer (&self->announced, g_free);
  g_clear_pointer (&self->banner_closed_for, nrn_timeline_unref);

  G_OBJECT_CLASS (nrn_window_parent_class)->dispose (object);
}

static void
nrn_window_size_allocate (GtkWidget *widget,
                          int        width,
                          int        height,
                          int        baseline)
{
  nrn_window_fit_panes (NRN_WINDOW (widget), width, height);

  GTK_WIDGET_CLASS (nrn_window_parent_class)->size_allocate (widget, width, height, baseline);
}

static void
nrn_window_class_init (NrnWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = nrn_window_close_request;
  widget_class->size_allocate = nrn_window_size_allocate;

  g_type_ensure (NRN_TYPE_EPOCH_LINE);
  g_type_ensure (NRN_TYPE_CANVAS);
  g_type_ensure (NRN_TYPE_DATA_VIEW);
  g_type_ensure (NRN_TYPE_FINDING_BUTTON);
  g_type_ensure (NRN_TYPE_TRANSPORT);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-window.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, title);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, undo_button);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, redo_button);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, keep_button);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, header_bar);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, header_progress);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, banner);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, banner_label);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, banner_button);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, outer_paned);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, inner_paned);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, setup_area);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, finding_button);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, page_switch);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, epoch_line);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, network_box);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, canvas);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, canvas_overlay);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, data_area);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, data_overlay);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, data_view);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, results_area);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, transport);
  gtk_widget_class_bind_template_child (widget_class, NrnWindow, drop_hint);
  gtk_widget_class_bind_template_callback (widget_class, nrn_window_banner_response_cb);
  gtk_widget_class_bind_template_callback (widget_class, query_title_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, failed_cb);
}

static void
nrn_window_init (NrnWindow *self)
{
  self->step_unit = NRN_STEP_BATCH;
  self->document = nrn_document_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pictures = g_ptr_array_new ();
  nrn_window_add_actions (self);
  nrn_window_add_picture_menus (self);
  nrn_window_add_pages (self);
  nrn_window_fill_panes_late (self);
  nrn_window_fill_menu_late (self);
  add_shortcuts (self);
  nrn_window_add_drop_target (self);

  nrn_canvas_set_document (self->canvas, self->document);
  nrn_epoch_line_set_document (self->epoch_line, self->document);
  nrn_data_view_set_document (self->data_view, self->document);
  nrn_finding_button_set_document (self->finding_button, self->document, NRN_FINDING_BUTTON_ALL);
  nrn_document_set_finding (self->document, TRUE);
  nrn_transport_set_document (self->transport, self->document);
  g_signal_connect_object (self->document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (nrn_theme_get_default (), "changed",
                           G_CALLBACK (nrn_window_retell_formulas), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "experiment-changed",
                           G_CALLBACK (nrn_window_end_beats), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "watched-changed",
                           G_CALLBACK (nrn_window_retrace), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "trace-changed",
                           G_CALLBACK (nrn_window_begin_late_beats), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "selection-changed",
                           G_CALLBACK (nrn_window_update_formula), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->canvas, "activity-changed",
                           G_CALLBACK (nrn_window_update_formula), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "result-changed", G_CALLBACK (nrn_window_update_title),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "diagnosis-changed",
                           G_CALLBACK (nrn_window_update_banner), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "words-changed",
                           G_CALLBACK (nrn_window_announce_words), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "experiment-changed",
                           G_CALLBACK (nrn_window_update_run_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "undo-changed", G_CALLBACK (nrn_window_update_undo),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->document, "runs-changed",
                           G_CALLBACK (nrn_window_update_run_actions), self, G_CONNECT_SWAPPED);
}

/**
 * nrn_window_new:
 * @application: the application
 *
 * Returns: (transfer none): a window with the drug trial in it
 */
NrnWindow *
nrn_window_new (NrnApplication *application)
{
  NrnWindow *self = g_object_new (NRN_TYPE_WINDOW, "application", application, NULL);
  const NrnPreset *preset = nrn_preset_find ("drug-trial", NULL);
  g_autoptr (NrnExperiment) experiment = nrn_preset_new_experiment (preset, preset->seed);
  g_autoptr (GError) error = NULL;

  bind_settings (self, application);
  if (!nrn_document_set_experiment (self->document, experiment, &error))
    g_error ("The drug trial cannot be opened: %s", error->message);
  self->recovery = nrn_recovery_new (self->document);
  nrn_window_set_file (self, NULL);
  nrn_window_update_undo (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));

  return self;
}

/**
 * nrn_window_get_document:
 * @window: a window
 *
 * Returns: (transfer none): what it shows
 */
NrnDocument *
nrn_window_get_document (NrnWindow *window)
{
  return window->document;
}
