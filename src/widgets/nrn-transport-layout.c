/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Where the parts of the transport are.
 */

#include "config.h"

#include "nrn-transport-layout.h"

#define ROW_SPACING 9

/* Of the speed, where there is room. */
#define PACE_WIDTH 208

#define N_PARTS  NRN_TRANSPORT_N_PARTS
#define MAX_ROWS 4

/* The children, in their order. */
enum
{
  BUTTONS,
  UNITS,
  PROGRESS,
  PACE,
  END
};

typedef struct
{
  int    spacing;
  guint  n_rows;
  guint8 rows[MAX_ROWS][N_PARTS + 1];
} Arrangement;

/* From the widest to the narrowest. */
static const Arrangement arrangements[] = {
  { 24, 1, { { BUTTONS, UNITS, PROGRESS, PACE, END } } },
  { 12, 2, { { PROGRESS, END }, { BUTTONS, UNITS, PACE, END } } },
  { 12, 3, { { PROGRESS, END }, { BUTTONS, PACE, END }, { UNITS, END } } },
  { 12, 4, { { PROGRESS, END }, { BUTTONS, END }, { UNITS, END }, { PACE, END } } },
};

struct _NrnTransportLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (NrnTransportLayout, nrn_transport_layout, GTK_TYPE_LAYOUT_MANAGER)

typedef struct
{
  GtkWidget *widget;
  int        minimum;
  int        natural;
} Part;

static void
get_parts (GtkWidget *transport,
           Part       parts[N_PARTS])
{
  GtkWidget *child = gtk_widget_get_first_child (transport);

  for (guint i = 0; i < N_PARTS; i++)
    {
      g_assert (child != NULL);
      parts[i].widget = child;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &parts[i].minimum,
                          &parts[i].natural, NULL, NULL);
      child = gtk_widget_get_next_sibling (child);
    }
  parts[PACE].natural = MAX (parts[PACE].minimum, PACE_WIDTH);
}

/* What a row needs, and what it would like. */
static void
measure_row (const guint8 *row,
             int           spacing,
             const Part    parts[N_PARTS],
             int          *minimum,
             int          *natural)
{
  *minimum = *natural = -spacing;
  for (guint i = 0; row[i] != END; i++)
    {
      *minimum += parts[row[i]].minimum + spacing;
      *natural += parts[row[i]].natural + spacing;
    }
}

static void
measure_width (const Arrangement *arrangement,
               const Part         parts[N_PARTS],
               int               *minimum,
               int               *natural)
{
  *minimum = *natural = 0;
  for (guint i = 0; i < arrangement->n_rows; i++)
    {
      int row_minimum, row_natural;

      measure_row (arrangement->rows[i], arrangement->spacing, parts, &row_minimum, &row_natural);
      *minimum = MAX (*minimum, row_minimum);
      *natural = MAX (*natural, row_natural);
    }
}

static const Arrangement *
find_arrangement (const Part parts[N_PARTS],
                  int        width)
{
  for (guint i = 0; i + 1 < G_N_ELEMENTS (arrangements); i++)
    {
      int minimum, natural;

      measure_width (&arrangements[i], parts, &minimum, &natural);
      if (width < 0 || minimum <= width)
        return &arrangements[i];
    }

  return &arrangements[G_N_ELEMENTS (arrangements) - 1];
}

static int
measure_row_height (const guint8 *row,
                    const Part    parts[N_PARTS])
{
  int height = 0;

  for (guint i = 0; row[i] != END; i++)
    {
      int minimum;

      gtk_widget_measure (parts[row[i]].widget, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL,
                          NULL, NULL);
      height = MAX (height, minimum);
    }

  return height;
}

static int
measure_height (const Arrangement *arrangement,
                const Part         parts[N_PARTS])
{
  int height = -ROW_SPACING;

  for (guint i = 0; i < arrangement->n_rows; i++)
    height += measure_row_height (arrangement->rows[i], parts) + ROW_SPACING;

  return height;
}

static void
nrn_transport_layout_measure (GtkLayoutManager *manager,
                              GtkWidget        *widget,
                              GtkOrientation    orientation,
                              int               for_size,
                              int              *minimum,
                              int              *natural,
                              int              *minimum_baseline,
                              int              *natural_baseline)
{
  Part parts[N_PARTS];
  int unused;

  get_parts (widget, parts);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      *minimum = *natural = measure_height (find_arrangement (parts, for_size), parts);
      return;
    }

  measure_width (&arrangements[0], parts, &unused, natural);
  measure_width (&arrangements[G_N_ELEMENTS (arrangements) - 1], parts, minimum, &unused);
}

/* The speed grows first, up to a limit; what is left is the progress'. */
static int
get_growth (guint8      part,
            const Part  parts[N_PARTS],
            int        *room)
{
  int growth = 0;

  if (part == PROGRESS)
    growth = *room;
  else if (part == PACE)
    growth = MIN (*room, parts[PACE].natural - parts[PACE].minimum);
  *room -= growth;

  return growth;
}

/* How wide each part of a row is. Returns what is left between them. */
static int
share_out (const guint8 *row,
           int           spacing,
           const Part    parts[N_PARTS],
           int           width,
           int           widths[N_PARTS])
{
  guint n_parts = 0;
  int minimum, natural, room;

  measure_row (row, spacing, parts, &minimum, &natural);
  room = MAX (width - minimum, 0);
  /* From the end: the speed is the last, the progress before it. */
  while (row[n_parts] != END)
    n_parts++;
  for (guint i = n_parts; i > 0; i--)
    widths[i - 1] = parts[row[i - 1]].minimum + get_growth (row[i - 1], parts, &room);

  return n_parts > 1 ? room / (int) (n_parts - 1) : 0;
}

static void
allocate_part (GtkWidget     *transport,
               const Part    *part,
               GtkAllocation  place,
               int            width)
{
  if (gtk_widget_get_direction (transport) == GTK_TEXT_DIR_RTL)
    place.x = width - place.x - place.width;
  gtk_widget_size_allocate (part->widget, &place, -1);
}

/* Where nothing grows, the first part is at the beginning, the last at the
 * end, and what is between them in the middle between. */
static void
allocate_row (GtkWidget    *transport,
              const guint8 *row,
              int           spacing,
              const Part    parts[N_PARTS],
              int           y,
              int           height,
              int           width)
{
  int widths[N_PARTS];
  int gap = share_out (row, spacing, parts, width, widths);
  int x = 0;

  for (guint i = 0; row[i] != END; i++)
    {
      allocate_part (transport, &parts[row[i]], (GtkAllocation) { x, y, widths[i], height }, width);
      x += widths[i] + gap + spacing;
    }
}

static void
nrn_transport_layout_allocate (GtkLayoutManager *manager,
                               GtkWidget        *widget,
                               int               width,
                               int               height,
                               int               baseline)
{
  const Arrangement *arrangement;
  Part parts[N_PARTS];
  int y = 0;

  get_parts (widget, parts);
  arrangement = find_arrangement (parts, width);
  for (guint i = 0; i < arrangement->n_rows; i++)
    {
      int row_height = measure_row_height (arrangement->rows[i], parts);

      allocate_row (widget, arrangement->rows[i], arrangement->spacing, parts, y, row_height,
                    width);
      y += row_height + ROW_SPACING;
    }
}

static GtkSizeRequestMode
nrn_transport_layout_get_request_mode (GtkLayoutManager *manager,
                                       GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nrn_transport_layout_class_init (NrnTransportLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->measure = nrn_transport_layout_measure;
  layout_class->allocate = nrn_transport_layout_allocate;
  layout_class->get_request_mode = nrn_transport_layout_get_request_mode;
}

static void
nrn_transport_layout_init (NrnTransportLayout *self)
{
}

/**
 * nrn_transport_layout_list_parts:
 * @layout: the layout of a widget that has its size
 * @parts: (out caller-allocates): the widget's children
 *
 * Lists the parts in the order in which one reads them: row by row.
 */
void
nrn_transport_layout_list_parts (NrnTransportLayout *layout,
                                 GtkWidget          *parts[NRN_TRANSPORT_N_PARTS])
{
  GtkWidget *widget = gtk_layout_manager_get_widget (GTK_LAYOUT_MANAGER (layout));
  const Arrangement *arrangement;
  Part found[N_PARTS];
  guint n = 0;

  get_parts (widget, found);
  arrangement = find_arrangement (found, gtk_widget_get_width (widget));
  for (guint i = 0; i < arrangement->n_rows; i++)
    for (guint j = 0; arrangement->rows[i][j] != END; j++)
      parts[n++] = found[arrangement->rows[i][j]].widget;
}
