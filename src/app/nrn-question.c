/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A question that stands before the window.
 */

#include "config.h"

#include "nrn-question.h"

/* Wider than any letter, narrower than any dialog; in pixels. */
#define HEADING_WIDTH 100

/* libadwaita has a large heading and a smaller one for where the large one does not
 * fit, and measures both there; GTK 4.18 warns of that unless the large one can wrap. */
static void
let_heading_wrap (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "title-2"))
    {
      gtk_label_set_wrap (GTK_LABEL (widget), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (widget), PANGO_WRAP_WORD_CHAR);
      gtk_widget_set_size_request (gtk_widget_get_parent (widget), HEADING_WIDTH, -1);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    let_heading_wrap (child);
}

/**
 * nrn_question_new:
 * @parent: the window that waits for the answer
 * @heading: the question
 * @body: what follows from the answers
 *
 * Returns: (transfer none): a dialog without answers yet, not shown; it belongs to
 *   GTK, and goes when it is answered
 */
AdwMessageDialog *
nrn_question_new (GtkWindow  *parent,
                  const char *heading,
                  const char *body)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (parent, heading, NULL));

  adw_message_dialog_set_body (dialog, body);
  let_heading_wrap (GTK_WIDGET (dialog));

  return dialog;
}
