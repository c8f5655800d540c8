/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A network that is edited glides into place.
 */

#include "config.h"

#include "nrn-canvas-private.h"

#include <adwaita.h>

#include "nrn-network-glide.h"

#define DURATION_MS 250

/* What is no longer there has gone after this part of the way. */
#define LEAVING_PART 0.45

struct _NrnCanvasGlide
{
  NrnCanvas        *canvas;     /* unowned; it owns this */
  NrnNetworkLayout *from;       /* owned */
  NrnWeights       *weights;    /* owned; nullable: of that network */
  NrnUnitMap       *map;        /* owned */
  AdwAnimation     *animation;  /* owned */
  double            part;       /* 0 … 1 */
  NrnNetworkLayout *between;    /* owned; nullable: for that part */
};

static void
glide_free (NrnCanvasGlide *glide)
{
  g_signal_handlers_disconnect_by_data (glide->animation, glide->canvas);
  adw_animation_skip (glide->animation);
  g_clear_object (&glide->animation);
  nrn_network_layout_free (glide->from);
  g_clear_pointer (&glide->weights, nrn_weights_unref);
  nrn_unit_map_unref (glide->map);
  g_clear_pointer (&glide->between, nrn_network_layout_free);
  g_free (glide);
}

static void
moved_cb (double   value,
          gpointer data)
{
  NrnCanvasGlide *glide = data;

  glide->part = value;
  g_clear_pointer (&glide->between, nrn_network_layout_free);
  gtk_widget_queue_draw (GTK_WIDGET (glide->canvas));
}

static void
done_cb (NrnCanvas *self)
{
  nrn_canvas_stop_glide (self);
}

/**
 * nrn_canvas_stop_glide:
 * @self: a canvas
 *
 * Everything is in its place at once.
 */
void
nrn_canvas_stop_glide (NrnCanvas *self)
{
  if (self->glide == NULL)
    return;

  g_clear_pointer (&self->glide, glide_free);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "gliding");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
ensure_between (NrnCanvas *self)
{
  NrnCanvasGlide *glide = self->glide;

  if (glide->between == NULL)
    glide->between = nrn_network_layout_new_between (glide->from, self->layout, glide->map,
                                                     glide->part);
}

/**
 * nrn_canvas_take_drawn:
 * @self: a canvas
 *
 * Returns: (transfer full) (nullable): where everything is drawn now; the
 *   canvas needs another layout then
 */
NrnNetworkLayout *
nrn_canvas_take_drawn (NrnCanvas *self)
{
  NrnNetworkLayout *between = NULL;

  if (self->glide != NULL && self->layout != NULL)
    {
      ensure_between (self);
      between = g_steal_pointer (&self->glide->between);
    }
  nrn_canvas_stop_glide (self);

  return between != NULL ? between : g_steal_pointer (&self->layout);
}

/**
 * nrn_canvas_start_glide:
 * @self: a canvas with a layout of the network that it has now
 * @from: (transfer full): where everything was drawn before
 * @weights: (transfer full) (nullable): the weights that were drawn
 * @map: which unit is which
 *
 * Lets everything glide to its place.
 */
void
nrn_canvas_start_glide (NrnCanvas        *self,
                        NrnNetworkLayout *from,
                        NrnWeights       *weights,
                        const NrnUnitMap *map)
{
  NrnCanvasGlide *glide;

  nrn_canvas_stop_glide (self);
  glide = g_new0 (NrnCanvasGlide, 1);
  glide->canvas = self;
  glide->from = from;
  glide->weights = weights;
  glide->map = nrn_unit_map_ref (map);
  glide->animation =
    adw_timed_animation_new (GTK_WIDGET (self), 0, 1, DURATION_MS,
                             adw_callback_animation_target_new (moved_cb, glide, NULL));
  g_signal_connect_swapped (glide->animation, "done", G_CALLBACK (done_cb), self);
  self->glide = glide;
  gtk_widget_add_css_class (GTK_WIDGET (self), "gliding");
  adw_animation_play (glide->animation);
}

/**
 * nrn_canvas_note_painted:
 * @self: a canvas
 * @weights: (nullable): those that were drawn
 */
void
nrn_canvas_note_painted (NrnCanvas        *self,
                         const NrnWeights *weights)
{
  if (self->painted == weights)
    return;

  g_clear_pointer (&self->painted, nrn_weights_unref);
  self->painted = weights != NULL ? nrn_weights_ref (weights) : NULL;
}

/**
 * nrn_canvas_can_glide:
 * @self: a canvas
 *
 * Returns: whether it is seen, and the user wants animations
 */
gboolean
nrn_canvas_can_glide (NrnCanvas *self)
{
  return gtk_widget_get_mapped (GTK_WIDGET (self)) &&
         adw_get_enable_animations (GTK_WIDGET (self));
}

/**
 * nrn_canvas_set_glide:
 * @self: a canvas with a layout
 * @scene: (inout): gets where everything is drawn now
 */
void
nrn_canvas_set_glide (NrnCanvas       *self,
                      NrnNetworkScene *scene)
{
  NrnCanvasGlide *glide = self->glide;

  scene->layout = self->layout;
  if (glide == NULL)
    return;

  ensure_between (self);
  scene->layout = glide->between;
  scene->before = glide->from;
  scene->before_weights = glide->weights;
  scene->before_opacity = 1 - glide->part / LEAVING_PART;
}
