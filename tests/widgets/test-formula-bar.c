/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Formulas in rows.
 */

#include "config.h"

#include <adwaita.h>
#include <string.h>

#include "nrn-formula-bar.h"

static void
append (GArray     *lines,
        const char *formula,
        const char *numbers,
        const char *result)
{
  NrnFormulaLine line = { g_strdup (formula), g_strdup (numbers), g_strdup (result),
                          g_strdup_printf ("%s, spoken", formula) };

  g_array_append_val (lines, line);
}

/* What is to be read in a row, or NULL. */
static const char *
read_row (NrnFormulaBar *bar,
          int            column,
          int            row)
{
  GtkWidget *grid = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (bar), NRN_TYPE_FORMULA_BAR,
                                                               "lines_grid"));
  GtkWidget *label = gtk_grid_get_child_at (GTK_GRID (grid), column, row);

  return label != NULL && gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label)) : NULL;
}

static void
test_rows (void)
{
  NrnFormulaBar *bar = g_object_ref_sink (g_object_new (NRN_TYPE_FORMULA_BAR, NULL));
  g_autoptr (GArray) lines = nrn_formula_lines_new ();
  g_autofree char *text = NULL;

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  append (lines, "p₁", NULL, "= 0.4");
  append (lines, "p₂", NULL, "= 0.6");
  append (lines, "S = p₁ + p₂", "= 0.4 + 0.6", "= 1");
  append (lines, "δ", NULL, "= 2");
  append (lines, "new weight = old weight − step", NULL, NULL);
  nrn_formula_bar_show (bar, "Loss", "How wrong", lines);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (bar)));

  /* Values side by side; all else at its sign of equality. */
  g_assert_cmpstr (read_row (bar, 0, 0), ==, "");
  g_assert_cmpstr (read_row (bar, 1, 0), ==, "p₁\u00a0=\u00a00.4   p₂\u00a0=\u00a00.6");
  g_assert_cmpstr (read_row (bar, 0, 1), ==, "S");
  g_assert_cmpstr (read_row (bar, 1, 1), ==, "= p₁ + p₂ = 0.4 + 0.6 =\u00a01");
  g_assert_cmpstr (read_row (bar, 0, 2), ==, "δ");
  g_assert_cmpstr (read_row (bar, 1, 2), ==, "=\u00a02");
  g_assert_cmpstr (read_row (bar, 0, 3), ==, "new weight");
  g_assert_cmpstr (read_row (bar, 1, 3), ==, "= old weight − step ");
  g_assert_null (read_row (bar, 0, 4));

  text = nrn_formula_bar_print (bar);
  g_assert_cmpstr (text, ==, "How wrong\np₁ = 0.4\np₂ = 0.6\nS = p₁ + p₂ = 0.4 + 0.6 = 1\nδ = 2\n"
                             "new weight = old weight − step\n");
  nrn_formula_bar_show (bar, NULL, NULL, NULL);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (bar)));
  g_assert_finalize_object (bar);
}

/* Of more than there is room for, the end. */
static void
test_many (void)
{
  NrnFormulaBar *bar = g_object_ref_sink (g_object_new (NRN_TYPE_FORMULA_BAR, "is-compact", TRUE, NULL));
  g_autoptr (GArray) lines = nrn_formula_lines_new ();

  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *formula = g_strdup_printf ("a%u = b", i);

      append (lines, formula, "= 1", "= 1");
    }
  nrn_formula_bar_show (bar, NULL, "Many", lines);
  g_assert_cmpstr (read_row (bar, 0, 0), ==, "a12");
  g_assert_cmpstr (read_row (bar, 0, 7), ==, "a19");
  g_assert_null (read_row (bar, 0, 8));
  g_assert_finalize_object (bar);
}

/* However little room there is for a formula in one line, its result is whole. */
static void
test_narrow (void)
{
  NrnFormulaBar *bar = g_object_new (NRN_TYPE_FORMULA_BAR, "is-compact", TRUE, NULL);
  GtkWidget *grid = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (bar), NRN_TYPE_FORMULA_BAR,
                                                               "lines_grid"));
  g_autoptr (GArray) lines = nrn_formula_lines_new ();
  GtkLabel *result;
  int width;

  append (lines, "output = sigmoid(weighted sum of all of the inputs + bias)", "= sigmoid(0.123456)",
          "= 0.530825");
  g_object_ref_sink (bar);
  nrn_formula_bar_show (bar, NULL, "Narrow", lines);
  result = GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 2, 0));
  gtk_widget_measure (GTK_WIDGET (bar), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_allocate (GTK_WIDGET (bar), width, 40, -1, NULL);
  g_assert_cmpstr (read_row (bar, 2, 0), ==, "=\u00a00.530825");
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (result)));
  g_assert_true (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (gtk_grid_get_child_at (GTK_GRID (grid), 1, 0)))));
  gtk_widget_measure (GTK_WIDGET (result), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (result)), >=, width);
  g_assert_finalize_object (bar);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/widgets/formula-bar/rows", test_rows);
  g_test_add_func ("/widgets/formula-bar/many", test_many);
  g_test_add_func ("/widgets/formula-bar/narrow", test_narrow);

  return g_test_run ();
}
