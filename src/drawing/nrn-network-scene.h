/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The network as the window shows it: alive, with what is selected.
 */

#pragma once

#include "nrn-network-activity.h"
#include "nrn-network-beat.h"
#include "nrn-network-layout.h"
#include "nrn-palette.h"

G_BEGIN_DECLS

/**
 * NrnNetworkScene:
 * @layout: where everything is; made with live labels, see
 *   #NrnNetworkLabels
 * @weights: (nullable): weights of the layout's network; %NULL: not known
 * @activity: (nullable): updated with @weights
 * @palette: the colours
 * @accent: (nullable): colour of the ring around what is selected; %NULL:
 *   GNOME's blue
 * @pixels: image pixels for each user-space pixel of @cr, zoom and display
 *   scale in one; 0 means 1
 * @is_vector: whether to draw lines and text in place of images of them, for
 *   files that are printed and enlarged; slower, and @pixels does not matter
 * @selected: (nullable): gets a ring, its edges get numbers, the rest fades
 * @hovered: (nullable): likewise without the ring; counts while nothing is
 *   selected
 * @path: (nullable) (array length=n_path): edges, or edges of biases, that stand
 *   out in the same way; counts while nothing is selected or hovered
 * @n_path: how many there are
 * @is_exception: whether the watched sample is an exception to the rule: its
 *   inputs get a second ring, and glow
 * @input_title: (nullable): stands below a single input: “age 72”
 * @input_note: (nullable): stands below that: “is 0.678”
 * @input_values: (nullable) (array): stand below the names of several inputs
 *   where there is room
 * @verdict: (nullable): stands below the value of a single output: “83 % yes”
 * @verdict_class: of two classes, the one that it is for
 * @shows_shares: whether each output's share of the sum of all stands beside
 *   it: several outputs that are no distribution, in a classification
 * @with_legend: whether to say what the edges' colours mean
 * @forward_phase: how far the sample's pulses are on their way from the
 *   inputs to the outputs, 0 … 1; outside of that range or NaN: none
 * @backward_phase: how far the gradients are on their way back, likewise
 * @loss: (nullable): lights up below the outputs: “loss 0.69”
 * @loss_opacity: how much, 0 … 1
 * @gradients: (nullable): gradients of the flat weights, in their order, for
 *   the pulses on their way back; %NULL: the weights stand in
 * @before: (nullable): the layout of the network that this one comes from,
 *   while @layout is between the two, see nrn_network_layout_new_between()
 * @before_weights: (nullable): the weights of that network
 * @before_opacity: how much of its edges and words is left, 0 … 1
 * @beat: (nullable): what of an update is under way; stands in for what is
 *   selected
 *
 * What is to be painted. All borrowed. Begin with an initializer, so that
 * what is not named is 0: `{ .forward_phase = -1, .backward_phase = -1 }`.
 */
typedef struct
{
  const NrnNetworkLayout   *layout;
  const NrnWeights         *weights;
  const NrnNetworkActivity *activity;
  const NrnPalette         *palette;
  const NrnColor           *accent;
  double                    pixels;
  gboolean                  is_vector;
  const NrnPick            *selected;
  const NrnPick            *hovered;
  const NrnPick            *path;
  guint                     n_path;
  gboolean                  is_exception;
  const char               *input_title;
  const char               *input_note;
  const char *const        *input_values;
  const char               *verdict;
  guint                     verdict_class;
  gboolean                  shows_shares;
  gboolean                  with_legend;
  double                    forward_phase;
  double                    backward_phase;
  const char               *loss;
  double                    loss_opacity;
  const float              *gradients;
  const NrnNetworkLayout   *before;
  const NrnWeights         *before_weights;
  double                    before_opacity;
  const NrnNetworkBeat     *beat;
} NrnNetworkScene;

/**
 * NrnNetworkSceneCache:
 *
 * What stays the same from one frame to the next, as images. It notices by
 * itself what has to be drawn anew. Owned by one thread; one for each picture.
 */
typedef struct _NrnNetworkSceneCache NrnNetworkSceneCache;

NrnNetworkSceneCache *nrn_network_scene_cache_new  (void);
void                  nrn_network_scene_cache_free (NrnNetworkSceneCache  *cache);

void                  nrn_network_scene_paint      (cairo_t               *cr,
                                                    const NrnNetworkScene *scene,
                                                    NrnNetworkSceneCache  *cache);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnNetworkSceneCache, nrn_network_scene_cache_free)

G_END_DECLS
