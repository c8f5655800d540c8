/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Widgets whose picture can be taken along.
 */

#include "nrn-picture.h"

G_DEFINE_INTERFACE (NrnPicture, nrn_picture, GTK_TYPE_WIDGET)

static void
nrn_picture_default_init (NrnPictureInterface *interface)
{
}

/**
 * nrn_picture_get_name:
 * @picture: a picture
 *
 * Returns: (transfer none): what tells it from the other pictures of a window
 */
const char *
nrn_picture_get_name (NrnPicture *picture)
{
  return NRN_PICTURE_GET_IFACE (picture)->get_name (picture);
}

/**
 * nrn_picture_get_size:
 * @picture: a picture
 * @width: (out): of a picture that is good to read on its own, in pixels
 * @height: (out): likewise
 *
 * Returns: whether there is something to show now
 */
gboolean
nrn_picture_get_size (NrnPicture *picture,
                      double     *width,
                      double     *height)
{
  return NRN_PICTURE_GET_IFACE (picture)->get_size (picture, width, height);
}

/**
 * nrn_picture_paint:
 * @picture: a picture that has something to show
 * @cr: where; nothing of what the widget keeps for the screen is used, so
 *   that lines stay lines in SVG and PDF
 * @width: in user-space pixels
 * @height: likewise
 * @palette: the colours
 *
 * Draws what the widget shows now, at any size.
 */
void
nrn_picture_paint (NrnPicture       *picture,
                   cairo_t          *cr,
                   double            width,
                   double            height,
                   const NrnPalette *palette)
{
  NRN_PICTURE_GET_IFACE (picture)->paint (picture, cr, width, height, palette);
}

/**
 * nrn_picture_collect:
 * @widget: where to look, with all its children
 * @pictures: (element-type NrnPicture): what is found is added, borrowed
 *
 * Looks for pictures.
 */
void
nrn_picture_collect (GtkWidget *widget,
                     GPtrArray *pictures)
{
  if (NRN_IS_PICTURE (widget))
    {
      g_ptr_array_add (pictures, widget);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    nrn_picture_collect (child, pictures);
}
