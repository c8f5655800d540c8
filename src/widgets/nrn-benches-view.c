/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The page with the benches.
 */

#include "config.h"

#include "nrn-benches-view.h"

#include <glib/gi18n-lib.h>

#include "nrn-activation-bench-view.h"
#include "nrn-collapse-bench-view.h"
#include "nrn-focus.h"
#include "nrn-loss-bench-view.h"
#include "nrn-luck-bench-view.h"
#include "nrn-race-bench-view.h"

struct _NrnBenchesView
{
  GtkWidget           parent_instance;

  NrnDocument        *document;   /* owned */
  GSimpleActionGroup *actions;    /* owned */

  /* Template children */
  GtkWidget          *box;
  GtkBox             *switcher;
  GtkStack           *stack;
};

G_DEFINE_FINAL_TYPE (NrnBenchesView, nrn_benches_view, GTK_TYPE_WIDGET)

enum
{
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/**
 * Bench:
 * @name: for the action
 * @title: on the button
 * @tooltip: what it is for
 * @create: makes it
 */
typedef struct
{
  const char *name;
  const char *title;
  const char *tooltip;
  GtkWidget  *(*create) (NrnBenchesView *self);
} Bench;

static GtkWidget *
create_loss (NrnBenchesView *self)
{
  return nrn_loss_bench_view_new ();
}

static GtkWidget *
create_activation (NrnBenchesView *self)
{
  g_autoptr (NrnConfig) sigmoid = nrn_config_new_by_name (NRN_FAMILY_ACTIVATION, "sigmoid", NULL);

  return nrn_activation_bench_view_new (sigmoid);
}

static void
failed_cb (NrnBenchesView *self,
           const char     *sentence)
{
  g_signal_emit (self, signals[FAILED], 0, sentence);
}

static GtkWidget *
create_luck (NrnBenchesView *self)
{
  GtkWidget *view = nrn_luck_bench_view_new (self->document);

  g_signal_connect_swapped (view, "failed", G_CALLBACK (failed_cb), self);

  return view;
}

static GtkWidget *
create_race (NrnBenchesView *self)
{
  return nrn_race_bench_view_new (self->document);
}

static GtkWidget *
create_collapse (NrnBenchesView *self)
{
  GtkWidget *view = nrn_collapse_bench_view_new (self->document);

  g_signal_connect_swapped (view, "failed", G_CALLBACK (failed_cb), self);

  return view;
}

static const Bench benches[] = {
  { "loss", N_("Loss"), N_("Every loss over one output"), create_loss },
  { "activation", N_("Activation"), N_("The curve of an activation, and whether it is linear"),
    create_activation },
  { "luck", N_("Luck"), N_("The same experiment with a hundred seeds"), create_luck },
  { "race", N_("Race"), N_("Learning rates or optimizers side by side"), create_race },
  { "collapse", N_("Collapse"), N_("Linear layers become one layer"), create_collapse },
};

/* ---- benches.show ---- */

static const Bench *
find_bench (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      if (g_str_equal (benches[i].name, name))
        return &benches[i];
    }

  return NULL;
}

static void
show (NrnBenchesView *self,
      const Bench    *bench)
{
  if (gtk_stack_get_child_by_name (self->stack, bench->name) == NULL)
    gtk_stack_add_named (self->stack, bench->create (self), bench->name);

  nrn_focus_leave (GTK_WIDGET (self->stack));
  gtk_stack_set_visible_child_name (self->stack, bench->name);
}

static void
show_cb (GSimpleAction *action,
         GVariant      *value,
         gpointer       data)
{
  NrnBenchesView *self = data;
  const Bench *bench = find_bench (g_variant_get_string (value, NULL));

  if (bench == NULL)
    return;

  g_simple_action_set_state (action, value);
  /* Before that there is no document, and nobody to see it. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    show (self, bench);
}

static const GActionEntry entries[] = {
  { .name = "show", .parameter_type = "s", .state = "'loss'", .change_state = show_cb },
};

static void
nrn_benches_view_map (GtkWidget *widget)
{
  NrnBenchesView *self = NRN_BENCHES_VIEW (widget);
  g_autoptr (GVariant) state = g_action_group_get_action_state (G_ACTION_GROUP (self->actions),
                                                                "show");

  show (self, find_bench (g_variant_get_string (state, NULL)));

  GTK_WIDGET_CLASS (nrn_benches_view_parent_class)->map (widget);
}

/* ---- The class ---- */

static void
add_button (NrnBenchesView *self,
            const Bench    *bench)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *label = gtk_label_new (_(bench->title));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "benches.show");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", bench->name);
  gtk_widget_set_tooltip_text (button, _(bench->tooltip));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(bench->title), -1);
  gtk_box_append (self->switcher, button);
}

static void
nrn_benches_view_dispose (GObject *object)
{
  NrnBenchesView *self = NRN_BENCHES_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->actions);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_benches_view_parent_class)->dispose (object);
}

static void
nrn_benches_view_class_init (NrnBenchesViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_benches_view_dispose;
  widget_class->map = nrn_benches_view_map;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-benches-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnBenchesView, box);
  gtk_widget_class_bind_template_child (widget_class, NrnBenchesView, switcher);
  gtk_widget_class_bind_template_child (widget_class, NrnBenchesView, stack);
}

static void
nrn_benches_view_init (NrnBenchesView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "benches", G_ACTION_GROUP (self->actions));
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    add_button (self, &benches[i]);
}

/**
 * nrn_benches_view_new:
 *
 * Returns: (transfer floating): a page without a document yet
 */
GtkWidget *
nrn_benches_view_new (void)
{
  return g_object_new (NRN_TYPE_BENCHES_VIEW, NULL);
}

/**
 * nrn_benches_view_set_document:
 * @view: a page that has not been shown yet
 * @document: what the benches try out
 */
void
nrn_benches_view_set_document (NrnBenchesView *view,
                               NrnDocument    *document)
{
  g_return_if_fail (view->document == NULL);

  view->document = g_object_ref (document);
}

/**
 * nrn_benches_view_show:
 * @view: a page that is on the screen
 * @bench: name of a bench: "loss", "activation", "luck", "race",
 *   "collapse"
 *
 * Returns: (transfer none): the bench, which is in view now
 */
GtkWidget *
nrn_benches_view_show (NrnBenchesView *view,
                       const char     *bench)
{
  g_action_group_change_action_state (G_ACTION_GROUP (view->actions), "show",
                                      g_variant_new_string (bench));

  return gtk_stack_get_child_by_name (view->stack, bench);
}
