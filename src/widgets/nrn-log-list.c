/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The log of a training: a line for each epoch, made when it is looked at.
 */

#include "config.h"

#include "nrn-log-list.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-reading-pace.h"

/* An epoch that takes this long has a line while it is under way, which is
 * brought up to date so often. */
#define LONG_EPOCH_US (G_USEC_PER_SEC * 3 / 10)
#define INTERVAL_US   (G_USEC_PER_SEC / 5)

/* So many lines at once come less often; see is_flood(). */
#define FLOOD_LINES 20
#define FLOOD_INTERVAL_US (4 * G_USEC_PER_SEC)

struct _NrnLogList
{
  GObject      parent_instance;

  NrnDocument *document;      /* owned */
  guint        n_epochs;      /* lines of epochs that are over */
  guint        n_planned;     /* epochs that there will be, as the lines say */
  NrnEpoch     first;         /* the first line, to know another training by */
  char        *under_way;     /* owned; NULL: no such line */
  guint        epoch;         /* the epoch under way, and since when; */
  gint64       since;         /* monotonic µs */
  gint64       printed_at;    /* likewise, of @under_way */
  int          selected;      /* a position; -1: none */
  int          moment;        /* the line that tells of a moment within its epoch; -1: none */
};

enum
{
  LINE_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void list_model_init (GListModelInterface *iface);
static void selection_model_init (GtkSelectionModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NrnLogList, nrn_log_list, G_TYPE_OBJECT,
  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
  G_IMPLEMENT_INTERFACE (GTK_TYPE_SELECTION_MODEL, selection_model_init))

/* ---- Lines ---- */

/* As Keras prints it with verbose=2; the numbers have a point everywhere. */
static void
append_value (GString          *line,
              const NrnHistory *history,
              guint             epoch,
              int               series,
              NrnHistoryRows    rows)
{
  const char *name = nrn_history_get_names (history)[series];
  double value = nrn_history_get (history, epoch, series, rows);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isnan (value))
    return;

  g_ascii_formatd (text, sizeof text, "%.4f", value);
  g_string_append_printf (line, " - %s%s: %s", rows == NRN_ROWS_VALIDATION ? "val_" : "",
                          g_str_equal (name, "accuracy") ? "acc" : name, text);
}

static void
append_metrics (GString          *line,
                const NrnHistory *history,
                guint             epoch,
                gboolean          with_accuracy)
{
  const char *const *names = nrn_history_get_names (history);

  for (guint rows = 0; rows < NRN_N_ROWS; rows++)
    {
      for (guint i = 0; names[i] != NULL; i++)
        {
          if (with_accuracy || !g_str_equal (names[i], "accuracy"))
            append_value (line, history, epoch, (int) i, (NrnHistoryRows) rows);
        }
    }
}

static gboolean
has_accuracy (NrnLogList *self)
{
  return nrn_dataset_get_n_classes (nrn_document_get_dataset (self->document)) > 0;
}

static char *
print_epoch (NrnLogList *self,
             guint       position)
{
  const NrnHistory *history = nrn_document_get_history (self->document);
  GString *line = g_string_new (NULL);

  g_string_printf (line, "Epoch %u/%u", position + 1, self->n_planned);
  append_metrics (line, history, position, has_accuracy (self));

  return g_string_free (line, FALSE);
}

static char *
print_under_way (NrnLogList *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  GString *line = g_string_new (NULL);

  g_string_printf (line, "Epoch %u/%u - %u/%u", snapshot->epoch + 1, snapshot->n_epochs,
                   snapshot->batch, snapshot->n_batches);
  if (snapshot->running != NULL)
    append_metrics (line, snapshot->running, 0, has_accuracy (self));

  return g_string_free (line, FALSE);
}

/* Of the epoch that is looked back into: what there was by then. */
static char *
print_moment (NrnLogList *self)
{
  g_autofree char *line = print_under_way (self);

  /* Translators: a line of the log, as Keras prints it, of an epoch that was not
   * over. */
  return g_strdup_printf (_("%s (so far)"), line);
}

/* ---- A list ---- */

static GType
get_item_type (GListModel *model)
{
  return GTK_TYPE_STRING_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  NrnLogList *self = NRN_LOG_LIST (model);

  return self->n_epochs + (self->under_way != NULL ? 1 : 0);
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  g_autofree char *line = NULL;

  if (position >= get_n_items (model))
    return NULL;

  line = nrn_log_list_get_line (NRN_LOG_LIST (model), position);

  return gtk_string_object_new (line);
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
  return (int) position == NRN_LOG_LIST (model)->selected;
}

static GtkBitset *
get_selection (GtkSelectionModel *model,
               guint              position,
               guint              n_items)
{
  NrnLogList *self = NRN_LOG_LIST (model);
  GtkBitset *selection = gtk_bitset_new_empty ();

  if (self->selected >= 0)
    gtk_bitset_add (selection, (guint) self->selected);

  return selection;
}

static void
selection_model_init (GtkSelectionModelInterface *iface)
{
  iface->is_selected = is_selected;
  iface->get_selection_in_range = get_selection;
}

/* ---- The document ---- */

static void
set_selected (NrnLogList *self,
              int         position)
{
  int before = self->selected;

  if (position == before)
    return;

  self->selected = position;
  if (before >= 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), (guint) before, 1);
  if (position >= 0)
    gtk_selection_model_selection_changed (GTK_SELECTION_MODEL (self), (guint) position, 1);
}

/* That another item took its place would make another row of each. */
static void
tell_changed (NrnLogList *self,
              int         position)
{
  if (position >= 0 && position < (int) get_n_items (G_LIST_MODEL (self)))
    g_signal_emit (self, signals[LINE_CHANGED], 0, (guint) position);
}

/* The line of @position tells of what is shown. */
static void
set_moment (NrnLogList *self,
            int         position)
{
  int before = self->moment;

  self->moment = position;
  if (before != position)
    tell_changed (self, before);
  tell_changed (self, position);
}

static void
clear (NrnLogList *self)
{
  guint n_lines = get_n_items (G_LIST_MODEL (self));

  self->n_epochs = 0;
  self->selected = -1;
  self->moment = -1;
  g_clear_pointer (&self->under_way, g_free);
  if (n_lines > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), 0, n_lines, 0);
}

static gboolean
is_first (NrnLogList       *self,
          const NrnHistory *history)
{
  NrnEpoch first = nrn_history_get_epoch (history, 0);

  return memcmp (&self->first, &first, sizeof first) == 0;
}

/* Another training may have as many epochs. */
static gboolean
is_another (NrnLogList       *self,
            const NrnHistory *history,
            guint             n_planned)
{
  guint n_epochs = nrn_history_get_n_epochs (history);

  if (self->n_epochs == 0)
    return FALSE;

  return n_epochs < self->n_epochs || n_planned != self->n_planned ||
         !is_first (self, history);
}

/* Whether the epoch under way gets a line, or has one that may stay. */
static gboolean
is_worth_a_line (NrnLogList             *self,
                 const NrnSnapshotParts *snapshot)
{
  gboolean has_begun = snapshot->batch > 0 && snapshot->running != NULL;

  if (snapshot->state == NRN_TRAINING_PAUSED)
    return has_begun;

  return snapshot->state == NRN_TRAINING_RUNNING && has_begun &&
         (self->under_way != NULL || g_get_monotonic_time () - self->since >= LONG_EPOCH_US);
}

/* Thousands of epochs a second are more than anybody reads, and a frame for each
 * few hundred rows that are made for them. */
static gboolean
is_flood (NrnLogList             *self,
          guint                   n_epochs,
          const NrnSnapshotParts *snapshot,
          gint64                  now)
{
  return snapshot->state == NRN_TRAINING_RUNNING && self->n_epochs > 0 &&
         n_epochs > self->n_epochs + FLOOD_LINES && now - self->printed_at < FLOOD_INTERVAL_US;
}

/* The lines of epochs that are over take the place of that of the one that
 * was under way. */
static void
update_lines (NrnLogList             *self,
              const NrnHistory       *history,
              const NrnSnapshotParts *snapshot)
{
  guint n_epochs = nrn_history_get_n_epochs (history);
  gboolean is_worth = is_worth_a_line (self, snapshot);
  gint64 now = g_get_monotonic_time ();
  guint from = self->n_epochs;
  guint n_before = get_n_items (G_LIST_MODEL (self)) - from;
  guint n_after;

  if (n_epochs == from && is_worth == (self->under_way != NULL) &&
      (!is_worth || (snapshot->state == NRN_TRAINING_RUNNING &&
                     now - self->printed_at < INTERVAL_US)))
    return;
  if (is_flood (self, n_epochs, snapshot, now))
    return;

  g_clear_pointer (&self->under_way, g_free);
  self->n_epochs = n_epochs;
  self->n_planned = snapshot->n_epochs;
  if (n_epochs > 0)
    self->first = nrn_history_get_epoch (history, 0);
  if (is_worth)
    self->under_way = print_under_way (self);
  self->printed_at = now;
  n_after = get_n_items (G_LIST_MODEL (self)) - from;
  g_list_model_items_changed (G_LIST_MODEL (self), from, n_before, n_after);
}

static void
show_moment (gpointer data)
{
  NrnLogList *self = data;
  const NrnSnapshotParts *snapshot;
  gboolean is_within;
  int shown, line;

  if (self->document == NULL)
    return;

  snapshot = nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  shown = nrn_document_get_shown_epoch (self->document);
  is_within = shown >= 0 && snapshot->batch > 0;
  line = is_within ? shown : shown - 1;
  set_moment (self, is_within ? shown : -1);
  set_selected (self, line < (int) get_n_items (G_LIST_MODEL (self)) ? MAX (line, -1) : -1);
}

static void
snapshot_changed_cb (NrnLogList *self)
{
  const NrnSnapshotParts *snapshot =
    nrn_snapshot_get_parts (nrn_document_get_snapshot (self->document));
  const NrnHistory *history = nrn_document_get_history (self->document);

  if (is_another (self, history, snapshot->n_epochs))
    clear (self);
  if (nrn_document_get_shown_epoch (self->document) >= 0)
    {
      nrn_at_reading_pace (self, show_moment);
      return;
    }

  if (snapshot->epoch != self->epoch || snapshot->state != NRN_TRAINING_RUNNING)
    self->since = g_get_monotonic_time ();
  self->epoch = snapshot->epoch;
  update_lines (self, history, snapshot);
  show_moment (self);
}

static void
nrn_log_list_dispose (GObject *object)
{
  NrnLogList *self = NRN_LOG_LIST (object);

  g_clear_object (&self->document);
  g_clear_pointer (&self->under_way, g_free);
  self->n_epochs = 0;

  G_OBJECT_CLASS (nrn_log_list_parent_class)->dispose (object);
}

static void
nrn_log_list_class_init (NrnLogListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = nrn_log_list_dispose;

  /**
   * NrnLogList::line-changed:
   * @position: of a line
   *
   * The line says something else: see nrn_log_list_get_line().
   */
  signals[LINE_CHANGED] = g_signal_new ("line-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_UINT);
}

static void
nrn_log_list_init (NrnLogList *self)
{
  self->selected = -1;
  self->moment = -1;
}

/**
 * nrn_log_list_new:
 *
 * Returns: (transfer full): a list without lines
 */
NrnLogList *
nrn_log_list_new (void)
{
  return g_object_new (NRN_TYPE_LOG_LIST, NULL);
}

/**
 * nrn_log_list_set_document:
 * @list: a list
 * @document: whose training it tells of
 */
void
nrn_log_list_set_document (NrnLogList  *list,
                           NrnDocument *document)
{
  g_return_if_fail (list->document == NULL);

  list->document = g_object_ref (document);
  g_signal_connect_object (document, "experiment-changed", G_CALLBACK (clear), list,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (document, "snapshot-changed", G_CALLBACK (snapshot_changed_cb), list,
                           G_CONNECT_SWAPPED);
}

/**
 * nrn_log_list_get_line:
 * @list: a list
 * @position: of a line that is there
 *
 * Returns: (transfer full): what the line says now; its item may be older
 */
char *
nrn_log_list_get_line (NrnLogList *list,
                       guint       position)
{
  if ((int) position == list->moment)
    return print_moment (list);
  if (position == list->n_epochs)
    return g_strdup (list->under_way);

  return print_epoch (list, position);
}

/**
 * nrn_log_list_is_under_way:
 * @list: a list
 * @position: of a line
 *
 * Returns: whether the line tells of the epoch under way
 */
gboolean
nrn_log_list_is_under_way (NrnLogList *list,
                           guint       position)
{
  return list->under_way != NULL && position == list->n_epochs;
}

/**
 * nrn_log_list_print:
 * @list: a list
 *
 * Returns: (transfer full): all lines as one text
 */
char *
nrn_log_list_print (NrnLogList *list)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < list->n_epochs; i++)
    {
      g_autofree char *line = print_epoch (list, i);

      g_string_append (text, line);
      g_string_append_c (text, '\n');
    }
  if (list->under_way != NULL)
    g_string_append_printf (text, "%s\n", list->under_way);

  return g_string_free (text, FALSE);
}
