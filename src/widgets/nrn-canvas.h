/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network on screen.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-beats.h"
#include "nrn-contributions.h"
#include "nrn-document.h"
#include "nrn-network-activity.h"
#include "nrn-network-layout.h"

G_BEGIN_DECLS

#define NRN_TYPE_CANVAS (nrn_canvas_get_type ())

/**
 * NrnCanvas:
 *
 * Draws the network of a document. A click selects a unit or a weight, arrow
 * keys walk from unit to unit; what is under the pointer stands out. The wheel
 * zooms, and drags then pan. “o” switches the unit with the focus off or on. Insert and Delete add and remove units, with Ctrl
 * layers; arrows with Ctrl and Shift move these, and so does a drag of their
 * headings. Units and layers can be dragged out of a palette onto the network.
 * A network that is edited glides into place.
 *
 * Properties: "zoom", 1 if the whole network is seen; "is-zoomed", whether it
 * is another.
 *
 * Signals: "selection-changed"; "activity-changed" when the outputs of the
 * units are other ones; "beat-changed" when another beat is under way, or none
 * any more; "failed" with a sentence when an edit is refused.
 */
G_DECLARE_FINAL_TYPE (NrnCanvas, nrn_canvas, NRN, CANVAS, GtkWidget)

void                      nrn_canvas_set_document      (NrnCanvas   *canvas,
                                                        NrnDocument *document);
const NrnPick            *nrn_canvas_get_selection     (NrnCanvas   *canvas);
gboolean                  nrn_canvas_get_selected_unit (NrnCanvas   *canvas,
                                                        guint       *layer,
                                                        guint       *unit);
gboolean                  nrn_canvas_get_selected_weight
                                                       (NrnCanvas   *canvas,
                                                        guint       *layer,
                                                        int         *input,
                                                        guint       *unit);
gboolean                  nrn_canvas_find_trained_weight
                                                       (NrnCanvas   *canvas,
                                                        gsize       *weight,
                                                        gboolean    *is_of_unit);
gboolean                  nrn_canvas_is_bias_selected  (NrnCanvas   *canvas);
char                     *nrn_canvas_name_selected_weight
                                                       (NrnCanvas   *canvas);
const NrnNetworkActivity *nrn_canvas_get_activity      (NrnCanvas   *canvas);
void                      nrn_canvas_send_through      (NrnCanvas   *canvas);
void                      nrn_canvas_light_path        (NrnCanvas   *canvas,
                                                        const NrnPathEdge
                                                                    *edges,
                                                        guint        n_edges);

void                      nrn_canvas_set_beat          (NrnCanvas   *canvas,
                                                        const NrnBeats *beats,
                                                        const NrnBeat *beat);
gboolean                  nrn_canvas_finish_beat       (NrnCanvas   *canvas);
const NrnBeats           *nrn_canvas_get_beat          (NrnCanvas   *canvas,
                                                        NrnBeat     *beat);

void                      nrn_canvas_zoom_in           (NrnCanvas   *canvas,
                                                        int          n_steps);
void                      nrn_canvas_zoom_fit          (NrnCanvas   *canvas);
void                      nrn_canvas_get_view          (NrnCanvas   *canvas,
                                                        double      *zoom,
                                                        double      *center_x,
                                                        double      *center_y);
void                      nrn_canvas_set_view          (NrnCanvas   *canvas,
                                                        double       zoom,
                                                        double       center_x,
                                                        double       center_y);

G_END_DECLS
