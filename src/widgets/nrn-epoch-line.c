/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the last epoch has changed.
 */

#include "config.h"

#include "nrn-epoch-line.h"

#include <glib/gi18n-lib.h>

#include "nrn-reading-pace.h"

#define MOST_LINES 2
#define SPACING    9

struct _NrnEpochLine
{
  GtkWidget    parent_instance;

  NrnDocument *document;      /* owned */

  /* The height that the words needed so far, for a width. */
  int          kept_width;
  int          kept_height;
  int          line_height;
  gboolean     is_full;       /* no words need more than that */
  gboolean     needs_room;    /* the words were not measured yet */

  /* Children */
  GtkWidget      *box;
  GtkLabel       *epoch_label;
  GtkInscription *words_label;
};

G_DEFINE_FINAL_TYPE (NrnEpochLine, nrn_epoch_line, GTK_TYPE_WIDGET)

/* ---- Room ---- */

static int
measure_words (NrnEpochLine *self,
               int           width)
{
  const char *words = gtk_inscription_get_text (self->words_label);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self->words_label),
                                                                   words);
  int epoch_width, height;

  gtk_widget_measure (GTK_WIDGET (self->epoch_label), GTK_ORIENTATION_HORIZONTAL, -1, NULL,
                      &epoch_width, NULL, NULL);
  if (epoch_width > 0)
    width -= epoch_width + SPACING;
  pango_layout_set_width (layout, MAX (width, 0) * PANGO_SCALE);
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_height (layout, -MOST_LINES);
  pango_layout_get_pixel_size (layout, NULL, &height);
  self->is_full = pango_layout_get_line_count (layout) == MOST_LINES;

  return height;
}

/* Setting words takes long: no more often than they change. */
static void
find_room (NrnEpochLine *self)
{
  if (!self->needs_room || self->kept_width <= 0)
    return;

  self->needs_room = FALSE;
  self->kept_height = MAX (self->kept_height, measure_words (self, self->kept_width));
}

static void
nrn_epoch_line_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  NrnEpochLine *self = NRN_EPOCH_LINE (widget);

  gtk_widget_measure (self->box, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation != GTK_ORIENTATION_VERTICAL || for_size < 0)
    return;

  /* The line is as high as its font. */
  if (for_size != self->kept_width || *natural != self->line_height)
    {
      self->kept_height = *natural;
      self->needs_room = TRUE;
    }
  self->kept_width = for_size;
  self->line_height = *natural;
  find_room (self);
  *minimum = *natural = self->kept_height;
}

static void
nrn_epoch_line_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  gtk_widget_size_allocate (NRN_EPOCH_LINE (widget)->box, &(GtkAllocation) { 0, 0, width, height },
                            -1);
}

static GtkSizeRequestMode
nrn_epoch_line_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* ---- Words ---- */

/* The window is laid out anew only where the words need more room than any before:
 * a label would ask for that each time. */
static void
set_words (NrnEpochLine *self,
           const char   *words)
{
  int height;

  if (g_strcmp0 (words, gtk_inscription_get_text (self->words_label)) == 0)
    return;

  gtk_inscription_set_text (self->words_label, words);
  height = self->kept_height;
  self->needs_room = !self->is_full;
  find_room (self);
  if (self->kept_height > height)
    gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
show_words (gpointer data)
{
  NrnEpochLine *self = data;
  g_autofree char *title = NULL;
  const char *words;
  guint epoch;

  if (self->document == NULL)
    return;

  words = nrn_document_get_words (self->document, &epoch);
  gtk_widget_set_visible (GTK_WIDGET (self->epoch_label), words != NULL);
  if (words == NULL)
    {
      set_words (self, _("After each epoch, what it has changed is told here."));
      return;
    }

  title = g_strdup_printf (_("Epoch %u"), epoch);
  gtk_label_set_text (self->epoch_label, title);
  set_words (self, words);
}

/* Asked for, and not told each time: GTK would hide whatever tooltip there is and
 * show it again. */
static gboolean
query_tooltip_cb (NrnEpochLine *self,
                  int           x,
                  int           y,
                  gboolean      by_keyboard,
                  GtkTooltip   *tooltip)
{
  guint epoch;
  const char *words = nrn_document_get_words (self->document, &epoch);

  gtk_tooltip_set_text (tooltip, words);

  return words != NULL;
}

static void
words_changed_cb (NrnEpochLine *self)
{
  nrn_at_reading_pace (self, show_words);
}

static void
nrn_epoch_line_dispose (GObject *object)
{
  NrnEpochLine *self = NRN_EPOCH_LINE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_epoch_line_parent_class)->dispose (object);
}

static void
nrn_epoch_line_class_init (NrnEpochLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_epoch_line_dispose;
  widget_class->measure = nrn_epoch_line_measure;
  widget_class->size_allocate = nrn_epoch_line_size_allocate;
  widget_class->get_request_mode = nrn_epoch_line_get_request_mode;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (widget_class, "epochline");
}

static void
nrn_epoch_line_init (NrnEpochLine *self)
{
  GtkWidget *epoch_label = gtk_label_new (NULL);
  GtkWidget *words_label = gtk_inscription_new (NULL);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, SPACING);
  self->epoch_label = GTK_LABEL (epoch_label);
  self->words_label = GTK_INSCRIPTION (words_label);
  gtk_widget_add_css_class (epoch_label, "epoch");
  gtk_widget_set_valign (epoch_label, GTK_ALIGN_START);
  gtk_inscription_set_yalign (self->words_label, 0);
  gtk_inscription_set_text_overflow (self->words_label, GTK_INSCRIPTION_OVERFLOW_ELLIPSIZE_END);
  gtk_widget_set_hexpand (words_label, TRUE);
  gtk_box_append (GTK_BOX (self->box), epoch_label);
  gtk_box_append (GTK_BOX (self->box), words_label);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What has changed"), -1);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/**
 * nrn_epoch_line_set_document:
 * @line: a line
 * @document: what to tell of
 */
void
nrn_epoch_line_set_document (NrnEpochLine *line,
                             NrnDocument  *document)
{
  g_return_if_fail (line->document == NULL);

  line->document = g_object_ref (document);
  g_signal_connect_object (document, "words-changed", G_CALLBACK (words_changed_cb), line,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (show_words), line,
                           G_CONNECT_SWAPPED);
}
