/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * All arguments of a kind in a popover.
 */

#include "config.h"

#include "nrn-arguments.h"

#include "nrn-argument-list.h"

struct _NrnArguments
{
  GtkPopover         parent_instance;

  int                height;    /* in pixels, that the rows will want */

  /* Template children */
  GtkScrolledWindow *scroller;
  NrnArgumentList   *list;
};

G_DEFINE_FINAL_TYPE (NrnArguments, nrn_arguments, GTK_TYPE_POPOVER)

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

static void
changed_cb (NrnArguments *self,
            NrnConfig    *config)
{
  g_signal_emit (self, signals[CHANGED], 0, config);
}

/* The first field rather than the button over it. */
static void
nrn_arguments_map (GtkWidget *widget)
{
  NrnArguments *self = NRN_ARGUMENTS (widget);

  gtk_scrolled_window_set_min_content_height (self->scroller, self->height);

  GTK_WIDGET_CLASS (nrn_arguments_parent_class)->map (widget);

  nrn_argument_list_focus (self->list);
}

static void
nrn_arguments_class_init (NrnArgumentsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->map = nrn_arguments_map;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (NRN_TYPE_ARGUMENT_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-arguments.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnArguments, scroller);
  gtk_widget_class_bind_template_child (widget_class, NrnArguments, list);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
nrn_arguments_init (NrnArguments *self)
{
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
  int height = TOP_HEIGHT + ROW_HEIGHT * (int) nrn_config_get_kind (config)->n_properties;

  arguments->height = MIN (height, MAX_HEIGHT);
  nrn_argument_list_set_config (arguments->list, config);
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
  return nrn_argument_list_get_row (arguments->list, name);
}
