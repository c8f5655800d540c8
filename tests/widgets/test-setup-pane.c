/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a student sets up on the left, and what is refused.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <math.h>

#include "nrn-kind-row.h"
#include "nrn-preset.h"
#include "nrn-metrics-row.h"
#include "nrn-stop-row.h"
#include "nrn-test-locale.h"

static const char *
get_sentence (NrnWindow *window)
{
  return gtk_label_get_text (GTK_LABEL (nrn_window_test_setup (window, "architecture_label")));
}

static gboolean
is_marked (NrnWindow *window)
{
  return gtk_widget_has_css_class (nrn_window_test_setup (window, "architecture_row"), "error");
}

static void
assert_network (NrnWindow  *window,
                const char *network)
{
  g_autofree char *units =
    nrn_architecture_to_string (nrn_window_test_parts (window)->architecture);

  g_assert_cmpstr (units, ==, network);
}

static void
test_architecture (void)
{
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_enter (window, "architecture_row", "1-8-2");
  assert_network (window, "1-8-2");
  g_assert_cmpstr (get_sentence (window), ==, 
                   "1 feature, one hidden layer of 8, 2 classes: 24 weights + 10 biases = 34 parameters.");
  g_assert_false (is_marked (window));
  nrn_window_test_close (window);
}

/* The sentence answers to each letter; the network waits for Enter. */
static void
test_architecture_typed (void)
{
  static const struct { const char *text, *sentence; } steps[] = {
    { "1", "The network “1” is not understood: it needs inputs and at least one layer; write for "
           "example 8-6-6-4." },
    { "1-", "The network “1-” is not understood: a number of units is missing beside a hyphen; "
            "write for example 8-6-6-4." },
    { "1-4", "1 feature, no hidden layer, 4 outputs for 2 classes: 4 weights + 4 biases = 8 "
             "parameters." },
    { "1-4-1", "sparse_categorical_crossentropy needs an output for each class, but there is just "
               "one; set the units of the last layer to 2, or choose binary_crossentropy with "
               "sigmoid." },
    { "1-4-2", "1 feature, one hidden layer of 4, 2 classes: 12 weights + 6 biases = 18 parameters." },
    { "1-4-2 tanh", "The network “1-4-2” needs 2 activations, one for each layer after its inputs; "
                    "given: 1." },
    { "8-6-6-4", "The data has 1 feature, so the network must have as many inputs; it has 8." },
    { "1-4-2 tanh softmax",
      "1 feature, one hidden layer of 4, 2 classes: 12 weights + 6 biases = 18 parameters." },
  };
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *entry = nrn_window_test_setup (window, "architecture_row");
  const NrnArchitecture *architecture;

  nrn_window_test_enter (window, "architecture_row", "1-x");
  g_assert_true (is_marked (window));
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (entry), steps[i].text);
      g_assert_cmpstr (get_sentence (window), ==, steps[i].sentence);
      g_assert_false (is_marked (window));
      assert_network (window, "1-6-32-2");
    }

  g_signal_emit_by_name (entry, "apply");
  assert_network (window, "1-4-2");
  architecture = nrn_window_test_parts (window)->architecture;
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (architecture, 0)), ==, "tanh");
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (architecture, 1)), ==,
                   "softmax");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "1-4-2");
  nrn_window_test_close (window);
}

/* Layers that stay keep their activations; new hidden ones get relu. */
static void
test_activations_stay (void)
{
  NrnWindow *window = nrn_window_test_open ();
  static const char *const expected[] = { "tanh", "relu", "sigmoid" };

  nrn_window_test_choose (window, "xor");
  nrn_window_test_enter (window, "architecture_row", "2-8-4-1");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const NrnArchitecture *architecture = nrn_window_test_parts (window)->architecture;

      g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (architecture, i)), ==,
                       expected[i]);
    }
  nrn_window_test_close (window);
}

/* The row of a layer; NULL beyond the last one. */
static GtkWidget *
get_layer_row (NrnWindow *window,
               guint      layer)
{
  GtkWidget *row = gtk_widget_get_next_sibling (nrn_window_test_setup (window, "architecture_row"));

  while (row != NULL && (!ADW_IS_ACTION_ROW (row) || layer-- > 0))
    row = gtk_widget_get_next_sibling (row);

  return row;
}

/* A row for each layer, with a choice only where there is an activation. */
static void
test_layers (void)
{
  static const struct { const char *title, *subtitle; gboolean has_activation; } expected[] = {
    { "Hidden 1", "Dense 6", TRUE },
    { "BatchNormalization", "24 parameters, 12 of them trained", FALSE },
    { "Activation", "", TRUE },
    { "Dropout", "rate 0.25", FALSE },
    { "Output", "Dense 2", TRUE },
  };
  NrnWindow *window = nrn_window_test_open ();

  nrn_window_test_enter (window, "architecture_row",
                         "Dense(6), BatchNormalization(), Activation('tanh'), Dropout(0.25), "
                         "Dense(2, activation='sigmoid')");
  g_assert_cmpstr (get_sentence (window), ==,
                   "1 feature, one hidden layer of 6, 2 classes: 18 weights + 8 biases + 24 for "
                   "normalization = 50 parameters, of which 38 are trained.");
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      GtkWidget *row = get_layer_row (window, i);

      g_assert_nonnull (row);
      g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==,
                       expected[i].title);
      g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, expected[i].subtitle);
      g_assert_cmpint (gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (row)), ==,
                       expected[i].has_activation);
    }
  g_assert_null (get_layer_row (window, G_N_ELEMENTS (expected)));

  g_signal_emit_by_name (nrn_kind_row_get_chooser (NRN_KIND_ROW (get_layer_row (window, 2))), "chosen",
                         nrn_kind_find (NRN_FAMILY_ACTIVATION, "relu", NULL));
  g_assert_cmpstr (nrn_config_get_name (nrn_architecture_get_activation (
                     nrn_window_test_parts (window)->architecture, 2)), ==, "relu");
  nrn_window_test_enter (window, "architecture_row", "1-8-2");
  assert_network (window, "1-8-2");
  g_assert_cmpuint (nrn_architecture_get_n_layers (nrn_window_test_parts (window)->architecture),
                    ==, 5);
  nrn_window_test_enter (window, "architecture_row", "Dense(6), Dense(2, softmax)");
  g_assert_null (get_layer_row (window, 2));
  nrn_window_test_close (window);
}

/* Nonsense, and networks that do not fit the data, are refused with a
 * sentence under the entry; what was typed stays to be mended. */
static void
test_architecture_refused (void)
{
  static const char *const refused[] = {
    "", "2", "2--3", "7-3-2", "1-0-2", "1-x-2", "1--2", "99999999999-2", "1-8-2-",
    "1-99999999-99999999-2", "“1-8-2”", "-1-2", "1.5-2",
    "Dense(1)", "Dense(6), Dropout(2), Dense(2)", "Dense(6), LSTM(2), Dense(2)",
    "Dense(6), Dropout(), Dense(2)", "Dense(6, Dense(2)", "()",
  };
  NrnWindow *window = nrn_window_test_open ();
  NrnTrainer *trainer = nrn_document_get_trainer (window->document);
  GtkWidget *entry = nrn_window_test_setup (window, "architecture_row");

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      nrn_window_test_enter (window, "architecture_row", refused[i]);
      g_test_message ("%s: %s", refused[i], get_sentence (window));
      assert_network (window, "1-6-32-2");
      g_assert_true (is_marked (window));
      g_assert_true (g_str_has_suffix (get_sentence (window), "."));
      g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, refused[i]);
      g_assert_true (nrn_document_get_trainer (window->document) == trainer);
    }

  nrn_window_test_enter (window, "architecture_row", "1-6-32-2");
  g_assert_false (is_marked (window));
  g_assert_cmpstr (get_sentence (window), ==,
                   "1 feature, two hidden layers of 6 and 32, 2 classes: 262 weights + 40 biases = "
                   "302 parameters.");
  nrn_window_test_close (window);
}

static void
test_learning_rate (void)
{
  static const struct { const char *text; double rate; } cases[] = {
    { "0.01", 0.01 }, { "0,02", 0.02 }, { " 3e-4 ", 3e-4 }, { "1", 1 },
  };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      nrn_window_test_enter (window, "learning_rate_row", cases[i].text);
      g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer,
                                            "learning_rate"), ==, cases[i].rate);
    }
  nrn_window_test_close (window);
}

/* A schedule begins the training anew, by its own rates; a number ends it. */
static void
test_learning_rate_schedule (void)
{
  static const char text[] = "PiecewiseConstantDecay([10, 20], [0.5, 0.25, 0.125])";
  NrnWindow *window = nrn_window_test_open ();
  GtkEditable *row = GTK_EDITABLE (nrn_window_test_setup (window, "learning_rate_row"));

  nrn_window_test_enter (window, "learning_rate_row", text);
  g_assert_cmpstr (gtk_editable_get_text (row), ==, text);
  g_assert_true (isnan (nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate")));
  g_assert_cmpfloat (nrn_window_test_snapshot (window)->learning_rate, ==, 0.5);

  nrn_window_test_enter (window, "learning_rate_row", "PiecewiseConstantDecay([10, 20], [0.5])");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, text);

  nrn_window_test_enter (window, "learning_rate_row", "0,02");
  g_assert_cmpstr (gtk_editable_get_text (row), ==, "0.02");
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate"),
                     ==, 0.02);
  nrn_window_test_close (window);
}

static const char *
type_into_spin (GtkSpinButton *spin,
                const char    *text)
{
  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);

  return gtk_editable_get_text (GTK_EDITABLE (spin));
}

/* Where numbers have a comma, the fields show it and take the point too. */
static void
test_decimal_comma (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkEditable *rate = GTK_EDITABLE (nrn_window_test_setup (window, "learning_rate_row"));
  GtkSpinButton *split = GTK_SPIN_BUTTON (nrn_window_test_setup (window, "validation_split_spin"));
  GtkSpinButton *epochs = GTK_SPIN_BUTTON (nrn_window_test_setup (window, "epochs_spin"));

  nrn_test_set_decimal_comma ();
  nrn_window_test_enter (window, "learning_rate_row", "0.05");
  g_assert_cmpstr (gtk_editable_get_text (rate), ==, "0,05");
  nrn_window_test_enter (window, "learning_rate_row", "0,02");
  g_assert_cmpstr (gtk_editable_get_text (rate), ==, "0,02");
  g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer, "learning_rate"),
                     ==, 0.02);
  nrn_window_test_enter (window, "learning_rate_row", "ExponentialDecay(0.01, 1000, 0.9)");
  g_assert_cmpstr (gtk_editable_get_text (rate), ==, "ExponentialDecay(0.01, 1000, 0.9)");

  g_assert_cmpstr (type_into_spin (split, "0.25"), ==, "0,25");
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.validation_split, ==, 0.25);
  g_assert_cmpstr (type_into_spin (split, "0,4"), ==, "0,40");
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.validation_split, ==, 0.4);

  g_assert_cmpstr (type_into_spin (epochs, "300"), ==, "300");
  g_assert_cmpstr (type_into_spin (epochs, "1.000"), ==, "300");
  g_assert_cmpstr (type_into_spin (epochs, "soon"), ==, "300");
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.epochs, ==, 300);
  setlocale (LC_NUMERIC, "C");
  nrn_window_test_close (window);
}

static GtkWidget *
get_part (NrnWindow  *window,
          const char *row,
          GType       type,
          const char *child)
{
  return GTK_WIDGET (gtk_widget_get_template_child (nrn_window_test_setup (window, row), type, child));
}

/* Percent signs stand where the language has them, and classes have weights with a
 * comma. */
static void
test_decimal_comma_in_rows (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkSpinButton *accuracy = GTK_SPIN_BUTTON (get_part (window, "stop_row", NRN_TYPE_STOP_ROW,
                                                       "accuracy_spin"));
  GtkWidget *weights = get_part (window, "metrics_row", NRN_TYPE_METRICS_ROW, "class_weight_row");
  const NrnFitOptions *fit;

  nrn_test_set_decimal_comma ();
  g_assert_cmpstr (type_into_spin (accuracy, "%90,5"), ==, "90,5 %");
  g_assert_cmpstr (type_into_spin (accuracy, "90.5 %"), ==, "90,5 %");
  g_assert_cmpstr (type_into_spin (accuracy, "9 0"), ==, "90,5 %");
  g_assert_cmpstr (type_into_spin (accuracy, "٩١٫٥ ٪"), ==, "91,5 %");
  g_assert_cmpstr (type_into_spin (accuracy, "９２％"), ==, "92 %");
  g_assert_cmpstr (type_into_spin (accuracy, "९ ०"), ==, "92 %");
  g_assert_cmpstr (type_into_spin (accuracy, "९०,५ %"), ==, "90,5 %");
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.stop_accuracy, ==, 0.905);
  g_assert_cmpstr (type_into_spin (accuracy, "never"), ==, "off");

  gtk_editable_set_text (GTK_EDITABLE (weights), "0=1; 1=2,5");
  g_signal_emit_by_name (weights, "apply");
  fit = &nrn_window_test_parts (window)->fit;
  g_assert_nonnull (fit->class_weight);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (weights)), ==, "0=1; 1=2,5");
  setlocale (LC_NUMERIC, "C");
  nrn_window_test_close (window);
}

static void
test_learning_rate_refused (void)
{
  static const char *const refused[] = { "", "fast", "-1", "nan", "1e999", "0.0.1" };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      nrn_window_test_enter (window, "learning_rate_row", refused[i]);
      g_assert_cmpfloat (nrn_config_lookup (nrn_window_test_parts (window)->optimizer,
                                            "learning_rate"), ==, 0.0001);
    }
  nrn_window_test_close (window);
}

/* Every preset opens, is drawn, trains and is drawn again. */
static void
test_presets (void)
{
  NrnWindow *window = nrn_window_test_open ();
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  nrn_window_test_set_pace (window, 1);
  for (guint i = n_presets; i-- > 0;)
    {
      const NrnDataset *dataset;

      nrn_window_test_choose (window, presets[i].name);
      assert_network (window, presets[i].network);
      g_assert_cmpstr (adw_window_title_get_title (window->title), ==, presets[i].title);
      g_assert_cmpint (nrn_window_test_update (window), ==, 0);
      dataset = nrn_document_get_dataset (window->document);
      g_assert_cmpint (gtk_widget_get_visible (GTK_WIDGET (window->data_view)), ==,
                       nrn_data_view_can_show (dataset, nrn_window_test_parts (window)->architecture));
      nrn_window_test_draw (window);

      nrn_window_test_act (window, "train.play");
      nrn_window_test_wait_update (window, 30);
      nrn_window_test_draw (window);
    }
  nrn_window_test_close (window);
}

/* The seed decides on rows and weights alike. */
static void
test_dice (void)
{
  NrnWindow *window = nrn_window_test_open ();
  gsize size = 2100 * sizeof (float);
  const NrnDataset *dataset = nrn_document_get_dataset (window->document);
  g_autofree float *rows = g_memdup2 (nrn_dataset_get_features (dataset), size);
  g_autofree float *weights = g_memdup2 (nrn_window_test_weights (window), 302 * sizeof (float));
  guint32 seed = nrn_window_test_parts (window)->fit.seed;
  GtkSpinButton *spin = GTK_SPIN_BUTTON (nrn_window_test_setup (window, "seed_spin"));

  do
    nrn_window_test_act (window, "train.dice");
  while (nrn_window_test_parts (window)->fit.seed == seed);
  dataset = nrn_document_get_dataset (window->document);
  g_assert_cmpint (memcmp (nrn_dataset_get_features (dataset), rows, size), !=, 0);
  g_assert_cmpint (memcmp (nrn_window_test_weights (window), weights, 302 * sizeof (float)), !=, 0);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (spin), ==,
                   (int) nrn_window_test_parts (window)->fit.seed);

  gtk_spin_button_set_value (spin, seed);
  dataset = nrn_document_get_dataset (window->document);
  g_assert_cmpmem (nrn_dataset_get_features (dataset), size, rows, size);
  g_assert_cmpmem (nrn_window_test_weights (window), 302 * sizeof (float),
                   weights, 302 * sizeof (float));
  nrn_window_test_close (window);
}

static void
test_fit_numbers (void)
{
  NrnWindow *window = nrn_window_test_open ();

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nrn_window_test_setup (window, "batch_size_spin")), 100);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nrn_window_test_setup (window, "epochs_spin")), 3);
  gtk_switch_set_active (GTK_SWITCH (nrn_window_test_setup (window, "scale_switch")), FALSE);
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.batch_size, ==, 100);
  g_assert_cmpuint (nrn_window_test_parts (window)->fit.epochs, ==, 3);
  g_assert_false (nrn_window_test_parts (window)->scale);

  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  g_assert_cmpint (nrn_window_test_update (window), ==, 63);
  nrn_window_test_close (window);
}

static GtkWidget *
get_stop (NrnWindow  *window,
          const char *child)
{
  GtkWidget *row = nrn_window_test_setup (window, "stop_row");

  return GTK_WIDGET (gtk_widget_get_template_child (row, NRN_TYPE_STOP_ROW, child));
}

/* Batch size, epochs and stop conditions change, and what was learned stays. */
static void
test_changes_while_training (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnTrainer *trainer = nrn_document_get_trainer (window->document);
  GtkLabel *note = GTK_LABEL (nrn_window_test_setup (window, "note_label"));

  nrn_window_test_act (window, "train.step-unit::epoch");
  nrn_window_test_act (window, "train.step");
  nrn_window_test_wait_update (window, 210);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nrn_window_test_setup (window, "epochs_spin")), 30);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_stop (window, "accuracy_spin")), 95);
  while (nrn_window_test_snapshot (window)->n_epochs != 30)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (strstr (gtk_label_get_text (note), "seed alone"));

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nrn_window_test_setup (window, "batch_size_spin")), 21);
  while (nrn_window_test_snapshot (window)->n_batches != 100)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (nrn_document_get_trainer (window->document) == trainer);
  g_assert_cmpint (nrn_window_test_update (window), ==, 210);
  g_assert_nonnull (strstr (gtk_label_get_text (note), "seed alone"));

  nrn_window_test_act (window, "train.reset");
  nrn_window_test_wait_state (window, "ready");
  g_assert_null (strstr (gtk_label_get_text (note), "seed alone"));
  nrn_window_test_close (window);
}

static void
type_metrics (NrnWindow  *window,
              const char *field,
              const char *text)
{
  GtkWidget *row = nrn_window_test_setup (window, "metrics_row");
  GtkWidget *entry = GTK_WIDGET (gtk_widget_get_template_child (row, NRN_TYPE_METRICS_ROW, field));

  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  g_signal_emit_by_name (entry, "apply");
}

/* What is refused stays to be mended, and nothing changes. */
static void
test_metrics_and_weights (void)
{
  NrnWindow *window = nrn_window_test_open ();
  AdwExpanderRow *row = ADW_EXPANDER_ROW (nrn_window_test_setup (window, "metrics_row"));

  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==, "accuracy");
  type_metrics (window, "metrics_row", "accuracy, sparse_categorical_accuracy");
  g_assert_cmpuint (nrn_metrics_get_n (nrn_window_test_parts (window)->fit.metrics), ==, 2);
  type_metrics (window, "metrics_row", "acuracy");
  type_metrics (window, "metrics_row", "precision");
  g_assert_cmpuint (nrn_metrics_get_n (nrn_window_test_parts (window)->fit.metrics), ==, 2);
  type_metrics (window, "class_weight_row", "1=5");
  g_assert_cmpfloat (nrn_class_weights_lookup (nrn_window_test_parts (window)->fit.class_weight, 1),
                     ==, 5);
  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==,
                   "accuracy, sparse_categorical_accuracy; class weights 1=5");
  type_metrics (window, "class_weight_row", "7=2");
  g_assert_cmpfloat (nrn_class_weights_lookup (nrn_window_test_parts (window)->fit.class_weight, 1),
                     ==, 5);
  type_metrics (window, "class_weight_row", "");
  g_assert_null (nrn_window_test_parts (window)->fit.class_weight);
  nrn_window_test_close (window);
}

/* Off, loss, accuracy, val_loss, val_accuracy. */
#define VAL_LOSS 3

static void
test_stop_conditions (void)
{
  NrnWindow *window = nrn_window_test_open ();
  AdwComboRow *monitor = ADW_COMBO_ROW (get_stop (window, "monitor_row"));
  AdwExpanderRow *row = ADW_EXPANDER_ROW (nrn_window_test_setup (window, "stop_row"));
  const NrnEarlyStoppingOptions *early;

  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==, "No, train all epochs");
  g_assert_false (gtk_widget_is_sensitive (get_stop (window, "patience_spin")));

  /* Nothing is held out: refused, and the list goes back. */
  adw_combo_row_set_selected (monitor, VAL_LOSS);
  g_assert_cmpuint (adw_combo_row_get_selected (monitor), ==, 0);
  g_assert_null (nrn_window_test_parts (window)->fit.early_stopping.monitor);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nrn_window_test_setup (window, "validation_split_spin")),
                             0.2);
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.validation_split, ==, 0.2);
  adw_combo_row_set_selected (monitor, VAL_LOSS);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_stop (window, "patience_spin")), 3);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (get_stop (window, "min_delta_spin")), 0.001);
  gtk_switch_set_active (GTK_SWITCH (get_stop (window, "restore_switch")), TRUE);
  early = &nrn_window_test_parts (window)->fit.early_stopping;
  g_assert_cmpstr (early->monitor, ==, "val_loss");
  g_assert_cmpuint (early->patience, ==, 3);
  g_assert_cmpfloat (early->min_delta, ==, 0.001);
  g_assert_true (early->restore_best_weights);
  g_assert_cmpstr (adw_expander_row_get_subtitle (row), ==,
                   "When val_loss has not improved for 3 epochs");

  /* No row held out any more: refused as long as val_loss is monitored. */
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (nrn_window_test_setup (window, "validation_split_spin")),
                             0);
  g_assert_cmpfloat (nrn_window_test_parts (window)->fit.validation_split, ==, 0.2);
  nrn_window_test_close (window);
}

/* The wheel is for the pane, whatever is under the pointer. */
static void
test_wheel_changes_no_number (void)
{
  NrnWindow *window = nrn_window_test_open ();
  GtkWidget *spin = nrn_window_test_setup (window, "batch_size_spin");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (spin);
  guint n_wheels = 0;

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_EVENT_CONTROLLER_SCROLL (controller))
        continue;
      n_wheels++;
      g_assert_cmpint (gtk_event_controller_get_propagation_phase (controller), ==, GTK_PHASE_NONE);
    }
  g_assert_cmpuint (n_wheels, >, 0);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/setup-pane/architecture", test_architecture);
  g_test_add_func ("/widgets/setup-pane/architecture-typed", test_architecture_typed);
  g_test_add_func ("/widgets/setup-pane/wheel-changes-no-number", test_wheel_changes_no_number);
  g_test_add_func ("/widgets/setup-pane/activations-stay", test_activations_stay);
  g_test_add_func ("/widgets/setup-pane/layers", test_layers);
  g_test_add_func ("/widgets/setup-pane/architecture-refused", test_architecture_refused);
  g_test_add_func ("/widgets/setup-pane/learning-rate", test_learning_rate);
  g_test_add_func ("/widgets/setup-pane/learning-rate-schedule", test_learning_rate_schedule);
  g_test_add_func ("/widgets/setup-pane/learning-rate-refused", test_learning_rate_refused);
  g_test_add_func ("/widgets/setup-pane/decimal-comma", test_decimal_comma);
  g_test_add_func ("/widgets/setup-pane/decimal-comma-in-rows", test_decimal_comma_in_rows);
  g_test_add_func ("/widgets/setup-pane/presets", test_presets);
  g_test_add_func ("/widgets/setup-pane/dice", test_dice);
  g_test_add_func ("/widgets/setup-pane/fit-numbers", test_fit_numbers);
  g_test_add_func ("/widgets/setup-pane/changes-while-training", test_changes_while_training);
  g_test_add_func ("/widgets/setup-pane/metrics-and-weights", test_metrics_and_weights);
  g_test_add_func ("/widgets/setup-pane/stop-conditions", test_stop_conditions);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
