/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The bar at the bottom: play, step, reset, how far, how fast.
 */

#include "config.h"

#include "nrn-transport.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-elastic-label.h"
#include "nrn-progress.h"

/* The slider's ends, as updates a second: a batch of ten samples at one
 * sample a second, and more than any machine can draw. */
#define SLOWEST 0.1
#define FASTEST 10000.0

/* Twenty epochs of the drug trial in twenty seconds. */
#define DEFAULT_PACE 210.0

/* A number that changes more often cannot be read; and each new text lays
 * the window out anew. */
#define TEXT_INTERVAL_US (G_USEC_PER_SEC / 10)
#define TIME_INTERVAL_US G_USEC_PER_SEC

/* A training that is about as fast as it was asked to be is taken for as
 * fast, so that the time that is left does not waver. */
#define AS_GOOD_AS 0.8

struct _NrnTransport
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */
  guint        batch_size;  /* as the speed was told with */
  gint64       told_us;     /* when the progress was told last */
  double       seconds_left; /* NaN if it is not known */
  gint64       left_us;     /* when it was estimated */

  gboolean     is_play_button_set;
  gboolean     shows_pause; /* the button that plays and pauses */

  /* Template children */
  GtkWidget   *box;
  GtkButton   *play_button;
  NrnElasticLabel *progress_label;
  GtkButton   *now_button;
  GtkProgressBar *progress_bar;
  GtkScale    *pace_scale;
  GtkLabel    *pace_label;
};

G_DEFINE_FINAL_TYPE (NrnTransport, nrn_transport, GTK_TYPE_WIDGET)

/* The slider is logarithmic; its right end means flat out. */
static double
pace_of_slider (double position)
{
  return position >= 1 ? INFINITY : SLOWEST * pow (FASTEST / SLOWEST, position);
}

static double
slider_of_pace (double pace)
{
  return isinf (pace) ? 1 : log (pace / SLOWEST) / log (FASTEST / SLOWEST);
}

static guint
batch_size_of (NrnTransport *self)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  guint n_rows = nrn_dataset_get_n_rows (nrn_document_get_dataset (self->document));

  return MIN (nrn_experiment_get_parts (experiment)->fit.batch_size, n_rows);
}

static char *
describe_pace (NrnTransport *self,
               double        pace)
{
  double samples = pace * batch_size_of (self);

  if (isinf (pace))
    return g_strdup (_("flat out"));
  if (pace >= 10)
    return g_strdup_printf (_("%.0f batches/s"), pace);
  if (pace >= 1)
    return g_strdup_printf (_("%.1f batches/s"), pace);

  return g_strdup_printf (_("%.1f samples/s"), samples);
}

static void
update_pace (NrnTransport *self)
{
  double pace = pace_of_slider (gtk_range_get_value (GTK_RANGE (self->pace_scale)));
  g_autofree char *words = NULL;

  if (self->document == NULL || nrn_document_get_experiment (self->document) == NULL)
    return;

  self->batch_size = batch_size_of (self);
  words = describe_pace (self, pace);
  nrn_trainer_set_pace (nrn_document_get_trainer (self->document), pace);
  self->seconds_left = NAN;
  gtk_label_set_text (self->pace_label, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pace_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

static void
pace_changed_cb (NrnTransport *self)
{
  update_pace (self);
}

static double
estimate_seconds_left (NrnTransport           *self,
                       const NrnSnapshotParts *snapshot)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);
  double pace = nrn_trainer_get_pace (trainer);
  double speed = nrn_trainer_get_speed (trainer);

  if (isfinite (pace) && (speed <= 0 || speed > AS_GOOD_AS * pace))
    speed = pace;

  return speed > 0 ? nrn_progress_get_n_left (snapshot) / speed : NAN;
}

/* Once a second, so that the eye can follow. */
static void
update_seconds_left (NrnTransport           *self,
                     const NrnSnapshotParts *snapshot,
                     gint64                  now_us)
{
  if (snapshot->state != NRN_TRAINING_RUNNING)
    {
      self->seconds_left = NAN;
      return;
    }

  if (isfinite (self->seconds_left) && now_us - self->left_us < TIME_INTERVAL_US)
    return;

  self->seconds_left = estimate_seconds_left (self, snapshot);
  self->left_us = now_us;
}

static void
tell_progress (NrnTransport           *self,
               const NrnSnapshotParts *snapshot)
{
  int shown_epoch = nrn_document_get_shown_epoch (self->document);
  g_auto (GStrv) texts = nrn_progress_describe (snapshot, shown_epoch, self->seconds_left);

  nrn_elastic_label_set_texts (self->progress_label, (const char *const *) texts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_bar),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, texts[0], -1);
  gtk_widget_set_visible (GTK_WIDGET (self->now_button), shown_epoch >= 0);
}

static void
update_progress (NrnTransport *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  gint64 now_us = g_get_monotonic_time ();

  gtk_progress_bar_set_fraction (self->progress_bar, nrn_progress_get_fraction (snapshot));
  if (snapshot->state == NRN_TRAINING_RUNNING && now_us - self->told_us < TEXT_INTERVAL_US)
    return;

  update_seconds_left (self, snapshot, now_us);
  tell_progress (self, snapshot);
  self->told_us = now_us;
}

static void
update_play_button (NrnTransport *self)
{
  gboolean running = nrn_trainer_get_state (nrn_document_get_trainer (self->document)) ==
                     NRN_TRAINING_RUNNING;

  /* Each of these costs something, even if it changes nothing. */
  if (self->is_play_button_set && running == self->shows_pause)
    return;

  self->is_play_button_set = TRUE;
  self->shows_pause = running;
  gtk_button_set_icon_name (self->play_button, running ? "media-playback-pause-symbolic"
                                                       : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button),
                               running ? _("Pause (Space)") : _("Train (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  running ? _("Pause") : _("Train"), -1);
}

static void
snapshot_changed_cb (NrnTransport *self)
{
  update_progress (self);
  update_play_button (self);
  if (self->batch_size != batch_size_of (self))
    update_pace (self);
}

static void
experiment_changed_cb (NrnTransport *self)
{
  update_pace (self);
  update_progress (self);
}

static void
nrn_transport_dispose (GObject *object)
{
  NrnTransport *self = NRN_TRANSPORT (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_transport_parent_class)->dispose (object);
}

static void
nrn_transport_class_init (NrnTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_transport_dispose;

  g_type_ensure (NRN_TYPE_ELASTIC_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, box);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, progress_label);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, progress_bar);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, now_button);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, pace_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, pace_label);
  gtk_widget_class_bind_template_callback (widget_class, pace_changed_cb);
}

static void
nrn_transport_init (NrnTransport *self)
{
  self->seconds_left = NAN;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_range_set_value (GTK_RANGE (self->pace_scale), slider_of_pace (DEFAULT_PACE));
}

/**
 * nrn_transport_set_document:
 * @transport: a transport
 * @document: what to show
 */
void
nrn_transport_set_document (NrnTransport *transport,
                            NrnDocument  *document)
{
  g_return_if_fail (transport->document == NULL);

  transport->document = g_object_ref (document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb),
                           transport, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb),
                           transport, G_CONNECT_SWAPPED);
}

/**
 * nrn_transport_set_pace:
 * @transport: a transport
 * @pace: updates a second; infinity for as fast as possible
 *
 * Moves the slider there.
 */
void
nrn_transport_set_pace (NrnTransport *transport,
                        double        pace)
{
  gtk_range_set_value (GTK_RANGE (transport->pace_scale), slider_of_pace (pace));
}
