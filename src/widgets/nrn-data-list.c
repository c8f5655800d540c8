/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The rows of the data, as a list that makes its items when they are looked
 * at. It is its own selection, as #NrnPredictionList is.
 */

#include "nrn-data-list.h"

struct _NrnDataRow
{
  GObject parent_instance;

  guint   row;
};

struct _NrnDataList
{
  GObject          parent_instance;

  NrnSplitDigest  *split;       /* owned; NULL: no rows yet */
  NrnScaler       *scaler;      /* owned; NULL: not scaled */
  guint            n_rows;
  int              selected;    /* -1: none */
};

/* ---- One row ---- */

G_DEFINE_FINAL_TYPE (NrnDataRow, nrn_data_row, G_TYPE_OBJECT)

static void
nrn_data_row_class_init (NrnDataRowClass *klass)
{
}

static void
nrn_data_row_init (NrnDataRow *self)
{
}

/**
 * nrn_data_row_get_row:
 * @row: a row of the list
 *
 * Returns: its number in the data, from 0
 */
guint
nrn_data_row_get_row (NrnDataRow *row)
{
  return row->row;
}

/* ---- The list ---- */

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnDataList, nrn_data_list, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
  G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

enum
{
  SELECTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return NRN_TYPE_DATA_ROW;
}

static guint
get_n_items (GListModel *model)
{
  return NRN_DATA_LIST (model)->n_rows;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NrnDataRow *row;

  if (position >= NRN_DATA_LIST (model)->n_rows)
    return NULL;

  row = g_object_new (NRN_TYPE_DATA_ROW, NULL);
  row->row = position;

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
  return (gint64) position == NRN_DATA_LIST (model)->selected;
}

static GtkBitset *
get_selection (GtkSelectionModel *model,
               guint              position,
               guint              n_items)
{
  NrnDataList *self = NRN_DATA_LIST (model);
  GtkBitset *selection = gtk_bitset_new_empty ();

  if (self->selected >= 0)
    gtk_bitset_add (selection, (guint) self->selected);

  return selection;
}

/* By a person, who is told of in a signal. */
static gboolean
select_item (GtkSelectionModel *model,
             guint              position,
             gboolean           unselect_rest)
{
  NrnDataList *self = NRN_DATA_LIST (model);

  if (position >= self->n_rows)
    return FALSE;

  nrn_data_list_set_selected (self, (int) position);
  g_signal_emit (self, signals[SELECTED], 0, position);

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
nrn_data_list_finalize (GObject *object)
{
  NrnDataList *self = NRN_DATA_LIST (object);

  g_clear_pointer (&self->split, nrn_split_digest_unref);
  g_clear_pointer (&self->scaler, nrn_scaler_unref);

  G_OBJECT_CLASS (nrn_data_list_parent_class)->finalize (object);
}

static void
nrn_data_list_class_init (NrnDataListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nrn_data_list_finalize;

  signals[SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
nrn_data_list_init (NrnDataList *self)
{
  self->selected = -1;
}

NrnDataList *
nrn_data_list_new (void)
{
  return g_object_new (NRN_TYPE_DATA_LIST, NULL);
}

/**
 * nrn_data_list_set:
 * @list: a list
 * @split: (nullable): the rows, and which of them train
 * @scaler: (nullable): how the features are scaled
 *
 * The selected row stays selected where the rows are the same. Then they stay
 * in place, and whoever shows them has to look at them again.
 */
void
nrn_data_list_set (NrnDataList          *list,
                   const NrnSplitDigest *split,
                   const NrnScaler      *scaler)
{
  g_autoptr (NrnSplitDigest) before = g_steal_pointer (&list->split);
  guint n_before = list->n_rows;

  g_clear_pointer (&list->scaler, nrn_scaler_unref);
  list->split = split != NULL ? nrn_split_digest_ref (split) : NULL;
  list->scaler = scaler != NULL ? nrn_scaler_ref (scaler) : NULL;
  if (before != NULL && split != NULL &&
      nrn_split_digest_get_dataset (before) == nrn_split_digest_get_dataset (split))
    return;

  list->selected = -1;
  list->n_rows = split != NULL ? nrn_dataset_get_n_rows (nrn_split_digest_get_dataset (split)) : 0;
  g_list_model_items_changed (G_LIST_MODEL (list), 0, n_before, list->n_rows);
}

/**
 * nrn_data_list_get_dataset:
 * @list: a list
 *
 * Returns: (transfer none) (nullable): its rows
 */
const NrnDataset *
nrn_data_list_get_dataset (NrnDataList *list)
{
  return list->split != NULL ? nrn_split_digest_get_dataset (list->split) : NULL;
}

/**
 * nrn_data_list_get_split:
 * @list: a list
 *
 * Returns: (transfer none) (nullable): which of its rows train
 */
const NrnSplitDigest *
nrn_data_list_get_split (NrnDataList *list)
{
  return list->split;
}

/**
 * nrn_data_list_get_scaler:
 * @list: a list
 *
 * Returns: (transfer none) (nullable): how the features are scaled; %NULL for not
 *   at all
 */
const NrnScaler *
nrn_data_list_get_scaler (NrnDataList *list)
{
  return list->scaler;
}

/**
 * nrn_data_list_get_selected:
 * @list: a list
 *
 * Returns: the number of the selected row; -1 for none
 */
int
nrn_data_list_get_selected (NrnDataList *list)
{
  return list->selected;
}

/**
 * nrn_data_list_set_selected:
 * @list: a list
 * @row: number of a row; -1 for none
 *
 * Selects it without a signal "selected", which is for persons.
 */
void
nrn_data_list_set_selected (NrnDataList *list,
                            int          row)
{
  GtkSelectionModel *model = GTK_SELECTION_MODEL (list);
  int before = list->selected;

  if (row == before || row >= (int) list->n_rows)
    return;

  list->selected = row;
  if (before >= 0)
    gtk_selection_model_selection_changed (model, (guint) before, 1);
  if (row >= 0)
    gtk_selection_model_selection_changed (model, (guint) row, 1);
}
