/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * One weight in one update.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-canvas.h"

G_BEGIN_DECLS

#define NRN_TYPE_MICROSCOPE (nrn_microscope_get_type ())

/**
 * NrnMicroscope:
 *
 * How the update that follows on what is shown changes the weight that is
 * selected on the canvas; for a unit, which is folded up at first, its bias.
 * Every step is there as a formula, with numbers, and with what comes out.
 * Hidden while nothing that learns is selected. While the training goes on,
 * there are no numbers. The sample of the batch can be chosen, or the mean over
 * it, and the weight alone can take its step.
 *
 * Signals: "failed" with a sentence, if it could not.
 */
G_DECLARE_FINAL_TYPE (NrnMicroscope, nrn_microscope, NRN, MICROSCOPE, GtkWidget)

void  nrn_microscope_set_canvas (NrnMicroscope *microscope,
                                 NrnCanvas     *canvas,
                                 NrnDocument   *document);
char *nrn_microscope_print      (NrnMicroscope *microscope);

G_END_DECLS
