/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The numbers of the rules that generated rows follow.
 */

#include "config.h"

#include "nrn-generator-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-focus.h"
#include "nrn-task.h"
#include "nrn-typed-spin.h"

/* Who holds a button down, or scrolls, gets the rows of where he stops. */
#define DELAY_MS 150

/* Steps of fields by their ranges. */
#define LARGE_RANGE 2000
#define LARGE_STEP  50
#define FINE_STEP   0.01
#define FINE_DIGITS 3

struct _NrnGeneratorCard
{
  GtkWidget           parent_instance;

  NrnDocument        *document;     /* owned */
  const NrnGenerator *generator;    /* whose fields are there; NULL: none yet */
  GPtrArray          *spins;        /* owned; a field for each parameter; borrowed */
  guint               source_id;    /* 0 while nothing waits to be applied */
  GCancellable       *cancellable;  /* owned; NULL unless a thread makes rows */
  gboolean            updating;     /* the fields follow the document */

  /* Template children */
  GtkWidget          *box;
  GtkFlowBox         *fields;
  GtkLabel           *error_label;
  GtkButton          *default_button;
};

G_DEFINE_FINAL_TYPE (NrnGeneratorCard, nrn_generator_card, GTK_TYPE_WIDGET)

static const NrnExperimentParts *
get_parts (NrnGeneratorCard *self)
{
  return nrn_experiment_get_parts (nrn_document_get_experiment (self->document));
}

static void
show_error (NrnGeneratorCard *self,
            const char       *sentence)
{
  gtk_label_set_text (self->error_label, sentence != NULL ? sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), sentence != NULL);
}

/* ---- From the fields to the document ---- */

static gboolean
are_equal (const NrnDataSource *a,
           const NrnDataSource *b)
{
  const NrnGenerator *generator = nrn_data_source_get_generator (a);

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      if (fabs (nrn_data_source_get_values (a)[i] - nrn_data_source_get_values (b)[i]) > 0)
        return FALSE;
    }

  return nrn_data_source_get_seed (a) == nrn_data_source_get_seed (b);
}

/* Everything is owned. Written by the thread until the task returns. */
typedef struct
{
  NrnDataSource *before;
  NrnDataSource *source;
  NrnDataset    *rows;
} Work;

static void
work_free (gpointer data)
{
  Work *work = data;

  nrn_data_source_unref (work->before);
  nrn_data_source_unref (work->source);
  g_clear_pointer (&work->rows, nrn_dataset_unref);
  g_free (work);
}

static void
work_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Work *work = data;
  GError *error = NULL;

  work->rows = nrn_data_source_load_rows (work->source, &error);
  if (work->rows != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What does not fit together is told of, and the fields stay: the next one may
 * make it fit. */
static void
done_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      data)
{
  NrnGeneratorCard *self = NRN_GENERATOR_CARD (object);
  Work *work = g_task_get_task_data (G_TASK (result));
  NrnExperimentParts parts;
  g_autoptr (GError) error = NULL;
  gboolean is_made;

  /* Other numbers are on their way, or the card is gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->cancellable)
    return;

  g_clear_object (&self->cancellable);
  parts = *get_parts (self);
  if (parts.source != work->before)
    {
      nrn_generator_card_update (self);
      return;
    }

  is_made = g_task_propagate_boolean (G_TASK (result), &error);
  if (is_made)
    {
      parts.source = work->source;
      nrn_document_offer_rows (self->document, work->source, work->rows);
      is_made = nrn_document_edit (self->document, &parts, &error);
    }
  show_error (self, is_made ? NULL : error->message);
}

static void
forget (NrnGeneratorCard *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
apply (NrnGeneratorCard *self,
       const double     *values,
       guint32           seed)
{
  const NrnDataSource *before = get_parts (self)->source;
  g_autoptr (NrnDataSource) source = NULL;
  g_autoptr (GTask) task = NULL;
  Work *work;

  forget (self);
  if (nrn_data_source_get_generator (before) != self->generator)
    return;

  source = nrn_data_source_with_values (before, values, seed);
  if (are_equal (source, before))
    {
      show_error (self, NULL);
      return;
    }

  work = g_new0 (Work, 1);
  work->before = nrn_data_source_ref (before);
  work->source = g_steal_pointer (&source);
  self->cancellable = g_cancellable_new ();
  task = nrn_task_new (self, self->cancellable, done_cb, NULL);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_source_tag (task, apply);
  g_task_set_task_data (task, work, work_free);
  nrn_task_run (task, work_in_thread);
}

/* Numbers that the field shows rounded stay as fine as they are. */
static double
get_value (NrnGeneratorCard *self,
           guint             field,
           double            now)
{
  GtkSpinButton *spin = g_ptr_array_index (self->spins, field);
  double shown = gtk_spin_button_get_value (spin);
  double least = pow (10, -(double) gtk_spin_button_get_digits (spin)) / 2;

  return fabs (shown - now) < least ? now : shown;
}

static gboolean
apply_cb (gpointer data)
{
  NrnGeneratorCard *self = data;
  const NrnDataSource *source = get_parts (self)->source;
  g_autofree double *values = NULL;
  guint n = self->spins->len - 1;

  self->source_id = 0;
  if (nrn_data_source_get_generator (source) != self->generator)
    return G_SOURCE_REMOVE;

  values = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    values[i] = get_value (self, i, nrn_data_source_get_values (source)[i]);
  apply (self, values, (guint32) get_value (self, n, nrn_data_source_get_seed (source)));

  return G_SOURCE_REMOVE;
}

static void
changed_cb (NrnGeneratorCard *self)
{
  if (self->updating)
    return;

  g_clear_handle_id (&self->source_id, g_source_remove);
  self->source_id = g_timeout_add (DELAY_MS, apply_cb, self);
}

static void
default_cb (NrnGeneratorCard *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  apply (self, NULL, nrn_data_source_get_seed (get_parts (self)->source));
}

/* ---- Fields ---- */

static GtkSpinButton *
new_spin (double   minimum,
          double   maximum,
          gboolean is_integer)
{
  double step = !is_integer ? FINE_STEP : maximum - minimum > LARGE_RANGE ? LARGE_STEP : 1;
  GtkWidget *spin = gtk_spin_button_new_with_range (minimum, maximum, step);

  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), is_integer ? 0 : FINE_DIGITS);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE);
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 7);
  nrn_typed_spin_attach (GTK_SPIN_BUTTON (spin));

  return GTK_SPIN_BUTTON (spin);
}

static void
add_field (NrnGeneratorCard *self,
           const char       *title,
           GtkSpinButton    *spin)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 9);
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 12);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), GTK_WIDGET (spin));
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (GTK_WIDGET (spin), GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (spin));
  gtk_flow_box_append (self->fields, box);
  gtk_widget_set_focusable (gtk_widget_get_parent (box), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (box)),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (changed_cb), self);
  g_ptr_array_add (self->spins, spin);
}

/* The parameters, and the seed after them. */
static void
set_generator (NrnGeneratorCard   *self,
               const NrnGenerator *generator)
{
  GtkFlowBoxChild *child;

  nrn_focus_leave (GTK_WIDGET (self->fields));
  g_clear_handle_id (&self->source_id, g_source_remove);
  forget (self);
  g_ptr_array_set_size (self->spins, 0);
  while ((child = gtk_flow_box_get_child_at_index (self->fields, 0)) != NULL)
    gtk_flow_box_remove (self->fields, GTK_WIDGET (child));
  self->generator = generator;
  if (generator == NULL)
    return;

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      const NrnGeneratorParameter *parameter = &generator->parameters[i];

      add_field (self, _(parameter->title),
                 new_spin (parameter->minimum, parameter->maximum, parameter->is_integer));
    }
  add_field (self, _("Seed of the rows"), new_spin (0, G_MAXUINT32, TRUE));
  gtk_spin_button_set_increments (g_ptr_array_index (self->spins, self->spins->len - 1), 1, 10);
}

/**
 * nrn_generator_card_update:
 * @card: a card with a document
 *
 * Shows the numbers of the document's generator. What waits to be applied is
 * not written over.
 */
void
nrn_generator_card_update (NrnGeneratorCard *card)
{
  const NrnDataSource *source = get_parts (card)->source;
  const NrnGenerator *generator = nrn_data_source_get_generator (source);
  gboolean is_default = TRUE;
  gboolean waits;

  card->updating = TRUE;
  if (generator != card->generator)
    set_generator (card, generator);
  waits = card->source_id != 0 || card->cancellable != NULL;
  for (guint i = 0; i < card->spins->len && !waits; i++)
    {
      GtkSpinButton *spin = g_ptr_array_index (card->spins, i);
      gboolean is_seed = i + 1 == card->spins->len;
      double value = is_seed ? nrn_data_source_get_seed (source)
                             : nrn_data_source_get_values (source)[i];

      gtk_spin_button_set_value (spin, value);
      is_default = is_default &&
                   (is_seed || fabs (value - generator->parameters[i].default_value) <= 0);
    }
  if (!waits)
    {
      show_error (card, NULL);
      if (is_default)
        nrn_focus_leave (GTK_WIDGET (card->default_button));
      gtk_widget_set_sensitive (GTK_WIDGET (card->default_button), !is_default);
    }
  gtk_widget_set_visible (GTK_WIDGET (card), generator != NULL);
  card->updating = FALSE;
}

/* ---- The class ---- */

static void
nrn_generator_card_dispose (GObject *object)
{
  NrnGeneratorCard *self = NRN_GENERATOR_CARD (object);

  g_clear_handle_id (&self->source_id, g_source_remove);
  forget (self);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->spins, g_ptr_array_unref);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_generator_card_parent_class)->dispose (object);
}

static void
nrn_generator_card_class_init (NrnGeneratorCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_generator_card_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class, NRN_RESOURCES "/nrn-generator-card.ui");
  gtk_widget_class_bind_template_child (widget_class, NrnGeneratorCard, box);
  gtk_widget_class_bind_template_child (widget_class, NrnGeneratorCard, fields);
  gtk_widget_class_bind_template_child (widget_class, NrnGeneratorCard, error_label);
  gtk_widget_class_bind_template_child (widget_class, NrnGeneratorCard, default_button);
  gtk_widget_class_bind_template_callback (widget_class, default_cb);
}

static void
nrn_generator_card_init (NrnGeneratorCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->spins = g_ptr_array_new ();
}

/**
 * nrn_generator_card_set_document:
 * @card: a card
 * @document: whose rows to make
 */
void
nrn_generator_card_set_document (NrnGeneratorCard *card,
                                 NrnDocument      *document)
{
  g_return_if_fail (card->document == NULL);

  card->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (nrn_generator_card_update),
                           card, G_CONNECT_SWAPPED);
  nrn_generator_card_update (card);
}

/**
 * nrn_generator_card_get_field:
 * @card: a card
 * @name: a parameter's name, or "seed"
 *
 * Returns: (transfer none) (nullable): its field
 */
GtkSpinButton *
nrn_generator_card_get_field (NrnGeneratorCard *card,
                              const char       *name)
{
  int parameter;

  if (card->generator == NULL)
    return NULL;
  if (g_str_equal (name, "seed"))
    return g_ptr_array_index (card->spins, card->spins->len - 1);

  parameter = nrn_generator_parameter (card->generator, name);

  return parameter >= 0 ? g_ptr_array_index (card->spins, (guint) parameter) : NULL;
}

/**
 * nrn_generator_card_get_error:
 * @card: a card
 *
 * Returns: (nullable): what does not fit, as is shown; %NULL for nothing
 */
const char *
nrn_generator_card_get_error (NrnGeneratorCard *card)
{
  return gtk_widget_get_visible (GTK_WIDGET (card->error_label))
           ? gtk_label_get_text (card->error_label) : NULL;
}
