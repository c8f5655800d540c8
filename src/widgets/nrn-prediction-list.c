/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Predictions in an order, as a list that makes its items when they are
 * looked at. It is its own selection: GtkSingleSelection looks through all
 * items for the selected one whenever they change.
 */

#include "nrn-prediction-list.h"

struct _NrnPredictionRow
{
  GObject            parent_instance;

  NrnPredictionList *list;          /* owned */
  guint              position;
};

struct _NrnPredictionList
{
  GObject            parent_instance;

  NrnPredictions    *predictions;   /* owned; NULL: none yet */
  guint             *rows;          /* owned; the row at each position */
  guint              n_rows;
  int                selected;      /* a row of the data; -1: none */
  guint              position;      /* of the selected one */
};

/* ---- One row ---- */

G_DEFINE_FINAL_TYPE (NrnPredictionRow, nrn_prediction_row, G_TYPE_OBJECT)

static void
nrn_prediction_row_finalize (GObject *object)
{
  g_object_unref (NRN_PREDICTION_ROW (object)->list);

  G_OBJECT_CLASS (nrn_prediction_row_parent_class)->finalize (object);
}

static void
nrn_prediction_row_class_init (NrnPredictionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nrn_prediction_row_finalize;
}

static void
nrn_prediction_row_init (NrnPredictionRow *self)
{
}

/**
 * nrn_prediction_row_get_predictions:
 * @row: a row of the list
 *
 * Returns: (transfer none) (nullable): what its list shows now; %NULL if that
 *   has no row at this place any more
 */
const NrnPredictions *
nrn_prediction_row_get_predictions (NrnPredictionRow *row)
{
  return row->position < row->list->n_rows ? row->list->predictions : NULL;
}

/**
 * nrn_prediction_row_get_row:
 * @row: a row of the list, which has predictions
 *
 * Returns: its number in the data, from 0
 */
guint
nrn_prediction_row_get_row (NrnPredictionRow *row)
{
  return nrn_prediction_list_get_row (row->list, row->position);
}

/* ---- The list ---- */

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnPredictionList, nrn_prediction_list, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
  G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

enum
{
  SELECTED,
  REFRESHED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return NRN_TYPE_PREDICTION_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return NRN_PREDICTION_LIST (model)->n_rows;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NrnPredictionList *self = NRN_PREDICTION_LIST (model);
  NrnPredictionRow *row;

  if (position >= self->n_rows)
    return NULL;

  row = g_object_new (NRN_TYPE_PREDICTION_ROW, NULL);
  row->list = g_object_ref (self);
  row->position = position;

  return row;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
is_selected (GtkSelectionModel *model,
             guint              position)
{
  NrnPredictionList *self = NRN_PREDICTION_LIST (model);

  return self->selected >= 0 && position == self->position;
}

static GtkBitset *
get_selection (GtkSelectionModel *model,
               guint              position,
               guint              n_items)
{
  NrnPredictionList *self = NRN_PREDICTION_LIST (model);
  GtkBitset *selection = gtk_bitset_new_empty ();

  if (self->selected >= 0)
    gtk_bitset_add (selection, self->position);

  return selection;
}

/* By a person, who is told of in a signal. */
static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  NrnPredictionList *self = NRN_PREDICTION_LIST (model);

  if (position >= self->n_rows)
    return FALSE;

  nrn_prediction_list_set_selected (self, (int) self->rows[position]);
  g_signal_emit (self, signals[SELECTED], 0, self->rows[position]);

  return TRUE;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection;
  iface->select_item = select_item;
}

static void
nrn_prediction_list_finalize (GObject *object)
{
  NrnPredictionList *self = NRN_PREDICTION_LIST (object);

  g_clear_pointer (&self->predictions, nrn_predictions_unref);
  g_free (self->rows);

  G_OBJECT_CLASS (nrn_prediction_list_parent_class)->finalize (object);
}

static void
nrn_prediction_list_class_init (NrnPredictionListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nrn_prediction_list_finalize;

  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[REFRESHED] = g_signal_new ("refreshed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                     0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_prediction_list_init (NrnPredictionList *self)
{
  self->selected = -1;
}

NrnPredictionList *
nrn_prediction_list_new (void)
{
  return g_object_new (NRN_TYPE_PREDICTION_LIST, NULL);
}

static void
find_selected (NrnPredictionList *self)
{
  for (guint i = 0; i < self->n_rows && self->selected >= 0; i++)
    {
      if (self->rows[i] == (guint) self->selected)
        {
          self->position = i;
          return;
        }
    }
  self->selected = -1;
}

/* The selection has gone with its row to another place. */
static void
move_selection (NrnPredictionList *self,
                guint              before)
{
  if (self->selected < 0 || self->position == before)
    return;

  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), before, 1);
  gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), self->position, 1);
}

/**
 * nrn_prediction_list_set_take:
 * @list: a list
 * @predictions: (nullable): what it lists from now on
 * @rows: (transfer full) (nullable) (array): all rows in their order
 *
 * As many rows as before stay in place, with other contents: "refreshed". The
 * selected row stays selected. To keep it for another data set makes no
 * sense; take it away first.
 */
void
nrn_prediction_list_set_take (NrnPredictionList    *list,
                              const NrnPredictions *predictions,
                              guint                *rows)
{
  guint n_before = list->n_rows;
  guint before = list->position;

  g_return_if_fail ((predictions == NULL) == (rows == NULL));

  if (predictions != NULL)
    nrn_predictions_ref (predictions);
  g_clear_pointer (&list->predictions, nrn_predictions_unref);
  g_free (list->rows);
  list->predictions = (NrnPredictions *) predictions;
  list->rows = rows;
  list->n_rows = predictions != NULL ? nrn_predictions_get_n_rows (predictions) : 0;
  find_selected (list);
  if (list->n_rows != n_before)
    {
      g_list_model_items_changed (G_LIST_MODEL (list), 0, n_before, list->n_rows);
      return;
    }
  move_selection (list, before);
  g_signal_emit (list, signals[REFRESHED], 0);
}

/**
 * nrn_prediction_list_get_predictions:
 * @list: a list
 *
 * Returns: (transfer none) (nullable): what it shows; %NULL before there is any
 */
const NrnPredictions *
nrn_prediction_list_get_predictions (NrnPredictionList *list)
{
  return list->predictions;
}

/**
 * nrn_prediction_list_get_row:
 * @list: a list
 * @position: a place in it
 *
 * Returns: the number in the data of the row there
 */
guint
nrn_prediction_list_get_row (NrnPredictionList *list,
                             guint              position)
{
  g_return_val_if_fail (position < list->n_rows, 0);

  return list->rows[position];
}

/**
 * nrn_prediction_list_get_selected:
 * @list: a list
 *
 * Returns: the number in the data of the selected row; -1 for none
 */
int
nrn_prediction_list_get_selected (NrnPredictionList *list)
{
  return list->selected;
}

/**
 * nrn_prediction_list_set_selected:
 * @list: a list
 * @row: number in the data of a row; -1 for none
 *
 * Selects it without a signal "selected", which is for persons.
 */
void
nrn_prediction_list_set_selected (NrnPredictionList *list,
                                  int                row)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (list);
  int before = list->selected;
  guint position = list->position;

  if (row == before)
    return;

  list->selected = row;
  find_selected (list);
  if (before >= 0)
    gtk_selection_model_selection_changed (model, position, 1);
  if (list->selected >= 0)
    gtk_selection_model_selection_changed (model, list->position, 1);
}
