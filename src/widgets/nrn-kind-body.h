/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a student reads of a kind before choosing it.
 */

#pragma once

#include <gtk/gtk.h>

#include "nrn-kind-item.h"

G_BEGIN_DECLS

#define NRN_TYPE_KIND_BODY (nrn_kind_body_get_type ())

/**
 * NrnKindBody:
 *
 * The curve of a kind, its names, its formula and what it is for, drawn by
 * one widget: a list of thirty has to open within a frame. Screen readers get
 * the words from the row that it is in.
 */
G_DECLARE_FINAL_TYPE (NrnKindBody, nrn_kind_body, NRN, KIND_BODY, GtkWidget)

void nrn_kind_body_set_item (NrnKindBody *body,
                             NrnKindItem *item);

G_END_DECLS
