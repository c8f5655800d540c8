/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What layout and paint share.
 */

#pragma once

#include "nrn-network-layout.h"
#include "nrn-palette.h"
#include "nrn-text.h"

G_BEGIN_DECLS

#define NRN_CAPTION_MAX_LINES 7

/* Between a node and its name, at scale 1. */
#define NRN_NETWORK_NAME_SPACE 12.0

/* Rows of nodes nearer by than that, at scale 1, have room for one line of
 * text each. */
#define NRN_NETWORK_NOTES_PITCH 54.0

/* Inputs nearer by than that, at scale 1, have no room for two lines. */
#define NRN_NETWORK_VALUES_PITCH 38.0

/**
 * NrnCaptionLevel:
 * @NRN_CAPTION_FULL: heading, “Dense 6 · relu”, “Dropout(0.5)”,
 *   “12 parameters”
 * @NRN_CAPTION_NARROW: heading, “Dense 6”, “relu”, “12 parameters”, smaller
 * @NRN_CAPTION_SHORT: heading, “Dense 6”, “relu”, ellipsized
 * @NRN_CAPTION_ENDS: the headings of the first and the last column alone
 * @NRN_CAPTION_NONE: no captions
 *
 * How much the columns say about themselves, by the room there is.
 */
typedef enum
{
  NRN_CAPTION_FULL,
  NRN_CAPTION_NARROW,
  NRN_CAPTION_SHORT,
  NRN_CAPTION_ENDS,
  NRN_CAPTION_NONE,
  NRN_CAPTION_N_LEVELS,
} NrnCaptionLevel;

/**
 * NrnCaption:
 * @n_lines: how many of @lines there are
 * @lines: owned; %NULL after the last one
 * @styles: how each line is set
 * @width: of the widest line
 * @height: of all of them
 * @room: how wide a line may become: up to half of the way to its neighbours
 */
typedef struct
{
  guint        n_lines;
  char        *lines[NRN_CAPTION_MAX_LINES + 1];
  NrnTextStyle styles[NRN_CAPTION_MAX_LINES];
  double       width;
  double       height;
  double       room;
} NrnCaption;

/**
 * NrnNetworkLeaving:
 * @x: its centre
 * @y: likewise
 * @radius: of it
 * @presence: how much of it is left, 0 … 1
 *
 * A unit that the network does not have any more.
 */
typedef struct
{
  double x;
  double y;
  double radius;
  double presence;
} NrnNetworkLeaving;

struct _NrnNetworkLayout
{
  NrnArchitecture  *architecture;   /* owned */
  double            width;
  double            height;
  double            scale;
  guint             serial;         /* no other layout has it */

  guint             n_columns;
  NrnNetworkColumn *columns;        /* owned; n_columns */
  NrnCaption       *captions;       /* owned; n_columns */
  NrnCaptionLevel   level;
  gboolean          joins_never_on; /* that count has room in the last line */
  double            left;           /* where the whole picture begins */
  double            caption_y;      /* top of the captions */

  char             *title;          /* owned; nullable */
  char            **input_names;    /* owned; nullable: not drawn */
  char            **output_names;   /* owned; nullable: not drawn */
  char            **input_lines;    /* owned; nullable */
  gboolean          has_live_notes;
  NrnNumberFormat   numbers;
  double            input_names_width;
  double            output_names_width;
  guint             n_name_lines;   /* of the outputs' names */
  char             *output_note;    /* owned; nullable: for its width */

  double            body_top;       /* the nodes are between these */
  double            body_bottom;
  double            legend_y;       /* middle of the legend; NaN: no room */

  guint             n_pills;        /* 0 or the number of edges */
  NrnNetworkNode   *pills;          /* owned; middle of each edge's number */
  double            pill_width;
  double            pill_height;

  /* Of a network on its way from another one; see nrn-network-glide.c */
  double          **presence;       /* owned; nullable: shape (n_columns, n_nodes + 1) */
  guint             n_leaving;
  NrnNetworkLeaving *leaving;       /* owned; n_leaving */
};

/* nrn-network-layout.c */
guint  nrn_network_layout_get_serial (void);

/* nrn-network-arrange.c */
void   nrn_network_layout_arrange (NrnNetworkLayout      *layout);
gboolean nrn_network_has_tight_outputs (const NrnNetworkLayout *layout);
gboolean nrn_network_has_input_values  (const NrnNetworkLayout *layout);

/* nrn-network-caption.c */
void   nrn_caption_init          (NrnCaption             *caption,
                                  const NrnNetworkLayout *layout,
                                  guint                   column,
                                  NrnCaptionLevel         level);
char  *nrn_caption_count_never_on (guint                 n_never_on);
void   nrn_caption_clear         (NrnCaption             *caption);

/* nrn-network-column.c */
void   nrn_network_column_place  (NrnNetworkColumn       *column,
                                  gboolean                is_single_file,
                                  double                  radius,
                                  double                  pitch_x,
                                  double                  top,
                                  double                  bottom,
                                  double                  scale);
void   nrn_network_column_move   (NrnNetworkColumn       *column,
                                  double                  x);

/* nrn-network-gates.c */
void   nrn_network_paint_gates   (cairo_t                *cr,
                                  const NrnNetworkLayout *layout,
                                  const NrnPalette       *palette);

/* nrn-network-pills.c */
void   nrn_network_layout_place_pills (NrnNetworkLayout  *layout);

/* nrn-network-paint.c */
void   nrn_network_add_rounded_rectangle (cairo_t                *cr,
                                          double                  x,
                                          double                  y,
                                          double                  width,
                                          double                  height,
                                          double                  corner);
void   nrn_network_measure_text_pill     (const NrnNetworkLayout *layout,
                                          const char             *text,
                                          double                 *width,
                                          double                 *height);
void   nrn_network_paint_text_pill       (cairo_t                *cr,
                                          const NrnNetworkLayout *layout,
                                          const NrnNetworkNode   *place,
                                          const char             *text,
                                          const NrnColor         *color,
                                          const NrnPalette       *palette);
void   nrn_network_paint_pill            (cairo_t                *cr,
                                          const NrnNetworkLayout *layout,
                                          const NrnNetworkNode   *place,
                                          double                  weight,
                                          const NrnPalette       *palette);
void   nrn_network_paint_folds           (cairo_t                *cr,
                                          const NrnNetworkLayout *layout,
                                          const NrnPalette       *palette);
void   nrn_network_paint_biases          (cairo_t                *cr,
                                          const NrnNetworkLayout *layout,
                                          const NrnPalette       *palette);
void   nrn_network_paint_words           (cairo_t                *cr,
                                          const NrnNetworkLayout *layout,
                                          const guint            *n_never_on,
                                          const NrnPalette       *palette);

G_END_DECLS
