/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Text that has been set, and is kept for a while: most words of a picture
 * are in the next one too, and setting them takes much longer than painting.
 */

#include "nrn-text-private.h"

#include <math.h>

#define FAMILY "Cantarell, sans-serif"

/* Once there are so many new ones, those go that were not needed meanwhile:
 * several times what is in a window. */
#define N_KEPT 256

/* Everything that the looks of a text depend on. */
typedef struct
{
  char          *text;        /* owned */
  NrnTextStyle   style;
  guint          n_lines;
  PangoAlignment alignment;
} Key;

/* Layouts by their keys: what was needed lately, and what was before. */
typedef struct
{
  PangoContext *context;      /* owned */
  GHashTable   *recent;       /* owned */
  GHashTable   *older;        /* owned */
} Kept;

/* The same picture has to come out in the same proportions at every scale
 * and on every surface: no rounding to the pixels of one of them. */
static void
set_up_context (PangoContext *context)
{
  cairo_font_options_t *options = cairo_font_options_create ();
  PangoFontDescription *description = pango_font_description_from_string (FAMILY);

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  pango_cairo_context_set_resolution (context, 96);
  pango_context_set_round_glyph_positions (context, FALSE);
  pango_context_set_font_description (context, description);
  cairo_font_options_destroy (options);
  pango_font_description_free (description);
}

static guint
hash_key (gconstpointer data)
{
  const Key *key = data;

  return g_str_hash (key->text) * 31 + g_double_hash (&key->style.size) +
         g_double_hash (&key->style.max_width) * 7 + (guint) key->style.bold;
}

static gboolean
equal_keys (gconstpointer a,
            gconstpointer b)
{
  const Key *first = a;
  const Key *second = b;

  return g_double_equal (&first->style.size, &second->style.size) &&
         g_double_equal (&first->style.max_width, &second->style.max_width) &&
         first->style.bold == second->style.bold && first->n_lines == second->n_lines &&
         first->alignment == second->alignment && g_str_equal (first->text, second->text);
}

static void
free_key (gpointer data)
{
  Key *key = data;

  g_free (key->text);
  g_free (key);
}

static GHashTable *
create_table (void)
{
  return g_hash_table_new_full (hash_key, equal_keys, free_key, g_object_unref);
}

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_hash_table_unref (kept->recent);
  g_hash_table_unref (kept->older);
  g_object_unref (kept->context);
  g_free (kept);
}

/* One for each thread, as fonts are. */
static Kept *
get_kept (void)
{
  static GPrivate private = G_PRIVATE_INIT (free_kept);
  Kept *kept = g_private_get (&private);

  if (kept != NULL)
    return kept;

  kept = g_new0 (Kept, 1);
  kept->context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  set_up_context (kept->context);
  kept->recent = create_table ();
  kept->older = create_table ();
  g_private_set (&private, kept);

  return kept;
}

static PangoFontDescription *
create_font (PangoContext       *context,
             const NrnTextStyle *style)
{
  PangoFontDescription *font;

  font = pango_font_description_copy_static (pango_context_get_font_description (context));
  pango_font_description_set_absolute_size (font, style->size * PANGO_SCALE);
  pango_font_description_set_weight (font, style->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);

  return font;
}

static PangoLayout *
create_layout (PangoContext *context,
               const Key    *key)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = create_font (context, &key->style);

  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);

  pango_layout_set_single_paragraph_mode (layout, TRUE);
  pango_layout_set_text (layout, key->text, -1);
  pango_layout_set_alignment (layout, key->alignment);
  if (key->style.max_width > 0)
    {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) ceil (MIN (key->style.max_width, 1e5) * PANGO_SCALE));
    }
  if (key->n_lines > 0)
    {
      /* A negative height counts lines. */
      pango_layout_set_height (layout, -(int) key->n_lines);
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
    }

  return layout;
}

/* Takes over @key and @layout. */
static void
keep (Kept        *kept,
      Key         *key,
      PangoLayout *layout)
{
  if (g_hash_table_size (kept->recent) >= N_KEPT)
    {
      g_hash_table_unref (kept->older);
      kept->older = g_steal_pointer (&kept->recent);
      kept->recent = create_table ();
    }
  g_hash_table_insert (kept->recent, key, layout);
}

/* @text in lines, at most so many, or in one where @n_lines is 0. (transfer
 * none): it stays as it is, and until the next call. */
PangoLayout *
nrn_text_get_layout (const char         *text,
                     const NrnTextStyle *style,
                     guint               n_lines,
                     PangoAlignment      alignment)
{
  Kept *kept = get_kept ();
  Key key = { (char *) text, *style, n_lines, alignment };
  PangoLayout *layout = g_hash_table_lookup (kept->recent, &key);
  gpointer old_key;
  gpointer old_layout;

  if (layout != NULL)
    return layout;

  if (g_hash_table_steal_extended (kept->older, &key, &old_key, &old_layout))
    {
      keep (kept, old_key, old_layout);
      return old_layout;
    }

  layout = create_layout (kept->context, &key);
  key.text = g_strdup (text);
  keep (kept, g_memdup2 (&key, sizeof key), layout);

  return layout;
}
