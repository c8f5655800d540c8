/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Fields for all arguments of a kind.
 */

#include "config.h"

#include "nrn-arguments.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "nrn-kind-row.h"
#include "nrn-property-row.h"

struct _NrnArguments
{
  GtkPopover           parent_instance;

  NrnConfig           *config;      /* owned; NULL before the first */
  GPtrArray           *rows;        /* Field; the widgets are borrowed from group */
  guint                n_made;      /* arguments that have their rows already */
  guint                tick_id;     /* 0 unless more are to come */

  /* Template children */
  GtkScrolledWindow   *scroller;
  AdwPreferencesGroup *group;
  GtkWidget           *defaults_button;
};

G_DEFINE_FINAL_TYPE (NrnArguments, nrn_arguments, GTK_TYPE_POPOVER)

/* One for each argument, and one more for what may stand in place of a
 * number. */
typedef struct
{
  guint      property;
  GtkWidget *row;         /* NrnPropertyRow or NrnKindRow */
} Field;

/* A row takes a few milliseconds to make and to measure; so many are made
 * each frame, until all are there. */
#define ROWS_A_FRAME 1

/* What the rows will take up at least, so that the popover hardly grows while
 * they come. */
#define TOP_HEIGHT 100
#define ROW_HEIGHT 60
#define MAX_HEIGHT 480

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnKind *
get_kind (NrnArguments *self)
{
  return nrn_config_get_kind (self->config);
}

static void
property_changed_cb (NrnArguments *self,
                     NrnConfig    *config)
{
  g_signal_emit (self, signals[CHANGED], 0, config);
}

static const NrnPropertySpec *
get_spec (NrnArguments *self,
          GtkWidget    *row)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Field *field = g_ptr_array_index (self->rows, i);

      if (field->row == row)
        return &get_kind (self)->properties[field->property];
    }

  g_return_val_if_reached (NULL);
}

/* What follows when there is no kind any more: None, or the number that it
 * stood in for. */
static NrnConfig *
without_kind (NrnArguments          *self,
              const NrnPropertySpec *spec)
{
  if (spec->or_config)
    return nrn_config_with_number (self->config, spec->name, spec->default_value, NULL);

  return nrn_config_with_text (self->config, spec->name, "none", NULL);
}

/* A kind among the arguments, chosen anew or with other arguments of its own. */
static void
kind_changed_cb (NrnKindRow   *row,
                 NrnConfig    *value,
                 NrnArguments *self)
{
  const NrnPropertySpec *spec = get_spec (self, GTK_WIDGET (row));
  g_autoptr (NrnConfig) config = NULL;

  config = value != NULL ? nrn_config_with_config (self->config, spec->name, value, NULL)
                         : without_kind (self, spec);
  if (config != NULL)
    g_signal_emit (self, signals[CHANGED], 0, config);
}

static void
defaults_clicked_cb (NrnArguments *self)
{
  g_autoptr (NrnConfig) config = nrn_config_new (get_kind (self));

  g_signal_emit (self, signals[CHANGED], 0, config);
}

static void
add_row (NrnArguments *self,
         guint         property,
         GtkWidget    *row)
{
  Field *field = g_new (Field, 1);

  *field = (Field) { property, row };
  g_ptr_array_add (self->rows, field);
  adw_preferences_group_add (self->group, row);
}

static void
add_kind_row (NrnArguments *self,
              guint         property)
{
  const NrnPropertySpec *spec = &get_kind (self)->properties[property];
  GtkWidget *row = nrn_kind_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), spec->or_config ? _("or by a schedule")
                                                                            : spec->name);
  nrn_kind_row_set_note (NRN_KIND_ROW (row), spec->or_config
                                             ? _("Changes it from update to update.")
                                             : nrn_property_spec_get_description (spec));
  if (spec->or_config)
    nrn_kind_row_allow_none (NRN_KIND_ROW (row), spec->family, _("The same number for all updates."));
  else if (spec->optional || spec->default_name == NULL)
    nrn_kind_row_allow_none (NRN_KIND_ROW (row), spec->family, _("Nothing of the kind."));
  g_signal_connect (row, "changed", G_CALLBACK (kind_changed_cb), self);
  add_row (self, property, row);
}

static void
add_field (NrnArguments *self,
           guint         property)
{
  GtkWidget *row = nrn_property_row_new (self->config, property);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (property_changed_cb), self);
  add_row (self, property, row);
}

static void
update_field (NrnArguments *self,
              const Field  *field)
{
  if (NRN_IS_KIND_ROW (field->row))
    nrn_kind_row_set_config (NRN_KIND_ROW (field->row),
                             nrn_config_get_config (self->config, field->property));
  else
    nrn_property_row_set_config (NRN_PROPERTY_ROW (field->row), self->config);
}

/* Returns whether there was an argument left without a row. */
static gboolean
make_next (NrnArguments *self)
{
  const NrnKind *kind = get_kind (self);
  const NrnPropertySpec *spec = &kind->properties[self->n_made];
  guint n_before = self->rows->len;

  if (self->n_made == kind->n_properties)
    return FALSE;

  if (spec->type != NRN_PROPERTY_CONFIG)
    add_field (self, self->n_made);
  if (spec->type == NRN_PROPERTY_CONFIG || spec->or_config)
    add_kind_row (self, self->n_made);
  for (guint i = n_before; i < self->rows->len; i++)
    update_field (self, g_ptr_array_index (self->rows, i));
  self->n_made++;

  return TRUE;
}

static gboolean
make_some_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  NrnArguments *self = NRN_ARGUMENTS (widget);

  for (guint i = 0; i < ROWS_A_FRAME; i++)
    {
      if (!make_next (self))
        {
          self->tick_id = 0;
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
remove_rows (NrnArguments *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Field *field = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (self->group, field->row);
    }
  g_ptr_array_set_size (self->rows, 0);
  self->n_made = 0;
}

static void
begin_rows (NrnArguments *self)
{
  int height = TOP_HEIGHT + ROW_HEIGHT * (int) get_kind (self)->n_properties;

  gtk_scrolled_window_set_min_content_height (self->scroller, MIN (height, MAX_HEIGHT));
  for (guint i = 0; i < ROWS_A_FRAME; i++)
    make_next (self);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), make_some_cb, NULL, NULL);
}

/* The first field rather than the button over it. */
static void
nrn_arguments_map (GtkWidget *widget)
{
  NrnArguments *self = NRN_ARGUMENTS (widget);
  const Field *first;

  begin_rows (self);
  first = g_ptr_array_index (self->rows, 0);

  GTK_WIDGET_CLASS (nrn_arguments_parent_class)->map (widget);

  gtk_widget_child_focus (first->row, GTK_DIR_TAB_FORWARD);
}

static void
nrn_arguments_dispose (GObject *object)
{
  NrnArguments *self = NRN_ARGUMENTS (object);

  g_clear_pointer (&self->config, nrn_config_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (nrn_arguments_parent_class)->dispose (object);
}

static void
nrn_arguments_class_init (NrnArgumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_arguments_dispose;
  widget_class->map = nrn_arguments_map;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-arguments.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnArguments, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnArguments, group);
  gtk_widget_class_bind_template_child (widget_class, NrnArguments, defaults_button);
  gtk_widget_class_bind_template_callback (widget_class, defaults_clicked_cb);
}

static void
nrn_arguments_init (NrnArguments *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_arguments_new:
 *
 * Returns: (transfer floating): fields for nothing yet
 */
GtkWidget *
nrn_arguments_new (void)
{
  return g_object_new (NRN_TYPE_ARGUMENTS, NULL);
}

/**
 * nrn_arguments_set_config:
 * @arguments: fields
 * @config: whose arguments to show
 *
 * Fields stay in place, with the focus, while @config is of the same kind.
 */
void
nrn_arguments_set_config (NrnArguments    *arguments,
                          const NrnConfig *config)
{
  g_autoptr (NrnConfig) before = g_steal_pointer (&arguments->config);
  const NrnKind *kind = nrn_config_get_kind (config);

  arguments->config = nrn_config_ref (config);
  if (before == NULL || nrn_config_get_kind (before) != kind)
    {
      adw_preferences_group_set_title (arguments->group, kind->name);
      adw_preferences_group_set_description (arguments->group, nrn_kind_get_purpose (kind));
      remove_rows (arguments);
      if (gtk_widget_get_mapped (GTK_WIDGET (arguments)))
        begin_rows (arguments);
    }

  for (guint i = 0; i < arguments->rows->len; i++)
    update_field (arguments, g_ptr_array_index (arguments->rows, i));
  gtk_widget_set_sensitive (arguments->defaults_button, !nrn_config_is_default (config));
}

/**
 * nrn_arguments_get_row:
 * @arguments: fields
 * @name: an argument's name
 *
 * Returns: (transfer none): its row, an #NrnPropertyRow or an #NrnKindRow
 */
GtkWidget *
nrn_arguments_get_row (NrnArguments *arguments,
                       const char   *name)
{
  while (make_next (arguments))
    ;
  for (guint i = 0; i < arguments->rows->len; i++)
    {
      const Field *field = g_ptr_array_index (arguments->rows, i);

      if (g_str_equal (get_kind (arguments)->properties[field->property].name, name))
        return field->row;
    }

  g_return_val_if_reached (NULL);
}
