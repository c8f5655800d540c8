/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the doctor says, under the choice that it is about.
 */

#include "config.h"

#include "nrn-doctor-row.h"

#include "nrn-accessible.h"

struct _NrnDoctorRow
{
  AdwPreferencesRow  parent_instance;

  NrnFix             fix;

  /* Template children */
  GtkImage          *image;
  GtkLabel          *label;
  GtkWidget         *button;
  GtkLabel          *button_label;
};

G_DEFINE_FINAL_TYPE (NrnDoctorRow, nrn_doctor_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  FIX,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
button_clicked_cb (NrnDoctorRow *self)
{
  g_signal_emit (self, signals[FIX], 0);
}

static void
nrn_doctor_row_class_init (NrnDoctorRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[FIX] = g_signal_new ("fix", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                               NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-doctor-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnDoctorRow, image);
  gtk_widget_class_bind_template_child (widget_class, NrnDoctorRow, label);
  gtk_widget_class_bind_template_child (widget_class, NrnDoctorRow, button);
  gtk_widget_class_bind_template_child (widget_class, NrnDoctorRow, button_label);
  gtk_widget_class_bind_template_callback (widget_class, button_clicked_cb);
}

static void
nrn_doctor_row_init (NrnDoctorRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_doctor_row_say:
 * @row: a row
 * @verdict: how bad it is
 * @sentence: why, and what to choose
 * @fix: that choice; empty to offer nothing
 *
 * Shows the row.
 */
void
nrn_doctor_row_say (NrnDoctorRow *row,
                    NrnVerdict    verdict,
                    const char   *sentence,
                    const NrnFix *fix)
{
  gboolean offers = !nrn_fix_is_empty (fix);

  row->fix = *fix;
  gtk_image_set_from_icon_name (row->image, verdict == NRN_VERDICT_CANNOT
                                            ? "dialog-error-symbolic" : "dialog-warning-symbolic");
  gtk_label_set_text (row->label, sentence);
  gtk_widget_set_visible (row->button, offers);
  if (offers)
    {
      g_autofree char *words = nrn_fix_describe (fix);
      GString *breakable = g_string_new (words);

      g_string_replace (breakable, "_", "_\u200b", 0);
      gtk_label_set_text (row->button_label, breakable->str);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      words, -1);
      g_string_free (breakable, TRUE);
    }
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
}

/**
 * nrn_doctor_row_refuse:
 * @row: a row
 * @pairing: what somebody has tried to choose
 * @chosen: which part of it was chosen
 * @sentence: why it cannot be
 *
 * Says why a choice was refused, and offers what has to be chosen with it.
 *
 * Returns: %FALSE if the doctor has nothing against it; then nothing happens
 */
gboolean
nrn_doctor_row_refuse (NrnDoctorRow     *row,
                       const NrnPairing *pairing,
                       NrnPairingPart    chosen,
                       const char       *sentence)
{
  NrnFix fix;

  if (nrn_doctor_judge (pairing) != NRN_VERDICT_CANNOT)
    return FALSE;

  nrn_doctor_find_fix (pairing, chosen, &fix);
  if (chosen == NRN_PAIRING_ACTIVATION && !nrn_fix_is_empty (&fix) && pairing->activation != NULL)
    fix.activation = nrn_config_get_kind (pairing->activation);
  if (chosen == NRN_PAIRING_LOSS && !nrn_fix_is_empty (&fix))
    fix.loss = pairing->loss;
  if (chosen == NRN_PAIRING_UNITS && !nrn_fix_is_empty (&fix))
    fix.units = pairing->n_outputs;
  nrn_doctor_row_say (row, NRN_VERDICT_CANNOT, sentence, &fix);
  nrn_accessible_announce (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (row))), sentence);

  return TRUE;
}

/**
 * nrn_doctor_row_clear:
 * @row: a row
 *
 * Hides the row.
 */
void
nrn_doctor_row_clear (NrnDoctorRow *row)
{
  gtk_widget_set_visible (GTK_WIDGET (row), FALSE);
  gtk_label_set_text (row->label, "");
}

/**
 * nrn_doctor_row_get_fix:
 * @row: a row
 *
 * Returns: (transfer none): what the button proposes
 */
const NrnFix *
nrn_doctor_row_get_fix (NrnDoctorRow *row)
{
  return &row->fix;
}

/**
 * nrn_doctor_row_get_sentence:
 * @row: a row
 *
 * Returns: (transfer none): what it says; empty if it is hidden
 */
const char *
nrn_doctor_row_get_sentence (NrnDoctorRow *row)
{
  return gtk_label_get_text (row->label);
}
