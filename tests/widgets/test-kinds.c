/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Choosing activations, losses and optimizers, their arguments, and what the
 * doctor says under the choice.
 */

#include "config.h"

#include "nrn-window-test.h"

#include <string.h>

#include "nrn-doctor-row.h"
#include "nrn-kind-row.h"
#include "nrn-network-group.h"
#include "nrn-property-row.h"

#define SPARSE "sparse_categorical_crossentropy"

static NrnKindRow *
get_layer (NrnWindow *window,
           guint      layer)
{
  GtkWidget *group = nrn_window_test_setup (window, "network_group");

  return NRN_KIND_ROW (nrn_network_group_get_row (NRN_NETWORK_GROUP (group), layer));
}

static void
choose (NrnKindRow *row,
        const char *name)
{
  const NrnConfig *before = nrn_kind_row_get_config (row);
  const NrnKind *kind = nrn_kind_find (nrn_kind_get_family (nrn_config_get_kind (before)), name, NULL);

  g_signal_emit_by_name (nrn_kind_row_get_chooser (row), "chosen", kind);
}

static const NrnConfig *
get_activation (NrnWindow *window,
                guint      layer)
{
  return nrn_architecture_get_activation (nrn_window_test_parts (window)->architecture, layer);
}

static NrnDoctorRow *
get_doctor (NrnWindow  *window,
            const char *id)
{
  return NRN_DOCTOR_ROW (nrn_window_test_setup (window, id));
}

static const char *
get_loss (NrnWindow *window)
{
  return nrn_config_get_name (nrn_window_test_parts (window)->loss);
}

/* ---- The list ---- */

static void
test_search (void)
{
  static const struct { NrnFamily family; const char *text; guint n; const char *first; } cases[] = {
    { NRN_FAMILY_LOSS, "kl_div", 1, "kullback_leibler_divergence" },
    { NRN_FAMILY_LOSS, "KLD", 1, "kullback_leibler_divergence" },
    { NRN_FAMILY_LOSS, "log_cosh", 1, "logcosh" },
    { NRN_FAMILY_LOSS, "cosine", 1, "cosine_proximity" },
    { NRN_FAMILY_LOSS, "mse", 1, "mean_squared_error" },
    { NRN_FAMILY_LOSS, "sparse cat", 1, SPARSE },
    { NRN_FAMILY_LOSS, "for numbers", 7, "mean_squared_error" },
    { NRN_FAMILY_ACTIVATION, "swish", 2, "silu" },
    { NRN_FAMILY_ACTIVATION, "leakyrelu", 1, "leaky_relu" },
    { NRN_FAMILY_OPTIMIZER, "adamw", 1, "AdamW" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GtkWidget *chooser = g_object_ref_sink (nrn_kind_chooser_new (cases[i].family, NULL));

      nrn_kind_chooser_search (NRN_KIND_CHOOSER (chooser), cases[i].text);
      g_test_message ("%s: %u", cases[i].text,
                      nrn_kind_chooser_get_n_found (NRN_KIND_CHOOSER (chooser)));
      g_assert_cmpuint (nrn_kind_chooser_get_n_found (NRN_KIND_CHOOSER (chooser)), ==, cases[i].n);
      g_assert_cmpstr (nrn_kind_chooser_get_found (NRN_KIND_CHOOSER (chooser), 0), ==, cases[i].first);
      g_assert_null (nrn_kind_chooser_get_suggestion (NRN_KIND_CHOOSER (chooser)));
      g_assert_finalize_object (chooser);
    }
}

static void
test_suggestion (void)
{
  GtkWidget *chooser = g_object_ref_sink (nrn_kind_chooser_new (NRN_FAMILY_LOSS, NULL));

  nrn_kind_chooser_search (NRN_KIND_CHOOSER (chooser), "hindge");
  g_assert_cmpstr (nrn_kind_chooser_get_suggestion (NRN_KIND_CHOOSER (chooser)), ==,
                   "There is no loss “hindge”; did you mean “hinge”?");
  nrn_kind_chooser_search (NRN_KIND_CHOOSER (chooser), "");
  g_assert_cmpuint (nrn_kind_chooser_get_n_found (NRN_KIND_CHOOSER (chooser)), ==, 15);
  g_assert_finalize_object (chooser);
}

static void
test_lists_everything (void)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      GtkWidget *chooser = g_object_ref_sink (nrn_kind_chooser_new ((NrnFamily) family, "Nothing."));
      guint n_kinds;

      nrn_family_get_kinds ((NrnFamily) family, &n_kinds);
      g_assert_cmpuint (nrn_kind_chooser_get_n_found (NRN_KIND_CHOOSER (chooser)), ==, n_kinds + 1);
      g_assert_cmpstr (nrn_kind_chooser_get_found (NRN_KIND_CHOOSER (chooser), 0), ==, "none");
      g_assert_finalize_object (chooser);
    }
}

static gboolean
is_mapped (NrnWindow     *window,
           gconstpointer  widget)
{
  return gtk_widget_get_mapped ((GtkWidget *) widget);
}

static void
test_opens_and_closes (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnKindRow *row = NRN_KIND_ROW (nrn_window_test_setup (window, "loss_row"));
  GtkWidget *chooser = GTK_WIDGET (nrn_kind_row_get_chooser (row));
  GtkWidget *focus;

  /* It is further down than can be seen, so it comes into view first. */
  adw_action_row_activate (ADW_ACTION_ROW (row));
  nrn_window_test_wait (window, "the list", is_mapped, chooser);
  focus = gtk_root_get_focus (GTK_ROOT (window));
  g_assert_true (gtk_widget_is_ancestor (focus, chooser));
  gtk_test_accessible_assert_property (focus, GTK_ACCESSIBLE_PROPERTY_LABEL, SPARSE);
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, TRUE);

  gtk_popover_popdown (GTK_POPOVER (chooser));
  g_assert_true (gtk_root_get_focus (GTK_ROOT (window)) == GTK_WIDGET (row));
  gtk_test_accessible_assert_state (row, GTK_ACCESSIBLE_STATE_EXPANDED, FALSE);
  nrn_window_test_close (window);
}

/* ---- Arguments ---- */

/* Every kind has fields for all that it takes, and shows what it has. */
static void
test_fields_of_everything (void)
{
  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds; i++)
        {
          GtkWidget *fields;
          g_autoptr (NrnConfig) config = nrn_config_new (kinds[i]);

          if (kinds[i]->n_properties == 0)
            continue;
          fields = g_object_ref_sink (nrn_arguments_new ());
          nrn_arguments_set_config (NRN_ARGUMENTS (fields), config);
          for (guint j = 0; j < kinds[i]->n_properties; j++)
            {
              const char *name = kinds[i]->properties[j].name;
              GtkWidget *row = nrn_arguments_get_row (NRN_ARGUMENTS (fields), name);

              g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), ==, name);
              g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), !=, "");
              g_assert_cmpint (NRN_IS_KIND_ROW (row), ==,
                               kinds[i]->properties[j].type == NRN_PROPERTY_CONFIG);
            }
          g_assert_finalize_object (fields);
        }
    }
}

static GtkWidget *
get_argument (NrnKindRow *row,
              const char *name)
{
  return nrn_arguments_get_row (nrn_kind_row_get_arguments (row), name);
}

static double
get_number (NrnWindow  *window,
            const char *name)
{
  return nrn_config_lookup (nrn_window_test_parts (window)->optimizer, name);
}

static void
test_numbers (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnKindRow *optimizer = NRN_KIND_ROW (nrn_window_test_setup (window, "optimizer_row"));
  GtkWidget *row = get_argument (optimizer, "beta_1");
  const char *description = adw_action_row_get_subtitle (ADW_ACTION_ROW (row));

  g_assert_true (g_str_has_suffix (description, "\nAt least 0 and less than 1."));
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), " 0,8 ");
  g_assert_cmpfloat (get_number (window, "beta_1"), ==, 0.8);

  /* Out of range: marked and said, and nothing changes. */
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "1");
  g_assert_cmpfloat (get_number (window, "beta_1"), ==, 0.8);
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==,
                   "Adam: beta_1 cannot be 1; it must be at least 0 and less than 1.");
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "much");
  g_assert_true (g_str_has_suffix (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)),
                                   "it must be a number such as 0.001."));
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "0.7");
  g_assert_cmpfloat (get_number (window, "beta_1"), ==, 0.7);
  g_assert_false (gtk_widget_has_css_class (row, "error"));

  /* Keras' None is an empty field. */
  row = get_argument (optimizer, "clipnorm");
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "2");
  g_assert_cmpfloat (get_number (window, "clipnorm"), ==, 2);
  nrn_property_row_enter (NRN_PROPERTY_ROW (row), "");
  g_assert_true (isnan (get_number (window, "clipnorm")));
  nrn_window_test_close (window);
}

/* Just another learning rate does not begin the training anew. */
static void
test_learning_rate_goes_on (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnKindRow *optimizer = NRN_KIND_ROW (nrn_window_test_setup (window, "optimizer_row"));
  NrnTrainer *trainer = nrn_document_get_trainer (window->document);

  nrn_property_row_enter (NRN_PROPERTY_ROW (get_argument (optimizer, "learning_rate")), "0.01");
  g_assert_cmpfloat (get_number (window, "learning_rate"), ==, 0.01);
  g_assert_true (nrn_document_get_trainer (window->document) == trainer);
  nrn_window_test_close (window);
}

static void
test_schedule (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnKindRow *optimizer = NRN_KIND_ROW (nrn_window_test_setup (window, "optimizer_row"));

  nrn_property_row_enter (NRN_PROPERTY_ROW (get_argument (optimizer, "learning_rate")),
                          "ExponentialDecay(0.01, 1000, 0.9)");
  g_assert_nonnull (nrn_config_get_config (nrn_window_test_parts (window)->optimizer, 0));
  nrn_window_test_enter (window, "learning_rate_row", "0.001");
  g_assert_cmpfloat (get_number (window, "learning_rate"), ==, 0.001);
  nrn_window_test_close (window);
}

static void
test_layer_arguments (void)
{
  NrnWindow *window = nrn_window_test_open ();
  const NrnConfig *layer;

  choose (NRN_KIND_ROW (get_argument (get_layer (window, 0), "kernel_initializer")), "he_normal");
  layer = nrn_architecture_get_layer (nrn_window_test_parts (window)->architecture, 0);
  g_assert_cmpstr (nrn_config_get_name (nrn_config_get_config
                     (layer, (guint) nrn_kind_property (nrn_config_get_kind (layer), "kernel_initializer"))),
                   ==, "he_normal");
  g_assert_cmpstr (nrn_config_get_name (get_activation (window, 0)), ==, "relu");

  nrn_property_row_enter (NRN_PROPERTY_ROW (get_argument (get_layer (window, 0), "units")), "4");
  nrn_window_test_draw (window);
  g_assert_cmpuint (nrn_architecture_get_layer_units (nrn_window_test_parts (window)->architecture, 0),
                    ==, 4);

  /* An activation's own arguments, in those of its layer. */
  choose (get_layer (window, 0), "leaky_relu");
  nrn_property_row_enter
    (NRN_PROPERTY_ROW (get_argument (NRN_KIND_ROW (get_argument (get_layer (window, 0), "activation")),
                                     "negative_slope")), "0.1");
  g_assert_cmpfloat (nrn_config_lookup (get_activation (window, 0), "negative_slope"), ==, 0.1);
  nrn_window_test_close (window);
}

/* ---- The doctor ---- */

static void
press_fix (NrnDoctorRow *row)
{
  g_signal_emit_by_name (row, "fix");
}

static void
test_works_but (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDoctorRow *row = get_doctor (window, "activation_doctor");

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_true (g_str_has_prefix (nrn_doctor_row_get_sentence (row),
                                   "Works: Keras divides the outputs of sigmoid by their sum;"));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_doctor (window, "loss_doctor"))));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (get_doctor (window, "units_doctor"))));

  press_fix (row);
  g_assert_cmpstr (nrn_config_get_name (get_activation (window, 2)), ==, "softmax");
  g_assert_cmpstr (nrn_config_get_name (get_activation (window, 1)), ==, "relu");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  nrn_window_test_close (window);
}

static void
test_loss_for_others (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDoctorRow *row = get_doctor (window, "loss_doctor");
  GtkLabel *labels = GTK_LABEL (nrn_window_test_setup (window, "labels_label"));

  g_assert_true (g_str_has_prefix (gtk_label_get_text (labels), "Label 1 → 1\n"));
  nrn_window_test_choose_kind (window, "loss_row", "mean_squared_error");
  g_assert_cmpstr (get_loss (window), ==, "mean_squared_error");
  g_assert_true (g_str_has_prefix (gtk_label_get_text (labels), "Label 1 → [0, 1]\n"));
  g_assert_nonnull (strstr (nrn_doctor_row_get_sentence (row), "is for numbers"));
  press_fix (row);
  g_assert_cmpstr (get_loss (window), ==, SPARSE);
  nrn_window_test_close (window);
}

/* What cannot be is not done, but offered with what it needs. */
static void
test_refused_activation (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDoctorRow *row = get_doctor (window, "activation_doctor");

  choose (get_layer (window, 2), "linear");
  g_assert_cmpstr (nrn_config_get_name (get_activation (window, 2)), ==, "sigmoid");
  g_assert_cmpstr (nrn_config_get_name (nrn_kind_row_get_config (get_layer (window, 2))), ==, "sigmoid");
  g_assert_nonnull (strstr (nrn_doctor_row_get_sentence (row), "a negative share has no logarithm"));
  press_fix (row);
  g_assert_cmpstr (nrn_config_get_name (get_activation (window, 2)), ==, "linear");
  g_assert_cmpstr (get_loss (window), ==, "hinge");
  nrn_window_test_close (window);
}

static void
test_refused_loss (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDoctorRow *row = get_doctor (window, "loss_doctor");

  nrn_window_test_choose (window, "line");
  nrn_window_test_choose_kind (window, "loss_row", "poisson");
  g_assert_cmpstr (get_loss (window), ==, "mean_squared_error");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  g_assert_true (g_str_has_prefix (nrn_doctor_row_get_sentence (row), "poisson takes the logarithm"));

  /* A choice that can be takes the sentence away. */
  nrn_window_test_choose_kind (window, "loss_row", "mean_absolute_error");
  g_assert_cmpstr (get_loss (window), ==, "mean_absolute_error");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  nrn_window_test_close (window);
}

static void
test_refused_units (void)
{
  NrnWindow *window = nrn_window_test_open ();
  NrnDoctorRow *row = get_doctor (window, "units_doctor");
  const NrnArchitecture *architecture;
  g_autofree char *units = NULL;

  nrn_window_test_enter (window, "architecture_row", "1-9-1");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (row)));
  press_fix (row);
  architecture = nrn_window_test_parts (window)->architecture;
  units = nrn_architecture_to_string (architecture);
  g_assert_cmpstr (units, ==, "1-9-1");
  g_assert_cmpstr (get_loss (window), ==, "binary_crossentropy");
  g_assert_cmpstr (nrn_config_get_name (get_activation (window, 1)), ==, "sigmoid");
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (row)));
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/kinds/search", test_search);
  g_test_add_func ("/widgets/kinds/suggestion", test_suggestion);
  g_test_add_func ("/widgets/kinds/lists-everything", test_lists_everything);
  g_test_add_func ("/widgets/kinds/opens-and-closes", test_opens_and_closes);
  g_test_add_func ("/widgets/kinds/fields-of-everything", test_fields_of_everything);
  g_test_add_func ("/widgets/kinds/numbers", test_numbers);
  g_test_add_func ("/widgets/kinds/learning-rate-goes-on", test_learning_rate_goes_on);
  g_test_add_func ("/widgets/kinds/schedule", test_schedule);
  g_test_add_func ("/widgets/kinds/layer-arguments", test_layer_arguments);
  g_test_add_func ("/widgets/kinds/works-but", test_works_but);
  g_test_add_func ("/widgets/kinds/loss-for-others", test_loss_for_others);
  g_test_add_func ("/widgets/kinds/refused-activation", test_refused_activation);
  g_test_add_func ("/widgets/kinds/refused-loss", test_refused_loss);
  g_test_add_func ("/widgets/kinds/refused-units", test_refused_units);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
