/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A number that can be changed by hand.
 */

#include "config.h"

#include "nrn-number-scrub.h"

#include <float.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-theme.h"
#include "nrn-typed-number.h"

/* As many digits after the point as numbers have beside it. */
#define N_DECIMALS 4

/* So wide that a number with a sign does not move. */
#define WIDTH_CHARS      7
#define MORE_WIDTH_CHARS 11

/* A sentence quotes no more of what was typed. */
#define MAX_QUOTED 20

/* A page is this many steps, a step this many fine ones. */
#define STEPS 10

struct _NrnNumberScrub
{
  GtkWidget   parent_instance;

  GtkWidget  *text;         /* owned; the only child */
  GtkGesture *drag;         /* borrowed */

  double      value;
  gboolean    updating;     /* the text follows the value */
  gboolean    is_typed;     /* the text is no longer the value's */

  double      origin;       /* what Escape brings back after keys; NaN for nothing */

  /* While it is dragged */
  gboolean    is_dragged;
  double      before;       /* the value that it had */
  double      step;         /* for a pixel */
  double      offset;       /* of the pointer, in pixels */
};

static void editable_init (GtkEditableInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnNumberScrub, nrn_number_scrub, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_EDITABLE, editable_init))

enum
{
  BEGIN,
  PREVIEW,
  COMMIT,
  CANCEL,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* ---- The text ---- */

static char *
format (double value)
{
  return nrn_text_format_number (value, N_DECIMALS, nrn_theme_get_text_numbers ());
}

static void
set_invalid (NrnNumberScrub *self,
             gboolean        is_invalid)
{
  if (is_invalid)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_INVALID,
                               is_invalid ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
select_all (NrnNumberScrub *self)
{
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, -1);
}

/* The selection stays one of all, so that typing replaces the number. */
static void
show_value (NrnNumberScrub *self)
{
  g_autofree char *text = format (self->value);
  gboolean had_selection;

  self->is_typed = FALSE;
  set_invalid (self, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, self->value,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  if (g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (self->text))))
    return;

  had_selection = gtk_editable_get_selection_bounds (GTK_EDITABLE (self->text), NULL, NULL);
  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->text), text);
  self->updating = FALSE;
  if (had_selection)
    select_all (self);
}

static gboolean
parse (const char *typed,
       double     *value)
{
  return nrn_typed_number_parse (typed, value) && fabs (*value) <= FLT_MAX;
}

static void
commit (NrnNumberScrub *self,
        double          value)
{
  self->value = value;
  show_value (self);
  g_signal_emit (self, signals[COMMIT], 0, value);
}

/* Returns whether there was nothing wrong. */
static gboolean
take_typed (NrnNumberScrub *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->text));
  g_autofree char *quoted = NULL;
  g_autofree char *sentence = NULL;
  double value;

  if (!self->is_typed)
    return TRUE;
  if (parse (typed, &value))
    {
      commit (self, value);
      return TRUE;
    }

  quoted = g_utf8_substring (typed, 0, MIN (g_utf8_strlen (typed, -1), MAX_QUOTED));
  sentence = g_strdup_printf (_("“%s” is not a number; type one such as −0.25."), quoted);
  set_invalid (self, TRUE);
  g_signal_emit (self, signals[FAILED], 0, sentence);

  return FALSE;
}

static void
text_changed_cb (NrnNumberScrub *self)
{
  if (self->updating)
    return;

  self->is_typed = TRUE;
  set_invalid (self, FALSE);
}

static void
activate_cb (NrnNumberScrub *self)
{
  self->origin = NAN;
  take_typed (self);
  select_all (self);
}

static void
leave_cb (NrnNumberScrub *self)
{
  self->origin = NAN;
  if (!take_typed (self))
    show_value (self);
  gtk_editable_select_region (GTK_EDITABLE (self->text), 0, 0);
}

/* ---- Steps ---- */

/* A hundredth for weights of usual size, more for larger ones. */
static double
get_step (double value)
{
  return pow (10, floor (log10 (CLAMP (fabs (value), 0.1, 1e30))) - 1);
}

static void
nudge (NrnNumberScrub *self,
       double          n_steps)
{
  double typed;

  if (self->is_typed && parse (gtk_editable_get_text (GTK_EDITABLE (self->text)), &typed))
    self->value = typed;
  if (isnan (self->origin))
    self->origin = self->value;
  commit (self, CLAMP (self->value + n_steps * get_step (self->value), -FLT_MAX, FLT_MAX));
  select_all (self);
}

/* ---- Drags ---- */

static void
begin_drag (NrnNumberScrub *self)
{
  self->is_dragged = TRUE;
  self->before = self->value;
  self->step = get_step (self->value);
  self->offset = 0;
  gtk_widget_add_css_class (GTK_WIDGET (self), "dragged");
  /* Where Escape is heard. */
  gtk_widget_grab_focus (self->text);
  select_all (self);
  g_signal_emit (self, signals[BEGIN], 0);
}

static void
end_drag (NrnNumberScrub *self)
{
  self->is_dragged = FALSE;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "dragged");
}

static void
cancel_drag (NrnNumberScrub *self)
{
  if (!self->is_dragged)
    return;

  end_drag (self);
  self->value = self->before;
  show_value (self);
  select_all (self);
  g_signal_emit (self, signals[CANCEL], 0);
}

static gboolean
is_fine (GtkGesture *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));

  return (state & GDK_SHIFT_MASK) != 0;
}

/* What is being typed is selected with the pointer as in any text. */
static void
drag_begin_cb (NrnNumberScrub *self,
               double          x,
               double          y,
               GtkGesture     *gesture)
{
  gtk_gesture_set_state (gesture, self->is_typed ? GTK_EVENT_SEQUENCE_DENIED
                                                 : GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
drag_update_cb (NrnNumberScrub *self,
                double          x,
                double          y,
                GtkGesture     *gesture)
{
  if (!self->is_dragged && !gtk_drag_check_threshold (GTK_WIDGET (self), 0, 0, (int) x, 0))
    return;

  nrn_number_scrub_drag (self, x, is_fine (gesture));
}

/* A press that goes nowhere is a click. */
static void
drag_end_cb (NrnNumberScrub *self,
             double          x,
             double          y,
             GtkGesture     *gesture)
{
  if (self->is_dragged)
    {
      nrn_number_scrub_drop (self);
      return;
    }
  if (gtk_gesture_get_sequence_state (gesture, gtk_gesture_get_last_updated_sequence (gesture)) ==
      GTK_EVENT_SEQUENCE_DENIED)
    return;

  gtk_widget_grab_focus (self->text);
  select_all (self);
}

/* ---- Keys ---- */

/* Brings back what was there before a drag, before typing, or before the keys
 * that have changed it since the focus came. */
static gboolean
escape (NrnNumberScrub *self)
{
  double origin = self->origin;

  if (self->is_dragged)
    {
      gtk_event_controller_reset (GTK_EVENT_CONTROLLER (self->drag));
      cancel_drag (self);
      return TRUE;
    }
  if (self->is_typed)
    {
      show_value (self);
      select_all (self);
      return TRUE;
    }

  self->origin = NAN;
  if (isnan (origin) || origin == self->value)
    return FALSE;

  commit (self, origin);
  select_all (self);

  return TRUE;
}

static gboolean
key_pressed_cb (NrnNumberScrub  *self,
                guint            key,
                guint            code,
                GdkModifierType  modifiers)
{
  double factor = (modifiers & GDK_SHIFT_MASK) != 0 ? 1.0 / STEPS : 1;

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Escape:
      return escape (self);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      nudge (self, factor);
      return TRUE;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      nudge (self, -factor);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      nudge (self, STEPS * factor);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      nudge (self, -STEPS * factor);
      return TRUE;
    case GDK_KEY_space:
      /* No number has one, and it plays everywhere else. */
      return !self->is_typed && gtk_widget_activate_action (GTK_WIDGET (self), "train.play", NULL);
    default:
      return FALSE;
    }
}

/* ---- The class ---- */

static GtkEditable *
get_delegate (GtkEditable *editable)
{
  return GTK_EDITABLE (NRN_NUMBER_SCRUB (editable)->text);
}

static void
editable_init (GtkEditableInterface *interface)
{
  interface->get_delegate = get_delegate;
}

static void
nrn_number_scrub_get_property (GObject    *object,
                               guint       id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  if (!gtk_editable_delegate_get_property (object, id, value, pspec))
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
nrn_number_scrub_set_property (GObject      *object,
                               guint         id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  if (!gtk_editable_delegate_set_property (object, id, value, pspec))
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static gboolean
nrn_number_scrub_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (NRN_NUMBER_SCRUB (widget)->text);
}

/* On the way back from the text, GTK 4.8 would grab the focus once more. */
static gboolean
nrn_number_scrub_focus (GtkWidget        *widget,
                        GtkDirectionType  direction)
{
  return gtk_widget_child_focus (NRN_NUMBER_SCRUB (widget)->text, direction);
}

static void
nrn_number_scrub_dispose (GObject *object)
{
  NrnNumberScrub *self = NRN_NUMBER_SCRUB (object);

  if (self->text != NULL)
    gtk_editable_finish_delegate (GTK_EDITABLE (self));
  g_clear_pointer (&self->text, gtk_widget_unparent);

  G_OBJECT_CLASS (nrn_number_scrub_parent_class)->dispose (object);
}

static void
nrn_number_scrub_class_init (NrnNumberScrubClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_number_scrub_dispose;
  G_OBJECT_CLASS (klass)->get_property = nrn_number_scrub_get_property;
  G_OBJECT_CLASS (klass)->set_property = nrn_number_scrub_set_property;
  widget_class->grab_focus = nrn_number_scrub_grab_focus;
  widget_class->focus = nrn_number_scrub_focus;
  gtk_editable_install_properties (G_OBJECT_CLASS (klass), 1);

  signals[BEGIN] = g_signal_new ("begin", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[PREVIEW] = g_signal_new ("preview", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[COMMIT] = g_signal_new ("commit", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  signals[CANCEL] = g_signal_new ("cancel", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_css_name (widget_class, "numberscrub");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SPIN_BUTTON);
}

static void
add_controllers (NrnNumberScrub *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->drag = gtk_gesture_drag_new ();
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->drag), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect_swapped (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect_swapped (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect_swapped (self->drag, "cancel", G_CALLBACK (cancel_drag), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->drag));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);

  g_signal_connect_swapped (focus, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* All digits are to be seen. */
static void
update_width (NrnNumberScrub *self)
{
  int n_chars = nrn_theme_has_more_digits () ? MORE_WIDTH_CHARS : WIDTH_CHARS;

  gtk_editable_set_width_chars (GTK_EDITABLE (self->text), n_chars);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->text), n_chars);
}

static void
nrn_number_scrub_init (NrnNumberScrub *self)
{
  self->origin = NAN;
  self->text = gtk_text_new ();
  gtk_widget_set_parent (self->text, GTK_WIDGET (self));
  gtk_editable_init_delegate (GTK_EDITABLE (self));
  update_width (self);
  g_signal_connect_object (nrn_theme_get_default (), "changed", G_CALLBACK (update_width), self,
                           G_CONNECT_SWAPPED);
  gtk_editable_set_alignment (GTK_EDITABLE (self->text), 1);
  gtk_text_set_input_purpose (GTK_TEXT (self->text), GTK_INPUT_PURPOSE_NUMBER);
  gtk_widget_set_cursor_from_name (self->text, "ew-resize");
  gtk_widget_add_css_class (GTK_WIDGET (self), "numeric");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, (double) -FLT_MAX,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, (double) FLT_MAX, -1);
  g_signal_connect_swapped (self->text, "changed", G_CALLBACK (text_changed_cb), self);
  g_signal_connect_swapped (self->text, "activate", G_CALLBACK (activate_cb), self);
  add_controllers (self);
  show_value (self);
}

/**
 * nrn_number_scrub_new:
 *
 * Returns: (transfer floating): the number 0
 */
GtkWidget *
nrn_number_scrub_new (void)
{
  return g_object_new (NRN_TYPE_NUMBER_SCRUB, NULL);
}

/**
 * nrn_number_scrub_set_label:
 * @scrub: a number
 * @label: what it is, for a screen reader
 */
void
nrn_number_scrub_set_label (NrnNumberScrub *scrub,
                            const char     *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrub), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/**
 * nrn_number_scrub_set_value:
 * @scrub: a number
 * @value: what it is now; finite
 *
 * Emits nothing. While it is dragged or typed, it stays what it is there.
 */
void
nrn_number_scrub_set_value (NrnNumberScrub *scrub,
                            double          value)
{
  if (nrn_number_scrub_is_busy (scrub))
    return;

  scrub->value = value;
  show_value (scrub);
}

double
nrn_number_scrub_get_value (NrnNumberScrub *scrub)
{
  return scrub->value;
}

/**
 * nrn_number_scrub_is_busy:
 * @scrub: a number
 *
 * Returns: whether it is being dragged or typed
 */
gboolean
nrn_number_scrub_is_busy (NrnNumberScrub *scrub)
{
  return scrub->is_dragged || scrub->is_typed;
}

/**
 * nrn_number_scrub_drag:
 * @scrub: a number
 * @offset: how far the pointer is to the right of where the drag began, in
 *   pixels
 * @fine: whether the way since the last call counts a tenth
 *
 * What a drag with the pointer does; it begins with the first call.
 */
void
nrn_number_scrub_drag (NrnNumberScrub *scrub,
                       double          offset,
                       gboolean        fine)
{
  double way;

  if (!scrub->is_dragged)
    begin_drag (scrub);
  way = (offset - scrub->offset) * scrub->step;
  scrub->offset = offset;
  scrub->value = CLAMP (scrub->value + (fine ? way / STEPS : way), -FLT_MAX, FLT_MAX);
  show_value (scrub);
  g_signal_emit (scrub, signals[PREVIEW], 0, scrub->value);
}

/**
 * nrn_number_scrub_drop:
 * @scrub: a number that is being dragged
 *
 * Ends the drag where it is.
 */
void
nrn_number_scrub_drop (NrnNumberScrub *scrub)
{
  g_return_if_fail (scrub->is_dragged);

  end_drag (scrub);
  select_all (scrub);
  commit (scrub, scrub->value);
}
