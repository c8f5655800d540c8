/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the scene share.
 */

#pragma once

#include "nrn-network-layout-private.h"
#include "nrn-network-scene.h"

G_BEGIN_DECLS

/* Steps between an empty node and a full one. */
#define NRN_SCENE_N_FILLS 24

/**
 * NrnSceneFrame:
 * @scene: what is painted
 * @layout: its layout
 * @palette: its palette
 * @focus: (nullable): what a beat is about; without a beat, what is selected,
 *   else what is hovered
 * @scale: of type and lines
 * @pixels: image pixels for each user-space pixel
 *
 * One frame under way. All borrowed.
 */
typedef struct
{
  const NrnNetworkScene  *scene;
  const NrnNetworkLayout *layout;
  const NrnPalette       *palette;
  const NrnPick          *focus;
  double                  scale;
  double                  pixels;
} NrnSceneFrame;

/**
 * NrnSceneWeights:
 * @kernel: (nullable): shape (units, next units); %NULL: not known
 * @bias: (nullable): shape (next units)
 * @next_units: how many units the next column has
 *
 * The weights between two columns, or numbers in their shape. Borrowed.
 */
typedef struct
{
  const float *kernel;
  const float *bias;
  guint        next_units;
} NrnSceneWeights;

/**
 * NrnSceneMap:
 * @values: shape (%NRN_ACTIVITY_MAP_SIZE, %NRN_ACTIVITY_MAP_SIZE), see
 *   nrn_network_activity_get_map()
 * @minimum: of all maps of the layer: the lightest
 * @maximum: likewise: the darkest
 * @unit: whose map it is
 * @n_units: of its layer
 * @is_output: whether that is the last
 *
 * A unit's outputs over two inputs. Borrowed.
 */
typedef struct
{
  const float *values;
  double       minimum;
  double       maximum;
  guint        unit;
  guint        n_units;
  gboolean     is_output;
} NrnSceneMap;

/**
 * NrnSceneSprites:
 *
 * Small images that are painted many times.
 */
typedef struct _NrnSceneSprites NrnSceneSprites;

/* nrn-network-scene.c */
gboolean         nrn_scene_is_off         (const NrnSceneFrame    *frame,
                                           guint                   column,
                                           guint                   unit);
gboolean         nrn_scene_is_never_on    (const NrnSceneFrame    *frame,
                                           guint                   column,
                                           guint                   unit);
void             nrn_scene_get_weights    (const NrnSceneFrame    *frame,
                                           const float            *values,
                                           guint                   column,
                                           NrnSceneWeights        *weights);
double           nrn_scene_get_weight     (const NrnSceneFrame    *frame,
                                           const NrnSceneWeights  *weights,
                                           const NrnNetworkEdge   *edge);
NrnColor         nrn_color_mix            (const NrnColor         *a,
                                           const NrnColor         *b,
                                           double                  part);

/* nrn-network-scene-sprites.c */
NrnSceneSprites *nrn_scene_sprites_new         (void);
void             nrn_scene_sprites_free        (NrnSceneSprites        *sprites);
void             nrn_scene_sprites_set_up      (NrnSceneSprites        *sprites,
                                                const NrnSceneFrame    *frame);
cairo_surface_t *nrn_scene_sprites_get_map     (NrnSceneSprites        *sprites);
void             nrn_scene_sprites_paint_node  (NrnSceneSprites        *sprites,
                                                cairo_t                *cr,
                                                guint                   column,
                                                int                     fill,
                                                double                  x,
                                                double                  y,
                                                double                  opacity);
void             nrn_scene_sprites_paint_pulse (NrnSceneSprites        *sprites,
                                                cairo_t                *cr,
                                                gboolean                is_gradient,
                                                gboolean                is_negative,
                                                double                  strength,
                                                double                  x,
                                                double                  y);

/* nrn-network-scene-maps.c */
void             nrn_scene_paint_map      (cairo_t                *cr,
                                           const NrnSceneFrame    *frame,
                                           const NrnSceneMap      *map,
                                           cairo_surface_t        *image,
                                           double                  x,
                                           double                  y,
                                           double                  radius,
                                           double                  opacity);

/* nrn-network-scene-nodes.c */
void             nrn_scene_paint_nodes    (cairo_t                *cr,
                                           const NrnSceneFrame    *frame,
                                           NrnSceneSprites        *sprites);

/* nrn-network-scene-beat.c */
gboolean         nrn_scene_get_beat_focus      (const NrnNetworkScene *scene,
                                                NrnPick             *focus);
gboolean         nrn_scene_get_beat_fill       (const NrnSceneFrame *frame,
                                                guint                column,
                                                guint                unit,
                                                double              *value,
                                                double              *part);
guint            nrn_scene_count_path          (const NrnSceneFrame *frame);
gboolean         nrn_scene_shows_changes       (const NrnSceneFrame *frame);
void             nrn_scene_paint_beat          (cairo_t             *cr,
                                                const NrnSceneFrame *frame,
                                                NrnSceneSprites     *sprites);

/* nrn-network-scene-lens.c */
void             nrn_scene_paint_lens          (cairo_t             *cr,
                                                const NrnSceneFrame *frame);

/* nrn-network-scene-focus.c */
GArray          *nrn_scene_get_focus_edges     (const NrnSceneFrame *frame);
void             nrn_scene_paint_focus_pulses  (cairo_t             *cr,
                                                const NrnSceneFrame *frame,
                                                NrnSceneSprites     *sprites,
                                                double               part);
void             nrn_scene_paint_focus_edges   (cairo_t             *cr,
                                                const NrnSceneFrame *frame);
void             nrn_scene_paint_focus_numbers (cairo_t             *cr,
                                                const NrnSceneFrame *frame);

/* nrn-network-scene-pulses.c */
void             nrn_scene_paint_pulses   (cairo_t                *cr,
                                           const NrnSceneFrame    *frame,
                                           NrnSceneSprites        *sprites);

/* nrn-network-scene-words.c */
void             nrn_scene_paint_header   (cairo_t                *cr,
                                           const NrnSceneFrame    *frame);
void             nrn_scene_paint_legend   (cairo_t                *cr,
                                           const NrnSceneFrame    *frame);
void             nrn_scene_paint_labels   (cairo_t                *cr,
                                           const NrnSceneFrame    *frame);

G_END_DECLS
