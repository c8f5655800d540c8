/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Thousands of edges, drawn into an image without Cairo.
 *
 * A stroke of a long antialiased curve takes Cairo about 30 µs, which is too
 * slow for thousands of them in a frame. Edges are special: they go from left
 * to right and are level at both ends, so that each column of pixels is
 * crossed once. They are drawn strip by strip, a few columns at a time, all
 * edges of a strip while it is in the processor's cache; only then it is
 * turned into rows of the image.
 */

#include "nrn-edge-raster-private.h"

#include <math.h>

struct _NrnEdgeRaster
{
  int          width;
  int          height;

  GArray      *strokes;   /* owned; of NrnEdgeStroke, from the back to the front */
  GPtrArray   *shapes;    /* owned; of NrnEdgeShape, kept while edges have them */
  guint        shape;     /* the one that was found last */
  NrnEdgeStrip strip;

  /* What the edges may cover, in whole pixels */
  int          left;
  int          right;
  int          top;
  int          bottom;
};

/**
 * nrn_edge_raster_new:
 *
 * Returns: (transfer full): a raster without edges, for images of no size yet
 */
NrnEdgeRaster *
nrn_edge_raster_new (void)
{
  NrnEdgeRaster *raster = g_new0 (NrnEdgeRaster, 1);

  raster->strokes = g_array_new (FALSE, FALSE, sizeof (NrnEdgeStroke));
  raster->shapes = g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_edge_shape_free);

  return raster;
}

void
nrn_edge_raster_free (NrnEdgeRaster *raster)
{
  g_return_if_fail (raster != NULL);

  g_array_unref (raster->strokes);
  g_ptr_array_unref (raster->shapes);
  g_free (raster->strip.pixels);
  g_free (raster);
}

/* Those that no edge had the last time are not likely to be needed again. */
static void
forget_shapes (NrnEdgeRaster *raster)
{
  for (guint i = raster->shapes->len; i > 0; i--)
    {
      NrnEdgeShape *shape = g_ptr_array_index (raster->shapes, i - 1);

      if (shape->is_used)
        shape->is_used = FALSE;
      else
        g_ptr_array_remove_index (raster->shapes, i - 1);
    }
  raster->shape = 0;
}

/**
 * nrn_edge_raster_begin:
 * @raster: a raster
 * @width: of the image, in pixels; 1 … 32767
 * @height: likewise
 *
 * Takes all edges away, for a new picture.
 */
void
nrn_edge_raster_begin (NrnEdgeRaster *raster,
                       int            width,
                       int            height)
{
  g_return_if_fail (width >= 1 && width <= G_MAXINT16);
  g_return_if_fail (height >= 1 && height <= G_MAXINT16);

  if (width != raster->width)
    g_ptr_array_set_size (raster->shapes, 0);
  g_array_set_size (raster->strokes, 0);
  forget_shapes (raster);
  nrn_edge_strip_resize (&raster->strip, height);

  raster->width = raster->left = width;
  raster->height = raster->top = height;
  raster->right = raster->bottom = 0;
}

/* Those in question come one after the other, mostly. */
static NrnEdgeShape *
get_shape (NrnEdgeRaster *raster,
           double         x1,
           double         x2)
{
  NrnEdgeShape *shape;

  for (guint i = 0; i < raster->shapes->len; i++)
    {
      guint index = (raster->shape + i) % raster->shapes->len;

      shape = g_ptr_array_index (raster->shapes, index);
      if (fabs (shape->x1 - x1) < 1e-6 && fabs (shape->x2 - x2) < 1e-6)
        {
          raster->shape = index;
          return shape;
        }
    }

  shape = nrn_edge_shape_new (x1, x2, raster->width);
  raster->shape = raster->shapes->len;
  g_ptr_array_add (raster->shapes, shape);

  return shape;
}

static guint32
get_pixel (const NrnColor *color)
{
  guint32 red = (guint32) (color->red * 255 + 0.5);
  guint32 green = (guint32) (color->green * 255 + 0.5);
  guint32 blue = (guint32) (color->blue * 255 + 0.5);

  return 0xff000000 | red << 16 | green << 8 | blue;
}

/* Returns FALSE if there is nothing of the edge in the image. */
static gboolean
extend_bounds (NrnEdgeRaster       *raster,
               const NrnEdgeShape  *shape,
               const NrnRasterEdge *edge,
               double               half)
{
  double top = MIN (edge->y1, edge->y2) - half - 2;
  double bottom = MAX (edge->y1, edge->y2) + half + 2;

  if (shape->first >= shape->end || bottom <= 0 || top >= raster->height)
    return FALSE;

  raster->left = MIN (raster->left, shape->first);
  raster->right = MAX (raster->right, shape->end);
  raster->top = MIN (raster->top, (int) CLAMP (top, 0, raster->height));
  raster->bottom = MAX (raster->bottom, (int) CLAMP (bottom, 0, raster->height));

  return TRUE;
}

/**
 * nrn_edge_raster_add:
 * @raster: a raster
 * @edge: what to draw over the edges so far; copied
 *
 * Adds an antialiased edge, shaped as nrn_network_edge_get_point() says.
 * Lines narrower than a pixel are drawn one pixel wide and fainter. Whatever
 * is outside of the image is left out.
 */
void
nrn_edge_raster_add (NrnEdgeRaster       *raster,
                     const NrnRasterEdge *edge)
{
  double half = MAX (edge->width, 1) / 2;
  NrnEdgeShape *shape;
  NrnEdgeStroke stroke;

  if (edge->x2 <= edge->x1)
    return;

  shape = get_shape (raster, edge->x1, edge->x2);
  shape->is_used = TRUE;
  if (!extend_bounds (raster, shape, edge, half))
    return;

  stroke = (NrnEdgeStroke) {
    .shape = shape,
    .y1 = (float) edge->y1,
    .height = (float) (edge->y2 - edge->y1),
    .half = (float) half,
    .alpha = (float) (edge->opacity * MIN (edge->width, 1) * 256),
    .pixel = get_pixel (edge->color),
    .dash_on = edge->dash_on > 0 ? (float) edge->dash_on : INFINITY,
    .period = edge->dash_on > 0 ? (float) (edge->dash_on + edge->dash_off) : INFINITY,
  };
  g_array_append_val (raster->strokes, stroke);
}

static void
fill (guint32 *pixels,
      int      n_pixels,
      guint32  pixel)
{
  for (int i = 0; i < n_pixels; i++)
    pixels[i] = pixel;
}

/* All around the edges; @left and @right are those of their strips. */
static void
fill_margins (const NrnEdgeRaster *raster,
              int                  left,
              int                  right,
              guint32              pixel,
              guint32             *pixels,
              gssize               stride)
{
  for (int y = 0; y < raster->height; y++, pixels += stride)
    {
      if (y < raster->top || y >= raster->bottom)
        {
          fill (pixels, raster->width, pixel);
          continue;
        }
      fill (pixels, left, pixel);
      fill (pixels + right, raster->width - right, pixel);
    }
}

static void
paint_strip (NrnEdgeRaster *raster,
             int            left,
             guint32        background,
             guint32       *pixels,
             gssize         stride)
{
  int n_columns = MIN (raster->width - left, NRN_EDGE_STRIP_COLUMNS);

  nrn_edge_strip_fill (&raster->strip, raster->top, raster->bottom, background);
  for (guint i = 0; i < raster->strokes->len; i++)
    nrn_edge_strip_draw (&raster->strip, left,
                         &g_array_index (raster->strokes, NrnEdgeStroke, i));
  nrn_edge_strip_copy (&raster->strip, n_columns, raster->top, raster->bottom, pixels + left,
                       stride);
}

/**
 * nrn_edge_raster_paint:
 * @raster: a raster with edges
 * @background: (nullable): what is behind the edges; %NULL: transparent
 * @image: an image surface of the size it was begun with, in ARGB32, or,
 *   with a background, in RGB24; overwritten
 *
 * Draws the edges. To draw them again, begin again.
 */
void
nrn_edge_raster_paint (NrnEdgeRaster   *raster,
                       const NrnColor  *background,
                       cairo_surface_t *image)
{
  guint32 pixel = background != NULL ? get_pixel (background) : 0;
  int left = raster->left / NRN_EDGE_STRIP_COLUMNS * NRN_EDGE_STRIP_COLUMNS;
  int right = left;
  guint32 *pixels;
  gssize stride;

  cairo_surface_flush (image);
  pixels = (guint32 *) (void *) cairo_image_surface_get_data (image);
  stride = cairo_image_surface_get_stride (image) / 4;
  g_return_if_fail (pixels != NULL);
  g_return_if_fail (cairo_image_surface_get_width (image) == raster->width);
  g_return_if_fail (cairo_image_surface_get_height (image) == raster->height);

  for (; right < raster->right; right += NRN_EDGE_STRIP_COLUMNS)
    paint_strip (raster, right, pixel, pixels, stride);
  fill_margins (raster, MIN (left, raster->width), MIN (right, raster->width), pixel, pixels,
                stride);
  cairo_surface_mark_dirty (image);
}
