/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far the training is, and the way back.
 */

#include "config.h"

#include "nrn-scrubber.h"

#include <math.h>

#include "nrn-progress.h"
#include "nrn-ticks.h"

/* So many numbers fit below it where it is narrow. */
#define MAX_TICKS 6

/* Of the whole scale: a pixel or two. */
#define SNAP_SHARE 0.002

/* A value that changes more often would be all that a screen reader says. */
#define VALUE_INTERVAL_US G_USEC_PER_SEC

struct _NrnScrubber
{
  GtkScale     parent_instance;

  NrnDocument *document;    /* owned */
  guint        n_epochs;    /* as the marks are for; 0 without */
  gint64       valued_us;   /* when the value was set last */
};

G_DEFINE_FINAL_TYPE (NrnScrubber, nrn_scrubber, GTK_TYPE_SCALE)

/* ---- How far it is ---- */

static void
update_marks (NrnScrubber *self,
              guint        n_epochs)
{
  GtkScale *scale = GTK_SCALE (self);
  NrnTicks ticks;

  if (n_epochs == self->n_epochs)
    return;

  self->n_epochs = n_epochs;
  gtk_range_set_range (GTK_RANGE (self), 0, MAX (n_epochs, 1));
  gtk_scale_clear_marks (scale);
  nrn_ticks_init (&ticks, 0, n_epochs, MAX_TICKS, TRUE);
  for (guint i = 0; i < ticks.n_ticks; i++)
    {
      g_autofree char *text = nrn_ticks_format (&ticks, i);

      gtk_scale_add_mark (scale, nrn_ticks_get (&ticks, i), GTK_POS_BOTTOM, text);
    }
}

/* Epochs that are over, with the share of the one under way. */
static double
get_epochs (const NrnSnapshotParts *snapshot)
{
  return snapshot->epoch + (snapshot->n_batches > 0 ? (double) snapshot->batch / snapshot->n_batches : 0);
}

static double
get_shown_epochs (NrnScrubber *self)
{
  return get_epochs (nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document)));
}

/* The whole epochs that are over, or the moment that is looked back at. */
static void
update_value (NrnScrubber            *self,
              const NrnSnapshotParts *now)
{
  gboolean is_back = nrn_document_get_shown_update (self->document) >= 0;
  gint64 time_us = g_get_monotonic_time ();

  if (!is_back && now->state == NRN_TRAINING_RUNNING &&
      time_us - self->valued_us < VALUE_INTERVAL_US)
    return;

  self->valued_us = time_us;
  gtk_range_set_value (GTK_RANGE (self), is_back ? get_shown_epochs (self) : now->epoch);
}

/**
 * nrn_scrubber_update:
 * @scrubber: a scrubber with a document that has an experiment
 *
 * Shows how far the training is.
 */
void
nrn_scrubber_update (NrnScrubber *scrubber)
{
  g_autoptr (NrnSnapshot) newest =
    nrn_trainer_get_snapshot (nrn_document_get_trainer (scrubber->document));
  const NrnSnapshotParts *now = nrn_snapshot_get_parts (newest);

  update_marks (scrubber, now->n_epochs);
  gtk_range_set_fill_level (GTK_RANGE (scrubber), now->n_epochs * nrn_progress_get_fraction (now));
  update_value (scrubber, now);
  if (nrn_document_get_shown_update (scrubber->document) >= 0)
    gtk_widget_remove_css_class (GTK_WIDGET (scrubber), "now");
  else
    gtk_widget_add_css_class (GTK_WIDGET (scrubber), "now");
}

/* ---- The way back ---- */

/* Of what a file has kept, and of the oldest past, only some epochs are there;
 * then the nearest before it. */
static void
show_update (NrnScrubber *self,
             guint64      update,
             double       epochs)
{
  guint epoch = (guint) MAX (round (epochs), 0);

  if (nrn_document_show_update (self->document, update))
    return;

  for (guint i = epoch + 1; i-- > 0;)
    {
      if (nrn_document_show_epoch (self->document, i))
        return;
    }

  /* It says that nothing is kept. */
  gtk_widget_activate_action (GTK_WIDGET (self), "train.show-epoch", "i", (int) epoch);
}

/* The keys go update by update, or by whole epochs. */
static void
scroll (NrnScrubber   *self,
        GtkScrollType  type)
{
  const NrnSnapshotParts *shown = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  double epochs = get_epochs (shown);

  if (type == GTK_SCROLL_STEP_BACKWARD && shown->update > 0)
    show_update (self, shown->update - 1, ceil (epochs) - 1);
  else if (type == GTK_SCROLL_STEP_FORWARD)
    show_update (self, shown->update + 1, floor (epochs) + 1);
  else if (type == GTK_SCROLL_PAGE_BACKWARD)
    show_update (self, nrn_document_find_update (self->document, ceil (epochs) - 1), ceil (epochs) - 1);
  else if (type == GTK_SCROLL_PAGE_FORWARD)
    show_update (self, nrn_document_find_update (self->document, floor (epochs) + 1), floor (epochs) + 1);
  else if (type == GTK_SCROLL_START)
    show_update (self, nrn_document_find_update (self->document, 0), 0);
  else if (type == GTK_SCROLL_END)
    nrn_document_show_now (self->document);
}

/* A pointer that is about at the end of an epoch means that. */
static double
snap (NrnScrubber *self,
      double       epochs)
{
  double whole = round (epochs);

  return fabs (epochs - whole) < SNAP_SHARE * self->n_epochs ? whole : epochs;
}

/* The document tells what is shown then, and that sets the value. GTK gives
 * the keys their directions before this. */
static gboolean
nrn_scrubber_change_value (GtkRange      *range,
                           GtkScrollType  type,
                           double         value)
{
  NrnScrubber *self = NRN_SCRUBBER (range);

  if (self->document == NULL)
    return TRUE;

  if (type != GTK_SCROLL_JUMP)
    scroll (self, type);
  else if (value >= gtk_range_get_fill_level (range))
    nrn_document_show_now (self->document);
  else
    show_update (self, nrn_document_find_update (self->document, snap (self, value)), value);

  return TRUE;
}

static void
nrn_scrubber_dispose (GObject *object)
{
  g_clear_object (&NRN_SCRUBBER (object)->document);

  G_OBJECT_CLASS (nrn_scrubber_parent_class)->dispose (object);
}

static void
nrn_scrubber_class_init (NrnScrubberClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_scrubber_dispose;
  GTK_RANGE_CLASS (klass)->change_value = nrn_scrubber_change_value;
}

static void
nrn_scrubber_init (NrnScrubber *self)
{
  GtkAdjustment *adjustment = gtk_adjustment_new (0, 0, 1, 1, 5, 0);

  gtk_range_set_adjustment (GTK_RANGE (self), adjustment);
  gtk_range_set_show_fill_level (GTK_RANGE (self), TRUE);
  gtk_range_set_restrict_to_fill_level (GTK_RANGE (self), FALSE);
  gtk_range_set_round_digits (GTK_RANGE (self), -1);
  gtk_widget_add_css_class (GTK_WIDGET (self), "scrubber");
}

/**
 * nrn_scrubber_set_document:
 * @scrubber: a scrubber
 * @document: whose training to show
 *
 * To be followed by nrn_scrubber_update() whenever the training has moved.
 */
void
nrn_scrubber_set_document (NrnScrubber *scrubber,
                           NrnDocument *document)
{
  g_return_if_fail (scrubber->document == NULL);

  scrubber->document = g_object_ref (document);
}
