/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind in a list to choose from.
 */

#include "config.h"

#include "nrn-kind-item.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-kind-group.h"

struct _NrnKindItem
{
  GObject          parent_instance;

  const NrnKind   *kind;      /* NULL for Keras' None */
  char            *purpose;   /* owned; of None */
  NrnFunctionPlot *plot;      /* owned; NULL until somebody looks */
  const char      *header;    /* static; NULL unless it is the first of its group */
  gboolean         is_chosen;
};

G_DEFINE_FINAL_TYPE (NrnKindItem, nrn_kind_item, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
nrn_kind_item_finalize (GObject *object)
{
  g_clear_pointer (&NRN_KIND_ITEM (object)->plot, nrn_function_plot_free);
  g_clear_pointer (&NRN_KIND_ITEM (object)->purpose, g_free);

  G_OBJECT_CLASS (nrn_kind_item_parent_class)->finalize (object);
}

static void
nrn_kind_item_class_init (NrnKindItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = nrn_kind_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                   NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
nrn_kind_item_init (NrnKindItem *self)
{
}

/**
 * nrn_kind_item_new_none:
 * @purpose: what it is good for to choose nothing, one sentence
 *
 * Returns: (transfer full): an item for Keras' None
 */
NrnKindItem *
nrn_kind_item_new_none (const char *purpose)
{
  NrnKindItem *item = g_object_new (NRN_TYPE_KIND_ITEM, NULL);

  item->purpose = g_strdup (purpose);

  return item;
}

/**
 * nrn_kind_item_list:
 * @family: a family
 *
 * Returns: (transfer none): an item for each of its kinds, in the order of
 *   its table; the same list each time, so that no curve is computed twice
 */
GListModel *
nrn_kind_item_list (NrnFamily family)
{
  static GListStore *lists[NRN_N_FAMILIES];
  guint n_kinds;
  const NrnKind *const *kinds = nrn_family_get_kinds (family, &n_kinds);

  if (lists[family] != NULL)
    return G_LIST_MODEL (lists[family]);

  lists[family] = g_list_store_new (NRN_TYPE_KIND_ITEM);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (NrnKindItem) item = g_object_new (NRN_TYPE_KIND_ITEM, NULL);

      item->kind = kinds[i];
      g_list_store_append (lists[family], item);
    }

  return G_LIST_MODEL (lists[family]);
}

/**
 * nrn_kind_item_get_kind:
 * @item: an item
 *
 * Returns: (nullable): the kind; %NULL for None
 */
const NrnKind *
nrn_kind_item_get_kind (NrnKindItem *item)
{
  return item->kind;
}

/**
 * nrn_kind_item_get_name:
 * @item: an item
 *
 * Returns: (transfer none): what Keras calls it; “none”, translated, for no kind
 */
const char *
nrn_kind_item_get_name (NrnKindItem *item)
{
  return item->kind != NULL ? item->kind->name : C_("no kind", "none");
}

/**
 * nrn_kind_item_get_purpose:
 * @item: an item
 *
 * Returns: (transfer none): what it is for, translated
 */
const char *
nrn_kind_item_get_purpose (NrnKindItem *item)
{
  return item->kind != NULL ? nrn_kind_get_purpose (item->kind) : item->purpose;
}

/**
 * nrn_kind_item_get_group:
 * @item: an item
 *
 * Returns: (nullable): see nrn_kind_get_group()
 */
const char *
nrn_kind_item_get_group (NrnKindItem *item)
{
  return item->kind != NULL ? nrn_kind_get_group (item->kind) : NULL;
}

/**
 * nrn_kind_item_has_plot:
 * @item: a kind
 *
 * Returns: whether there is a curve, which may not be computed yet
 */
gboolean
nrn_kind_item_has_plot (NrnKindItem *item)
{
  return item->kind != NULL && nrn_function_plot_exists (nrn_kind_get_family (item->kind));
}

/**
 * nrn_kind_item_get_plot:
 * @item: a kind
 *
 * Returns: (transfer none) (nullable): its curve, with Keras' arguments; %NULL
 *   for what has no curve
 */
const NrnFunctionPlot *
nrn_kind_item_get_plot (NrnKindItem *item)
{
  if (item->plot == NULL && nrn_kind_item_has_plot (item))
    {
      g_autoptr (NrnConfig) config = nrn_config_new (item->kind);

      item->plot = nrn_function_plot_new (config);
    }

  return item->plot;
}

/* As names are compared: letters in any case, and nothing between them. */
static char *
simplify (const char *text)
{
  GString *simple = g_string_new (NULL);

  for (const char *letter = text; *letter != '\0'; letter = g_utf8_next_char (letter))
    {
      if (strchr ("_- ", *letter) == NULL)
        g_string_append_unichar (simple, g_unichar_tolower (g_utf8_get_char (letter)));
    }

  return g_string_free (simple, FALSE);
}

static gboolean
contains (const char *text,
          const char *part)
{
  g_autofree char *simple = simplify (text);

  return strstr (simple, part) != NULL;
}

/**
 * nrn_kind_item_matches:
 * @item: a kind
 * @text: what somebody has typed
 *
 * Returns: whether that is part of one of its names, today's or an old one,
 *   or of what its group is called
 */
gboolean
nrn_kind_item_matches (NrnKindItem *item,
                       const char  *text)
{
  const NrnKind *kind = item->kind;
  const char *group = nrn_kind_item_get_group (item);
  g_autofree char *part = simplify (text);

  if (contains (nrn_kind_item_get_name (item), part) || (group != NULL && contains (group, part)))
    return TRUE;
  if (kind == NULL)
    return FALSE;
  if (contains (nrn_kind_get_keras_name (kind), part))
    return TRUE;

  for (gsize i = 0; kind->aliases != NULL && kind->aliases[i] != NULL; i++)
    {
      if (contains (kind->aliases[i], part))
        return TRUE;
    }

  return FALSE;
}

/**
 * nrn_kind_item_get_header:
 * @item: a kind
 *
 * Returns: (transfer none) (nullable): the title that stands over it
 */
const char *
nrn_kind_item_get_header (NrnKindItem *item)
{
  return item->header;
}

/**
 * nrn_kind_item_is_chosen:
 * @item: a kind
 *
 * Returns: whether it is what there is already
 */
gboolean
nrn_kind_item_is_chosen (NrnKindItem *item)
{
  return item->is_chosen;
}

/**
 * nrn_kind_item_set_state:
 * @item: a kind
 * @header: (nullable): the title over it; static
 * @is_chosen: whether it is what there is already
 *
 * How it is to stand in the list that is open.
 */
void
nrn_kind_item_set_state (NrnKindItem *item,
                         const char  *header,
                         gboolean     is_chosen)
{
  if (item->header == header && item->is_chosen == is_chosen)
    return;

  item->header = header;
  item->is_chosen = is_chosen;
  g_signal_emit (item, signals[CHANGED], 0);
}
