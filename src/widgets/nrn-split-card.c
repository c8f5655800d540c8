/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Which rows train, and which are held out.
 */

#include "config.h"

#include "nrn-split-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-focus.h"
#include "nrn-row-strip.h"
#include "nrn-text.h"
#include "nrn-theme.h"
#include "nrn-typed-spin.h"

/* A track for each class that has a colour, the exceptions, the held-out. */
#define MAX_TRACKS (NRN_PALETTE_N_CLASSES + 2)

struct _NrnSplitCard
{
  GtkWidget       parent_instance;

  NrnDocument    *document;     /* owned */
  NrnSplitDigest *shown;        /* owned; NULL: nothing yet */
  gboolean        is_suggested; /* nothing is held out; shown is what would be */
  guint          *counts;       /* owned; (n_tracks, n_pieces) */
  guint          *piece_rows;   /* owned; (n_pieces) */
  guint           n_tracks;
  gboolean        updating;     /* the fields follow the document */

  /* Template children */
  GtkWidget      *box;
  GtkLabel       *split_label;
  GtkLabel       *trap_label;
  GtkWidget      *trap_box;
  GtkButton      *fix_button;
  GtkDrawingArea *strip;
  GtkSpinButton  *split_spin;
  GtkSwitch      *shuffle_switch;
};

G_DEFINE_FINAL_TYPE (NrnSplitCard, nrn_split_card, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnFitOptions *
get_fit (NrnSplitCard *self)
{
  return &nrn_experiment_get_parts (nrn_document_get_experiment (self->document))->fit;
}

/* ---- In words ---- */

/* Which rows are held out. */
static char *
describe_split (NrnSplitCard *self)
{
  guint n_train = nrn_split_digest_get_n_rows (self->shown, NRN_SPLIT_TRAIN);
  guint n_held_out = nrn_split_digest_get_n_rows (self->shown, NRN_SPLIT_HELD_OUT);
  g_autofree char *all = nrn_text_format_count ((guint64) n_train + n_held_out);
  g_autofree char *first = nrn_text_format_count ((guint64) n_train + 1);
  g_autofree char *held_out = nrn_text_format_count (n_held_out);
  g_autofree char *split = nrn_text_format_fixed (NRN_SPLIT_CARD_SUGGESTION, 1);

  if (self->is_suggested && n_held_out == 0)
    return g_strdup_printf (_("All rows train, %s of them; none is held out to see what the network "
                              "makes of rows that it does not know."), all);
  if (self->is_suggested)
    return g_strdup_printf (_("All rows train, %s of them; none is held out to see what the network "
                              "makes of rows that it does not know. A validation split of %s would "
                              "take the last ones, before any shuffling, as Keras does: rows %s to "
                              "%s."), all, split, first, all);
  if (get_fit (self)->validation_shuffled)
    return g_strdup_printf (_("The rows are shuffled before the split, so that chance says which are "
                              "held out: %s of %s."), held_out, all);

  return g_strdup_printf (_("The last rows are held out, before any shuffling, as Keras does: rows "
                            "%s to %s."), first, all);
}

static gboolean
has_exceptions (NrnSplitCard *self)
{
  return nrn_split_digest_get_n_exceptions (self->shown, NRN_SPLIT_TRAIN) +
         nrn_split_digest_get_n_exceptions (self->shown, NRN_SPLIT_HELD_OUT) > 0;
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

/* Where nothing is wrong, what is alike is told instead. */
static char *
describe_all_is_well (NrnSplitCard *self)
{
  g_autofree char *split = describe_split (self);
  g_autofree char *exceptions = has_exceptions (self) ? nrn_split_digest_describe_exceptions (self->shown) : NULL;

  return exceptions != NULL && nrn_split_digest_get_n_rows (self->shown, NRN_SPLIT_HELD_OUT) > 0
           ? g_strdup_printf ("%s %s", split, exceptions) : g_steal_pointer (&split);
}

static void
show_words (NrnSplitCard *self)
{
  g_autofree char *trap = nrn_split_digest_describe_trap (self->shown);
  g_autofree char *split = trap != NULL ? describe_split (self) : describe_all_is_well (self);
  g_autofree char *all = trap != NULL ? g_strdup_printf ("%s %s", split, trap) : g_strdup (split);
  gboolean is_fixable = !get_fit (self)->validation_shuffled || self->is_suggested;

  set_text (self->split_label, split);
  set_text (self->trap_label, trap != NULL ? trap : "");
  if (trap == NULL)
    nrn_focus_leave (self->trap_box);
  gtk_widget_set_visible (self->trap_box, trap != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->fix_button), is_fixable);
  gtk_button_set_label (self->fix_button, self->is_suggested ? _("Hold Out 10 %, Shuffled")
                                                             : _("Shuffle Before the Split"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->strip), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  all, -1);
}

/* ---- The strip ---- */

/* Values, and classes that are too many, have no tracks of their own. */
static guint
get_n_classes (NrnSplitCard *self)
{
  guint n_classes = nrn_dataset_get_n_classes (nrn_split_digest_get_dataset (self->shown));

  return n_classes <= NRN_PALETTE_N_CLASSES ? n_classes : 0;
}

static void
count_tracks (NrnSplitCard *self)
{
  const NrnSplitPiece *pieces = nrn_split_digest_get_pieces (self->shown);
  guint n_pieces = nrn_split_digest_get_n_pieces (self->shown);
  guint n_classes = get_n_classes (self);

  g_free (self->counts);
  g_free (self->piece_rows);
  self->n_tracks = n_classes + (has_exceptions (self) ? 2 : 1);
  self->counts = g_new (guint, (gsize) MAX_TRACKS * n_pieces);
  self->piece_rows = g_new (guint, n_pieces);
  for (guint piece = 0; piece < n_pieces; piece++)
    {
      self->piece_rows[piece] = pieces[piece].n_rows;
      for (guint i = 0; i < n_classes; i++)
        self->counts[(gsize) i * n_pieces + piece] =
          nrn_split_digest_get_piece_classes (self->shown, piece)[i];
      self->counts[(gsize) n_classes * n_pieces + piece] = pieces[piece].n_exceptions;
      self->counts[(gsize) (self->n_tracks - 1) * n_pieces + piece] = pieces[piece].n_held_out;
    }
}

static void
draw_strip (GtkDrawingArea *area,
            cairo_t        *cr,
            int             width,
            int             height,
            gpointer        data)
{
  NrnSplitCard *self = data;
  const NrnPalette *palette = nrn_theme_get_palette (GTK_WIDGET (self));
  NrnRowTrack tracks[MAX_TRACKS];
  NrnRowStrip strip = { .tracks = tracks, .palette = palette };
  guint n_classes;

  if (self->shown == NULL)
    return;

  n_classes = get_n_classes (self);
  strip.n_pieces = nrn_split_digest_get_n_pieces (self->shown);
  strip.n_rows = nrn_dataset_get_n_rows (nrn_split_digest_get_dataset (self->shown));
  strip.piece_rows = self->piece_rows;
  strip.n_tracks = self->n_tracks;
  strip.text_scale = nrn_theme_get_text_scale ();
  for (guint i = 0; i < self->n_tracks; i++)
    {
      tracks[i].counts = self->counts + (gsize) i * strip.n_pieces;
      tracks[i].color = i < n_classes ? nrn_palette_get_class (palette, i, n_classes)
                                      : &palette->text;
      if (i < n_classes)
        tracks[i].name = nrn_dataset_get_class_names (nrn_split_digest_get_dataset (self->shown))[i];
      else if (i + 1 < self->n_tracks)
        tracks[i].name = _("exceptions");
      else
        tracks[i].name = self->is_suggested ? _("last 10 %") : _("held out");
    }
  nrn_row_strip_paint (cr, &strip, width);
}

static void
show_strip (NrnSplitCard *self)
{
  count_tracks (self);
  gtk_drawing_area_set_content_height (self->strip,
                                       (int) ceil (nrn_row_strip_get_height (self->n_tracks,
                                                                             nrn_theme_get_text_scale ())));
  gtk_widget_queue_draw (GTK_WIDGET (self->strip));
}

/* ---- From the fields to the document ---- */

static void
update_fields (NrnSplitCard *self)
{
  self->updating = TRUE;
  gtk_spin_button_set_value (self->split_spin, get_fit (self)->validation_split);
  gtk_switch_set_active (self->shuffle_switch, get_fit (self)->validation_shuffled);
  self->updating = FALSE;
}

static void
apply (NrnSplitCard        *self,
       const NrnFitOptions *fit)
{
  g_autoptr (GError) error = NULL;

  if (!nrn_document_set_fit (self->document, fit, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
  update_fields (self);
}

static void
split_changed_cb (NrnSplitCard *self)
{
  NrnFitOptions fit;

  if (self->updating)
    return;

  fit = *get_fit (self);
  fit.validation_split = round (100 * gtk_spin_button_get_value (self->split_spin)) / 100;
  apply (self, &fit);
}

static void
shuffle_changed_cb (NrnSplitCard *self)
{
  NrnFitOptions fit;

  if (self->updating)
    return;

  fit = *get_fit (self);
  fit.validation_shuffled = gtk_switch_get_active (self->shuffle_switch);
  apply (self, &fit);
}

static void
fix_cb (NrnSplitCard *self)
{
  NrnFitOptions fit = *get_fit (self);

  if (fit.validation_split <= 0)
    fit.validation_split = NRN_SPLIT_CARD_SUGGESTION;
  fit.validation_shuffled = TRUE;
  apply (self, &fit);
}

/* ---- The class ---- */

static void
nrn_split_card_dispose (GObject *object)
{
  NrnSplitCard *self = NRN_SPLIT_CARD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, nrn_split_digest_unref);
  g_clear_pointer (&self->counts, g_free);
  g_clear_pointer (&self->piece_rows, g_free);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_split_card_parent_class)->dispose (object);
}

static void
nrn_split_card_class_init (NrnSplitCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_split_card_dispose;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-split-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, box);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, split_label);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, trap_label);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, trap_box);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, fix_button);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, strip);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, split_spin);
  gtk_widget_class_bind_template_child (widget_class, NrnSplitCard, shuffle_switch);
  gtk_widget_class_bind_template_callback (widget_class, fix_cb);
  gtk_widget_class_bind_template_callback (widget_class, split_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, shuffle_changed_cb);
}

static void
nrn_split_card_init (NrnSplitCard *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  nrn_typed_spin_attach (self->split_spin);
  self->updating = FALSE;
  gtk_drawing_area_set_draw_func (self->strip, draw_strip, self, NULL);
  nrn_theme_watch (GTK_WIDGET (self->strip));
}

/**
 * nrn_split_card_set_document:
 * @card: a card
 * @document: whose rows are split
 */
void
nrn_split_card_set_document (NrnSplitCard *card,
                             NrnDocument  *document)
{
  g_return_if_fail (card->document == NULL);

  card->document = g_object_ref (document);
}

/**
 * nrn_split_card_set:
 * @card: a card with a document
 * @split: what becomes of the rows now
 * @suggested: (nullable): where nothing is held out: what Keras would hold
 *   out of the rows with %NRN_SPLIT_CARD_SUGGESTION
 */
void
nrn_split_card_set (NrnSplitCard         *card,
                    const NrnSplitDigest *split,
                    const NrnSplitDigest *suggested)
{
  g_clear_pointer (&card->shown, nrn_split_digest_unref);
  card->shown = nrn_split_digest_ref (suggested != NULL ? suggested : split);
  card->is_suggested = suggested != NULL;
  update_fields (card);
  show_words (card);
  show_strip (card);
}
