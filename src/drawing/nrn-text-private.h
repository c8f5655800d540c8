/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of text share.
 */

#pragma once

#include <pango/pangocairo.h>

#include "nrn-text.h"

G_BEGIN_DECLS

/* nrn-text-layout.c */
PangoLayout *nrn_text_get_layout (const char         *text,
                                  const NrnTextStyle *style,
                                  guint               n_lines,
                                  PangoAlignment      alignment);

G_END_DECLS
