/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A table of what a network takes for what.
 */

#include "config.h"

#include "nrn-confusion-matrix-private.h"

#include <glib/gi18n-lib.h>

#include "nrn-text.h"

/* All lengths at scale 1. */
#define HEADER_HEIGHT 50.0    /* “predicts” and two lines */
#define HEADER_GAP    4.0
#define CELL_HEIGHT   42.0    /* “really” and two lines, with the gap */
#define CELL_GAP      6.0
#define CORNER        6.0
#define NAME_GAP      10.0
#define MIN_NAMES     48.0
#define NUMBER_SIZE   14.0
#define TINT          0.22    /* of a class' colour on the diagonal */
#define GREY          0.08
#define RING_RADIUS   4.0     /* the sign of exceptions, as among the data */
#define RING_LINE     1.5
#define RING_GAP      5.0

#define MAX_NAMES 0.34        /* of the whole width */
#define MAX_LINES 2           /* of a name */
#define SHORT     72.0        /* a name is in one line, at scale 1 */
#define HALF      0.62        /* of a longer one is enough for it in two lines */

typedef struct
{
  double scale;
  guint  n_classes;
  double x;             /* of the first column */
  double y;             /* of the first row */
  double cell_width;
  double cell_height;
  double gap;
} Grid;

/* The least room for a name. In two lines, that is its longest word, or
 * somewhat more than a half of it. */
static double
measure_name (const char         *name,
              const NrnTextStyle *style,
              double              scale)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  double widest;

  nrn_text_measure (name, style, &widest, NULL);
  if (widest <= SHORT * scale)
    return widest;
  if (g_strv_length (words) > 1)
    widest *= HALF;
  for (guint i = 0; words[i] != NULL; i++)
    {
      double width;

      nrn_text_measure (words[i], style, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest;
}

static double
measure_names (const char *const *class_names,
               guint              n_classes,
               double             scale)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * scale, TRUE, 0 };
  double widest = MIN_NAMES * scale;

  for (guint i = 0; i < n_classes && class_names != NULL; i++)
    widest = MAX (widest, measure_name (class_names[i], &style, scale));

  return widest;
}

static void
grid_init (Grid                     *grid,
           const NrnConfusionMatrix *matrix,
           const char *const        *class_names,
           double                    width,
           double                    text_scale)
{
  double scale = text_scale > 0 ? text_scale : 1;
  guint n = matrix->n_classes;
  double names = MIN (measure_names (class_names, n, scale), width * MAX_NAMES);

  *grid = (Grid) { .scale = scale, .n_classes = n, .gap = CELL_GAP * scale };
  grid->x = names + NAME_GAP * scale;
  grid->y = HEADER_HEIGHT * scale;
  grid->cell_width = MAX ((width - grid->x - grid->gap * (n - 1)) / n, 1);
  grid->cell_height = CELL_HEIGHT * scale;
}

static void
get_cell (const Grid *grid,
          guint       really,
          guint       predicted,
          double     *x,
          double     *y)
{
  *x = grid->x + predicted * (grid->cell_width + grid->gap);
  *y = grid->y + really * (grid->cell_height + grid->gap);
}

/**
 * nrn_confusion_matrix_get_height:
 * @matrix: a matrix
 * @text_scale: how much larger than usual text is; 0 means 1
 *
 * Returns: how high its picture is; 0 if it has more classes than
 *   %NRN_CONFUSION_MATRIX_MAX_CLASSES and is not painted
 */
double
nrn_confusion_matrix_get_height (const NrnConfusionMatrix *matrix,
                                 double                    text_scale)
{
  double scale = text_scale > 0 ? text_scale : 1;
  guint n = matrix->n_classes;

  if (n > NRN_CONFUSION_MATRIX_MAX_CLASSES)
    return 0;

  return (HEADER_HEIGHT + n * CELL_HEIGHT + (n - 1) * CELL_GAP) * scale;
}

/**
 * nrn_confusion_matrix_pick:
 * @matrix: a matrix
 * @class_names: (nullable): one for each class
 * @width: of its picture
 * @text_scale: how much larger than usual text is; 0 means 1
 * @x: a point of the picture
 * @y: likewise
 * @really: (out): which row is there
 * @predicted: (out): which column is there
 *
 * Returns: whether there is a cell
 */
gboolean
nrn_confusion_matrix_pick (const NrnConfusionMatrix *matrix,
                           const char *const        *class_names,
                           double                    width,
                           double                    text_scale,
                           double                    x,
                           double                    y,
                           guint                    *really,
                           guint                    *predicted)
{
  Grid grid;

  if (matrix->n_classes > NRN_CONFUSION_MATRIX_MAX_CLASSES)
    return FALSE;

  grid_init (&grid, matrix, class_names, width, text_scale);
  for (guint row = 0; row < grid.n_classes; row++)
    for (guint column = 0; column < grid.n_classes; column++)
      {
        double left;
        double top;

        get_cell (&grid, row, column, &left, &top);
        if (x < left || x > left + grid.cell_width || y < top || y > top + grid.cell_height)
          continue;
        *really = row;
        *predicted = column;
        return TRUE;
      }

  return FALSE;
}

static void
paint_background (cairo_t          *cr,
                  const Grid       *grid,
                  guint             really,
                  guint             predicted,
                  const NrnPalette *palette)
{
  double corner = CORNER * grid->scale;
  double x;
  double y;

  get_cell (grid, really, predicted, &x, &y);
  cairo_new_sub_path (cr);
  cairo_arc (cr, x + grid->cell_width - corner, y + corner, corner, -G_PI_2, 0);
  cairo_arc (cr, x + grid->cell_width - corner, y + grid->cell_height - corner, corner,
             0, G_PI_2);
  cairo_arc (cr, x + corner, y + grid->cell_height - corner, corner, G_PI_2, G_PI);
  cairo_arc (cr, x + corner, y + corner, corner, G_PI, 3 * G_PI_2);
  cairo_close_path (cr);
  if (really == predicted)
    nrn_color_set_source (nrn_palette_get_class (palette, really, grid->n_classes), TINT, cr);
  else
    nrn_color_set_source (&palette->quiet, GREY, cr);
  cairo_fill (cr);
}

/* In words where there is room, else with the ring that is their sign among
 * the data. */
static void
paint_exceptions (cairo_t          *cr,
                  const Grid       *grid,
                  guint             n_exceptions,
                  double            x,
                  double            y,
                  const NrnPalette *palette)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * grid->scale, FALSE, 0 };
  double radius = RING_RADIUS * grid->scale;
  g_autofree char *number = nrn_text_format_count (n_exceptions);
  g_autofree char *words = NULL;
  double width, height;

  words = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s exception", "%s exceptions",
                                        n_exceptions),
                           number);
  nrn_text_measure (words, &style, &width, &height);
  if (width <= grid->cell_width)
    {
      nrn_text_paint (cr, words, &style, &palette->quiet, x, y, 0.5, 0);
      return;
    }

  nrn_text_measure (number, &style, &width, NULL);
  width += 2 * radius + RING_GAP * grid->scale;
  cairo_new_path (cr);
  cairo_arc (cr, x - width / 2 + radius, y + height / 2, radius, 0, 2 * G_PI);
  cairo_set_line_width (cr, RING_LINE * grid->scale);
  nrn_color_set_source (&palette->quiet, 1, cr);
  cairo_stroke (cr);
  nrn_text_paint (cr, number, &style, &palette->quiet, x + width / 2, y, 1, 0);
}

/* Exceptions matter where they explain an error. */
static void
paint_cell (cairo_t                  *cr,
            const Grid               *grid,
            const NrnConfusionMatrix *matrix,
            guint                     really,
            guint                     predicted,
            const NrnPalette         *palette)
{
  guint n_exceptions = nrn_confusion_matrix_get_exceptions (matrix, really, predicted);
  guint count = nrn_confusion_matrix_get_count (matrix, really, predicted);
  g_autofree char *text = nrn_text_format_count (count);
  NrnTextStyle style = { NUMBER_SIZE * grid->scale, count > 0, grid->cell_width };
  double x;
  double y;

  paint_background (cr, grid, really, predicted, palette);
  get_cell (grid, really, predicted, &x, &y);
  x += grid->cell_width / 2;
  y += grid->cell_height / 2;
  if (n_exceptions > 0 && really != predicted)
    {
      paint_exceptions (cr, grid, n_exceptions, x, y, palette);
      y -= grid->cell_height * 0.22;
    }
  nrn_text_paint (cr, text, &style, count > 0 ? &palette->text : &palette->quiet, x, y, 0.5, 0.5);
}

/* “really” above the name of the class; together they are in the middle. */
static void
paint_row_name (cairo_t          *cr,
                const Grid       *grid,
                guint             row,
                const char       *name,
                const NrnPalette *palette)
{
  NrnTextStyle word = { NRN_TEXT_NOTE * grid->scale, FALSE, 0 };
  NrnTextStyle style = { NRN_TEXT_NOTE * grid->scale, TRUE, grid->x - NAME_GAP * grid->scale };
  double word_height;
  double name_height;
  double x;
  double y;

  nrn_text_measure (_("really"), &word, NULL, &word_height);
  nrn_text_measure_lines (name, &style, MAX_LINES, NULL, &name_height);
  get_cell (grid, row, 0, &x, &y);
  y += (grid->cell_height + word_height - name_height) / 2;
  /* Translators: stands above the name of the class that samples have. */
  nrn_text_paint (cr, _("really"), &word, &palette->quiet, 0, y, 0, 1);
  nrn_text_paint_lines (cr, name, &style, MAX_LINES,
                        nrn_palette_get_class (palette, row, grid->n_classes), 0, y, 0, 0);
}

/* In a line of its own where there is no room before the name. */
static void
paint_column_name (cairo_t          *cr,
                   const Grid       *grid,
                   guint             column,
                   const char       *name,
                   const NrnPalette *palette)
{
  NrnTextStyle style = { NRN_TEXT_NOTE * grid->scale, FALSE, 0 };
  g_autofree char *text = NULL;
  double width, height;
  double x;
  double y;

  get_cell (grid, 0, column, &x, &y);
  x += grid->cell_width / 2;
  /* Translators: what the network predicts, the name of a class. */
  text = g_strdup_printf (_("predicts %s"), name);
  nrn_text_measure (text, &style, &width, NULL);
  style.max_width = grid->cell_width + grid->gap / 2;
  y = grid->y - HEADER_GAP * grid->scale;
  if (width <= style.max_width)
    {
      nrn_text_paint (cr, text, &style, &palette->quiet, x, y, 0.5, 1);
      return;
    }

  nrn_text_measure_lines (name, &style, MAX_LINES, NULL, &height);
  nrn_text_paint_lines (cr, name, &style, MAX_LINES, &palette->quiet, x, y, 0.5, 1);
  /* Translators: stands above the name of the class that the network predicts. */
  nrn_text_paint (cr, _("predicts"), &style, &palette->quiet, x, y - height, 0.5, 1);
}

/**
 * nrn_confusion_matrix_paint:
 * @cr: where; the picture begins at (0, 0)
 * @matrix: a matrix
 * @class_names: (nullable): one for each class, short ones; %NULL: their
 *   numbers
 * @width: of the picture; nrn_confusion_matrix_get_height() is its height
 * @text_scale: how much larger than usual text is; 0 means 1
 * @palette: the colours
 *
 * Draws a row for each class that samples have, and a column for each that
 * they were taken for, without a background. Draws nothing if there are more
 * than %NRN_CONFUSION_MATRIX_MAX_CLASSES.
 */
void
nrn_confusion_matrix_paint (cairo_t                  *cr,
                            const NrnConfusionMatrix *matrix,
                            const char *const        *class_names,
                            double                    width,
                            double                    text_scale,
                            const NrnPalette         *palette)
{
  Grid grid;

  if (matrix->n_classes > NRN_CONFUSION_MATRIX_MAX_CLASSES)
    return;

  grid_init (&grid, matrix, class_names, width, text_scale);
  cairo_save (cr);
  for (guint row = 0; row < grid.n_classes; row++)
    {
      g_autofree char *number = nrn_text_format_count (row);
      const char *name = class_names != NULL ? class_names[row] : number;

      paint_row_name (cr, &grid, row, name, palette);
      paint_column_name (cr, &grid, row, name, palette);
      for (guint column = 0; column < grid.n_classes; column++)
        paint_cell (cr, &grid, matrix, row, column, palette);
    }
  cairo_restore (cr);
}

/**
 * nrn_confusion_matrix_describe:
 * @matrix: a matrix
 * @class_names: (nullable): one for each class; %NULL: their numbers
 * @really: a class
 * @predicted: a class
 *
 * Returns: (transfer full): what a cell says, in a sentence or two
 */
char *
nrn_confusion_matrix_describe (const NrnConfusionMatrix *matrix,
                               const char *const        *class_names,
                               guint                     really,
                               guint                     predicted)
{
  guint count = nrn_confusion_matrix_get_count (matrix, really, predicted);
  guint n_exceptions = nrn_confusion_matrix_get_exceptions (matrix, really, predicted);
  g_autofree char *first = nrn_text_format_count (really);
  g_autofree char *second = nrn_text_format_count (predicted);
  g_autofree char *number = nrn_text_format_count (count);
  g_autofree char *exceptions = nrn_text_format_count (n_exceptions);
  g_autofree char *sentence = NULL;
  g_autofree char *more = NULL;

  sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE,
                                           "%s sample that is really “%s” is taken for “%s”.",
                                           "%s samples that are really “%s” are taken for “%s”.",
                                           count),
                              number, class_names != NULL ? class_names[really] : first,
                              class_names != NULL ? class_names[predicted] : second);
  if (n_exceptions == 0 || really == predicted)
    return g_steal_pointer (&sentence);

  more = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%s of them is an exception to the rule.",
                                       "%s of them are exceptions to the rule.", n_exceptions),
                          exceptions);

  return g_strdup_printf ("%s %s", sentence, more);
}
