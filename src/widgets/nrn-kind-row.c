/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A row for a choice among kinds.
 */

#include "config.h"

#include "nrn-kind-row.h"

#include <glib/gi18n-lib.h>

#include "nrn-kind-curve.h"

struct _NrnKindRow
{
  AdwActionRow    parent_instance;

  NrnConfig      *config;       /* owned; what is chosen; NULL: None, or nothing to choose */
  NrnFamily       family;       /* what can be chosen */
  const char     *none;         /* static; why to choose None; NULL: it cannot be chosen */
  NrnConfig      *whole;        /* owned; whose arguments the button shows; NULL: those of config */
  gboolean        uses_subtitle;

  NrnKindChooser *chooser;      /* owned as a child; NULL until it is opened */
  NrnArguments   *arguments;    /* borrowed from its button; NULL until it is opened */

  /* Template children */
  NrnKindCurve   *curve;
  GtkLabel       *name_label;
  GtkMenuButton  *arguments_button;
  GtkWidget      *arrow;
};

G_DEFINE_FINAL_TYPE (NrnKindRow, nrn_kind_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_0,
  PROP_USE_SUBTITLE,
  N_PROPERTIES
};

enum
{
  CHANGED,
  ARGUMENTS_CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

static const NrnConfig *
get_whole (NrnKindRow *self)
{
  return self->whole != NULL ? self->whole : self->config;
}

static gboolean
can_choose (NrnKindRow *self)
{
  return self->config != NULL || self->none != NULL;
}

/* Long names break after an underscore rather than anywhere. */
static char *
make_breakable (const char *name)
{
  GString *text = g_string_new (name);

  g_string_replace (text, "_", "_\u200b", 0);

  return g_string_free (text, FALSE);
}

static void
update_name (NrnKindRow *self)
{
  const char *none = self->none != NULL ? C_("no kind", "none") : "";
  g_autofree char *name = self->config != NULL ? nrn_config_to_string (self->config) : g_strdup (none);

  if (self->uses_subtitle)
    {
      g_autofree char *breakable = make_breakable (name);

      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), breakable);
    }
  else
    gtk_label_set_text (self->name_label,
                        self->config != NULL ? nrn_config_get_name (self->config) : none);
  gtk_widget_set_visible (GTK_WIDGET (self->name_label), !self->uses_subtitle && can_choose (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->config != NULL ? nrn_config_get_name (self->config) : none, -1);
}

/* Subtitles are markup to libadwaita; the row is named by its title alone, so
 * that its description is what is chosen. */
static void
title_changed_cb (NrnKindRow *self)
{
  const char *title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  g_autofree char *button = g_strdup_printf (_("Arguments of %s"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->arguments_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, button, -1);
}

/* ---- The list ---- */

static void
chosen_cb (NrnKindRow    *self,
           const NrnKind *kind)
{
  g_autoptr (NrnConfig) config = NULL;

  if (kind == (self->config != NULL ? nrn_config_get_kind (self->config) : NULL))
    return;

  if (kind != NULL)
    config = nrn_config_new (kind);
  g_signal_emit (self, signals[CHANGED], 0, config);
}

static void
chooser_closed_cb (NrnKindRow *self)
{
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE, -1);
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
open_chooser (NrnKindRow *self)
{
  gtk_popover_popup (GTK_POPOVER (nrn_kind_row_get_chooser (self)));
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE, -1);
}

/* Whether its middle is. */
static gboolean
is_in_view (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  graphene_rect_t bounds;
  graphene_point_t middle;

  if (!gtk_widget_compute_bounds (widget, root, &bounds))
    return FALSE;

  graphene_rect_get_center (&bounds, &middle);

  return middle.y >= 0 && middle.y < (float) gtk_widget_get_height (root);
}

static gboolean
open_in_view_cb (GtkWidget     *widget,
                 GdkFrameClock *clock,
                 gpointer       data)
{
  if (!is_in_view (widget))
    return G_SOURCE_CONTINUE;

  open_chooser (NRN_KIND_ROW (widget));
  return G_SOURCE_REMOVE;
}

/* A screen reader can open what is scrolled out of view: then it comes into
 * view with the focus, a frame later. */
static void
nrn_kind_row_activate (AdwActionRow *row)
{
  NrnKindRow *self = NRN_KIND_ROW (row);

  if (!can_choose (self))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (is_in_view (GTK_WIDGET (self)))
    open_chooser (self);
  else
    gtk_widget_add_tick_callback (GTK_WIDGET (self), open_in_view_cb, NULL, NULL);
}

/* The list is made when the pointer or the focus comes near, so that it opens
 * at once. */
static void
prepare (NrnKindRow *self)
{
  if (can_choose (self))
    nrn_kind_row_get_chooser (self);
}

static void
prepare_when_near (NrnKindRow *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (motion, "enter", G_CALLBACK (prepare), self);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (prepare), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* ---- The arguments ---- */

static void
arguments_changed_cb (NrnKindRow *self,
                      NrnConfig  *config)
{
  g_signal_emit (self, signals[self->whole != NULL ? ARGUMENTS_CHANGED : CHANGED], 0, config);
}

static void
make_arguments_cb (GtkMenuButton *button,
                   gpointer       data)
{
  nrn_kind_row_get_arguments (data);
}

static void
update_arguments (NrnKindRow *self)
{
  const NrnConfig *whole = get_whole (self);
  gboolean has_any = whole != NULL && nrn_config_get_kind (whole)->n_properties > 0;

  gtk_widget_set_visible (GTK_WIDGET (self->arguments_button), has_any);
  if (self->arguments == NULL)
    return;

  if (has_any)
    nrn_arguments_set_config (self->arguments, whole);
  else
    gtk_popover_popdown (GTK_POPOVER (self->arguments));
}

/* ---- The class ---- */

static void
nrn_kind_row_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  NrnKindRow *self = NRN_KIND_ROW (object);

  g_assert (id == PROP_USE_SUBTITLE);

  self->uses_subtitle = g_value_get_boolean (value);
}

static GtkSizeRequestMode
nrn_kind_row_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)));
}

static void
nrn_kind_row_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  gtk_widget_measure (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), orientation, for_size,
                      minimum, natural, minimum_baseline, natural_baseline);
}

/* The list moves with the row. */
static void
nrn_kind_row_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  NrnKindRow *self = NRN_KIND_ROW (widget);

  gtk_widget_allocate (gtk_list_box_row_get_child (GTK_LIST_BOX_ROW (widget)), width, height,
                       baseline, NULL);
  if (self->chooser != NULL)
    gtk_popover_present (GTK_POPOVER (self->chooser));
}

static void
nrn_kind_row_dispose (GObject *object)
{
  NrnKindRow *self = NRN_KIND_ROW (object);

  if (self->chooser != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->chooser));
  self->chooser = NULL;
  self->arguments = NULL;
  g_clear_pointer (&self->config, nrn_config_unref);
  g_clear_pointer (&self->whole, nrn_config_unref);

  G_OBJECT_CLASS (nrn_kind_row_parent_class)->dispose (object);
}

static void
nrn_kind_row_class_init (NrnKindRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_kind_row_dispose;
  G_OBJECT_CLASS (klass)->set_property = nrn_kind_row_set_property;
  widget_class->get_request_mode = nrn_kind_row_get_request_mode;
  widget_class->measure = nrn_kind_row_measure;
  widget_class->size_allocate = nrn_kind_row_size_allocate;
  ADW_ACTION_ROW_CLASS (klass)->activate = nrn_kind_row_activate;

  properties[PROP_USE_SUBTITLE] =
    g_param_spec_boolean ("use-subtitle", NULL, NULL, FALSE,
                          G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPERTIES, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[ARGUMENTS_CHANGED] =
    g_signal_new ("arguments-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (NRN_TYPE_KIND_CURVE);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_COMBO_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-kind-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnKindRow, curve);
  gtk_widget_class_bind_template_child (widget_class, NrnKindRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, NrnKindRow, arguments_button);
  gtk_widget_class_bind_template_child (widget_class, NrnKindRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, title_changed_cb);
}

static void
nrn_kind_row_init (NrnKindRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  /* Its layout manager does not know of the list. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_menu_button_set_create_popup_func (self->arguments_button, make_arguments_cb, self, NULL);
  prepare_when_near (self);
  /* Newer rows are described by their subtitle, which counts for more. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_DESCRIBED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_HAS_POPUP, TRUE, -1);
}

/**
 * nrn_kind_row_new:
 *
 * Returns: (transfer floating): a row without a choice yet
 */
GtkWidget *
nrn_kind_row_new (void)
{
  return g_object_new (NRN_TYPE_KIND_ROW, NULL);
}

/**
 * nrn_kind_row_allow_none:
 * @row: a new row
 * @family: what can be chosen
 * @none: why to choose Keras' None, one sentence; static
 *
 * Lets None be chosen too.
 */
void
nrn_kind_row_allow_none (NrnKindRow *row,
                         NrnFamily   family,
                         const char *none)
{
  row->family = family;
  row->none = none;
}

/**
 * nrn_kind_row_set_config:
 * @row: a row
 * @config: (nullable): what is chosen, of the same family as before; %NULL
 *   for None, or if there is nothing to choose
 */
void
nrn_kind_row_set_config (NrnKindRow      *row,
                         const NrnConfig *config)
{
  NrnConfig *kept = config != NULL ? nrn_config_ref (config) : NULL;

  g_clear_pointer (&row->config, nrn_config_unref);
  row->config = kept;
  if (config != NULL)
    row->family = nrn_kind_get_family (nrn_config_get_kind (config));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), can_choose (row));
  gtk_widget_set_visible (row->arrow, can_choose (row));
  nrn_kind_curve_set_config (row->curve, config);
  update_name (row);
  update_arguments (row);
  if (row->chooser != NULL)
    nrn_kind_chooser_set_chosen (row->chooser, config != NULL ? nrn_config_get_kind (config) : NULL);
}

/**
 * nrn_kind_row_get_config:
 * @row: a row
 *
 * Returns: (transfer none) (nullable): what is chosen
 */
const NrnConfig *
nrn_kind_row_get_config (NrnKindRow *row)
{
  return row->config;
}

/**
 * nrn_kind_row_set_arguments:
 * @row: a row
 * @config: what the button shows the arguments of, instead of those of what
 *   is chosen, such as a layer that the activation belongs to
 */
void
nrn_kind_row_set_arguments (NrnKindRow      *row,
                            const NrnConfig *config)
{
  NrnConfig *kept = nrn_config_ref (config);

  g_clear_pointer (&row->whole, nrn_config_unref);
  row->whole = kept;
  update_arguments (row);
}

/**
 * nrn_kind_row_set_note:
 * @row: a row that has no use for its subtitle
 * @note: a sentence on what is chosen here
 */
void
nrn_kind_row_set_note (NrnKindRow *row,
                       const char *note)
{
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), note);
}

/**
 * nrn_kind_row_get_chooser:
 * @row: a row with a choice
 *
 * Returns: (transfer none): its list
 */
NrnKindChooser *
nrn_kind_row_get_chooser (NrnKindRow *row)
{
  g_return_val_if_fail (can_choose (row), NULL);

  if (row->chooser == NULL)
    {
      GtkWidget *chooser = nrn_kind_chooser_new (row->family, row->none);

      row->chooser = NRN_KIND_CHOOSER (chooser);
      nrn_kind_chooser_set_chosen (row->chooser, row->config != NULL ? nrn_config_get_kind (row->config)
                                                                     : NULL);
      gtk_widget_set_parent (chooser, GTK_WIDGET (row));
      g_signal_connect_swapped (chooser, "chosen", G_CALLBACK (chosen_cb), row);
      g_signal_connect_swapped (chooser, "closed", G_CALLBACK (chooser_closed_cb), row);
    }

  return row->chooser;
}

/**
 * nrn_kind_row_get_arguments:
 * @row: a row whose button can be seen
 *
 * Returns: (transfer none): the fields, made when they are first wanted
 */
NrnArguments *
nrn_kind_row_get_arguments (NrnKindRow *row)
{
  if (row->arguments == NULL)
    {
      GtkWidget *arguments = nrn_arguments_new ();

      row->arguments = NRN_ARGUMENTS (arguments);
      nrn_arguments_set_config (row->arguments, get_whole (row));
      gtk_menu_button_set_popover (row->arguments_button, arguments);
      g_signal_connect_swapped (arguments, "changed", G_CALLBACK (arguments_changed_cb), row);
    }

  return row->arguments;
}
