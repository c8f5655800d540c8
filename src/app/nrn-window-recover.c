/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Work that a crash has left behind is offered back.
 */

#include "config.h"

#include "nrn-window-private.h"

#include <glib/gi18n.h>

#include "nrn-question.h"

/* Returns whether it is kept anew, so that what is left behind can go. */
static gboolean
restore (NrnWindow         *self,
         const NrnLostWork *lost)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWork) work = nrn_work_load (lost->path, &error);

  if (work == NULL || !nrn_document_set_work (self->document, work, &error))
    {
      nrn_window_say (self, error->message);
      return FALSE;
    }

  nrn_document_mark_changed (self->document);
  nrn_window_set_file (self, lost->original);

  return nrn_recovery_keep (self->recovery);
}

static void
restore_all (NrnWindow *self,
             GPtrArray *all)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));
  NrnWindow *window = self;

  for (guint i = 0; i < all->len; i++)
    {
      const NrnLostWork *lost = g_ptr_array_index (all, i);

      if (i > 0)
        window = nrn_window_new (NRN_APPLICATION (application));
      if (restore (window, lost))
        nrn_lost_work_discard (lost);
      gtk_window_present (GTK_WINDOW (window));
    }
}

static void
discard_all (GPtrArray *all)
{
  for (guint i = 0; i < all->len; i++)
    nrn_lost_work_discard (g_ptr_array_index (all, i));
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             NrnWindow        *self)
{
  GPtrArray *all = g_object_get_data (G_OBJECT (dialog), "lost");

  if (g_str_equal (response, "restore"))
    restore_all (self, all);
  else if (g_str_equal (response, "discard"))
    discard_all (all);
}

/**
 * nrn_window_offer_lost_work:
 * @window: the first window
 *
 * Asks whether to bring back what a crash has left behind, if anything.
 */
void
nrn_window_offer_lost_work (NrnWindow *window)
{
  g_autoptr (GPtrArray) lost = nrn_recovery_find_lost ();
  g_autofree char *body = NULL;
  AdwMessageDialog *dialog;

  if (lost->len == 0)
    return;

  if (lost->len == 1)
    /* Translators: the name of an experiment. */
    body = g_strdup_printf (_("Neurons ended before “%s” was saved. It can be brought back as it was "
                              "a few seconds before."),
                            ((NrnLostWork *) g_ptr_array_index (lost, 0))->name);
  else
    body = g_strdup_printf (ngettext ("Neurons ended before %u experiment was saved. It can be "
                                      "brought back as it was a few seconds before.",
                                      "Neurons ended before %u experiments were saved. They can be "
                                      "brought back as they were a few seconds before.", lost->len),
                            lost->len);
  dialog = nrn_question_new (GTK_WINDOW (window), _("Bring Back Unsaved Work?"), body);
  adw_message_dialog_add_responses (dialog,
                                    "later", _("_Later"),
                                    "discard", _("_Discard"),
                                    "restore", _("_Bring Back"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (dialog, "restore", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "restore");
  adw_message_dialog_set_close_response (dialog, "later");
  g_object_set_data_full (G_OBJECT (dialog), "lost", g_steal_pointer (&lost),
                          (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
