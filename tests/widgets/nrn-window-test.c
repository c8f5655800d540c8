/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the tests of the window share.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <stdlib.h>

#include "nrn-kind-row.h"
#include "nrn-network-group.h"
#include "nrn-preset.h"
#include "nrn-task.h"

/* Long enough for a busy machine. */
#define PATIENCE 60

static NrnApplication *application;

/**
 * nrn_window_test_run:
 * @argc: of main()
 * @argv: of main()
 * @add_tests: adds them
 *
 * Runs tests with the application up.
 *
 * Returns: the exit status
 */
int
nrn_window_test_run (int    *argc,
                     char ***argv,
                     void  (*add_tests) (void))
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (argc, argv, NULL);
  application = nrn_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_HANDLES_OPEN | G_APPLICATION_NON_UNIQUE);
  g_application_register (G_APPLICATION (application), NULL, &error);
  g_assert_no_error (error);

  add_tests ();
  status = g_test_run ();
  nrn_window_test_wait_for_work ();
  g_clear_object (&application);

  return status;
}

/* Seconds; more where “tools/test” says how many times slower a sanitizer is. */
static int
get_patience (void)
{
  const char *factor = g_getenv ("TEST_PATIENCE");

  return PATIENCE * MAX (factor != NULL ? atoi (factor) : 1, 1);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/**
 * nrn_window_test_wait:
 * @window: a window
 * @what: what is waited for, in words
 * @is_so: whether it has come
 * @data: for @is_so
 *
 * Turns the main loop until @is_so; the test fails if that takes too long.
 */
void
nrn_window_test_wait (NrnWindow         *window,
                      const char        *what,
                      NrnWindowTestFunc  is_so,
                      gconstpointer      data)
{
  gint64 deadline = g_get_monotonic_time () + get_patience () * G_USEC_PER_SEC;
  guint alarm = g_timeout_add (20, wake_cb, NULL);

  while (!is_so (window, data))
    {
      if (g_get_monotonic_time () > deadline)
        g_error ("%s: not within %d s", what, get_patience ());
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (alarm);
}

/**
 * nrn_window_test_spin:
 * @seconds: how long
 *
 * Turns the main loop.
 */
void
nrn_window_test_spin (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint alarm = g_timeout_add (5, wake_cb, NULL);

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (alarm);
}

static gboolean
has_drawn (NrnWindow     *window,
           gconstpointer  data)
{
  return *(const gboolean *) data;
}

static void
after_paint_cb (GdkFrameClock *clock,
                gboolean      *drawn)
{
  *drawn = TRUE;
}

/**
 * nrn_window_test_draw_any:
 * @window: a window of any sort
 *
 * Waits until it has been drawn once more.
 */
void
nrn_window_test_draw_any (GtkWindow *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  gboolean drawn = FALSE;
  gulong id = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &drawn);

  gtk_widget_queue_draw (GTK_WIDGET (window));
  nrn_window_test_wait (NULL, "a frame", has_drawn, &drawn);
  g_signal_handler_disconnect (clock, id);
}

/**
 * nrn_window_test_draw:
 * @window: a window
 *
 * Waits until it has been drawn once more.
 */
void
nrn_window_test_draw (NrnWindow *window)
{
  nrn_window_test_draw_any (GTK_WINDOW (window));
}

/**
 * nrn_window_test_wait_for_work:
 *
 * Turns the main loop until all that is worked for a window on other threads is
 * done: also what was left for nobody, which holds what it was given.
 */
void
nrn_window_test_wait_for_work (void)
{
  while (nrn_task_count_running () > 0)
    g_main_context_iteration (NULL, TRUE);
}

/* As on the first day; nobody listens, for no window is open. */
static void
reset_settings (void)
{
  GSettings *settings = nrn_application_get_settings (application);
  g_autoptr (GSettingsSchema) schema = NULL;
  g_auto (GStrv) keys = NULL;

  if (settings == NULL)
    return;

  g_object_get (settings, "settings-schema", &schema, NULL);
  keys = g_settings_schema_list_keys (schema);
  for (guint i = 0; keys[i] != NULL; i++)
    g_settings_reset (settings, keys[i]);
}

/**
 * nrn_window_test_open:
 *
 * Returns: (transfer none): a new window, drawn, as the application opens it
 */
NrnWindow *
nrn_window_test_open (void)
{
  NrnWindow *window;

  g_assert_null (gtk_application_get_windows (GTK_APPLICATION (application)));
  reset_settings ();
  g_application_activate (G_APPLICATION (application));
  window = NRN_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (application)));
  /* The panes are empty in the first frame. */
  nrn_window_test_draw (window);
  nrn_window_test_draw (window);

  return window;
}

static gboolean
is_gone (NrnWindow     *window,
         gconstpointer  data)
{
  return *(gpointer const *) data == NULL;
}

/**
 * nrn_window_test_close:
 * @window: a window
 *
 * Closes it and waits until nothing of it, its document and its trainer is
 * left.
 */
void
nrn_window_test_close (NrnWindow *window)
{
  gpointer left = window;
  gpointer document = nrn_window_get_document (window);
  gpointer trainer = nrn_document_get_trainer (document);

  g_object_add_weak_pointer (G_OBJECT (window), &left);
  g_object_add_weak_pointer (G_OBJECT (document), &document);
  g_object_add_weak_pointer (G_OBJECT (trainer), &trainer);
  /* Nobody answers a question. */
  nrn_document_mark_saved (document, NULL);
  gtk_window_close (GTK_WINDOW (window));
  nrn_window_test_wait (NULL, "the end of the window", is_gone, &left);
  nrn_window_test_wait (NULL, "the end of the document", is_gone, &document);
  nrn_window_test_wait (NULL, "the end of the trainer", is_gone, &trainer);
}

/**
 * nrn_window_test_act:
 * @window: a window
 * @action: "train.play", or with a target "train.step-unit::epoch"
 *
 * Does what a button or a key with that action does.
 */
void
nrn_window_test_act (NrnWindow  *window,
                     const char *action)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_action_parse_detailed_name (action, &name, &target, &error);
  g_assert_no_error (error);
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target));
}

static GVariant *
get_state (NrnWindow  *window,
           const char *action)
{
  return g_action_group_get_action_state (G_ACTION_GROUP (window->train_actions), action);
}

/**
 * nrn_window_test_state:
 * @window: a window
 *
 * Returns: "ready", "running", "paused", "done" or "diverged"
 */
const char *
nrn_window_test_state (NrnWindow *window)
{
  g_autoptr (GVariant) state = get_state (window, "state");

  return g_intern_string (g_variant_get_string (state, NULL));
}

gint64
nrn_window_test_update (NrnWindow *window)
{
  g_autoptr (GVariant) state = get_state (window, "update");

  return g_variant_get_int64 (state);
}

/**
 * nrn_window_test_number:
 * @window: a window
 * @action: "loss" or "accuracy"
 *
 * Returns: what the window says
 */
double
nrn_window_test_number (NrnWindow  *window,
                        const char *action)
{
  g_autoptr (GVariant) state = get_state (window, action);

  return g_variant_get_double (state);
}

static gboolean
is_in_state (NrnWindow     *window,
             gconstpointer  state)
{
  return g_str_equal (nrn_window_test_state (window), state);
}

void
nrn_window_test_wait_state (NrnWindow  *window,
                            const char *state)
{
  nrn_window_test_wait (window, state, is_in_state, state);
}

static gboolean
is_at_update (NrnWindow     *window,
              gconstpointer  update)
{
  return nrn_window_test_update (window) >= *(const gint64 *) update;
}

/**
 * nrn_window_test_wait_update:
 * @window: a window
 * @update: a number of updates
 *
 * Waits until so many were made.
 */
void
nrn_window_test_wait_update (NrnWindow *window,
                             gint64     update)
{
  nrn_window_test_wait (window, "updates", is_at_update, &update);
}

/**
 * nrn_window_test_setup:
 * @window: a window
 * @child: the id of something in the setup pane
 *
 * Returns: (transfer none): it
 */
GtkWidget *
nrn_window_test_setup (NrnWindow  *window,
                       const char *child)
{
  GtkWidget *pane = GTK_WIDGET (window->setup_pane);
  GObject *group = gtk_widget_get_template_child (pane, NRN_TYPE_SETUP_PANE, "network_group");
  GObject *found = gtk_widget_get_template_child (pane, NRN_TYPE_SETUP_PANE, child);

  return found != NULL ? GTK_WIDGET (found)
                       : GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (group),
                                                                    NRN_TYPE_NETWORK_GROUP, child));
}

/**
 * nrn_window_test_enter:
 * @window: a window
 * @row: the id of an entry in the setup pane
 * @text: what to type
 *
 * Types and applies it.
 */
void
nrn_window_test_enter (NrnWindow  *window,
                       const char *row,
                       const char *text)
{
  GtkWidget *entry = nrn_window_test_setup (window, row);

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

/**
 * nrn_window_test_choose:
 * @window: a window
 * @preset: a preset's name
 *
 * Chooses it in the setup pane.
 */
void
nrn_window_test_choose (NrnWindow  *window,
                        const char *preset)
{
  AdwComboRow *row = ADW_COMBO_ROW (nrn_window_test_setup (window, "data_row"));
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  adw_combo_row_set_selected (row, (guint) (nrn_preset_find (preset, NULL) - presets));
  g_assert_cmpstr (nrn_window_test_parts (window)->preset, ==, preset);
}

/**
 * nrn_window_test_choose_kind:
 * @window: a window
 * @row: the id of a choice in the setup pane
 * @name: "SGD"
 *
 * Chooses an entry of it by its name.
 */
void
nrn_window_test_choose_kind (NrnWindow  *window,
                             const char *row,
                             const char *name)
{
  NrnKindRow *list = NRN_KIND_ROW (nrn_window_test_setup (window, row));
  const NrnKind *before = nrn_config_get_kind (nrn_kind_row_get_config (list));
  const NrnKind *kind = nrn_kind_find (nrn_kind_get_family (before), name, NULL);

  g_assert_nonnull (kind);
  g_signal_emit_by_name (nrn_kind_row_get_chooser (list), "chosen", kind);
}

/**
 * nrn_window_test_emit_key:
 * @widget: something with keys of its own
 * @key: a key
 * @modifiers: what is held down with it
 *
 * Presses the key there.
 *
 * Returns: whether it meant something
 */
gboolean
nrn_window_test_emit_key (GtkWidget       *widget,
                          guint            key,
                          GdkModifierType  modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  gboolean is_handled = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && !is_handled; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, modifiers, &is_handled);
    }

  return is_handled;
}

/**
 * nrn_window_test_press:
 * @window: a window
 * @widget: something in it with keys of its own
 * @key: a key
 * @modifiers: what is held down with it
 *
 * Presses the key there, and waits until the window has been drawn.
 *
 * Returns: whether it meant something
 */
gboolean
nrn_window_test_press (NrnWindow       *window,
                       GtkWidget       *widget,
                       guint            key,
                       GdkModifierType  modifiers)
{
  gboolean is_handled = nrn_window_test_emit_key (widget, key, modifiers);

  nrn_window_test_draw (window);

  return is_handled;
}

/**
 * nrn_window_test_set_pace:
 * @window: a window
 * @position: of the slider, 0 … 1; 1 is flat out
 *
 * Moves the slider.
 */
void
nrn_window_test_set_pace (NrnWindow *window,
                          double     position)
{
  GObject *scale = gtk_widget_get_template_child (GTK_WIDGET (window->transport),
                                                  NRN_TYPE_TRANSPORT, "pace_scale");

  gtk_range_set_value (GTK_RANGE (scale), position);
}

const NrnExperimentParts *
nrn_window_test_parts (NrnWindow *window)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (nrn_window_get_document (window)));
}

const NrnSnapshotParts *
nrn_window_test_snapshot (NrnWindow *window)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (nrn_window_get_document (window)));
}

/**
 * nrn_window_test_weights:
 * @window: a window
 *
 * Returns: (transfer none): the weights that the window shows
 */
const float *
nrn_window_test_weights (NrnWindow *window)
{
  return nrn_weights_get_data (nrn_window_test_snapshot (window)->weights);
}
