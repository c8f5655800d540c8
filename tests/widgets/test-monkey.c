/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Somebody who does whatever comes to mind: nothing may warn, stall or
 * crash, and in the end the window is as good as a new one.
 */

#include "config.h"

#include "nrn-window-test.h"

#include "nrn-preset.h"

#define N_DEEDS 1000

typedef void (*Deed) (NrnWindow *window);

static guint
pick (guint n)
{
  return (guint) g_test_rand_int_range (0, (int) n);
}

static void
act (NrnWindow *window)
{
  static const char *const actions[] = {
    "train.play", "train.step", "train.reset", "train.dice", "train.step-unit::sample",
    "train.step-unit::batch", "train.step-unit::epoch", "win.show-setup", "win.show-results",
    "win.zoom-in", "win.zoom-out", "win.zoom(8.0)", "win.zoom-fit",
  };
  const char *action = actions[pick (G_N_ELEMENTS (actions))];

  /* There may be nothing to step. */
  if (!g_str_equal (action, "train.step") ||
      g_action_group_get_action_enabled (G_ACTION_GROUP (window->train_actions), "step"))
    nrn_window_test_act (window, action);
}

static void
choose (NrnWindow *window)
{
  guint n_presets;
  const NrnPreset *presets = nrn_preset_get_all (&n_presets);

  nrn_window_test_choose (window, presets[pick (n_presets)].name);
}

static void
type_network (NrnWindow *window)
{
  static const char *const networks[] = {
    "1-8-2", "2-3-2", "1-1", "2--3", "", "8-6-6-4", "2-4-4-4-4-1", "1-40-40-2", "x", "1-6-32-2",
  };

  nrn_window_test_enter (window, "architecture_row", networks[pick (G_N_ELEMENTS (networks))]);
}

static void
type_rate (NrnWindow *window)
{
  static const char *const rates[] = { "0.001", "0,1", "1e30", "-1", "", "0.0001" };

  nrn_window_test_enter (window, "learning_rate_row", rates[pick (G_N_ELEMENTS (rates))]);
}

static void
spin (NrnWindow *window)
{
  static const char *const spins[] = { "batch_size_spin", "epochs_spin", "seed_spin" };
  GtkWidget *button = nrn_window_test_setup (window, spins[pick (G_N_ELEMENTS (spins))]);

  gtk_spin_button_set_value (GTK_SPIN_BUTTON (button), pick (300));
}

static void
choose_kind (NrnWindow *window)
{
  gboolean is_loss = pick (2) == 0;
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (is_loss ? NRN_FAMILY_LOSS : NRN_FAMILY_OPTIMIZER,
                                                      &n_kinds);

  nrn_window_test_choose_kind (window, is_loss ? "loss_row" : "optimizer_row",
                               kinds[pick (n_kinds)]->name);
}

static void
change_scale (NrnWindow *window)
{
  GtkSwitch *toggle = GTK_SWITCH (nrn_window_test_setup (window, "scale_switch"));

  gtk_switch_set_active (toggle, !gtk_switch_get_active (toggle));
}

static void
change_pace (NrnWindow *window)
{
  nrn_window_test_set_pace (window, pick (2) == 0 ? 1 : g_test_rand_double ());
}

static void
watch (NrnWindow *window)
{
  const NrnDataset *dataset = nrn_document_get_dataset (window->document);
  guint n_features = nrn_dataset_get_n_features (dataset);
  guint row = pick (nrn_dataset_get_n_rows (dataset));

  nrn_document_set_watched (window->document,
                            nrn_dataset_get_features (dataset) + (gsize) row * n_features);
}

static void
resize (NrnWindow *window)
{
  gtk_window_set_default_size (GTK_WINDOW (window), 640 + (int) pick (900), 480 + (int) pick (500));
}

static void
look (NrnWindow *window)
{
  nrn_window_test_draw (window);
}

static void
test_deeds (void)
{
  static const Deed deeds[] = {
    act, act, act, act, choose, type_network, type_rate, spin, choose_kind, change_scale,
    change_pace, watch, resize, look, look,
  };
  NrnWindow *window = nrn_window_test_open ();

  for (guint i = 0; i < N_DEEDS; i++)
    {
      deeds[pick (G_N_ELEMENTS (deeds))] (window);
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_nonnull (nrn_document_get_snapshot (window->document));
    }

  /* As if nothing had been. */
  nrn_window_test_choose (window, "body-mass");
  nrn_window_test_choose (window, "drug-trial");
  nrn_window_test_set_pace (window, 1);
  nrn_window_test_act (window, "train.play");
  nrn_window_test_wait_state (window, "done");
  g_assert_cmpint (nrn_window_test_update (window), ==, 4200);
  g_assert_cmpfloat (nrn_window_test_number (window, "accuracy"), >=, 0.92);
  nrn_window_test_close (window);
}

static void
add_tests (void)
{
  g_test_add_func ("/widgets/monkey/deeds", test_deeds);
}

int
main (int   argc,
      char *argv[])
{
  return nrn_window_test_run (&argc, &argv, add_tests);
}
