/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kept run in the list of them.
 */

#include "config.h"

#include "nrn-run-row.h"

#include <glib/gi18n-lib.h>

#include "nrn-history-plot.h"
#include "nrn-loss.h"
#include "nrn-run-picture.h"
#include "nrn-run-words.h"
#include "nrn-theme.h"

struct _NrnRunRow
{
  GtkListBoxRow  parent_instance;

  NrnRun        *run;           /* owned */

  /* Template children */
  GtkCheckButton *check;
  GtkLabel       *number_label;
  GtkDrawingArea *sign;
  GtkDrawingArea *picture;
  GtkStack       *name_stack;
  GtkLabel       *name_label;
  GtkEntry       *name_entry;
  GtkLabel       *settings_label;
  GtkLabel       *result_label;
  GtkMenuButton  *menu_button;
};

G_DEFINE_FINAL_TYPE (NrnRunRow, nrn_run_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  PROP_0,
  PROP_CHECKED,
  N_PROPS
};

enum
{
  RENAMED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* ---- Pictures ---- */

static void
draw_sign (GtkDrawingArea *area,
           cairo_t        *cr,
           int             width,
           int             height,
           gpointer        data)
{
  NrnRunRow *self = data;
  NrnPalette palette = nrn_theme_get_card (GTK_WIDGET (area));

  if (nrn_run_row_get_checked (self))
    nrn_history_run_paint_sign (cr, nrn_run_get_id (self->run), width, height, &palette);
}

/* Of a file, only the loss tells. */
static gboolean
has_classes (const NrnExperimentParts *parts)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (parts->source);
  NrnTargetKind kind = nrn_loss_get_target_kind (nrn_config_get_kind (parts->loss));

  return generator != NULL ? generator->class_names != NULL
                           : kind == NRN_TARGET_CLASS || kind == NRN_TARGET_ONE_HOT;
}

static void
draw_picture (GtkDrawingArea *area,
              cairo_t        *cr,
              int             width,
              int             height,
              gpointer        data)
{
  NrnRunRow *self = data;
  const NrnExperimentParts *parts = nrn_experiment_get_parts (nrn_run_get_experiment (self->run));
  NrnPalette palette = nrn_theme_get_card (GTK_WIDGET (area));
  NrnRunPicture picture = {
    .weights = parts->weights,
    .history = parts->history,
    .is_scaled = parts->scaler != NULL,
    .has_classes = has_classes (parts),
  };

  nrn_run_picture_paint (cr, &picture, width, height, &palette);
}

/* ---- Renaming ---- */

static void
end_rename (NrnRunRow *self)
{
  gtk_stack_set_visible_child_name (self->name_stack, "label");
}

static gboolean
is_renaming (NrnRunRow *self)
{
  return g_str_equal (gtk_stack_get_visible_child_name (self->name_stack), "entry");
}

static void
take_name (NrnRunRow *self)
{
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name_entry)));

  if (!is_renaming (self))
    return;

  end_rename (self);
  g_signal_emit (self, signals[RENAMED], 0, name);
}

static void
entry_activate_cb (NrnRunRow *self)
{
  take_name (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static gboolean
key_pressed_cb (NrnRunRow *self,
                guint      key)
{
  if (key != GDK_KEY_Escape)
    return FALSE;

  end_rename (self);
  gtk_widget_grab_focus (GTK_WIDGET (self));

  return TRUE;
}

static void
add_controllers (NrnRunRow *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (take_name), self);
  gtk_widget_add_controller (GTK_WIDGET (self->name_entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->name_entry), focus);
}

/* ---- What it shows ---- */

static void
toggled_cb (NrnRunRow *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self->sign));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}

static void
add_item (GMenu      *menu,
          const char *label,
          const char *action,
          guint       id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "u", id);
  g_menu_append_item (menu, item);
}

static void
fill_menu (NrnRunRow *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  guint id = nrn_run_get_id (self->run);

  add_item (menu, _("_Load Back"), "runs.load", id);
  add_item (menu, _("_Rename"), "runs.rename", id);
  add_item (menu, _("Re_move"), "runs.remove", id);
  gtk_menu_button_set_menu_model (self->menu_button, G_MENU_MODEL (menu));
}

static void
set_label (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_text (label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), text);
}

static void
update (NrnRunRow *self)
{
  const NrnExperiment *experiment = nrn_run_get_experiment (self->run);
  const char *name = nrn_run_get_name (self->run);
  g_autofree char *number = g_strdup_printf ("%u", nrn_run_get_id (self->run));
  g_autofree char *settings = nrn_run_describe_settings (experiment);
  g_autofree char *result = nrn_run_describe_result (experiment);

  gtk_label_set_text (self->number_label, number);
  set_label (self->name_label, name);
  set_label (self->settings_label, settings);
  set_label (self->result_label, result);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, result, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  gtk_widget_queue_draw (GTK_WIDGET (self->picture));
}

/* ---- The class ---- */

static void
nrn_run_row_get_property (GObject    *object,
                          guint       property_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  if (property_id == PROP_CHECKED)
    g_value_set_boolean (value, nrn_run_row_get_checked (NRN_RUN_ROW (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
nrn_run_row_finalize (GObject *object)
{
  g_clear_pointer (&NRN_RUN_ROW (object)->run, nrn_run_unref);

  G_OBJECT_CLASS (nrn_run_row_parent_class)->finalize (object);
}

static void
nrn_run_row_class_init (NrnRunRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = nrn_run_row_get_property;
  object_class->finalize = nrn_run_row_finalize;

  properties[PROP_CHECKED] =
    g_param_spec_boolean ("checked", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[RENAMED] = g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, check);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, number_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, sign);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, picture);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, name_stack);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, settings_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, result_label);
  gtk_widget_class_bind_template_child (widget_class, NrnRunRow, menu_button);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
}

static void
nrn_run_row_init (NrnRunRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->sign, draw_sign, self, NULL);
  gtk_drawing_area_set_draw_func (self->picture, draw_picture, self, NULL);
  nrn_theme_watch (GTK_WIDGET (self->sign));
  nrn_theme_watch (GTK_WIDGET (self->picture));
  add_controllers (self);
}

/**
 * nrn_run_row_new:
 * @run: what it shows
 *
 * Returns: (transfer floating): a row of the list of kept runs
 */
NrnRunRow *
nrn_run_row_new (const NrnRun *run)
{
  NrnRunRow *row = g_object_new (NRN_TYPE_RUN_ROW, NULL);

  nrn_run_row_set_run (row, run);

  return row;
}

void
nrn_run_row_set_run (NrnRunRow    *row,
                     const NrnRun *run)
{
  g_return_if_fail (NRN_IS_RUN_ROW (row));

  if (row->run == run)
    return;

  g_clear_pointer (&row->run, nrn_run_unref);
  row->run = nrn_run_ref (run);
  fill_menu (row);
  update (row);
}

/**
 * nrn_run_row_get_run:
 * @row: a row
 *
 * Returns: (transfer none): the run
 */
const NrnRun *
nrn_run_row_get_run (NrnRunRow *row)
{
  return row->run;
}

void
nrn_run_row_set_checked (NrnRunRow *row,
                         gboolean   checked)
{
  gtk_check_button_set_active (row->check, checked);
}

gboolean
nrn_run_row_get_checked (NrnRunRow *row)
{
  return gtk_check_button_get_active (row->check);
}

/**
 * nrn_run_row_begin_rename:
 * @row: a row
 *
 * Puts an entry in the place of the name, until Enter, Escape, or the keys go
 * elsewhere.
 */
void
nrn_run_row_begin_rename (NrnRunRow *row)
{
  gtk_editable_set_text (GTK_EDITABLE (row->name_entry), nrn_run_get_name (row->run));
  gtk_stack_set_visible_child_name (row->name_stack, "entry");
  gtk_widget_grab_focus (GTK_WIDGET (row->name_entry));
}
