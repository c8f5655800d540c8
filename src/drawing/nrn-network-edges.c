/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The edges of a network: hue and dashes for the sign, width and opacity for
 * the size of a weight.
 */

#include "nrn-network-paint.h"

#include <math.h>

#include "nrn-edge-raster.h"
#include "nrn-network-glide.h"
#include "nrn-text.h"

/* All lengths at scale 1. */
#define MIN_WIDTH     0.6
#define MAX_WIDTH     3.0
#define UNKNOWN_WIDTH 1.0
#define DASH_ON       8.0
#define DASH_OFF      5.0

/* Opacities with few edges between two columns. With more, all fade, the
 * weak ones faster, and become thinner: powers that keep the picture about
 * equally dark. */
#define FEW_EDGES        20.0
#define MIN_OPACITY      0.40
#define MIN_OPACITY_FADE -0.65
#define MAX_OPACITY      0.95
#define MAX_OPACITY_FADE -0.28
#define MAX_WIDTH_FADE   -0.10

/* With more edges than this only the stronger negative ones are dashed:
 * hundreds of faint dashes would be mere noise. */
#define FEW_DASHED  150
#define MANY_DASHED 600

/* Edges of this strength are drawn over the weaker ones. */
#define STRONG 0.5

/* Of more edges between two columns, the weak ones are thinned out: one in a
 * few stands for all, as dark as these would be together. */
#define MANY_EDGES  600
#define FULL_EDGES  300     /* the strongest, which are all drawn */
#define THIN_EDGES  200     /* what is left of the others */
#define N_BINS      256
#define MAX_THIN_OPACITY 0.5

/* From so many edges on, it is faster without Cairo. */
#define MAX_STROKED 50

/* A larger image would cost more memory than strokes cost time. */
#define MAX_IMAGE_PIXELS (64.0 * 1024 * 1024)
#define MAX_IMAGE_SIZE   32767.0

/* What all edges between two columns share. */
typedef struct
{
  guint            column;
  const float     *kernel;        /* (units, next units); NULL: unknown */
  const float     *bias;          /* (next units) */
  guint            next_units;
  double           peak;          /* largest size of a weight; above 0 */
  double           min_opacity;
  double           max_opacity;
  double           max_width;
  double           min_dashed;    /* negative edges of this strength are */
  double           min_full;      /* weaker ones are thinned out */
  guint            thinning;      /* to one in so many */
  double           opacity;       /* times that of each edge */
} Pair;

typedef struct
{
  const NrnColor *color;
  double          strength;   /* size of the weight, 0 … 1 */
  double          width;
  double          opacity;
  gboolean        dashed;
} Style;

static double
find_peak (const float *values,
           gsize        n_values,
           double       peak)
{
  for (gsize i = 0; i < n_values; i++)
    {
      double size = fabs ((double) values[i]);

      if (isfinite (size) && size > peak)
        peak = size;
    }

  return peak;
}

static void
pair_init (Pair                   *pair,
           const NrnNetworkLayout *layout,
           const NrnWeights       *weights,
           guint                   column)
{
  const NrnNetworkColumn *self = nrn_network_layout_get_column (layout, column);
  const NrnNetworkColumn *next = nrn_network_layout_get_column (layout, column + 1);
  guint n_edges = nrn_network_layout_get_n_sources (layout, column) * next->n_nodes;
  double crowd = MAX (n_edges / FEW_EDGES, 1);

  *pair = (Pair) { .column = column, .next_units = next->units };
  pair->min_opacity = MIN_OPACITY * pow (crowd, MIN_OPACITY_FADE);
  pair->max_opacity = MAX_OPACITY * pow (crowd, MAX_OPACITY_FADE);
  pair->max_width = MAX_WIDTH * pow (crowd, MAX_WIDTH_FADE);
  pair->min_dashed = n_edges <= FEW_DASHED ? 0 : n_edges <= MANY_DASHED ? 0.5 : 0.8;
  if (weights == NULL)
    return;

  pair->kernel = nrn_weights_get_tensor (weights, (guint) next->layer, "kernel");
  pair->bias = nrn_weights_get_tensor (weights, (guint) next->layer, "bias");
  pair->peak = find_peak (pair->kernel, (gsize) self->units * next->units, 0);
  if (pair->bias != NULL)
    pair->peak = find_peak (pair->bias, next->units, pair->peak);
  if (pair->peak <= 0)
    pair->peak = 1;
}

static double
get_weight (const NrnNetworkLayout *layout,
            const Pair             *pair,
            guint                   from,
            guint                   to)
{
  const NrnNetworkColumn *self = nrn_network_layout_get_column (layout, pair->column);
  const NrnNetworkColumn *next = nrn_network_layout_get_column (layout, pair->column + 1);
  guint unit = next->nodes[to].unit;

  if (pair->kernel == NULL)
    return NAN;
  if (from == self->n_nodes)
    return (double) pair->bias[unit];

  return (double) pair->kernel[(gsize) self->nodes[from].unit * pair->next_units + unit];
}

static Style
get_style (const Pair       *pair,
           double            weight,
           const NrnPalette *palette)
{
  Style style = { &palette->quiet, 0, UNKNOWN_WIDTH, pair->min_opacity, FALSE };

  if (!isfinite (weight))
    return style;

  style.strength = fabs (weight) / pair->peak;
  if (style.strength > 0)
    style.color = weight < 0 ? &palette->negative : &palette->positive;
  style.width = MIN_WIDTH + (pair->max_width - MIN_WIDTH) * style.strength;
  style.opacity = pair->min_opacity + (pair->max_opacity - pair->min_opacity) * style.strength;
  style.dashed = weight < 0 && style.strength >= pair->min_dashed;

  return style;
}

/* Looks for the strength from which on there are few enough. */
static void
find_thinning (Pair                   *pair,
               const NrnNetworkLayout *layout,
               const NrnPalette       *palette)
{
  guint n_sources = nrn_network_layout_get_n_sources (layout, pair->column);
  guint n_targets = nrn_network_layout_get_n_targets (layout, pair->column);
  guint bins[N_BINS] = { 0 };
  guint n_full = 0;
  guint bin = N_BINS;

  pair->thinning = 1;
  if (n_sources * n_targets <= MANY_EDGES)
    return;

  for (guint from = 0; from < n_sources; from++)
    for (guint to = 0; to < n_targets; to++)
      {
        Style style = get_style (pair, get_weight (layout, pair, from, to), palette);

        bins[(guint) (MIN (style.strength, 1) * (N_BINS - 1))]++;
      }
  while (bin > 0 && n_full + bins[bin - 1] <= FULL_EDGES)
    n_full += bins[--bin];
  pair->min_full = (double) bin / (N_BINS - 1);
  pair->thinning = (n_sources * n_targets - n_full + THIN_EDGES - 1) / THIN_EDGES;
}

/* Whether an edge is drawn; one that stands for others becomes darker. Which
 * those are must not depend on the weights, or the picture would flicker. */
static gboolean
thin_out (const Pair *pair,
          guint       from,
          guint       to,
          Style      *style)
{
  if (pair->thinning <= 1 || style->strength >= pair->min_full)
    return TRUE;
  if ((from * 7 + to) % pair->thinning != 0)
    return FALSE;

  style->opacity = MIN (style->opacity * pair->thinning, MAX_THIN_OPACITY);

  return TRUE;
}

static void
stroke_edge (cairo_t              *cr,
             const NrnNetworkEdge *edge,
             const Style          *style,
             double                scale)
{
  const double dashes[] = { DASH_ON * scale, DASH_OFF * scale };
  double middle = (edge->x1 + edge->x2) / 2;

  cairo_move_to (cr, edge->x1, edge->y1);
  cairo_curve_to (cr, middle, edge->y1, middle, edge->y2, edge->x2, edge->y2);
  cairo_set_line_width (cr, style->width * scale);
  cairo_set_dash (cr, dashes, style->dashed ? 2 : 0, 0);
  nrn_color_set_source (style->color, style->opacity, cr);
  cairo_stroke (cr);
}

/* @edge is in user-space pixels. */
static void
raster_edge (NrnEdgeRaster *raster,
             NrnRasterEdge  edge,
             double         pixels)
{
  edge.x1 *= pixels;
  edge.y1 *= pixels;
  edge.x2 *= pixels;
  edge.y2 *= pixels;
  edge.width *= pixels;
  edge.dash_on *= pixels;
  edge.dash_off *= pixels;
  nrn_edge_raster_add (raster, &edge);
}

static NrnRasterEdge
style_edge (const NrnNetworkEdge *edge,
            const Style          *style,
            double                scale)
{
  return (NrnRasterEdge) {
    .x1 = edge->x1,
    .y1 = edge->y1,
    .x2 = edge->x2,
    .y2 = edge->y2,
    .width = style->width * scale,
    .opacity = style->opacity,
    .color = style->color,
    .dash_on = style->dashed ? DASH_ON * scale : 0,
    .dash_off = DASH_OFF * scale,
  };
}

/* Those of columns that are on their way past each other have no place. */
static gboolean
goes_right (const NrnNetworkEdge *edge)
{
  return edge->x2 > edge->x1 + 1;
}

/* To @raster if there is one, otherwise to @cr. The weaker half first, so that
 * the stronger edges lie on top. */
static void
draw_pair (cairo_t                *cr,
           NrnEdgeRaster          *raster,
           double                  pixels,
           const NrnNetworkLayout *layout,
           const Pair             *pair,
           const NrnPalette       *palette)
{
  double scale = nrn_network_layout_get_scale (layout);
  guint n_sources = nrn_network_layout_get_n_sources (layout, pair->column);
  guint n_targets = nrn_network_layout_get_n_targets (layout, pair->column);

  for (guint is_strong = 0; is_strong < 2; is_strong++)
    for (guint from = 0; from < n_sources; from++)
      for (guint to = 0; to < n_targets; to++)
        {
          Style style = get_style (pair, get_weight (layout, pair, from, to), palette);
          NrnNetworkEdge edge;

          if ((style.strength >= STRONG) != (is_strong == 1) ||
              !thin_out (pair, from, to, &style))
            continue;
          nrn_network_layout_get_edge (layout, pair->column, from, to, &edge);
          style.opacity *= pair->opacity *
                           nrn_network_layout_get_presence (layout, pair->column, from) *
                           nrn_network_layout_get_presence (layout, pair->column + 1, to);
          if (!goes_right (&edge))
            continue;
          if (raster != NULL)
            raster_edge (raster, style_edge (&edge, &style, scale), pixels);
          else
            stroke_edge (cr, &edge, &style, scale);
        }
}

static void
draw_all (cairo_t                *cr,
          NrnEdgeRaster          *raster,
          double                  opacity,
          double                  pixels,
          const NrnNetworkLayout *layout,
          const NrnWeights       *weights,
          const NrnPalette       *palette)
{
  for (guint column = 0; column + 1 < nrn_network_layout_get_n_columns (layout); column++)
    {
      Pair pair;

      pair_init (&pair, layout, weights, column);
      find_thinning (&pair, layout, palette);
      pair.opacity = opacity;
      draw_pair (cr, raster, pixels, layout, &pair, palette);
    }
}

/* The size of an image with all edges; FALSE if it would be too large. */
static gboolean
get_image_size (const NrnNetworkLayout *layout,
                double                  pixels,
                int                    *width,
                int                    *height)
{
  double x = ceil (nrn_network_layout_get_width (layout) * pixels);
  double y = ceil (nrn_network_layout_get_height (layout) * pixels);

  if (x > MAX_IMAGE_SIZE || y > MAX_IMAGE_SIZE || x * y > MAX_IMAGE_PIXELS)
    return FALSE;

  *width = (int) x;
  *height = (int) y;

  return TRUE;
}

/**
 * nrn_network_render_edges_again:
 * @raster: (inout) (nullable): what was used the last time; %NULL the first
 *   time
 * @image: (inout) (nullable): likewise: the image
 * @layout: where the edges are
 * @weights: (nullable): the weights of its network; %NULL: not known
 * @palette: the colours
 * @emphasis: (nullable): what else there is; %NULL: transparent, usual edges
 * @pixels: image pixels for each user-space pixel; above 0
 *
 * Draws the edges into an image of the layout's size, with @pixels as its
 * device scale. Made for thousands of edges sixty times a second: the memory
 * is used again as long as the size is the same.
 *
 * Returns: whether there is an image: none if it would be too large
 */
gboolean
nrn_network_render_edges_again (NrnEdgeRaster          **raster,
                                cairo_surface_t        **image,
                                const NrnNetworkLayout  *layout,
                                const NrnWeights        *weights,
                                const NrnPalette        *palette,
                                const NrnEdgeEmphasis   *emphasis,
                                double                   pixels)
{
  static const NrnEdgeEmphasis usual = { .opacity = 1 };
  cairo_format_t format;
  int width;
  int height;

  if (!get_image_size (layout, pixels, &width, &height))
    return FALSE;

  if (emphasis == NULL)
    emphasis = &usual;
  /* Cairo copies an image without transparency much faster. */
  format = emphasis->background != NULL ? CAIRO_FORMAT_RGB24 : CAIRO_FORMAT_ARGB32;
  if (*image != NULL && (cairo_image_surface_get_format (*image) != format ||
                         cairo_image_surface_get_width (*image) != width ||
                         cairo_image_surface_get_height (*image) != height))
    g_clear_pointer (image, cairo_surface_destroy);
  if (*image == NULL)
    *image = cairo_image_surface_create (format, width, height);
  if (cairo_surface_status (*image) != CAIRO_STATUS_SUCCESS)
    return FALSE;

  if (*raster == NULL)
    *raster = nrn_edge_raster_new ();
  nrn_edge_raster_begin (*raster, width, height);
  cairo_surface_set_device_scale (*image, pixels, pixels);
  draw_all (NULL, *raster, emphasis->opacity, pixels, layout, weights, palette);
  for (guint i = 0; i < emphasis->n_edges; i++)
    raster_edge (*raster, emphasis->edges[i], pixels);
  nrn_edge_raster_paint (*raster, emphasis->background, *image);

  return TRUE;
}

/**
 * nrn_network_render_edges:
 * @layout: where the edges are
 * @weights: (nullable): the weights of its network; %NULL: not known
 * @palette: the colours
 * @pixels: image pixels for each user-space pixel; above 0
 *
 * Draws the edges into an image of the layout's size, transparent elsewhere.
 *
 * Returns: (transfer full): the image, with @pixels as its device scale; in
 *   an error state if it would be too large
 */
cairo_surface_t *
nrn_network_render_edges (const NrnNetworkLayout *layout,
                          const NrnWeights       *weights,
                          const NrnPalette       *palette,
                          double                  pixels)
{
  g_autoptr (NrnEdgeRaster) raster = NULL;
  cairo_surface_t *image = NULL;

  if (nrn_network_render_edges_again (&raster, &image, layout, weights, palette, NULL, pixels))
    return image;

  /* Cairo refuses a negative size with the error state that is promised. */
  g_clear_pointer (&image, cairo_surface_destroy);

  return cairo_image_surface_create (CAIRO_FORMAT_ARGB32, -1, -1);
}

/* Image pixels for each user-space pixel, or 0 where strokes are better: in
 * vector files, for few edges, in a turned or skewed picture. */
static double
get_pixels (cairo_t                *cr,
            const NrnNetworkLayout *layout)
{
  cairo_surface_t *target = cairo_get_target (cr);
  cairo_matrix_t matrix;
  double device_scale_x;
  double device_scale_y;

  if (nrn_network_layout_get_n_edges (layout) <= MAX_STROKED ||
      cairo_surface_get_type (target) != CAIRO_SURFACE_TYPE_IMAGE)
    return 0;

  cairo_get_matrix (cr, &matrix);
  cairo_surface_get_device_scale (target, &device_scale_x, &device_scale_y);
  if (matrix.xy < 0 || matrix.xy > 0 || matrix.yx < 0 || matrix.yx > 0 ||
      matrix.xx <= 0 || fabs (matrix.xx - matrix.yy) > 1e-9 ||
      fabs (device_scale_x - device_scale_y) > 1e-9)
    return 0;

  return matrix.xx * device_scale_x;
}

/**
 * nrn_network_paint_edges:
 * @cr: where
 * @layout: where the edges are
 * @weights: (nullable): the weights of its network; %NULL: not known
 * @palette: the colours
 *
 * Draws the edges alone.
 */
void
nrn_network_paint_edges (cairo_t                *cr,
                         const NrnNetworkLayout *layout,
                         const NrnWeights       *weights,
                         const NrnPalette       *palette)
{
  double pixels = get_pixels (cr, layout);
  cairo_surface_t *image = NULL;

  if (pixels > 0)
    image = nrn_network_render_edges (layout, weights, palette, pixels);

  cairo_save (cr);
  if (image != NULL && cairo_surface_status (image) == CAIRO_STATUS_SUCCESS)
    {
      cairo_set_source_surface (cr, image, 0, 0);
      cairo_paint (cr);
    }
  else
    {
      draw_all (cr, NULL, 1, 1, layout, weights, palette);
    }
  cairo_restore (cr);

  g_clear_pointer (&image, cairo_surface_destroy);
}

/**
 * nrn_network_get_weight:
 * @layout: a layout
 * @weights: weights of its network
 * @edge: one of its edges
 *
 * Returns: the weight that the edge stands for
 */
double
nrn_network_get_weight (const NrnNetworkLayout *layout,
                        const NrnWeights       *weights,
                        const NrnNetworkEdge   *edge)
{
  Pair pair;

  pair_init (&pair, layout, weights, edge->column);

  return get_weight (layout, &pair, edge->from, edge->to);
}
