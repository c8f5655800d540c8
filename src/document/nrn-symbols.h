/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the symbols of formulas stand for.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NrnSymbols:
 *
 * What the symbols of formulas stand for. One thread.
 */
typedef struct _NrnSymbols NrnSymbols;

NrnSymbols *nrn_symbols_new      (void);
void        nrn_symbols_free     (NrnSymbols       *symbols);
void        nrn_symbols_set      (NrnSymbols       *symbols,
                                  const char       *name,
                                  const char       *word,
                                  double            value);
double      nrn_symbols_get      (const NrnSymbols *symbols,
                                  const char       *name);
const char *nrn_symbols_get_word (const NrnSymbols *symbols,
                                  const char       *name);
gboolean    nrn_symbols_find     (const NrnSymbols *symbols,
                                  const char       *name,
                                  double           *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnSymbols, nrn_symbols_free)

G_END_DECLS
