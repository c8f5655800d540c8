/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How far the training is, and the way back.
 */

#include "config.h"

#include "nrn-scrubber.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-moment-list.h"
#include "nrn-moment-sign.h"
#include "nrn-progress.h"
#include "nrn-theme.h"
#include "nrn-ticks.h"

/* So many numbers fit below it where it is narrow. */
#define MAX_TICKS 6

/* Of the whole scale: a pixel or two. */
#define SNAP_SHARE 0.002

/* From the scale's line up to the middle of a mark, and how near a pointer has to
 * be to it. */
#define MARK_RISE  (NRN_MOMENT_SIGN_SIZE / 2 + 2)
#define MARK_REACH 7.0

/* Marks go beyond the ends of the scale, and above it, as the knob's shadow does. */
#define MARK_MARGIN 18

/* So many sentences fit in a tooltip. */
#define MOST_SENTENCES 5

/* A value that changes more often would be all that a screen reader says. */
#define VALUE_INTERVAL_US G_USEC_PER_SEC

struct _NrnScrubber
{
  GtkScale     parent_instance;

  NrnDocument *document;    /* owned */
  guint        n_epochs;    /* as the marks are for; 0 without */
  gint64       valued_us;   /* when the value was set last */
  GtkWidget   *menu;        /* owned; the list of marks, NULL until it is asked for */
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

/* GTK 4 asks for another allocation of the scale, which has the size that it had, and
 * leaves the part that is filled as it was. It is drawn in whole pixels. */
static void
set_fill_level (NrnScrubber *self,
                double       epochs)
{
  GtkWidget *trough = gtk_widget_get_last_child (GTK_WIDGET (self));
  double pitch = (double) gtk_widget_get_width (GTK_WIDGET (self)) / MAX (self->n_epochs, 1);
  double before = gtk_range_get_fill_level (GTK_RANGE (self));

  gtk_range_set_fill_level (GTK_RANGE (self), epochs);
  if (floor (before * pitch) == floor (epochs * pitch))
    return;

  while (trough != NULL && !g_str_equal (gtk_widget_get_css_name (trough), "trough"))
    trough = gtk_widget_get_prev_sibling (trough);
  if (trough != NULL)
    gtk_widget_queue_allocate (trough);
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
  set_fill_level (scrubber, now->n_epochs * nrn_progress_get_fraction (now));
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

/* Arrow keys go update by update; what GTK calls a page is an epoch. */
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

/* ---- Marks of interesting moments ---- */

static const NrnMoments *
get_moments (NrnScrubber *self)
{
  return self->document != NULL && nrn_document_get_experiment (self->document) != NULL
           ? nrn_document_get_moments (self->document) : NULL;
}

/* The middle of the mark. */
static void
find_mark (NrnScrubber     *self,
           const NrnMoment *moment,
           double          *x,
           double          *y)
{
  GtkAdjustment *adjustment = gtk_range_get_adjustment (GTK_RANGE (self));
  double upper = gtk_adjustment_get_upper (adjustment);
  GdkRectangle line;

  gtk_range_get_range_rect (GTK_RANGE (self), &line);
  *x = line.x + line.width * CLAMP (moment->position / upper, 0, 1);
  *y = line.y - MARK_RISE;
}

static void
nrn_scrubber_snapshot (GtkWidget   *widget,
                       GtkSnapshot *snapshot)
{
  NrnScrubber *self = NRN_SCRUBBER (widget);
  const NrnMoments *moments = get_moments (self);
  cairo_t *cr;

  GTK_WIDGET_CLASS (nrn_scrubber_parent_class)->snapshot (widget, snapshot);
  if (moments == NULL || nrn_moments_get_n (moments) == 0)
    return;

  /* One area with the knob's old and new place: GTK paints all of the window where
   * more than 30 have changed. */
  cr = gtk_snapshot_append_cairo (snapshot,
                                  &GRAPHENE_RECT_INIT (-MARK_MARGIN, -MARK_MARGIN,
                                                       (float) gtk_widget_get_width (widget) + 2 * MARK_MARGIN,
                                                       (float) gtk_widget_get_height (widget) + MARK_MARGIN));
  for (guint i = 0; i < nrn_moments_get_n (moments); i++)
    {
      const NrnMoment *moment = nrn_moments_get (moments, i);
      double x, y;

      find_mark (self, moment, &x, &y);
      nrn_moment_paint_sign (cr, moment->kind, x, y, nrn_theme_get_palette (widget));
    }
  cairo_destroy (cr);
}

/* What is told of the marks about @x; NULL if there is none. */
static char *
describe_marks (NrnScrubber *self,
                double       at)
{
  const NrnMoments *moments = get_moments (self);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; moments != NULL && i < nrn_moments_get_n (moments); i++)
    {
      const NrnMoment *moment = nrn_moments_get (moments, i);
      g_autofree char *sentence = NULL;
      double x, y;

      find_mark (self, moment, &x, &y);
      if (fabs (x - at) > MARK_REACH || n++ >= MOST_SENTENCES)
        continue;
      sentence = nrn_document_describe_moment (self->document, moment);
      g_string_append_printf (text, "%s%s", n > 1 ? "\n" : "", sentence);
    }
  if (n > MOST_SENTENCES)
    {
      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("and %u more here", "and %u more here",
                                              n - MOST_SENTENCES), n - MOST_SENTENCES);
    }

  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static gboolean
nrn_scrubber_query_tooltip (GtkWidget  *widget,
                            int         x,
                            int         y,
                            gboolean    by_keyboard,
                            GtkTooltip *tooltip)
{
  NrnScrubber *self = NRN_SCRUBBER (widget);
  const NrnMoment *shown = by_keyboard && get_moments (self) != NULL
                             ? nrn_document_get_shown_moment (self->document) : NULL;
  g_autofree char *text = NULL;

  if (by_keyboard)
    text = shown != NULL ? nrn_document_describe_moment (self->document, shown) : NULL;
  else
    text = describe_marks (self, x);
  if (text == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);

  return TRUE;
}

static void
show_menu (NrnScrubber *self,
           double       x)
{
  GdkRectangle line;

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_new ();
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
      gtk_popover_set_position (GTK_POPOVER (self->menu), GTK_POS_TOP);
    }
  gtk_range_get_range_rect (GTK_RANGE (self), &line);
  gtk_popover_set_child (GTK_POPOVER (self->menu), nrn_moment_list_new (self->document));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &(GdkRectangle) { (int) x, line.y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
secondary_cb (GtkGesture *gesture,
              int         n_press,
              double      x,
              double      y,
              gpointer    self)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, x);
}

static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   data)
{
  show_menu (NRN_SCRUBBER (widget), gtk_widget_get_width (widget) / 2.0);

  return TRUE;
}

/* How many there are, for those who do not see them. */
static void
moments_changed_cb (NrnScrubber *self)
{
  const NrnMoments *moments = get_moments (self);
  guint n = moments != NULL ? nrn_moments_get_n (moments) : 0;
  g_autofree char *text =
    g_strdup_printf (ngettext ("%u interesting moment is marked; Control and Page Down goes to it, the menu key lists it.",
                               "%u interesting moments are marked; Control and Page Down goes to the next, the menu key lists them.",
                               n), n);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  n > 0 ? text : "", -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
nrn_scrubber_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  NrnScrubber *self = NRN_SCRUBBER (widget);

  GTK_WIDGET_CLASS (nrn_scrubber_parent_class)->size_allocate (widget, width, height, baseline);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
add_controllers (NrnScrubber *self)
{
  /* As everywhere else in the window. */
  static const struct { const char *keys, *name; } actions[] = {
    { "Page_Down|KP_Page_Down", "train.step" },
    { "Page_Up|KP_Page_Up", "train.step-back" },
    { "<Control>Page_Down|<Control>KP_Page_Down", "train.next-moment" },
    { "<Control>Page_Up|<Control>KP_Page_Up", "train.previous-moment" },
  };
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect (click, "pressed", G_CALLBACK (secondary_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));

  /* Before GTK, for which these keys move the knob. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                          gtk_shortcut_new (gtk_shortcut_trigger_parse_string (actions[i].keys),
                                                            gtk_named_action_new (actions[i].name)));
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Shift>F10|Menu"),
                                                          gtk_callback_action_new (menu_key_cb,
                                                                                   NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* ---- The class ---- */

static void
nrn_scrubber_dispose (GObject *object)
{
  g_clear_object (&NRN_SCRUBBER (object)->document);
  g_clear_pointer (&NRN_SCRUBBER (object)->menu, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_scrubber_parent_class)->dispose (object);
}

static void
nrn_scrubber_class_init (NrnScrubberClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_scrubber_dispose;
  widget_class->snapshot = nrn_scrubber_snapshot;
  widget_class->size_allocate = nrn_scrubber_size_allocate;
  widget_class->query_tooltip = nrn_scrubber_query_tooltip;
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
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  add_controllers (self);
  nrn_theme_watch (GTK_WIDGET (self));
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
  g_signal_connect_object (document, "moments-changed", G_CALLBACK (moments_changed_cb), scrubber,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (moments_changed_cb), scrubber,
                           G_CONNECT_SWAPPED);
}
