/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network as the window shows it. A frame is: the backdrop (edges and
 * captions, kept while they stay the same), pulses, nodes, numbers.
 */

#include "config.h"

#include "nrn-network-scene-private.h"

#include <math.h>
#include <string.h>

#include "nrn-network-paint.h"

/* How much of the edges is left while something is selected. */
#define FADED_EDGES 0.5

/* Around the inputs of an exception; lengths at scale 1. */
#define GLOW       0.45
#define GLOW_WIDTH 22.0
#define RING_GAP   5.0
#define RING_LINE  1.5

struct _NrnNetworkSceneCache
{
  /* What the images below were drawn from */
  guint            serial;        /* of the layout */
  NrnPalette       palette;
  double           pixels;
  NrnWeights      *weights;       /* owned; nullable */
  guint64          never_on;      /* a checksum of which units are */
  gboolean         has_legend;
  gboolean         is_exception;
  gboolean         has_focus;
  NrnPick          focus;
  gboolean         has_beat;      /* the focus is that of one */
  gboolean         goes_back;
  GArray          *path;          /* owned; #NrnPick */

  /* Owned; nullable */
  cairo_surface_t *words;
  gboolean         is_words_new;      /* shows what is above */
  cairo_surface_t *backdrop;
  gboolean         is_backdrop_new;   /* shows what is above */
  cairo_surface_t *before;            /* of the layout with the serial before_serial */
  guint            before_serial;
  NrnEdgeRaster   *raster;
  NrnSceneSprites *sprites;
};

/* Whether somebody has switched the unit off. */
gboolean
nrn_scene_is_off (const NrnSceneFrame *frame,
                  guint                column,
                  guint                unit)
{
  int layer = frame->layout->columns[column].layer;

  return layer >= 0 &&
         unit < nrn_architecture_get_layer_units (frame->layout->architecture, (guint) layer) &&
         nrn_architecture_is_off (frame->layout->architecture, (guint) layer, unit);
}

/* Whether it could give something, and does for no sample. */
gboolean
nrn_scene_is_never_on (const NrnSceneFrame *frame,
                       guint                column,
                       guint                unit)
{
  int last = nrn_network_layout_get_last_layer (frame->layout, column);

  if (frame->scene->activity == NULL || column == 0 || nrn_scene_is_off (frame, column, unit))
    return FALSE;

  for (int layer = frame->layout->columns[column].layer; layer <= last; layer++)
    {
      if (unit < nrn_architecture_get_layer_units (frame->layout->architecture, (guint) layer) &&
          nrn_network_activity_is_never_on (frame->scene->activity, (guint) layer, unit))
        return TRUE;
    }

  return FALSE;
}

/* Those of @values, in the order of the flat weights, between a column and
 * the next one. */
void
nrn_scene_get_weights (const NrnSceneFrame *frame,
                       const float         *values,
                       guint                column,
                       NrnSceneWeights     *weights)
{
  const NrnNetworkColumn *next = &frame->layout->columns[column + 1];
  const NrnArchitecture *architecture = frame->layout->architecture;
  const NrnTensor *kernel;
  const NrnTensor *bias;

  kernel = nrn_architecture_find_tensor (architecture, (guint) next->layer, "kernel");
  bias = nrn_architecture_find_tensor (architecture, (guint) next->layer, "bias");
  weights->kernel = values + kernel->offset;
  weights->bias = bias != NULL ? values + bias->offset : NULL;
  weights->next_units = next->units;
}

double
nrn_scene_get_weight (const NrnSceneFrame   *frame,
                      const NrnSceneWeights *weights,
                      const NrnNetworkEdge  *edge)
{
  const NrnNetworkColumn *self = &frame->layout->columns[edge->column];
  guint unit = self[1].nodes[edge->to].unit;

  if (edge->from == self->n_nodes)
    return (double) weights->bias[unit];

  return (double) weights->kernel[(gsize) self->nodes[edge->from].unit * weights->next_units +
                                  unit];
}

NrnColor
nrn_color_mix (const NrnColor *a,
               const NrnColor *b,
               double          part)
{
  return (NrnColor) { a->red + (b->red - a->red) * part,
                      a->green + (b->green - a->green) * part,
                      a->blue + (b->blue - a->blue) * part };
}

NrnNetworkSceneCache *
nrn_network_scene_cache_new (void)
{
  NrnNetworkSceneCache *cache = g_new0 (NrnNetworkSceneCache, 1);

  cache->sprites = nrn_scene_sprites_new ();
  cache->path = g_array_new (FALSE, FALSE, sizeof (NrnPick));

  return cache;
}

void
nrn_network_scene_cache_free (NrnNetworkSceneCache *cache)
{
  g_return_if_fail (cache != NULL);

  g_clear_pointer (&cache->weights, nrn_weights_unref);
  g_clear_pointer (&cache->words, cairo_surface_destroy);
  g_clear_pointer (&cache->backdrop, cairo_surface_destroy);
  g_clear_pointer (&cache->before, cairo_surface_destroy);
  g_clear_pointer (&cache->raster, nrn_edge_raster_free);
  nrn_scene_sprites_free (cache->sprites);
  g_array_unref (cache->path);
  g_free (cache);
}

static cairo_surface_t *
create_image (const NrnSceneFrame *frame)
{
  int width = (int) MIN (ceil (frame->layout->width * frame->pixels), 32767);
  int height = (int) MIN (ceil (frame->layout->height * frame->pixels), 32767);
  cairo_surface_t *image = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, width, height);

  cairo_surface_set_device_scale (image, frame->pixels, frame->pixels);

  return image;
}

/* FNV-1a over the units that are never on: what the captions depend on. */
static guint64
checksum_never_on (const NrnSceneFrame *frame)
{
  guint64 sum = 0xcbf29ce484222325;

  for (guint i = 1; i < frame->layout->n_columns; i++)
    for (guint unit = 0; unit < frame->layout->columns[i].units; unit++)
      sum = (sum ^ (nrn_scene_is_never_on (frame, i, unit) ? 1 : 0)) * 0x100000001b3;

  return sum;
}

static gboolean
goes_back (const NrnSceneFrame *frame)
{
  return frame->scene->beat != NULL && frame->scene->beat->kind == NRN_NETWORK_BEAT_BACKWARD;
}

static gboolean
is_same_focus (const NrnNetworkSceneCache *cache,
               const NrnSceneFrame        *frame)
{
  const NrnPick *focus = frame->focus;

  if (focus == NULL || !cache->has_focus)
    return focus == NULL && !cache->has_focus;

  return nrn_pick_equal (&cache->focus, focus) && cache->has_beat == (frame->scene->beat != NULL) &&
         cache->goes_back == goes_back (frame);
}

static gboolean
is_same_path (const NrnNetworkSceneCache *cache,
              const NrnSceneFrame        *frame)
{
  if (cache->path->len != nrn_scene_count_path (frame))
    return FALSE;

  for (guint i = 0; i < cache->path->len; i++)
    {
      if (!nrn_pick_equal (&g_array_index (cache->path, NrnPick, i), &frame->scene->path[i]))
        return FALSE;
    }

  return TRUE;
}

/* Whether edges stand out, and the others fade. */
static gboolean
has_emphasis (const NrnSceneFrame *frame)
{
  return frame->focus != NULL || nrn_scene_count_path (frame) > 0;
}

/* Forgets the images that do not show @frame. */
static void
check_cache (NrnNetworkSceneCache *cache,
             const NrnSceneFrame  *frame)
{
  const NrnNetworkScene *scene = frame->scene;
  guint64 never_on = checksum_never_on (frame);
  gboolean is_same = cache->serial == frame->layout->serial &&
                     fabs (cache->pixels - frame->pixels) < 1e-9 &&
                     memcmp (&cache->palette, frame->palette, sizeof cache->palette) == 0;

  if (!is_same)
    g_clear_pointer (&cache->words, cairo_surface_destroy);
  if (!is_same || never_on != cache->never_on || cache->has_legend != scene->with_legend)
    cache->is_words_new = FALSE;
  if (!cache->is_words_new || cache->weights != scene->weights ||
      cache->is_exception != scene->is_exception || !is_same_focus (cache, frame) ||
      !is_same_path (cache, frame))
    cache->is_backdrop_new = FALSE;

  cache->serial = frame->layout->serial;
  cache->pixels = frame->pixels;
  cache->palette = *frame->palette;
  cache->never_on = never_on;
  cache->has_legend = scene->with_legend;
  cache->is_exception = scene->is_exception;
  cache->has_focus = frame->focus != NULL;
  if (frame->focus != NULL)
    cache->focus = *frame->focus;
  cache->has_beat = frame->scene->beat != NULL;
  cache->goes_back = goes_back (frame);
  g_array_set_size (cache->path, 0);
  if (nrn_scene_count_path (frame) > 0)
    g_array_append_vals (cache->path, scene->path, scene->n_path);
  if (cache->weights != scene->weights)
    {
      g_clear_pointer (&cache->weights, nrn_weights_unref);
      cache->weights = scene->weights != NULL ? nrn_weights_ref (scene->weights) : NULL;
    }
}

/* Words are only where these strips are: above the nodes, below them, and
 * beside the inputs. */
static void
clip_to_words (cairo_t             *cr,
               const NrnSceneFrame *frame)
{
  const NrnNetworkLayout *layout = frame->layout;
  double right = layout->columns[0].x + layout->columns[0].radius;

  cairo_rectangle (cr, 0, 0, layout->width, ceil (layout->body_top));
  cairo_rectangle (cr, 0, floor (layout->body_bottom), layout->width,
                   layout->height + fabs (layout->body_bottom));
  if (layout->input_names_width > 0)
    cairo_rectangle (cr, 0, ceil (layout->body_top), ceil (right),
                     floor (layout->body_bottom) - ceil (layout->body_top));
  cairo_clip (cr);
}

static void
draw_words (NrnNetworkSceneCache *cache,
            const NrnSceneFrame  *frame)
{
  cairo_t *cr;

  if (cache->words == NULL)
    cache->words = create_image (frame);
  cr = cairo_create (cache->words);
  clip_to_words (cr, frame);
  cairo_set_operator (cr, CAIRO_OPERATOR_CLEAR);
  cairo_paint (cr);
  cairo_set_operator (cr, CAIRO_OPERATOR_OVER);
  nrn_scene_paint_header (cr, frame);
  nrn_scene_paint_legend (cr, frame);
  cairo_destroy (cr);
  cache->is_words_new = TRUE;
}

/* Soft light and a second ring around each input: kept with the backdrop, it
 * costs no frame. */
static void
paint_glow (cairo_t             *cr,
            const NrnSceneFrame *frame)
{
  const NrnNetworkColumn *column = &frame->layout->columns[0];
  const NrnColor *color = &frame->palette->ceiling;
  double reach = column->radius + GLOW_WIDTH * frame->scale;

  if (!frame->scene->is_exception)
    return;

  cairo_save (cr);
  cairo_set_line_width (cr, RING_LINE * frame->scale);
  for (guint i = 0; i < column->n_nodes; i++)
    {
      const NrnNetworkNode *node = &column->nodes[i];
      cairo_pattern_t *light = cairo_pattern_create_radial (node->x, node->y, column->radius,
                                                            node->x, node->y, reach);

      cairo_pattern_add_color_stop_rgba (light, 0, color->red, color->green, color->blue, GLOW);
      cairo_pattern_add_color_stop_rgba (light, 1, color->red, color->green, color->blue, 0);
      cairo_new_path (cr);
      cairo_arc (cr, node->x, node->y, reach, 0, 2 * G_PI);
      cairo_set_source (cr, light);
      cairo_fill (cr);
      cairo_pattern_destroy (light);
      cairo_arc (cr, node->x, node->y, column->radius + RING_GAP * frame->scale, 0, 2 * G_PI);
      nrn_color_set_source (color, 1, cr);
      cairo_stroke (cr);
    }
  cairo_restore (cr);
}

/* Returns FALSE if the picture is too large for an image. */
static gboolean
draw_backdrop (NrnNetworkSceneCache *cache,
               const NrnSceneFrame  *frame)
{
  g_autoptr (GArray) focus_edges = nrn_scene_get_focus_edges (frame);
  NrnEdgeEmphasis emphasis = {
    .background = &frame->palette->background,
    .opacity = has_emphasis (frame) ? FADED_EDGES : 1,
    .n_edges = focus_edges->len,
    .edges = (const NrnRasterEdge *) (const void *) focus_edges->data,
  };
  cairo_t *cr;

  if (!nrn_network_render_edges_again (&cache->raster, &cache->backdrop, frame->layout,
                                       frame->scene->weights, frame->palette, &emphasis,
                                       frame->pixels))
    return FALSE;

  if (!cache->is_words_new)
    draw_words (cache, frame);
  cr = cairo_create (cache->backdrop);
  nrn_network_paint_gates (cr, frame->layout, frame->palette);
  paint_glow (cr, frame);
  clip_to_words (cr, frame);
  cairo_set_source_surface (cr, cache->words, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cache->is_backdrop_new = TRUE;

  return TRUE;
}

/* The same as lines and text. */
static void
paint_vector_backdrop (cairo_t             *cr,
                       const NrnSceneFrame *frame)
{
  cairo_save (cr);
  nrn_color_set_source (&frame->palette->background, 1, cr);
  cairo_rectangle (cr, 0, 0, frame->layout->width, frame->layout->height);
  cairo_fill (cr);

  if (has_emphasis (frame))
    cairo_push_group (cr);
  nrn_network_paint_edges (cr, frame->layout, frame->scene->weights, frame->palette);
  if (has_emphasis (frame))
    {
      cairo_pop_group_to_source (cr);
      cairo_paint_with_alpha (cr, FADED_EDGES);
    }
  nrn_scene_paint_focus_edges (cr, frame);
  nrn_network_paint_gates (cr, frame->layout, frame->palette);
  paint_glow (cr, frame);
  nrn_scene_paint_header (cr, frame);
  nrn_scene_paint_legend (cr, frame);
  cairo_restore (cr);
}

static void
paint_backdrop (cairo_t              *cr,
                NrnNetworkSceneCache *cache,
                const NrnSceneFrame  *frame)
{
  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, frame->layout->width, frame->layout->height);
  if (cache->is_backdrop_new || draw_backdrop (cache, frame))
    {
      cairo_set_source_surface (cr, cache->backdrop, 0, 0);
      cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
    }
  else
    {
      nrn_color_set_source (&frame->palette->background, 1, cr);
    }
  cairo_fill (cr);
  cairo_restore (cr);
}

/* ---- The network before ---- */

/* What was on screen is still there if it has not been drawn over. */
static void
keep_before (NrnNetworkSceneCache *cache,
             const NrnSceneFrame  *frame)
{
  const NrnNetworkLayout *before = frame->scene->before;

  if (before == NULL)
    {
      g_clear_pointer (&cache->before, cairo_surface_destroy);
      return;
    }

  if (cache->before != NULL && cache->before_serial == before->serial)
    return;

  g_clear_pointer (&cache->before, cairo_surface_destroy);
  cache->before_serial = before->serial;
  if (cache->is_backdrop_new && cache->serial == before->serial &&
      fabs (cache->pixels - frame->pixels) < 1e-9 &&
      memcmp (&cache->palette, frame->palette, sizeof cache->palette) == 0)
    {
      cache->before = g_steal_pointer (&cache->backdrop);
      cache->is_backdrop_new = FALSE;
    }
}

static void
draw_before (NrnNetworkSceneCache *cache,
             const NrnSceneFrame  *frame)
{
  g_autoptr (NrnNetworkSceneCache) own_cache = nrn_network_scene_cache_new ();
  NrnNetworkScene scene = {
    .layout = frame->scene->before,
    .weights = frame->scene->before_weights,
    .palette = frame->palette,
    .with_legend = frame->scene->with_legend,
  };
  NrnSceneFrame before = {
    .scene = &scene,
    .layout = scene.layout,
    .palette = frame->palette,
    .scale = nrn_network_layout_get_scale (scene.layout),
    .pixels = frame->pixels,
  };

  if (draw_backdrop (own_cache, &before))
    cache->before = g_steal_pointer (&own_cache->backdrop);
}

static void
paint_before (cairo_t              *cr,
              NrnNetworkSceneCache *cache,
              const NrnSceneFrame  *frame)
{
  if (frame->scene->before == NULL || frame->scene->before_opacity <= 0)
    return;

  if (cache->before == NULL)
    draw_before (cache, frame);
  if (cache->before == NULL)
    return;

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, frame->layout->width, frame->layout->height);
  cairo_clip (cr);
  cairo_set_source_surface (cr, cache->before, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint_with_alpha (cr, MIN (frame->scene->before_opacity, 1));
  cairo_restore (cr);
}

/**
 * nrn_network_scene_paint:
 * @cr: where; the layout's area begins at (0, 0)
 * @scene: what to paint
 * @cache: (nullable): what was kept from the last frame; brought up to date.
 *   Without it everything is drawn anew
 *
 * Draws the whole picture, with its background.
 */
void
nrn_network_scene_paint (cairo_t               *cr,
                         const NrnNetworkScene *scene,
                         NrnNetworkSceneCache  *cache)
{
  g_autoptr (NrnNetworkSceneCache) own_cache = NULL;
  NrnPick beat_focus;
  NrnSceneFrame frame = {
    .scene = scene,
    .layout = scene->layout,
    .palette = scene->palette,
    .focus = scene->selected != NULL ? scene->selected : scene->hovered,
    .scale = nrn_network_layout_get_scale (scene->layout),
    .pixels = scene->pixels > 0 ? scene->pixels : 1,
  };

  g_return_if_fail (cr != NULL && scene->palette != NULL);
  g_return_if_fail (scene->weights == NULL ||
                    nrn_architecture_equal (nrn_weights_get_architecture (scene->weights),
                                            frame.layout->architecture));

  if (scene->beat != NULL)
    frame.focus = nrn_scene_get_beat_focus (scene, &beat_focus) ? &beat_focus : NULL;
  if (cache == NULL)
    cache = own_cache = nrn_network_scene_cache_new ();
  keep_before (cache, &frame);
  check_cache (cache, &frame);
  nrn_scene_sprites_set_up (cache->sprites, &frame);

  cairo_save (cr);
  if (scene->is_vector)
    paint_vector_backdrop (cr, &frame);
  else
    paint_backdrop (cr, cache, &frame);
  paint_before (cr, cache, &frame);
  nrn_scene_paint_pulses (cr, &frame, cache->sprites);
  nrn_scene_paint_beat (cr, &frame, cache->sprites);
  nrn_scene_paint_nodes (cr, &frame, cache->sprites);
  if (has_emphasis (&frame) || nrn_scene_shows_changes (&frame))
    nrn_scene_paint_focus_numbers (cr, &frame);
  else
    nrn_network_paint_numbers (cr, frame.layout, scene->weights, frame.palette);
  nrn_scene_paint_labels (cr, &frame);
  if (scene->beat != NULL && frame.focus != NULL && scene->beat->kind != NRN_NETWORK_BEAT_UPDATE)
    nrn_scene_paint_lens (cr, &frame);
  cairo_restore (cr);
}
