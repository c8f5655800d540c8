/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What a student reads of a kind before choosing it.
 *
 *     +------+  name  today …              ✓
 *     | curve|  formula
 *     +------+  what it is for, in as many
 *               lines as it takes
 */

#include "config.h"

#include "nrn-kind-body.h"

#include <glib/gi18n-lib.h>

#include "nrn-function-sketch.h"
#include "nrn-theme.h"

#define CURVE_WIDTH   60
#define CURVE_HEIGHT  44
#define CURVE_GAP     12
#define NAME_GAP      6
#define TICK_SIZE     12
#define LEAST_WIDTH   280

/* As in the style class "note". */
#define SMALL 0.9

typedef enum
{
  LINE_NAME,
  LINE_TODAY,
  LINE_FORMULA,
  LINE_PURPOSE,
  N_LINES
} Line;

struct _NrnKindBody
{
  GtkWidget    parent_instance;

  NrnKindItem *item;              /* owned; NULL while nothing is shown */
  PangoLayout *layouts[N_LINES];  /* owned; made when they are needed */
  int          text_width;        /* that the wrapped ones are made for */
};

G_DEFINE_FINAL_TYPE (NrnKindBody, nrn_kind_body, GTK_TYPE_WIDGET)

static char *
get_text (NrnKindBody *self,
          Line         line)
{
  const NrnKind *kind = nrn_kind_item_get_kind (self->item);

  switch (line)
    {
    case LINE_NAME:
      return g_strdup (nrn_kind_item_get_name (self->item));

    case LINE_TODAY:
      return kind != NULL && kind->keras_name != NULL ? g_strdup_printf (_("today %s"), kind->keras_name)
                                                      : g_strdup ("");

    case LINE_FORMULA:
      return g_strdup (kind != NULL ? nrn_kind_get_formula (kind) : "");

    case LINE_PURPOSE:
    case N_LINES:
    default:
      return g_strdup (nrn_kind_item_get_purpose (self->item));
    }
}

static PangoLayout *
make_layout (NrnKindBody *self,
             Line         line)
{
  g_autofree char *text = get_text (self, line);
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  PangoAttrList *attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, line == LINE_NAME ? pango_attr_weight_new (PANGO_WEIGHT_BOLD)
                                                        : pango_attr_scale_new (SMALL));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);

  return layout;
}

static PangoLayout *
get_layout (NrnKindBody *self,
            Line         line)
{
  if (self->layouts[line] == NULL)
    self->layouts[line] = make_layout (self, line);
  if (line == LINE_FORMULA || line == LINE_PURPOSE)
    pango_layout_set_width (self->layouts[line], self->text_width * PANGO_SCALE);

  return self->layouts[line];
}

static int
get_height (NrnKindBody *self,
            Line         line)
{
  int height;

  if (line == LINE_FORMULA && nrn_kind_item_get_kind (self->item) == NULL)
    return 0;

  pango_layout_get_pixel_size (get_layout (self, line), NULL, &height);

  return height;
}

static int
get_text_x (NrnKindBody *self)
{
  return nrn_kind_item_has_plot (self->item) ? CURVE_WIDTH + CURVE_GAP : 0;
}

static void
clear_layouts (NrnKindBody *self)
{
  for (guint i = 0; i < N_LINES; i++)
    g_clear_object (&self->layouts[i]);
}

/* ---- Size ---- */

static GtkSizeRequestMode
nrn_kind_body_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
nrn_kind_body_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  NrnKindBody *self = NRN_KIND_BODY (widget);
  int height;

  if (orientation == GTK_ORIENTATION_HORIZONTAL || self->item == NULL)
    {
      *minimum = *natural = LEAST_WIDTH;
      return;
    }

  self->text_width = MAX (for_size, LEAST_WIDTH) - get_text_x (self);
  height = get_height (self, LINE_NAME) + get_height (self, LINE_FORMULA) +
           get_height (self, LINE_PURPOSE);
  *minimum = *natural = MAX (height, CURVE_HEIGHT);
}

/* ---- Drawing ---- */

static void
draw_tick (cairo_t *cr,
           double   x,
           double   y)
{
  cairo_move_to (cr, x, y + TICK_SIZE * 0.55);
  cairo_line_to (cr, x + TICK_SIZE * 0.35, y + TICK_SIZE * 0.9);
  cairo_line_to (cr, x + TICK_SIZE, y + TICK_SIZE * 0.1);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
}

static void
draw_line (GtkSnapshot *snapshot,
           PangoLayout *layout,
           GdkRGBA      color,
           int          x,
           int          y)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_snapshot_append_layout (snapshot, layout, &color);
  gtk_snapshot_restore (snapshot);
}

static void
draw_text (NrnKindBody *self,
           GtkSnapshot *snapshot,
           int          x,
           GdkRGBA      color)
{
  const NrnColor *quiet = &nrn_theme_get_palette (GTK_WIDGET (self))->quiet;
  const GdkRGBA dim = { (float) quiet->red, (float) quiet->green, (float) quiet->blue, 1 };
  int name_width, name_height, today_height, y;

  pango_layout_get_pixel_size (get_layout (self, LINE_NAME), &name_width, &name_height);
  pango_layout_get_pixel_size (get_layout (self, LINE_TODAY), NULL, &today_height);
  draw_line (snapshot, get_layout (self, LINE_NAME), color, x, 0);
  draw_line (snapshot, get_layout (self, LINE_TODAY), dim, x + name_width + NAME_GAP,
             (name_height - today_height) / 2);
  y = name_height;
  draw_line (snapshot, get_layout (self, LINE_FORMULA), color, x, y);
  y += get_height (self, LINE_FORMULA);
  draw_line (snapshot, get_layout (self, LINE_PURPOSE), dim, x, y);
}

static void
nrn_kind_body_snapshot (GtkWidget   *widget,
                        GtkSnapshot *snapshot)
{
  NrnKindBody *self = NRN_KIND_BODY (widget);
  const NrnFunctionPlot *plot;
  int width = gtk_widget_get_width (widget);
  int name_height;
  GdkRGBA color;
  cairo_t *cr;

  if (self->item == NULL)
    return;

  plot = nrn_kind_item_get_plot (self->item);
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &color);
  self->text_width = width - get_text_x (self);
  draw_text (self, snapshot, get_text_x (self), color);

  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, CURVE_HEIGHT));
  if (plot != NULL)
    nrn_function_sketch_paint (cr, plot, CURVE_WIDTH, CURVE_HEIGHT, nrn_theme_get_palette (widget));
  if (nrn_kind_item_is_chosen (self->item))
    {
      name_height = get_height (self, LINE_NAME);
      gdk_cairo_set_source_rgba (cr, &color);
      draw_tick (cr, width - TICK_SIZE - 1, (name_height - TICK_SIZE) / 2.0);
    }
  cairo_destroy (cr);
}

/* ---- The class ---- */

/* Another font, or another theme. */
static void
nrn_kind_body_css_changed (GtkWidget         *widget,
                           GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (nrn_kind_body_parent_class)->css_changed (widget, change);

  for (guint i = 0; i < N_LINES; i++)
    {
      PangoLayout *layout = NRN_KIND_BODY (widget)->layouts[i];

      if (layout != NULL)
        pango_layout_context_changed (layout);
    }
}

static void
nrn_kind_body_dispose (GObject *object)
{
  NrnKindBody *self = NRN_KIND_BODY (object);

  clear_layouts (self);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (nrn_kind_body_parent_class)->dispose (object);
}

static void
nrn_kind_body_class_init (NrnKindBodyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_kind_body_dispose;
  widget_class->get_request_mode = nrn_kind_body_get_request_mode;
  widget_class->measure = nrn_kind_body_measure;
  widget_class->snapshot = nrn_kind_body_snapshot;
  widget_class->css_changed = nrn_kind_body_css_changed;

  gtk_widget_class_set_css_name (widget_class, "kindbody");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
nrn_kind_body_init (NrnKindBody *self)
{
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_kind_body_set_item:
 * @body: a body
 * @item: (nullable): what to show
 */
void
nrn_kind_body_set_item (NrnKindBody *body,
                        NrnKindItem *item)
{
  if (g_set_object (&body->item, item))
    clear_layouts (body);
  gtk_widget_queue_resize (GTK_WIDGET (body));
}
