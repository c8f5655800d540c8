/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A document and those who come when it has long been there, such as a pane
 * that is made after the first frame or a page that is made when it is shown.
 */

#include "config.h"

#include "nrn-document-private.h"

/* Whoever listens now hears nothing, until unblock(): appends his number. */
static void
block (NrnDocument *document,
       guint        signal,
       GArray      *blocked)
{
  gulong id;

  while ((id = g_signal_handler_find (document, G_SIGNAL_MATCH_ID | G_SIGNAL_MATCH_UNBLOCKED,
                                      signal, 0, NULL, NULL, NULL)) != 0)
    {
      g_signal_handler_block (document, id);
      g_array_append_val (blocked, id);
    }
}

static void
unblock (NrnDocument *document,
         GArray      *blocked)
{
  for (guint i = 0; i < blocked->len; i++)
    {
      gulong id = g_array_index (blocked, gulong, i);

      if (g_signal_handler_is_connected (document, id))
        g_signal_handler_unblock (document, id);
    }
}

/**
 * nrn_document_introduce:
 * @document: a document
 * @connect: makes widgets that listen to @document; changes nothing in it
 * @data: for @connect
 *
 * Calls @connect and has whoever then listens for the first time, and nobody
 * else, hear "experiment-changed" and "snapshot-changed", as if the experiment
 * had just been opened: a widget need not know whether it is early or late.
 * Without an experiment there is nothing to hear.
 */
void
nrn_document_introduce (NrnDocument              *document,
                        NrnDocumentIntroduceFunc  connect,
                        gpointer                  data)
{
  static const char *const names[] = { "experiment-changed", "snapshot-changed" };
  g_autoptr (GArray) blocked = g_array_new (FALSE, FALSE, sizeof (gulong));

  g_return_if_fail (NRN_IS_DOCUMENT (document));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    block (document, g_signal_lookup (names[i], NRN_TYPE_DOCUMENT), blocked);
  connect (data);
  for (guint i = 0; i < G_N_ELEMENTS (names) && document->experiment != NULL; i++)
    g_signal_emit_by_name (document, names[i]);
  unblock (document, blocked);
}
