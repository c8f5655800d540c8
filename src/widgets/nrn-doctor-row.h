/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the doctor says, under the choice that it is about.
 */

#pragma once

#include <adwaita.h>

#include "nrn-doctor.h"

G_BEGIN_DECLS

#define NRN_TYPE_DOCTOR_ROW (nrn_doctor_row_get_type ())

/**
 * NrnDoctorRow:
 *
 * A sentence and a button that does what it proposes; hidden while there is
 * nothing to say.
 *
 * Signals: "fix" when the button is pressed; see nrn_doctor_row_get_fix().
 */
G_DECLARE_FINAL_TYPE (NrnDoctorRow, nrn_doctor_row, NRN, DOCTOR_ROW, AdwPreferencesRow)

void          nrn_doctor_row_say         (NrnDoctorRow *row,
                                          NrnVerdict    verdict,
                                          const char   *sentence,
                                          const NrnFix *fix);
gboolean      nrn_doctor_row_refuse      (NrnDoctorRow *row,
                                          const NrnPairing *pairing,
                                          NrnPairingPart chosen,
                                          const char   *sentence);
void          nrn_doctor_row_clear       (NrnDoctorRow *row);
const NrnFix *nrn_doctor_row_get_fix     (NrnDoctorRow *row);
const char   *nrn_doctor_row_get_sentence
                                         (NrnDoctorRow *row);

G_END_DECLS
