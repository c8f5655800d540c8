/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How pictures and numbers look in all windows.
 */

#include "nrn-theme.h"

#include <math.h>

#include "nrn-formula.h"

/* Of "gtk-xft-dpi", which counts in 1024ths. */
#define USUAL_DPI (96.0 * 1024)

/* Beyond these nothing could be drawn that makes sense. */
#define MIN_TEXT_SCALE 0.5
#define MAX_TEXT_SCALE 3.0

/* Of a picture with text, so much grows with that. */
#define GROWTH 0.6

struct _NrnTheme
{
  GObject         parent_instance;

  NrnThemeOptions options;
};

G_DEFINE_FINAL_TYPE (NrnTheme, nrn_theme, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
emit_changed (NrnTheme *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
nrn_theme_class_init (NrnThemeClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_theme_init (NrnTheme *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  GtkSettings *settings = gtk_settings_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (emit_changed), self,
                           G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "notify::gtk-xft-dpi", G_CALLBACK (emit_changed), self,
                             G_CONNECT_SWAPPED);
}

/**
 * nrn_theme_get_default:
 *
 * Returns: (transfer none): the theme of all windows
 */
NrnTheme *
nrn_theme_get_default (void)
{
  static NrnTheme *theme;

  if (theme == NULL)
    theme = g_object_new (NRN_TYPE_THEME, NULL);

  return theme;
}

/**
 * nrn_theme_set_options:
 * @options: what the user prefers
 *
 * Applies it to all that watches the theme.
 */
void
nrn_theme_set_options (const NrnThemeOptions *options)
{
  NrnTheme *self = nrn_theme_get_default ();

  self->options = *options;
  nrn_formula_set_digits (options->more_digits ? NRN_FORMULA_MORE_DIGITS : NRN_FORMULA_DIGITS);
  emit_changed (self);
}

/**
 * nrn_theme_get_numbers:
 *
 * Returns: (transfer none): how weights and outputs are written
 */
const NrnNumberFormat *
nrn_theme_get_numbers (void)
{
  return &nrn_theme_get_default ()->options.numbers;
}

/**
 * nrn_theme_get_text_numbers:
 *
 * Returns: (transfer none): how weights and outputs are written where there is
 *   room for more digits, if these are wanted: beside pictures
 */
const NrnNumberFormat *
nrn_theme_get_text_numbers (void)
{
  static const NrnNumberFormat more = { NRN_NUMBERS_SIGNIFICANT, NRN_FORMULA_MORE_DIGITS };

  return nrn_theme_has_more_digits () ? &more : nrn_theme_get_numbers ();
}

gboolean
nrn_theme_has_more_digits (void)
{
  return nrn_theme_get_default ()->options.more_digits;
}

/**
 * nrn_theme_get_sample:
 * @signs: the colours of weights
 *
 * Returns: (transfer none): the palette that would be in use with @signs
 */
const NrnPalette *
nrn_theme_get_sample (NrnSigns signs)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean is_dark = adw_style_manager_get_dark (manager);

  if (nrn_theme_get_default ()->options.high_contrast ||
      adw_style_manager_get_high_contrast (manager))
    return nrn_palette_get (is_dark ? NRN_GROUND_HIGH_CONTRAST_DARK
                                    : NRN_GROUND_HIGH_CONTRAST_LIGHT, signs);

  return nrn_palette_get (is_dark ? NRN_GROUND_DARK : NRN_GROUND_LIGHT, signs);
}

/**
 * nrn_theme_get_palette:
 * @widget: what is drawn on
 *
 * Returns: (transfer none): the palette for the theme that the widget is
 *   shown in now
 */
const NrnPalette *
nrn_theme_get_palette (GtkWidget *widget)
{
  return nrn_theme_get_sample (nrn_theme_get_default ()->options.signs);
}

/**
 * nrn_theme_get_print_palette:
 *
 * Returns: (transfer none): the palette for paper, with the same signs
 */
const NrnPalette *
nrn_theme_get_print_palette (void)
{
  return nrn_palette_get (NRN_GROUND_PRINT, nrn_theme_get_default ()->options.signs);
}

/* @color as far from @background as it is from that of @palette. */
static NrnColor
move_along (const NrnColor   *color,
            const NrnPalette *palette,
            const NrnColor   *background)
{
  return (NrnColor) {
    CLAMP (color->red + background->red - palette->background.red, 0, 1),
    CLAMP (color->green + background->green - palette->background.green, 0, 1),
    CLAMP (color->blue + background->blue - palette->background.blue, 0, 1),
  };
}

/* @over with some opacity on @under. */
static double
blend (double under,
       double over,
       double opacity)
{
  return under + (over - under) * opacity;
}

/**
 * nrn_theme_get_card:
 * @widget: what is drawn on, in a card
 *
 * Returns: the palette with the background of libadwaita's cards, on which a grid
 *   can be seen as on the palette's own
 */
NrnPalette
nrn_theme_get_card (GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  NrnPalette palette = *nrn_theme_get_palette (widget);
  GdkRGBA window, card;

  if (gtk_style_context_lookup_color (context, "window_bg_color", &window) &&
      gtk_style_context_lookup_color (context, "card_bg_color", &card))
    {
      NrnColor background = {
        blend (window.red, card.red, card.alpha),
        blend (window.green, card.green, card.alpha),
        blend (window.blue, card.blue, card.alpha),
      };

      palette.grid = move_along (&palette.grid, &palette, &background);
      palette.background = background;
    }

  return palette;
}

/**
 * nrn_theme_get_text_scale:
 *
 * Returns: how much larger than usual the desktop wants text, ½ … 3
 */
double
nrn_theme_get_text_scale (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi = 0;

  if (settings != NULL)
    g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);

  return dpi > 0 ? CLAMP (dpi / USUAL_DPI, MIN_TEXT_SCALE, MAX_TEXT_SCALE) : 1;
}

/**
 * nrn_theme_get_room:
 * @length: that a picture with text is made for, where text has its usual size
 *
 * Returns: the length for the text of the desktop; never less
 */
int
nrn_theme_get_room (double length)
{
  double larger = MAX (nrn_theme_get_text_scale (), 1) - 1;

  return (int) ceil (length * (1 + GROWTH * larger));
}

static void
draw_anew (GtkWidget *widget)
{
  gtk_widget_queue_resize (widget);
  gtk_widget_queue_draw (widget);
}

/**
 * nrn_theme_watch:
 * @widget: what is drawn on
 *
 * Measures and draws @widget again whenever the theme changes.
 */
void
nrn_theme_watch (GtkWidget *widget)
{
  g_signal_connect_object (nrn_theme_get_default (), "changed",
                           G_CALLBACK (draw_anew), widget, G_CONNECT_SWAPPED);
}
