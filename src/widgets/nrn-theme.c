/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Pictures in a window: the palette that goes with its theme.
 */

#include "nrn-theme.h"

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
  AdwStyleManager *manager = adw_style_manager_get_default ();

  if (adw_style_manager_get_high_contrast (manager))
    return adw_style_manager_get_dark (manager) ? &nrn_palette_high_contrast_dark
                                                : &nrn_palette_high_contrast_light;

  return adw_style_manager_get_dark (manager) ? &nrn_palette_dark : &nrn_palette_light;
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
 * Returns: the palette with the background of libadwaita's cards
 */
NrnPalette
nrn_theme_get_card (GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  NrnPalette palette = *nrn_theme_get_palette (widget);
  GdkRGBA window, card;

  if (gtk_style_context_lookup_color (context, "window_bg_color", &window) &&
      gtk_style_context_lookup_color (context, "card_bg_color", &card))
    palette.background = (NrnColor) {
      blend (window.red, card.red, card.alpha),
      blend (window.green, card.green, card.alpha),
      blend (window.blue, card.blue, card.alpha),
    };

  return palette;
}

/**
 * nrn_theme_watch:
 * @widget: what is drawn on
 *
 * Draws @widget again whenever the theme changes.
 */
void
nrn_theme_watch (GtkWidget *widget)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", G_CALLBACK (gtk_widget_queue_draw), widget,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", G_CALLBACK (gtk_widget_queue_draw),
                           widget, G_CONNECT_SWAPPED);
}
