/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests of what the window gives away: files and the clipboard.
 */

#include "config.h"

#include "nrn-test-locale.h"
#include "nrn-window-test.h"

#include <glib/gstdio.h>
#include <string.h>

#include "nrn-confusion-view.h"
#include "nrn-picture.h"
#include "nrn-tfjs.h"

static const char *const pictures[] = { "network", "loss", "accuracy", "data", "matrix" };

static NrnPicture *
find_picture (NrnWindow  *window,
              const char *name)
{
  for (guint i = 0; i < window->pictures->len; i++)
    {
      NrnPicture *picture = g_ptr_array_index (window->pictures, i);

      if (g_str_equal (nrn_picture_get_name (picture), name))
        return picture;
    }

  g_error ("There is no picture “%s”.", name);
}

static gboolean
is_enabled (NrnWindow  *window,
            const char *verb,
            const char *name)
{
  g_autofree char *action = g_strdup_printf ("%s-%s", verb, name);

  g_assert_true (g_action_group_has_action (G_ACTION_GROUP (window), action));

  return g_action_group_get_action_enabled (G_ACTION_GROUP (window), action);
}

/* The folder is empty again when its file is gone. */
static char *
export_file (NrnWindow  *window,
             const char *name,
             const char *file,
             gsize      *length)
{
  g_autofree char *folder = g_dir_make_tmp ("neurons-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autoptr (GError) error = NULL;
  char *contents;

  nrn_window_export (window, name, path, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, length, NULL));
  g_assert_no_errno (g_remove (path));
  g_assert_no_errno (g_rmdir (folder));

  return contents;
}

static guint32
read_big_endian (const char *bytes)
{
  guint32 number;

  memcpy (&number, bytes, sizeof number);

  return GUINT32_FROM_BE (number);
}

/* A PNG says its size in bytes 16 to 23. */
static void
test_files (void)
{
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      NrnPicture *picture = find_picture (window, pictures[i]);
      g_autofree char *png = NULL, *svg = NULL, *pdf = NULL;
      double width, height;
      gsize length;

      g_assert_true (nrn_picture_get_size (picture, &width, &height));
      png = export_file (window, pictures[i], "picture.png", &length);
      g_assert_cmpmem (png, 8, "\x89PNG\r\n\x1a\n", 8);
      g_assert_cmpuint (read_big_endian (png + 16), ==, (guint32) (2 * width));
      g_assert_cmpuint (read_big_endian (png + 20), ==, (guint32) (2 * height));
      svg = export_file (window, pictures[i], "picture.svg", &length);
      g_assert_true (g_str_has_prefix (svg, "<?xml"));
      pdf = export_file (window, pictures[i], "picture.PDF", &length);
      g_assert_true (g_str_has_prefix (pdf, "%PDF"));
      g_assert_true (is_enabled (window, "export", pictures[i]));
      g_assert_true (is_enabled (window, "copy", pictures[i]));
    }
  nrn_window_test_close (window);
}

/* Lines stay lines, and the watched sample is in the picture. */
static void
test_as_seen (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *first = NULL, *second = NULL, *strip = NULL;
  gsize length;

  first = export_file (window, "network", "picture.svg", &length);
  g_assert_null (strstr (first, "<image"));
  nrn_document_set_watched (window->document, (const float[]) { 20 });
  second = export_file (window, "network", "picture.svg", &length);
  g_assert_null (strstr (second, "<image"));
  g_assert_cmpstr (first, !=, second);
  strip = export_file (window, "data", "picture.svg", &length);
  g_assert_null (strstr (strip, "<image"));
  nrn_window_test_close (window);
}

/* A regression has neither accuracy nor a confusion matrix. */
static void
test_only_what_there_is (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_choose (window, "line");
  g_assert_true (is_enabled (window, "export", "network"));
  g_assert_true (is_enabled (window, "export", "predictions"));
  g_assert_false (is_enabled (window, "export", "accuracy"));
  g_assert_false (is_enabled (window, "export", "matrix"));
  g_assert_false (is_enabled (window, "copy", "matrix"));
  nrn_window_test_choose (window, "drug-trial");
  g_assert_true (is_enabled (window, "copy", "matrix"));
  nrn_window_test_close (window);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n' ? 1 : 0;

  return n;
}

/* Each row says what the confusion matrix counts. */
static guint
count_right (const char *csv)
{
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  guint n_right = 0;

  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      g_assert_cmpuint (g_strv_length (cells), ==, 5);
      n_right += g_str_equal (cells[1], cells[4]) ? 1 : 0;
    }

  return n_right;
}

static void
test_tables (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnConfusionView *view =
    NRN_CONFUSION_VIEW (find_picture (window, "matrix"));
  g_autofree char *log = NULL, *predictions = NULL;
  guint n_right, n_samples;
  gsize length;

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  log = export_file (window, "log", "log.csv", &length);
  g_assert_true (g_str_has_prefix (log, "epoch,loss,accuracy,val_loss,val_accuracy\n1,0."));
  g_assert_cmpuint (count_lines (log), ==, 2);

  predictions = export_file (window, "predictions", "predictions.csv", &length);
  g_assert_true (g_str_has_prefix (predictions, "age,"));
  g_assert_nonnull (strstr (predictions, ",output_0,output_1,predicted\n"));
  g_assert_cmpuint (count_lines (predictions), ==, 2101);
  nrn_confusion_view_get_counts (view, &n_right, &n_samples);
  g_assert_cmpuint (count_right (predictions), ==, n_right);
  nrn_window_test_close (window);
}

/* A table is read by other programs: where numbers have a comma, it has points all the
 * same. */
static void
test_tables_with_comma (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDocument *document = nrn_window_get_document (window);
  g_autofree char *log = NULL;
  g_autofree char *predictions = NULL;
  g_autofree char *log_again = NULL;
  g_autofree char *predictions_again = NULL;
  g_autofree char *number = NULL;

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  setlocale (LC_NUMERIC, "C");
  log = nrn_window_print_log (document);
  predictions = nrn_window_print_predictions (document);

  nrn_test_set_decimal_comma ();
  number = g_strdup_printf ("%.1f", 0.5);
  log_again = nrn_window_print_log (document);
  predictions_again = nrn_window_print_predictions (document);
  setlocale (LC_NUMERIC, "C");
  g_assert_cmpstr (number, ==, "0,5");
  g_assert_cmpstr (log_again, ==, log);
  g_assert_cmpstr (predictions_again, ==, predictions);
  nrn_window_test_close (window);
}

static void
test_bad_places (void)
{
  NrnWindow *window = nrn_window_test_open ();
  static const struct { const char *name; const char *path; } cases[] = {
    { "network", "/no/such/folder/network.png" },
    { "network", "network.gif" },
    { "loss", "/dev/null/loss.svg" },
    { "matrix", "" },
    { "log", "/no/such/folder/log.csv" },
    { "predictions", "/dev/null/x.csv" },
    { "onnx", "/no/such/folder/network.onnx" },
    { "tfjs", "/no/such/folder" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (nrn_window_export (window, cases[i].name, cases[i].path, &error));
      g_assert_nonnull (error);
      g_assert_null (strchr (error->message, '\n'));
      g_assert_true (g_str_has_suffix (error->message, "."));
    }
  nrn_window_test_close (window);
}

static void
read_cb (GObject      *clipboard,
         GAsyncResult *result,
         gpointer      data)
{
  GdkTexture **texture = data;
  g_autoptr (GError) error = NULL;

  *texture = gdk_clipboard_read_texture_finish (GDK_CLIPBOARD (clipboard), result, &error);
  g_assert_no_error (error);
}

static void
test_copy (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (window));

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      NrnPicture *picture = find_picture (window, pictures[i]);
      g_autofree char *action = g_strdup_printf ("win.copy-%s", pictures[i]);
      g_autoptr (GdkTexture) texture = NULL;
      double width, height;

      g_assert_true (nrn_picture_get_size (picture, &width, &height));
      nrn_window_test_act (window, action);
      g_assert_true (gdk_content_formats_contain_mime_type (gdk_clipboard_get_formats (clipboard),
                                                            "image/svg+xml"));
      gdk_clipboard_read_texture_async (clipboard, NULL, read_cb, &texture);
      while (texture == NULL)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpint (gdk_texture_get_width (texture), ==, (int) (2 * width));
      g_assert_cmpint (gdk_texture_get_height (texture), ==, (int) (2 * height));
    }
  gdk_clipboard_set_content (clipboard, NULL);
  nrn_window_test_close (window);
}

/* What a key does that the window itself listens to. */
static gboolean
press (NrnWindow  *window,
       const char *trigger)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      guint n_shortcuts = GTK_IS_SHORTCUT_CONTROLLER (controller)
                            ? g_list_model_get_n_items (G_LIST_MODEL (controller)) : 0;

      for (guint j = 0; j < n_shortcuts; j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *text =
            gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (text, trigger) &&
              gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                            GTK_WIDGET (window), NULL))
            return TRUE;
        }
    }

  return FALSE;
}

static GtkWidget *
find_menu (NrnWindow *window)
{
  GtkWidget *child = gtk_widget_get_first_child (gtk_widget_get_parent (GTK_WIDGET (window->toasts)));

  while (child != NULL && !GTK_IS_POPOVER_MENU (child))
    child = gtk_widget_get_next_sibling (child);

  return child;
}

static void
close_menu (NrnWindow *window)
{
  gtk_popover_popdown (GTK_POPOVER (find_menu (window)));
  while (find_menu (window) != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Each picture that has the focus has a menu; the window can close with it. */
static void
test_menu (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *action = NULL;
  GMenuModel *menu;

  gtk_widget_grab_focus (GTK_WIDGET (window->data_view));
  g_assert_true (press (window, "<Shift>F10"));
  nrn_window_test_draw (window);
  g_assert_true (gtk_widget_get_mapped (find_menu (window)));
  menu = gtk_popover_menu_get_menu_model (GTK_POPOVER_MENU (find_menu (window)));
  g_assert_cmpint (g_menu_model_get_n_items (menu), ==, 2);
  g_assert_true (g_menu_model_get_item_attribute (menu, 0, "action", "s", &action));
  g_assert_cmpstr (action, ==, "win.copy-data");

  close_menu (window);

  gtk_widget_grab_focus (GTK_WIDGET (window->canvas));
  g_assert_true (press (window, "Menu"));
  nrn_window_test_draw (window);
  close_menu (window);
  nrn_window_test_close (window);
}

/* ---- Networks for other programs ---- */

static const NrnWeights *
get_weights (NrnWindow *window)
{
  return nrn_snapshot_get_parts (nrn_document_get_snapshot (window->document))->weights;
}

static gboolean
same_weights (const NrnWeights *a,
              const NrnWeights *b)
{
  gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (a));

  return n == nrn_architecture_get_n_parameters (nrn_weights_get_architecture (b)) &&
         memcmp (nrn_weights_get_data (a), nrn_weights_get_data (b), n * sizeof (float)) == 0;
}

static char *
make_folder (void)
{
  return g_dir_make_tmp ("neurons-XXXXXX", NULL);
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_assert_no_errno (g_rmdir (folder));
}

static void
train_an_epoch (NrnWindow *window)
{
  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
}

static void
test_onnx (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *contents = NULL;
  gsize length;

  train_an_epoch (window);
  contents = export_file (window, "onnx", "network.onnx", &length);
  /* Ages go in, and the second kernel is there as it is. */
  g_assert_nonnull (memmem (contents, length, "scaling/Sub", strlen ("scaling/Sub")));
  g_assert_nonnull (memmem (contents, length, "[\"age\"]", strlen ("[\"age\"]")));
  g_assert_nonnull (memmem (contents, length, nrn_weights_get_tensor (get_weights (window), 1, "kernel"),
                            6 * 32 * sizeof (float)));
  nrn_window_test_close (window);
}

/* Out, in again after other weights have come, and back. */
static void
test_tfjs (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *folder = make_folder ();
  g_autofree char *model = g_build_filename (folder, "model.json", NULL);
  g_autoptr (NrnWeights) saved = NULL;
  g_autoptr (NrnWeights) other = NULL;
  g_autoptr (GError) error = NULL;

  train_an_epoch (window);
  saved = nrn_weights_ref (get_weights (window));
  g_assert_true (nrn_window_export (window, "tfjs", folder, &error));
  g_assert_no_error (error);

  nrn_window_test_act (window, "train.dice");
  other = nrn_weights_ref (get_weights (window));
  g_assert_false (same_weights (saved, other));
  g_assert_true (nrn_window_import_tfjs (window, model, &error));
  g_assert_no_error (error);
  g_assert_true (same_weights (get_weights (window), saved));

  g_assert_true (nrn_document_undo (window->document, &error));
  g_assert_true (same_weights (get_weights (window), other));
  remove_folder (folder);
  nrn_window_test_close (window);
}

/* A sentence, and nothing changes. */
static void
test_import_refuses (void)
{
  NrnWindow *window = nrn_window_test_open ();
  const NrnExperiment *experiment = nrn_document_get_experiment (window->document);
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "model.json", NULL);
  g_autoptr (NrnArchitecture) two_inputs = nrn_architecture_parse ("2-2", "sigmoid", NULL);
  g_autoptr (NrnWeights) weights = nrn_weights_new_initial (two_inputs, 1);

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GError) error = NULL;

      if (i == 1)
        g_assert_true (nrn_tfjs_save (weights, path, NULL));
      else if (i == 2)
        g_assert_true (g_file_set_contents (path, "{", -1, NULL));
      g_assert_false (nrn_window_import_tfjs (window, path, &error));
      g_assert_true (g_str_has_suffix (error->message, "."));
      g_assert_true (nrn_document_get_experiment (window->document) == experiment);
    }
  remove_folder (folder);
  nrn_window_test_close (window);
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) toplevel = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (toplevel))
        return ADW_MESSAGE_DIALOG (toplevel);
    }

  return NULL;
}

/* NULL closes the dialog, as Escape does. */
static void
answer (const char *response)
{
  AdwMessageDialog *dialog = find_dialog ();

  g_assert_nonnull (dialog);
  if (response == NULL)
    {
      gtk_window_close (GTK_WINDOW (dialog));
    }
  else
    {
      adw_message_dialog_response (dialog, response);
      gtk_window_destroy (GTK_WINDOW (dialog));
    }
  while (find_dialog () != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* A model that is there is replaced by whoever says so only. */
static void
test_asks_before_replacing (void)
{
  NrnWindow *window = nrn_window_test_open ();
  g_autofree char *folder = make_folder ();
  g_autofree char *path = g_build_filename (folder, "model.json", NULL);
  g_autofree char *kept = NULL;
  g_autofree char *replaced = NULL;

  g_assert_true (g_file_set_contents (path, "mine", -1, NULL));
  nrn_window_export_to (window, "tfjs", folder);
  answer (NULL);
  g_assert_true (g_file_get_contents (path, &kept, NULL, NULL));
  g_assert_cmpstr (kept, ==, "mine");

  nrn_window_export_to (window, "tfjs", folder);
  answer ("replace");
  g_assert_true (g_file_get_contents (path, &replaced, NULL, NULL));
  g_assert_nonnull (strstr (replaced, "layers-model"));
  remove_folder (folder);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/window-export/files", test_files);
  g_test_add_func ("/widgets/window-export/as-seen", test_as_seen);
  g_test_add_func ("/widgets/window-export/only-what-there-is", test_only_what_there_is);
  g_test_add_func ("/widgets/window-export/tables", test_tables);
  g_test_add_func ("/widgets/window-export/tables-with-comma", test_tables_with_comma);
  g_test_add_func ("/widgets/window-export/bad-places", test_bad_places);
  g_test_add_func ("/widgets/window-export/copy", test_copy);
  g_test_add_func ("/widgets/window-export/menu", test_menu);
  g_test_add_func ("/widgets/window-export/onnx", test_onnx);
  g_test_add_func ("/widgets/window-export/tfjs", test_tfjs);
  g_test_add_func ("/widgets/window-export/import-refuses", test_import_refuses);
  g_test_add_func ("/widgets/window-export/asks-before-replacing", test_asks_before_replacing);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
