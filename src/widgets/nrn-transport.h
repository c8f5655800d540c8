/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The bar at the bottom: play, step, reset, how far, how fast.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-document.h"
#include "nrn-pace.h"

G_BEGIN_DECLS

/**
 * NrnFilm:
 * @NRN_FILM_NONE: nothing of the past moves
 * @NRN_FILM_FORWARD: the past is played
 * @NRN_FILM_BACKWARD: it is played backwards
 *
 * How the past of the training is played.
 */
typedef enum
{
  NRN_FILM_NONE,
  NRN_FILM_FORWARD,
  NRN_FILM_BACKWARD,
} NrnFilm;

#define NRN_TYPE_TRANSPORT (nrn_transport_get_type ())

/**
 * NrnTransport:
 *
 * Like the controls of a media player. Its buttons name actions of the
 * window ("train.play" …); it shows how far the training is.
 */
G_DECLARE_FINAL_TYPE (NrnTransport, nrn_transport, NRN, TRANSPORT, GtkWidget)

void nrn_transport_set_document (NrnTransport  *transport,
                                 NrnDocument   *document);
void nrn_transport_set_film     (NrnTransport  *transport,
                                 NrnFilm        film);
void nrn_transport_set_pace     (NrnTransport  *transport,
                                 NrnPaceChoice  choice);
double nrn_transport_get_own_pace
                                (NrnTransport  *transport);
void nrn_transport_set_own_pace (NrnTransport  *transport,
                                 double         pace);

G_END_DECLS
