/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A question that stands before the window.
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

AdwMessageDialog *nrn_question_new (GtkWindow  *parent,
                                    const char *heading,
                                    const char *body);

G_END_DECLS
