/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Nodes and pulses as small images: a circle that is drawn once costs a
 * tenth of one that is drawn each time.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <math.h>
#include <string.h>

/* All lengths at scale 1. */
#define OUTLINE      1.3
#define DASH         3.0
#define DEAD_LINE    0.38     /* half of its length, of the radius */
#define PULSE_RADIUS 4.2

/* How much of the outline's colour is in the darkest and in the lightest. */
#define MIN_FILL 0.04
#define MAX_FILL 0.34

#define N_STRENGTHS 4

/* A node for each fill, and one that is never on. */
#define N_SPRITES (NRN_SCENE_N_FILLS + 1)

typedef struct
{
  cairo_surface_t *images[N_SPRITES];   /* owned; nullable: not drawn yet */
} ColumnSprites;

struct _NrnSceneSprites
{
  NrnPalette     palette;
  double         pixels;
  double         scale;
  gboolean       is_vector; /* draws shapes in place of images */
  guint          n_columns;
  double        *radii;     /* owned; n_columns */
  ColumnSprites *columns;   /* owned; n_columns */

  /* Owned; nullable. By gradient or not, negative or not, and strength. */
  cairo_surface_t *pulses[2][2][N_STRENGTHS];

  cairo_surface_t *map;     /* owned; nullable; for one unit after the other */
};

NrnSceneSprites *
nrn_scene_sprites_new (void)
{
  return g_new0 (NrnSceneSprites, 1);
}

static void
clear (NrnSceneSprites *self)
{
  for (guint i = 0; i < self->n_columns; i++)
    for (guint j = 0; j < N_SPRITES; j++)
      g_clear_pointer (&self->columns[i].images[j], cairo_surface_destroy);
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 2; j++)
      for (guint k = 0; k < N_STRENGTHS; k++)
        g_clear_pointer (&self->pulses[i][j][k], cairo_surface_destroy);
  g_clear_pointer (&self->columns, g_free);
  g_clear_pointer (&self->radii, g_free);
  self->n_columns = 0;
}

void
nrn_scene_sprites_free (NrnSceneSprites *sprites)
{
  clear (sprites);
  g_clear_pointer (&sprites->map, cairo_surface_destroy);
  g_free (sprites);
}

static gboolean
has_radii (const NrnSceneSprites  *self,
           const NrnNetworkLayout *layout)
{
  if (self->columns == NULL || self->n_columns != layout->n_columns)
    return FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      if (fabs (self->radii[i] - layout->columns[i].radius) > 1e-9)
        return FALSE;
    }

  return TRUE;
}

/* Forgets what does not fit @frame; another part of the same network does. */
void
nrn_scene_sprites_set_up (NrnSceneSprites     *sprites,
                          const NrnSceneFrame *frame)
{
  sprites->is_vector = frame->scene->is_vector;
  if (has_radii (sprites, frame->layout) && fabs (sprites->scale - frame->scale) < 1e-9 &&
      fabs (sprites->pixels - frame->pixels) < 1e-9 &&
      memcmp (&sprites->palette, frame->palette, sizeof sprites->palette) == 0)
    return;

  clear (sprites);
  sprites->palette = *frame->palette;
  sprites->pixels = frame->pixels;
  sprites->scale = frame->scale;
  sprites->n_columns = frame->layout->n_columns;
  sprites->columns = g_new0 (ColumnSprites, sprites->n_columns);
  sprites->radii = g_new0 (double, sprites->n_columns);
  for (guint i = 0; i < sprites->n_columns; i++)
    sprites->radii[i] = frame->layout->columns[i].radius;
}

/* With (0, 0) in its middle; @reach is half of its size in user space. */
static cairo_surface_t *
create_image (const NrnSceneSprites  *self,
              double                  reach,
              cairo_t               **cr)
{
  int size = 2 * (int) ceil (reach * self->pixels) + 1;
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);

  cairo_surface_set_device_scale (image, self->pixels, self->pixels);
  *cr = cairo_create (image);
  cairo_translate (*cr, size / self->pixels / 2, size / self->pixels / 2);

  return image;
}

/* With its middle at (0, 0). */
static void
draw_node (const NrnSceneSprites *self,
           cairo_t               *cr,
           double                 radius,
           double                 part)
{
  double line = MIN (OUTLINE * self->scale, radius / 2);
  NrnColor fill = nrn_color_mix (&self->palette.background, &self->palette.outline,
                                 MIN_FILL + (MAX_FILL - MIN_FILL) * part);

  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  nrn_color_set_source (&fill, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&self->palette.outline, 1, cr);
  cairo_set_line_width (cr, line);
  cairo_stroke (cr);
}

/* Dashes that go round without a seam, and a flat line. */
static void
draw_dead_node (const NrnSceneSprites *self,
                cairo_t               *cr,
                double                 radius)
{
  double line = MIN (OUTLINE * self->scale, radius / 2);
  double way = 2 * G_PI * radius;
  double dash = way / (2 * MAX (round (way / (2 * DASH * self->scale)), 4));

  cairo_new_path (cr);
  cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
  nrn_color_set_source (&self->palette.background, 1, cr);
  cairo_fill_preserve (cr);
  nrn_color_set_source (&self->palette.quiet, 1, cr);
  cairo_set_line_width (cr, line);
  cairo_set_dash (cr, &dash, 1, 0);
  cairo_stroke (cr);

  cairo_set_dash (cr, NULL, 0, 0);
  cairo_move_to (cr, -DEAD_LINE * radius, 0);
  cairo_line_to (cr, DEAD_LINE * radius, 0);
  cairo_stroke (cr);
}

static void
draw_fill (const NrnSceneSprites *self,
           cairo_t               *cr,
           double                 radius,
           int                    fill)
{
  if (fill < 0)
    draw_dead_node (self, cr, radius);
  else
    draw_node (self, cr, radius, (double) fill / (NRN_SCENE_N_FILLS - 1));
}

static void
paint_vector_node (const NrnSceneSprites *self,
                   cairo_t               *cr,
                   double                 radius,
                   int                    fill,
                   double                 x,
                   double                 y,
                   double                 opacity)
{
  cairo_save (cr);
  if (opacity < 1)
    cairo_push_group (cr);
  cairo_translate (cr, x, y);
  draw_fill (self, cr, radius, fill);
  if (opacity < 1)
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, opacity);
    }
  cairo_restore (cr);
}

/* Dots go forward, gradients are squares on their corners. */
static cairo_surface_t *
draw_pulse (const NrnSceneSprites *self,
            gboolean               is_gradient,
            gboolean               is_negative,
            double                 strength)
{
  const NrnColor *color = is_negative ? &self->palette.negative : &self->palette.positive;
  double radius = PULSE_RADIUS * self->scale * (0.5 + 0.5 * strength);
  cairo_t *cr;
  cairo_surface_t *image = create_image (self, 2 * radius, &cr);

  if (is_gradient)
    {
      cairo_rotate (cr, G_PI_4);
      cairo_rectangle (cr, -radius * 0.9, -radius * 0.9, 1.8 * radius, 1.8 * radius);
    }
  else
    {
      cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
    }
  nrn_color_set_source (&self->palette.background, 1, cr);
  cairo_set_line_width (cr, 2 * self->scale);
  cairo_stroke_preserve (cr);
  nrn_color_set_source (color, 1, cr);
  cairo_fill (cr);
  cairo_destroy (cr);

  return image;
}

/* Whole pixels, so that nothing has to be interpolated. */
static void
paint_image (const NrnSceneSprites *self,
             cairo_t               *cr,
             cairo_surface_t       *image,
             double                 x,
             double                 y,
             double                 opacity)
{
  int size = cairo_image_surface_get_width (image);
  double left = floor (x * self->pixels - size / 2.0 + 0.5) / self->pixels;
  double top = floor (y * self->pixels - size / 2.0 + 0.5) / self->pixels;

  cairo_set_source_surface (cr, image, left, top);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  if (opacity < 1)
    cairo_paint_with_alpha (cr, opacity);
  else
    cairo_paint (cr);
}

/* An image to draw a unit's map on, (transfer none). */
cairo_surface_t *
nrn_scene_sprites_get_map (NrnSceneSprites *sprites)
{
  if (sprites->map == NULL)
    sprites->map = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, NRN_ACTIVITY_MAP_SIZE,
                                               NRN_ACTIVITY_MAP_SIZE);

  return sprites->map;
}

/* @fill is one of %NRN_SCENE_N_FILLS steps; -1 for a node that is never on. */
void
nrn_scene_sprites_paint_node (NrnSceneSprites *sprites,
                              cairo_t         *cr,
                              guint            column,
                              int              fill,
                              double           x,
                              double           y,
                              double           opacity)
{
  cairo_surface_t **image = &sprites->columns[column].images[fill < 0 ? NRN_SCENE_N_FILLS : fill];
  double radius = sprites->radii[column];

  if (sprites->is_vector)
    {
      paint_vector_node (sprites, cr, radius, fill, x, y, opacity);
      return;
    }

  if (*image == NULL)
    {
      double reach = radius + MIN (OUTLINE * sprites->scale, radius / 2);
      cairo_t *image_cr;

      *image = create_image (sprites, reach, &image_cr);
      draw_fill (sprites, image_cr, radius, fill);
      cairo_destroy (image_cr);
    }
  paint_image (sprites, cr, *image, x, y, opacity);
}

void
nrn_scene_sprites_paint_pulse (NrnSceneSprites *sprites,
                               cairo_t         *cr,
                               gboolean         is_gradient,
                               gboolean         is_negative,
                               double           strength,
                               double           x,
                               double           y)
{
  guint step = (guint) CLAMP (strength * (N_STRENGTHS - 1) + 0.5, 0, N_STRENGTHS - 1);
  cairo_surface_t **image = &sprites->pulses[is_gradient ? 1 : 0][is_negative ? 1 : 0][step];

  if (*image == NULL)
    *image = draw_pulse (sprites, is_gradient, is_negative, (double) step / (N_STRENGTHS - 1));
  paint_image (sprites, cr, *image, x, y, 1);
}
