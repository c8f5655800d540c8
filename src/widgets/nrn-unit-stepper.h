/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Adds units to a layer, and takes them away.
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define NRN_TYPE_UNIT_STEPPER (nrn_unit_stepper_get_type ())

/**
 * NrnUnitStepper:
 *
 * Two buttons, and the number of units between them where there is room.
 *
 * Signals: "stepped" with 1 or −1.
 */
G_DECLARE_FINAL_TYPE (NrnUnitStepper, nrn_unit_stepper, NRN, UNIT_STEPPER, GtkWidget)

GtkWidget *nrn_unit_stepper_new        (void);
void       nrn_unit_stepper_set_units  (NrnUnitStepper *stepper,
                                        const char     *layer,
                                        guint           units);
void       nrn_unit_stepper_hold       (NrnUnitStepper *stepper,
                                        const char     *reason);
GtkWidget *nrn_unit_stepper_get_button (NrnUnitStepper *stepper,
                                        int             step);

G_END_DECLS
