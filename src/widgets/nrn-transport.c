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
#include "nrn-scrubber.h"
#include "nrn-transport-layout.h"

/* A number that changes more often cannot be read; and each new text lays
 * the window out anew. */
#define TEXT_INTERVAL_US (G_USEC_PER_SEC / 10)
#define TIME_INTERVAL_US G_USEC_PER_SEC

/* What a screen reader is told, if it asks; epochs are announced besides. */
#define TOLD_INTERVAL_US (2 * G_USEC_PER_SEC)

/* A training that is about as fast as it was asked to be is taken for as
 * fast, so that the time that is left does not waver. */
#define AS_GOOD_AS 0.8

struct _NrnTransport
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */
  double       pace;        /* updates a second; infinity for flat out */
  NrnPaceChoice choice;     /* what it follows until the slider is moved */
  gboolean     is_by_hand;  /* the slider was moved */
  gboolean     updating;    /* the slider follows the pace */
  guint        batch_size;  /* as the speed was told with */
  gint64       shown_us;    /* when the progress was shown last */
  gint64       told_us;     /* when a screen reader was told last */
  double       seconds_left; /* NaN if it is not known */
  gint64       left_us;     /* when it was estimated */

  NrnFilm      film;
  int          play_face;   /* what the button that plays and pauses shows; -1 at first */

  /* Template children */
  GtkWidget   *buttons;
  GtkButton   *play_button;
  NrnElasticLabel *progress_label;
  GtkButton   *go_on_button;
  GtkButton   *now_button;
  NrnScrubber *scrubber;
  GtkScale    *pace_scale;
  GtkLabel    *pace_label;
  GtkWidget   *ends;        /* of the pace's scale, in words */
};

G_DEFINE_FINAL_TYPE (NrnTransport, nrn_transport, GTK_TYPE_WIDGET)

/* ---- The speed ---- */

static guint
batch_size_of (NrnTransport *self)
{
  const NrnExperiment *experiment = nrn_document_get_experiment (self->document);
  guint n_rows = nrn_dataset_get_n_rows (nrn_document_get_dataset (self->document));

  return MIN (nrn_experiment_get_parts (experiment)->fit.batch_size, n_rows);
}

/* The speed that it really has where nothing else was asked for. */
static void
update_pace_label (NrnTransport *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);
  double speed = isinf (self->pace) ? nrn_trainer_get_speed (trainer) : 0;
  g_autofree char *words = nrn_pace_describe (speed > 0 ? speed : self->pace, self->batch_size);

  gtk_label_set_text (self->pace_label, words);
}

/* Brings the trainer, the slider and the words up to date. */
static void
update_pace (NrnTransport *self)
{
  g_autofree char *words = NULL;

  if (self->document == NULL || nrn_document_get_experiment (self->document) == NULL)
    return;

  self->batch_size = batch_size_of (self);
  nrn_trainer_set_pace (nrn_document_get_trainer (self->document), self->pace);
  self->seconds_left = NAN;

  self->updating = TRUE;
  gtk_range_set_value (GTK_RANGE (self->pace_scale),
                       nrn_pace_to_position (self->pace, self->batch_size));
  self->updating = FALSE;
  update_pace_label (self);
  words = nrn_pace_describe (self->pace, self->batch_size);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->pace_scale),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, words, -1);
}

static void
pace_changed_cb (NrnTransport *self)
{
  if (self->updating || self->document == NULL)
    return;

  self->is_by_hand = TRUE;
  self->pace = nrn_pace_from_position (gtk_range_get_value (GTK_RANGE (self->pace_scale)),
                                       self->batch_size);
  update_pace (self);
}

/* Another experiment takes as long as the one before it; another batch size
 * makes a sample a second another pace. */
static void
follow_choice (NrnTransport *self)
{
  const NrnSnapshotParts *snapshot;
  guint batch_size = batch_size_of (self);

  if (!self->is_by_hand)
    {
      snapshot = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
      self->pace = nrn_pace_choose (self->choice, batch_size,
                                    (double) snapshot->n_epochs * snapshot->n_batches);
    }
  self->pace = MAX (self->pace, 1.0 / batch_size);
  update_pace (self);
}

/* So wide that the slider does not move while it is dragged. */
static void
reserve_room_for_words (NrnTransport *self)
{
  static const double paces[] = { 0.1, 0.99, 9.9, 10000, INFINITY };
  int width = 0;

  for (guint i = 0; i < G_N_ELEMENTS (paces); i++)
    {
      g_autofree char *words = nrn_pace_describe (paces[i], 10);

      width = MAX (width, (int) g_utf8_strlen (words, -1));
    }
  gtk_label_set_width_chars (self->pace_label, width);
}

/* ---- The progress ---- */

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
update_speed (NrnTransport           *self,
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
  update_pace_label (self);
}

/* At a mark, what it marks. */
static void
tell_progress (NrnTransport *self,
               const char   *text)
{
  const NrnMoment *moment = nrn_document_get_shown_moment (self->document);
  g_autofree char *sentence = moment != NULL
                                ? nrn_document_describe_moment (self->document, moment) : NULL;

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress_label),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scrubber),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  sentence != NULL ? sentence : text, -1);
}

/* A button that goes takes the focus with it: it stays where one looks back, or comes
 * where one pauses what goes on. */
static void
show_buttons (NrnTransport *self,
              gboolean      looks_back)
{
  if (!looks_back && gtk_widget_has_focus (GTK_WIDGET (self->go_on_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->play_button));
  if (!looks_back && gtk_widget_has_focus (GTK_WIDGET (self->now_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->scrubber));
  gtk_widget_set_visible (GTK_WIDGET (self->go_on_button), looks_back);
  gtk_widget_set_visible (GTK_WIDGET (self->now_button), looks_back);
}

static void
show_progress (NrnTransport           *self,
               const NrnSnapshotParts *snapshot,
               gint64                  now_us)
{
  int shown_epoch = nrn_document_get_shown_epoch (self->document);
  g_auto (GStrv) texts = nrn_progress_describe (snapshot, shown_epoch, self->seconds_left);

  nrn_elastic_label_set_texts (self->progress_label, (const char *const *) texts);
  show_buttons (self, shown_epoch >= 0);
  if (snapshot->state == NRN_TRAINING_RUNNING && now_us - self->told_us < TOLD_INTERVAL_US)
    return;

  tell_progress (self, texts[0]);
  self->told_us = now_us;
}

static void
update_progress (NrnTransport *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  gint64 now_us = g_get_monotonic_time ();

  nrn_scrubber_update (self->scrubber);
  if (snapshot->state == NRN_TRAINING_RUNNING && now_us - self->shown_us < TEXT_INTERVAL_US)
    return;

  update_speed (self, snapshot, now_us);
  show_progress (self, snapshot, now_us);
  self->shown_us = now_us;
}

/* ---- The buttons ---- */

/* What the button does, by what it shows. */
typedef enum
{
  FACE_TRAIN,
  FACE_PLAY,
  FACE_PAUSE,
} Face;

static Face
choose_face (NrnTransport *self)
{
  NrnTrainer *trainer = nrn_document_get_trainer (self->document);

  if (self->film != NRN_FILM_NONE || nrn_trainer_get_state (trainer) == NRN_TRAINING_RUNNING)
    return FACE_PAUSE;

  return nrn_document_get_shown_update (self->document) >= 0 ? FACE_PLAY : FACE_TRAIN;
}

static void
update_play_button (NrnTransport *self)
{
  static const struct { const char *icon, *tooltip, *label; } faces[] = {
    [FACE_TRAIN] = { "media-playback-start-symbolic", N_("Train (Space)"), N_("Train") },
    [FACE_PLAY] = { "media-playback-start-symbolic", N_("Play on from here (Space)"),
                    N_("Play on from here") },
    [FACE_PAUSE] = { "media-playback-pause-symbolic", N_("Pause (Space)"), N_("Pause") },
  };
  Face face = choose_face (self);

  /* Each of these costs something, even if it changes nothing. */
  if (self->play_face == (int) face)
    return;

  self->play_face = (int) face;
  gtk_button_set_icon_name (self->play_button, faces[face].icon);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->play_button), _(faces[face].tooltip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->play_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(faces[face].label), -1);
}

static void
snapshot_changed_cb (NrnTransport *self)
{
  update_progress (self);
  update_play_button (self);
  if (self->batch_size != batch_size_of (self))
    follow_choice (self);
}

static void
experiment_changed_cb (NrnTransport *self)
{
  follow_choice (self);
  update_progress (self);
}

static void
nrn_transport_dispose (GObject *object)
{
  NrnTransport *self = NRN_TRANSPORT (object);

  GtkWidget *child;

  g_clear_object (&self->document);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (nrn_transport_parent_class)->dispose (object);
}

/* Part by part as one reads them: GTK goes by where the middle of each is, and
 * those of a row are not quite on one line. */
static gboolean
nrn_transport_focus (GtkWidget        *widget,
                     GtkDirectionType  direction)
{
  GtkWidget *focus = gtk_widget_get_focus_child (widget);
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (widget);
  GtkWidget *parts[NRN_TRANSPORT_N_PARTS];
  gboolean is_beyond = focus == NULL;

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (nrn_transport_parent_class)->focus (widget, direction);

  nrn_transport_layout_list_parts (NRN_TRANSPORT_LAYOUT (layout), parts);
  for (guint i = 0; i < NRN_TRANSPORT_N_PARTS; i++)
    {
      GtkWidget *part = parts[direction == GTK_DIR_TAB_FORWARD ? i : NRN_TRANSPORT_N_PARTS - 1 - i];

      is_beyond = is_beyond || part == focus;
      if (is_beyond && gtk_widget_child_focus (part, direction))
        return TRUE;
    }

  return FALSE;
}

static void
nrn_transport_class_init (NrnTransportClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_transport_dispose;
  widget_class->focus = nrn_transport_focus;

  g_type_ensure (NRN_TYPE_ELASTIC_LABEL);
  g_type_ensure (NRN_TYPE_SCRUBBER);
  gtk_widget_class_set_layout_manager_type (widget_class, NRN_TYPE_TRANSPORT_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-transport.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, buttons);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, play_button);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, progress_label);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, scrubber);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, go_on_button);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, now_button);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, pace_scale);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, pace_label);
  gtk_widget_class_bind_template_child (widget_class, NrnTransport, ends);
  gtk_widget_class_bind_template_callback (widget_class, pace_changed_cb);
}

/* Training goes where the network and the axes of the plots go, in every
 * language. */
static void
keep_left_to_right (GtkWidget *widget)
{
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_left_to_right (child);
}

static void
nrn_transport_init (NrnTransport *self)
{
  self->seconds_left = NAN;
  self->pace = INFINITY;
  self->play_face = -1;
  self->choice = NRN_PACE_WATCH;
  gtk_widget_init_template (GTK_WIDGET (self));
  reserve_room_for_words (self);
  keep_left_to_right (self->buttons);
  keep_left_to_right (GTK_WIDGET (self->scrubber));
  keep_left_to_right (GTK_WIDGET (self->pace_scale));
  keep_left_to_right (self->ends);
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
  nrn_scrubber_set_document (transport->scrubber, document);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb),
                           transport, G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (experiment_changed_cb),
                           transport, G_CONNECT_SWAPPED);
}

/**
 * nrn_transport_set_film:
 * @transport: a transport
 * @film: how the past is played
 *
 * Tells what the button that plays and pauses is for.
 */
void
nrn_transport_set_film (NrnTransport *transport,
                        NrnFilm       film)
{
  transport->film = film;
  update_play_button (transport);
}

/**
 * nrn_transport_set_pace:
 * @transport: a transport
 * @choice: a pace
 *
 * Moves the slider there; it stays with @choice, for other experiments too,
 * until somebody moves it.
 */
void
nrn_transport_set_pace (NrnTransport  *transport,
                        NrnPaceChoice  choice)
{
  transport->choice = choice;
  transport->is_by_hand = FALSE;
  if (transport->document != NULL && nrn_document_get_experiment (transport->document) != NULL)
    follow_choice (transport);
}

/**
 * nrn_transport_get_own_pace:
 * @transport: a transport
 *
 * Returns: updates a second where somebody has moved the slider; NaN where it
 *   follows nrn_transport_set_pace()
 */
double
nrn_transport_get_own_pace (NrnTransport *transport)
{
  return transport->is_by_hand ? transport->pace : NAN;
}

/**
 * nrn_transport_set_own_pace:
 * @transport: a transport with an experiment
 * @pace: above 0, %INFINITY for flat out
 *
 * As if somebody had moved the slider there.
 */
void
nrn_transport_set_own_pace (NrnTransport *transport,
                            double        pace)
{
  g_return_if_fail (pace > 0);

  transport->is_by_hand = TRUE;
  transport->pace = MAX (pace, 1.0 / batch_size_of (transport));
  update_pace (transport);
}
