/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Icons that stay loaded.
 *
 * GTK loads the icons of its images on other threads. One that no image has any more
 * when it is loaded is dropped there, and that thread takes it out of GTK's cache. If
 * another image wants the icon at that very moment, such as that of the next window,
 * the main thread still finds it in the cache and holds what is being freed: a crash.
 * What somebody has cannot be dropped, so all icons that were ever seen are held here;
 * they are few, and the next window need not load them again.
 */

#include "nrn-icons.h"

/* Both as libadwaita's style sheet has them. */
#define NORMAL_SIZE 16
#define LARGE_SIZE 32

static GHashTable *kept;    /* owned GtkIconPaintable, each once; main thread only */

static int
get_size (GtkImage *image)
{
  if (gtk_image_get_pixel_size (image) > 0)
    return gtk_image_get_pixel_size (image);

  return gtk_image_get_icon_size (image) == GTK_ICON_SIZE_LARGE ? LARGE_SIZE : NORMAL_SIZE;
}

/* Only those with a name are in GTK's cache. */
static GIcon *
dup_icon (GtkImage *image)
{
  gboolean use_fallback;
  GIcon *icon;

  switch (gtk_image_get_storage_type (image))
    {
    case GTK_IMAGE_ICON_NAME:
      g_object_get (image, "use-fallback", &use_fallback, NULL);
      return use_fallback
               ? g_themed_icon_new_with_default_fallbacks (gtk_image_get_icon_name (image))
               : g_themed_icon_new (gtk_image_get_icon_name (image));

    case GTK_IMAGE_GICON:
      icon = gtk_image_get_gicon (image);
      return G_IS_THEMED_ICON (icon) ? g_object_ref (icon) : NULL;

    case GTK_IMAGE_EMPTY:
    case GTK_IMAGE_PAINTABLE:
    default:
      return NULL;
    }
}

/* Exactly as the image looks it up, so that it is the same one. */
static void
keep (GtkImage *image)
{
  GtkWidget *widget = GTK_WIDGET (image);
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (widget));
  g_autoptr (GIcon) icon = dup_icon (image);

  if (icon == NULL)
    return;

  g_hash_table_add (kept, gtk_icon_theme_lookup_by_gicon (theme, icon, get_size (image),
                                                          gtk_widget_get_scale_factor (widget),
                                                          gtk_widget_get_direction (widget),
                                                          GTK_ICON_LOOKUP_PRELOAD));
}

static gboolean
mapped_cb (GSignalInvocationHint *hint,
           guint                  n_values,
           const GValue          *values,
           gpointer               data)
{
  GObject *widget = g_value_get_object (values);

  if (GTK_IS_IMAGE (widget))
    keep (GTK_IMAGE (widget));

  return TRUE;
}

/**
 * nrn_icons_keep:
 *
 * From now on, keeps the icons of all images that come to be seen, GTK's own
 * included, until the program ends.
 */
void
nrn_icons_keep (void)
{
  if (kept != NULL)
    return;

  kept = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
}
