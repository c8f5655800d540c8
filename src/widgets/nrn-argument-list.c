/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Fields for all arguments of a kind.
 */

#include "config.h"

#include "nrn-argument-list.h"

#include <glib/gi18n-lib.h>

#include "nrn-kind-row.h"
#include "nrn-property-row.h"

struct _NrnArgumentList
{
  AdwPreferencesGroup  parent_instance;

  NrnConfig           *config;      /* owned; NULL before the first */
  GPtrArray           *rows;        /* Field; the widgets are borrowed from group */
  guint                n_made;      /* arguments that have their rows already */
  guint                tick_id;     /* 0 unless more are to come */

  /* Template child */
  GtkWidget           *defaults_button;
};

G_DEFINE_FINAL_TYPE (NrnArgumentList, nrn_argument_list, ADW_TYPE_PREFERENCES_GROUP)

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

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const NrnKind *
get_kind (NrnArgumentList *self)
{
  return nrn_config_get_kind (self->config);
}

static void
property_changed_cb (NrnArgumentList *self,
                     NrnConfig       *config)
{
  g_signal_emit (self, signals[CHANGED], 0, config);
}

static const NrnPropertySpec *
get_spec (NrnArgumentList *self,
          GtkWidget       *row)
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
without_kind (NrnArgumentList       *self,
              const NrnPropertySpec *spec)
{
  if (spec->or_config)
    return nrn_config_with_number (self->config, spec->name, spec->default_value, NULL);

  return nrn_config_with_text (self->config, spec->name, "none", NULL);
}

/* A kind among the arguments, chosen anew or with other arguments of its own. */
static void
kind_changed_cb (NrnKindRow      *row,
                 NrnConfig       *value,
                 NrnArgumentList *self)
{
  const NrnPropertySpec *spec = get_spec (self, GTK_WIDGET (row));
  g_autoptr (NrnConfig) config = NULL;

  config = value != NULL ? nrn_config_with_config (self->config, spec->name, value, NULL)
                         : without_kind (self, spec);
  if (config != NULL)
    g_signal_emit (self, signals[CHANGED], 0, config);
}

static void
defaults_clicked_cb (NrnArgumentList *self)
{
  g_autoptr (NrnConfig) config = nrn_config_new (get_kind (self));

  g_signal_emit (self, signals[CHANGED], 0, config);
}

static void
add_row (NrnArgumentList *self,
         guint            property,
         GtkWidget       *row)
{
  Field *field = g_new (Field, 1);

  *field = (Field) { property, row };
  g_ptr_array_add (self->rows, field);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_kind_row (NrnArgumentList *self,
              guint            property)
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
add_field (NrnArgumentList *self,
           guint            property)
{
  GtkWidget *row = nrn_property_row_new (self->config, property);

  g_signal_connect_swapped (row, "changed", G_CALLBACK (property_changed_cb), self);
  add_row (self, property, row);
}

static void
update_field (NrnArgumentList *self,
              const Field     *field)
{
  if (NRN_IS_KIND_ROW (field->row))
    nrn_kind_row_set_config (NRN_KIND_ROW (field->row),
                             nrn_config_get_config (self->config, field->property));
  else
    nrn_property_row_set_config (NRN_PROPERTY_ROW (field->row), self->config);
}

/* Returns whether there was an argument left without a row. */
static gboolean
make_next (NrnArgumentList *self)
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
  NrnArgumentList *self = NRN_ARGUMENT_LIST (widget);

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
remove_rows (NrnArgumentList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Field *field = g_ptr_array_index (self->rows, i);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), field->row);
    }
  g_ptr_array_set_size (self->rows, 0);
  self->n_made = 0;
}

static void
begin_rows (NrnArgumentList *self)
{
  for (guint i = 0; i < ROWS_A_FRAME; i++)
    make_next (self);
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), make_some_cb, NULL, NULL);
}

static void
nrn_argument_list_map (GtkWidget *widget)
{
  begin_rows (NRN_ARGUMENT_LIST (widget));

  GTK_WIDGET_CLASS (nrn_argument_list_parent_class)->map (widget);
}

static void
nrn_argument_list_dispose (GObject *object)
{
  NrnArgumentList *self = NRN_ARGUMENT_LIST (object);

  g_clear_pointer (&self->config, nrn_config_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (nrn_argument_list_parent_class)->dispose (object);
}

static void
nrn_argument_list_class_init (NrnArgumentListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_argument_list_dispose;
  widget_class->map = nrn_argument_list_map;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-argument-list.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnArgumentList, defaults_button);
  gtk_widget_class_bind_template_callback (widget_class, defaults_clicked_cb);
}

static void
nrn_argument_list_init (NrnArgumentList *self)
{
  self->rows = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * nrn_argument_list_set_config:
 * @list: fields
 * @config: whose arguments to show
 *
 * Fields stay in place, with the focus, while @config is of the same kind.
 */
void
nrn_argument_list_set_config (NrnArgumentList *list,
                              const NrnConfig *config)
{
  g_autoptr (NrnConfig) before = g_steal_pointer (&list->config);
  const NrnKind *kind = nrn_config_get_kind (config);

  list->config = nrn_config_ref (config);
  if (before == NULL || nrn_config_get_kind (before) != kind)
    {
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (list), kind->name);
      adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (list),
                                             nrn_kind_get_purpose (kind));
      remove_rows (list);
      if (gtk_widget_get_mapped (GTK_WIDGET (list)))
        begin_rows (list);
    }

  for (guint i = 0; i < list->rows->len; i++)
    update_field (list, g_ptr_array_index (list->rows, i));
  gtk_widget_set_sensitive (list->defaults_button, !nrn_config_is_default (config));
}

/**
 * nrn_argument_list_focus:
 * @list: fields that are shown
 *
 * Takes the focus to the first one.
 */
void
nrn_argument_list_focus (NrnArgumentList *list)
{
  const Field *first = g_ptr_array_index (list->rows, 0);

  gtk_widget_child_focus (first->row, GTK_DIR_TAB_FORWARD);
}

/**
 * nrn_argument_list_get_row:
 * @list: fields
 * @name: an argument's name
 *
 * Returns: (transfer none): its row, an #NrnPropertyRow or an #NrnKindRow
 */
GtkWidget *
nrn_argument_list_get_row (NrnArgumentList *list,
                           const char      *name)
{
  while (make_next (list))
    ;
  for (guint i = 0; i < list->rows->len; i++)
    {
      const Field *field = g_ptr_array_index (list->rows, i);

      if (g_str_equal (get_kind (list)->properties[field->property].name, name))
        return field->row;
    }

  g_return_val_if_reached (NULL);
}
