/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files of the canvas share.
 */

#pragma once

#include "nrn-canvas-item.h"
#include "nrn-canvas.h"
#include "nrn-network-scene.h"
#include "nrn-picture.h"
#include "nrn-viewport.h"

G_BEGIN_DECLS

/* What can be dragged across the canvas; see nrn-canvas-drag.c */
typedef enum
{
  NRN_CANVAS_DRAG_NOTHING,
  NRN_CANVAS_DRAG_COLUMN,   /* to another place */
  NRN_CANVAS_DRAG_UNIT,     /* out of the palette */
  NRN_CANVAS_DRAG_LAYER,    /* likewise */
} NrnCanvasDragKind;

typedef struct _NrnCanvasDrag NrnCanvasDrag;

/* See nrn-canvas-beat.c */
typedef struct _NrnCanvasBeat NrnCanvasBeat;

/* What is selected after an edit; see nrn-canvas-follow.c */
typedef struct
{
  gboolean is_same;   /* what is selected stays that */
  int      layer;     /* else a unit of this one; -1 for nothing */
  guint    unit;
} NrnCanvasFollowed;

/* See nrn-canvas-glide.c */
typedef struct _NrnCanvasGlide NrnCanvasGlide;

struct _NrnCanvas
{
  GtkWidget             parent_instance;

  NrnDocument          *document;       /* owned */

  /* What of the network is shown */
  NrnViewport           viewport;
  double                full_room;      /* how much is enough to fold nothing; 0: not known */
  double                start_zoom;     /* when a pinch began */
  double                start_x;        /* the offset when a drag began */
  double                start_y;
  gboolean              is_panning;
  const char           *cursor;         /* static; nullable: the usual one */
  gboolean              has_pointer;
  double                pointer_x;      /* where it is on the canvas */
  double                pointer_y;

  /* Owned; made anew when the experiment, the size or the zoom has changed */
  NrnNetworkLayout     *whole;
  NrnNetworkLayout     *layout;         /* what of it is in view */
  NrnNetworkActivity   *activity;
  NrnNetworkSceneCache *cache;
  gboolean              activity_is_old;

  /* While an edited network glides into place */
  NrnCanvasGlide       *glide;          /* owned; nullable */
  NrnWeights           *painted;        /* owned; nullable: what was drawn last */

  NrnCanvasBeat        *beat;           /* owned; nullable: what of an update is under way */
  gboolean              has_seen_beats; /* of the update that comes next */

  /* While one move takes long enough to watch; see nrn-canvas-pulses.c */
  guint                 tick_id;        /* 0 without pulses */
  gint64                arrived;        /* frame time when it began */
  double                seconds;        /* that it takes */
  double                phase;          /* 0 … 1 from its begin to its end */
  gboolean              comes_back;     /* gradients follow the sample */
  gboolean              has_no_loss;    /* the sample is no part of the training */
  NrnSnapshot          *moved_to;       /* owned; nullable: what was shown last */

  GArray               *path;           /* owned; #NrnPathEdge that stand out; nullable */
  gboolean              has_selection;
  NrnPick               selection;
  gboolean              has_hover;
  NrnPick               hover;

  /* The children: a layer for each column, with items in it */
  guint                 items_id;       /* 0 unless they are to be made anew */
  NrnPick               current;        /* has or had the focus; Tab comes to it */
  guint                 words_id;       /* 0 unless what is said of them is old */

  GPtrArray            *controls;       /* NrnCanvasControls of each column; more children */
  NrnCanvasDrag        *drag;           /* owned; nullable */
  GtkWidget            *palette;        /* owned; what can be dragged onto the network */
  GtkWidget            *unit_tool;      /* unowned; in it */
  GtkWidget            *layer_tool;     /* likewise */

  GtkWidget            *popover;        /* owned; nullable: for the value of an input */
  gint64                input_opened_us; /* when it came up; monotonic */
  GtkWidget            *gallery;        /* owned; nullable: for a layer to add */
  guint                 selected_layer; /* its column; 0: no layer is selected */
  GtkWidget            *layer_popover;  /* owned; nullable: for a layer's settings */
  gint64                layer_opened_us; /* when it came up; monotonic */
  guint                 layer_column;   /* whose these are */
  GtkWidget            *rename_entry;   /* owned; nullable: for a name */
  gboolean              is_renaming;
  guint                 rename_id;      /* 0 unless that is to begin soon */
  guint                 rename_column;  /* whose name it is */
  int                   rename_unit;    /* that of its unit; -1: of the layer */
  guint                 gallery_column; /* before which column that is to be */
};

/* nrn-canvas.c */
gboolean               nrn_canvas_has_experiment   (NrnCanvas     *self);
NrnNetworkLayout      *nrn_canvas_create_layout    (NrnCanvas     *self,
                                                    double         width,
                                                    double         height,
                                                    double         room);
const NrnArchitecture *nrn_canvas_get_architecture (NrnCanvas     *self);
const char *const     *nrn_canvas_get_output_names (NrnCanvas     *self);
gboolean               nrn_canvas_take_focus       (NrnCanvas     *self);
void                   nrn_canvas_select           (NrnCanvas     *self,
                                                    const NrnPick *pick);

void                   nrn_canvas_fail             (NrnCanvas     *self,
                                                    const char    *sentence);

/* nrn-canvas-edit.c */
gboolean               nrn_canvas_apply            (NrnCanvas     *self,
                                                    NrnUnitMap    *map,
                                                    GError        *error);
gboolean               nrn_canvas_add_unit         (NrnCanvas     *self);
gboolean               nrn_canvas_remove_unit      (NrnCanvas     *self);
gboolean               nrn_canvas_switch_unit      (NrnCanvas     *self);
gboolean               nrn_canvas_add_layer        (NrnCanvas     *self);
gboolean               nrn_canvas_remove_column    (NrnCanvas     *self,
                                                    guint          column);
gboolean               nrn_canvas_remove_layer     (NrnCanvas     *self);

/* nrn-canvas-beat.c */
gboolean               nrn_canvas_set_scene_beat   (NrnCanvas     *self,
                                                    NrnNetworkScene *scene);
double                 nrn_canvas_get_beat_loss    (NrnCanvas     *self);
const float           *nrn_canvas_get_mean_inputs  (NrnCanvas     *self);

/* nrn-canvas-drag.c */
void                   nrn_canvas_init_drag        (NrnCanvas     *self);
NrnCanvasDragKind      nrn_canvas_find_drag        (NrnCanvas     *self,
                                                    double         x,
                                                    double         y,
                                                    guint         *column);
gboolean               nrn_canvas_is_dragging      (NrnCanvas     *self);
gboolean               nrn_canvas_cancel_drag      (NrnCanvas     *self);
void                   nrn_canvas_paint_drag       (NrnCanvas     *self,
                                                    GtkSnapshot   *snapshot);

/* nrn-canvas-palette.c */
void                   nrn_canvas_init_palette     (NrnCanvas     *self);
void                   nrn_canvas_place_palette    (NrnCanvas     *self);
NrnCanvasDragKind      nrn_canvas_pick_palette     (NrnCanvas     *self,
                                                    double         x,
                                                    double         y);

/* nrn-canvas-follow.c */
void                   nrn_canvas_follow_selection (NrnCanvas     *self,
                                                    NrnCanvasFollowed *followed);
void                   nrn_canvas_select_followed  (NrnCanvas     *self,
                                                    const NrnCanvasFollowed *followed);

/* nrn-canvas-glide.c */
gboolean               nrn_canvas_can_glide        (NrnCanvas     *self);
NrnNetworkLayout      *nrn_canvas_take_drawn       (NrnCanvas     *self);
void                   nrn_canvas_start_glide      (NrnCanvas     *self,
                                                    NrnNetworkLayout *from,
                                                    NrnWeights    *weights,
                                                    const NrnUnitMap *map);
void                   nrn_canvas_stop_glide       (NrnCanvas     *self);
void                   nrn_canvas_note_painted     (NrnCanvas     *self,
                                                    const NrnWeights *weights);
void                   nrn_canvas_set_glide        (NrnCanvas     *self,
                                                    NrnNetworkScene *scene);

/* nrn-canvas-layer.c */
void                   nrn_canvas_select_layer     (NrnCanvas     *self,
                                                    guint          column);
gboolean               nrn_canvas_edit_layer       (NrnCanvas     *self,
                                                    guint          column);
void                   nrn_canvas_update_layer_popover (NrnCanvas *self);

/* nrn-canvas-move.c */
const char            *nrn_canvas_find_move_obstacle
                                                   (NrnCanvas     *self,
                                                    guint          column,
                                                    guint          place);
gboolean               nrn_canvas_move_column      (NrnCanvas     *self,
                                                    guint          column,
                                                    guint          place,
                                                    GError       **error);
gboolean               nrn_canvas_move_layer       (NrnCanvas     *self,
                                                    int            step);
/* nrn-canvas-controls.c */
void                   nrn_canvas_add_control      (NrnCanvas     *self,
                                                    GtkWidget     *control);
void                   nrn_canvas_update_controls  (NrnCanvas     *self);
void                   nrn_canvas_place_controls   (NrnCanvas     *self);
void                   nrn_canvas_remove_controls  (NrnCanvas     *self);
guint                  nrn_canvas_find_focused_layer (NrnCanvas   *self);
GtkWidget             *nrn_canvas_get_heading      (NrnCanvas     *self,
                                                    guint          column);
gboolean               nrn_canvas_is_on_control    (NrnCanvas     *self,
                                                    double         x,
                                                    double         y);
gboolean               nrn_canvas_focus_control    (NrnCanvas     *self,
                                                    guint          column,
                                                    gboolean       is_above);
gboolean               nrn_canvas_walk_controls    (NrnCanvas     *self,
                                                    guint          key);

/* nrn-canvas-gestures.c */
void                   nrn_canvas_init_gestures    (NrnCanvas     *self);
void                   nrn_canvas_set_cursor       (NrnCanvas     *self,
                                                    const char    *name);

/* nrn-canvas-items.c */
void                   nrn_canvas_queue_items      (NrnCanvas     *self);
void                   nrn_canvas_place_items      (NrnCanvas     *self);
void                   nrn_canvas_remove_items     (NrnCanvas     *self);
GtkWidget             *nrn_canvas_get_layer        (NrnCanvas     *self,
                                                    guint          column);
GtkWidget             *nrn_canvas_get_item         (NrnCanvas     *self,
                                                    const NrnPick *pick);
GtkWidget             *nrn_canvas_get_current_item (NrnCanvas     *self);
void                   nrn_canvas_mark_selected    (NrnCanvas     *self,
                                                    gboolean       is_selected);

/* nrn-canvas-rename.c */
void                   nrn_canvas_rename_layer     (NrnCanvas     *self,
                                                    guint          column,
                                                    const char    *name);
gboolean               nrn_canvas_begin_rename     (NrnCanvas     *self,
                                                    guint          column,
                                                    int            unit);
gboolean               nrn_canvas_pick_output_name (NrnCanvas     *self,
                                                    double         x,
                                                    double         y,
                                                    guint         *unit);
void                   nrn_canvas_queue_rename     (NrnCanvas     *self,
                                                    guint          column,
                                                    int            unit);
gboolean               nrn_canvas_ends_double_click (NrnCanvas    *self,
                                                    GtkWidget     *widget,
                                                    gint64         begun_us);
gboolean               nrn_canvas_is_renaming      (NrnCanvas     *self);
void                   nrn_canvas_cancel_rename    (NrnCanvas     *self);
void                   nrn_canvas_place_rename     (NrnCanvas     *self);

/* nrn-canvas-zoom.c */
void                   nrn_canvas_ensure_layout    (NrnCanvas     *self);
void                   nrn_canvas_forget_layout    (NrnCanvas     *self);
void                   nrn_canvas_set_zoom         (NrnCanvas     *self,
                                                    double         zoom);
void                   nrn_canvas_zoom_at          (NrnCanvas     *self,
                                                    double         zoom,
                                                    double         x,
                                                    double         y);
void                   nrn_canvas_get_offset       (NrnCanvas     *self,
                                                    double        *x,
                                                    double        *y);
void                   nrn_canvas_pan_to           (NrnCanvas     *self,
                                                    double         x,
                                                    double         y);
void                   nrn_canvas_pan              (NrnCanvas     *self,
                                                    double         x,
                                                    double         y);
void                   nrn_canvas_reveal           (NrnCanvas     *self,
                                                    const NrnPick *pick);

/* nrn-canvas-keys.c */
gboolean               nrn_canvas_key_pressed_cb   (NrnCanvas       *self,
                                                    guint            key,
                                                    guint            code,
                                                    GdkModifierType  modifiers);

/* nrn-canvas-input.c */
void                   nrn_canvas_edit_input       (NrnCanvas     *self,
                                                    guint          feature,
                                                    const char    *text);
void                   nrn_canvas_stop_editing     (NrnCanvas     *self);
gboolean               nrn_canvas_is_editing       (NrnCanvas     *self);
void                   nrn_canvas_place_popover    (NrnCanvas     *self);

/* nrn-canvas-paint.c */
void                   nrn_canvas_ensure_activity  (NrnCanvas     *self);
NrnColor               nrn_canvas_get_accent       (NrnCanvas     *self);
void                   nrn_canvas_paint            (NrnCanvas     *self,
                                                    GtkSnapshot   *snapshot);
void                   nrn_canvas_picture_init     (NrnPictureInterface *interface);

/* nrn-canvas-pulses.c */
void                   nrn_canvas_update_pulses    (NrnCanvas     *self);
void                   nrn_canvas_stop_pulses      (NrnCanvas     *self);
double                 nrn_canvas_get_forward      (NrnCanvas     *self);
double                 nrn_canvas_get_backward     (NrnCanvas     *self);
double                 nrn_canvas_get_glow         (NrnCanvas     *self);

/* nrn-canvas-words.c */
char                  *nrn_canvas_format_raw       (double         value);
char                  *nrn_canvas_format_verdict   (const char    *percents,
                                                    const char    *name);
char                  *nrn_canvas_name_layer       (NrnCanvas     *self,
                                                    guint          column);
char                  *nrn_canvas_name_pick        (NrnCanvas     *self,
                                                    const NrnPick *pick);
char                  *nrn_canvas_describe         (NrnCanvas     *self);
void                   nrn_canvas_queue_words      (NrnCanvas     *self);
void                   nrn_canvas_update_current   (NrnCanvas     *self);

G_END_DECLS
