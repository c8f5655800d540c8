/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NRN_HELP_MAX_TEXTS 6

/**
 * NrnHelpPage:
 * @name: what programs call it
 * @title: what it is about; translatable
 * @texts: its paragraphs, up to the first %NULL; translatable
 *
 * A page of the help.
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *texts[NRN_HELP_MAX_TEXTS + 1];
} NrnHelpPage;

const NrnHelpPage *nrn_help_pages_get (guint *n_pages);

G_END_DECLS
