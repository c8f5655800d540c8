/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Why a row is taken for what it is not.
 */

#include "config.h"

#include "nrn-why-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-theme.h"
#include "nrn-why.h"

/* So many parts have a row of their own; the others share the last. */
#define N_PARTS 5
#define N_ROWS  (N_PARTS + 1)

#define BAR_WIDTH  72
#define BAR_HEIGHT 10

/* While training, no more often than can be read. */
#define INTERVAL_US (G_USEC_PER_SEC / 4)

typedef struct
{
  GtkLabel  *name;
  GtkWidget *bar;
  GtkLabel  *value;
  double     part;        /* of the largest one: −1 … 1 */
} Row;

struct _NrnWhyCard
{
  GtkWidget    parent_instance;

  NrnCanvas   *canvas;      /* owned */
  NrnDocument *document;    /* owned */
  int          row;         /* what is explained, or -1 */
  gint64       updated_us;

  /* Children */
  GtkWidget   *box;
  GtkLabel    *verdict_label;
  GtkLabel    *reason_label;
  GtkLabel    *pull_label;
  GtkWidget   *grid;
  Row          rows[N_ROWS];
};

G_DEFINE_FINAL_TYPE (NrnWhyCard, nrn_why_card, GTK_TYPE_WIDGET)

enum
{
  SHOWN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- The bars ---- */

/* To the right what pulls to the class that is predicted, or upwards; to the
 * left what pulls away from it. */
static void
draw_bar_cb (GtkDrawingArea *area,
             cairo_t        *cr,
             int             width,
             int             height,
             gpointer        data)
{
  const Row *row = data;
  const NrnPalette *palette = nrn_theme_get_palette (GTK_WIDGET (area));
  double middle = floor (width / 2.0);
  double length = row->part * (middle - 1);

  nrn_color_set_source (&palette->grid, 1, cr);
  cairo_rectangle (cr, middle, 0, 1, height);
  cairo_fill (cr);
  nrn_color_set_source (row->part < 0 ? &palette->negative : &palette->positive, 1, cr);
  cairo_rectangle (cr, middle + MIN (length, 0), 1, fabs (length), height - 2);
  cairo_fill (cr);
}

static void
show_row (Row        *row,
          const char *name,
          double      value,
          double      largest)
{
  g_autofree char *number = nrn_why_print_number (value);
  g_autofree char *text = g_strdup_printf ("%s%s", value > 0 ? "+" : "", number);

  row->part = largest > 0 ? CLAMP (value / largest, -1, 1) : 0;
  gtk_label_set_text (row->name, name);
  gtk_label_set_text (row->value, text);
  gtk_widget_queue_draw (row->bar);
}

static void
set_row_visible (Row      *row,
                 gboolean  visible)
{
  gtk_widget_set_visible (GTK_WIDGET (row->name), visible);
  gtk_widget_set_visible (row->bar, visible);
  gtk_widget_set_visible (GTK_WIDGET (row->value), visible);
}

/* The largest ones; the last of them is the bias if it is smaller than these, so that the
 * others are units, or inputs, alone. */
static guint
choose_parts (const NrnContributions  *contributions,
              const NrnContribution  **parts)
{
  guint n = nrn_contributions_get_n (contributions);
  guint n_parts = MIN (n, N_PARTS);

  for (guint i = 0; i < n; i++)
    {
      const NrnContribution *part = nrn_contributions_get (contributions, i);

      if (i < N_PARTS)
        parts[i] = part;
      else if (part->unit == NRN_CONTRIBUTION_BIAS)
        parts[N_PARTS - 1] = part;
    }

  return n_parts;
}

/* The others together. */
static double
add_rest (const NrnContributions       *contributions,
          const NrnContribution *const *parts,
          guint                         n_parts)
{
  double rest = 0;

  for (guint i = 0; i < nrn_contributions_get_n (contributions); i++)
    rest += nrn_contributions_get (contributions, i)->value;
  for (guint i = 0; i < n_parts; i++)
    rest -= parts[i]->value;

  return rest;
}

static void
show_rest (NrnWhyCard *self,
           guint       n_rest,
           double      rest,
           double      largest)
{
  g_autofree char *name = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u other", "%u others",
                                                        n_rest), n_rest);

  show_row (&self->rows[N_PARTS], name, rest, largest);
  set_row_visible (&self->rows[N_PARTS], n_rest > 0);
}

static void
show_parts (NrnWhyCard   *self,
            const NrnWhy *why)
{
  const NrnContributions *contributions = nrn_why_get_contributions (why);
  const NrnContribution *parts[N_PARTS];
  guint n_parts = choose_parts (contributions, parts);
  double rest = add_rest (contributions, parts, n_parts);
  double largest = MAX (n_parts > 0 ? fabs (parts[0]->value) : 0, fabs (rest));

  for (guint i = 0; i < N_PARTS; i++)
    {
      const NrnContribution *part = i < n_parts ? parts[i] : NULL;
      g_autofree char *name = part != NULL ? nrn_why_name_part (why, part) : NULL;

      set_row_visible (&self->rows[i], part != NULL);
      if (part != NULL)
        show_row (&self->rows[i], name, part->value, largest);
    }
  show_rest (self, nrn_contributions_get_n (contributions) - n_parts, rest, largest);
}

/* ---- What is explained ---- */

static void
hide (NrnWhyCard *self)
{
  self->row = -1;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  nrn_canvas_light_path (self->canvas, NULL, 0);
}

static NrnWhy *
look_at (NrnWhyCard *self,
         int         row)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));

  return nrn_why_new (nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->source,
                      nrn_document_get_dataset (self->document),
                      nrn_document_get_samples (self->document), snapshot->weights, (guint) row);
}

/* In @why's words; a row that has become right has nothing that pulls it away. */
static void
show (NrnWhyCard   *self,
      const NrnWhy *why)
{
  gboolean is_wrong = nrn_why_is_wrong (why);
  g_autofree char *verdict = nrn_why_print_verdict (why);
  g_autofree char *reason = nrn_why_print_reason (why);
  g_autofree char *pull = nrn_why_print_pull (why);
  const NrnPathEdge *path;
  guint n_edges;

  gtk_label_set_text (self->verdict_label, verdict);
  gtk_label_set_text (self->reason_label, reason);
  gtk_label_set_text (self->pull_label, pull);
  gtk_widget_set_visible (GTK_WIDGET (self->reason_label), *reason != '\0');
  gtk_widget_set_visible (GTK_WIDGET (self->pull_label), is_wrong);
  gtk_widget_set_visible (self->grid, is_wrong);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (is_wrong)
    show_parts (self, why);
  path = nrn_contributions_get_path (nrn_why_get_contributions (why), &n_edges);
  nrn_canvas_light_path (self->canvas, path, is_wrong ? n_edges : 0);
}

/* Another row is watched. */
static void
watched_changed_cb (NrnWhyCard *self)
{
  int row = nrn_document_get_chosen_row (self->document);
  g_autoptr (NrnWhy) why = row >= 0 ? look_at (self, row) : NULL;

  if (why == NULL || !nrn_why_is_wrong (why))
    {
      hide (self);
      return;
    }

  self->row = row;
  show (self, why);
  g_signal_emit (self, signals[SHOWN], 0);
}

/* The same row, with other weights. */
static void
snapshot_changed_cb (NrnWhyCard *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  gint64 now = g_get_monotonic_time ();
  g_autoptr (NrnWhy) why = NULL;

  if (self->row < 0 ||
      (snapshot->state == NRN_TRAINING_RUNNING && now < self->updated_us + INTERVAL_US))
    return;

  self->updated_us = now;
  why = look_at (self, self->row);
  if (why != NULL)
    show (self, why);
  else
    hide (self);
}

static void
close_cb (NrnWhyCard *self)
{
  hide (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

/* ---- The class ---- */

static void
nrn_why_card_dispose (GObject *object)
{
  NrnWhyCard *self = NRN_WHY_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->canvas);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_why_card_parent_class)->dispose (object);
}

static void
nrn_why_card_class_init (NrnWhyCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_why_card_dispose;

  signals[SHOWN] = g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkLabel *
new_label (const char *style)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);

  return GTK_LABEL (label);
}

static GtkWidget *
new_heading (NrnWhyCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkLabel *title = new_label ("heading");

  gtk_label_set_text (title, _("Why is it wrong?"));
  gtk_widget_set_hexpand (GTK_WIDGET (title), TRUE);
  gtk_widget_set_tooltip_text (button, _("Close"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Close"), -1);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (close_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (title));
  gtk_box_append (GTK_BOX (box), button);

  return box;
}

static void
add_row (NrnWhyCard *self,
         int         index)
{
  Row *row = &self->rows[index];

  row->name = new_label (NULL);
  gtk_label_set_wrap (row->name, FALSE);
  gtk_label_set_ellipsize (row->name, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (row->name), TRUE);
  row->value = new_label ("numeric");
  gtk_label_set_wrap (row->value, FALSE);
  gtk_label_set_xalign (row->value, 1);
  row->bar = gtk_drawing_area_new ();
  gtk_drawing_area_set_content_width (GTK_DRAWING_AREA (row->bar), BAR_WIDTH);
  gtk_drawing_area_set_content_height (GTK_DRAWING_AREA (row->bar), BAR_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (row->bar), draw_bar_cb, row, NULL);
  gtk_widget_set_valign (row->bar, GTK_ALIGN_CENTER);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (row->name), 0, index, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), row->bar, 1, index, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), GTK_WIDGET (row->value), 2, index, 1, 1);
}

static void
nrn_why_card_init (NrnWhyCard *self)
{
  self->row = -1;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->verdict_label = new_label (NULL);
  self->reason_label = new_label (NULL);
  self->pull_label = new_label ("note");
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 9);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 3);
  for (int i = 0; i < N_ROWS; i++)
    add_row (self, i);
  gtk_widget_add_css_class (GTK_WIDGET (self->pull_label), "dim-label");
  gtk_widget_add_css_class (self->grid, "note");
  gtk_box_append (GTK_BOX (self->box), new_heading (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->verdict_label));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->reason_label));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->pull_label));
  gtk_box_append (GTK_BOX (self->box), self->grid);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Why is it wrong?"), -1);
  nrn_theme_watch (GTK_WIDGET (self));
}

/**
 * nrn_why_card_set_canvas:
 * @card: a card
 * @canvas: where the strongest edges stand out
 * @document: the canvas' document
 */
void
nrn_why_card_set_canvas (NrnWhyCard  *card,
                         NrnCanvas   *canvas,
                         NrnDocument *document)
{
  g_return_if_fail (card->document == NULL);

  card->canvas = g_object_ref (canvas);
  card->document = g_object_ref (document);
  g_signal_connect_object (document, "watched-changed", G_CALLBACK (watched_changed_cb), card,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (watched_changed_cb), card,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), card,
                           G_CONNECT_SWAPPED);
}
