/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 */

#include "config.h"

#include "nrn-symbols.h"

typedef struct
{
  char   *word;
  double  value;
} Symbol;

struct _NrnSymbols
{
  GHashTable *table;    /* owned; name → Symbol */
};

static void
symbol_free (gpointer data)
{
  Symbol *symbol = data;

  g_free (symbol->word);
  g_free (symbol);
}

/**
 * nrn_symbols_new:
 *
 * Returns: (transfer full): no symbols
 */
NrnSymbols *
nrn_symbols_new (void)
{
  NrnSymbols *symbols = g_new (NrnSymbols, 1);

  symbols->table = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, symbol_free);

  return symbols;
}

void
nrn_symbols_free (NrnSymbols *symbols)
{
  g_hash_table_unref (symbols->table);
  g_free (symbols);
}

/**
 * nrn_symbols_set:
 * @symbols: the symbols
 * @name: as in formulas
 * @word: what it is called, translated
 * @value: what it is
 */
void
nrn_symbols_set (NrnSymbols *symbols,
                 const char *name,
                 const char *word,
                 double      value)
{
  Symbol *symbol = g_new (Symbol, 1);

  *symbol = (Symbol) { g_strdup (word), value };
  g_hash_table_replace (symbols->table, g_strdup (name), symbol);
}

static const Symbol *
look_up (const NrnSymbols *symbols,
         const char       *name)
{
  const Symbol *symbol = g_hash_table_lookup (symbols->table, name);

  if (symbol == NULL)
    g_error ("No symbol “%s”", name);

  return symbol;
}

/**
 * nrn_symbols_find:
 * @symbols: the symbols
 * @name: one that may be one of them
 * @value: (out): what it is
 *
 * Returns: whether it is one of them
 */
gboolean
nrn_symbols_find (const NrnSymbols *symbols,
                  const char       *name,
                  double           *value)
{
  const Symbol *symbol = g_hash_table_lookup (symbols->table, name);

  if (symbol != NULL)
    *value = symbol->value;

  return symbol != NULL;
}

/**
 * nrn_symbols_get:
 * @symbols: the symbols
 * @name: one of them
 *
 * Returns: what it is
 */
double
nrn_symbols_get (const NrnSymbols *symbols,
                 const char       *name)
{
  return look_up (symbols, name)->value;
}

/**
 * nrn_symbols_get_word:
 * @symbols: the symbols
 * @name: one of them
 *
 * Returns: (transfer none): what it is called, translated
 */
const char *
nrn_symbols_get_word (const NrnSymbols *symbols,
                      const char       *name)
{
  return look_up (symbols, name)->word;
}
