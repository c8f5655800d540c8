/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What is odd, to be read, with what helps.
 */

#include "config.h"

#include "nrn-finding-list.h"

#include <glib/gi18n-lib.h>

struct _NrnFindingList
{
  GtkWidget    parent_instance;

  NrnDocument *document;    /* owned */
  GtkWidget   *box;
  guint        n_items;
};

G_DEFINE_FINAL_TYPE (NrnFindingList, nrn_finding_list, GTK_TYPE_WIDGET)

enum
{
  DONE,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What a button of an item does. */
typedef struct
{
  NrnFindingList *list;     /* borrowed: the button is in it */
  char           *key;
  guint           remedy;
} Choice;

static Choice *
choice_new (NrnFindingList   *list,
            const NrnFinding *finding,
            guint             remedy)
{
  Choice *choice = g_new (Choice, 1);

  *choice = (Choice) { list, g_strdup (finding->key), remedy };

  return choice;
}

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->key);
  g_free (choice);
}

/* What was found may have changed since it was read. */
static const NrnFinding *
find (NrnFindingList *self,
      const char     *key)
{
  const NrnFindings *findings = nrn_document_get_findings (self->document);
  guint n = findings != NULL ? nrn_findings_get_n (findings) : 0;

  for (guint i = 0; i < n; i++)
    {
      const NrnFinding *finding = nrn_findings_get (findings, i);

      if (g_str_equal (finding->key, key))
        return finding;
    }

  return NULL;
}

static void
remedy_clicked_cb (GtkButton *button,
                   gpointer   data)
{
  const Choice *choice = data;
  g_autoptr (NrnFindingList) self = g_object_ref (choice->list);
  const NrnFindings *current = nrn_document_get_findings (self->document);
  g_autoptr (NrnFindings) findings = current != NULL ? nrn_findings_ref (current) : NULL;
  const NrnFinding *finding = find (self, choice->key);
  guint remedy = choice->remedy;
  g_autoptr (GError) error = NULL;

  /* The list goes with the popover that it is in. */
  g_signal_emit (self, signals[DONE], 0);
  if (finding != NULL && remedy < finding->n_remedies &&
      !nrn_document_apply_remedy (self->document, finding, remedy, &error))
    g_signal_emit (self, signals[FAILED], 0, error->message);
}

/* To the next item, or the one before. */
static void
pass_focus_on (GtkWidget *item)
{
  GtkWidget *next = gtk_widget_get_next_sibling (item);

  if (next == NULL)
    next = gtk_widget_get_prev_sibling (item);
  if (next != NULL && gtk_widget_get_root (item) != NULL)
    gtk_widget_child_focus (next, GTK_DIR_TAB_FORWARD);
}

static void
dismiss_clicked_cb (GtkButton *button,
                    gpointer   data)
{
  const Choice *choice = data;
  g_autoptr (NrnFindingList) self = g_object_ref (choice->list);
  g_autofree char *key = g_strdup (choice->key);
  GtkWidget *item = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_BOX);

  while (gtk_widget_get_parent (item) != self->box)
    item = gtk_widget_get_parent (item);
  pass_focus_on (item);
  gtk_box_remove (GTK_BOX (self->box), item);
  if (--self->n_items == 0)
    g_signal_emit (self, signals[DONE], 0);
  nrn_document_dismiss (self->document, key);
}

/* ---- Items ---- */

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 42);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);

  return label;
}

static GtkWidget *
heading_new (const NrnFinding *finding)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gboolean is_warning = finding->severity == NRN_SEVERITY_WARNING;
  GtkWidget *image = gtk_image_new_from_icon_name (is_warning ? "dialog-warning-symbolic"
                                                              : "dialog-information-symbolic");

  gtk_accessible_update_property (GTK_ACCESSIBLE (image), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  is_warning ? _("Warning") : _("Hint"), -1);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), label_new (finding->where, "heading"));

  return box;
}

static GtkWidget *
button_new (NrnFindingList   *self,
            const NrnFinding *finding,
            guint             remedy,
            const char       *title,
            GCallback         clicked)
{
  GtkWidget *button = gtk_button_new_with_label (title);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "fix");
  g_signal_connect_data (button, "clicked", clicked, choice_new (self, finding, remedy), choice_free,
                         (GConnectFlags) 0);

  return button;
}

static GtkWidget *
item_new (NrnFindingList   *self,
          const NrnFinding *finding)
{
  GtkWidget *item = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *evidence = label_new (finding->evidence, "dim-label");
  GtkWidget *dismiss = button_new (self, finding, 0, _("Don’t Show Again"),
                                   G_CALLBACK (dismiss_clicked_cb));
  g_autofree char *spoken = NULL;

  gtk_widget_add_css_class (evidence, "note");
  gtk_widget_add_css_class (evidence, "numeric");
  gtk_label_set_selectable (GTK_LABEL (evidence), TRUE);
  gtk_widget_set_can_focus (evidence, FALSE);
  gtk_box_append (GTK_BOX (item), heading_new (finding));
  gtk_box_append (GTK_BOX (item), label_new (finding->sentence, NULL));
  gtk_box_append (GTK_BOX (item), evidence);
  for (guint i = 0; i < finding->n_remedies; i++)
    {
      GtkWidget *button = button_new (self, finding, i, finding->remedies[i].title,
                                      G_CALLBACK (remedy_clicked_cb));
      g_autofree char *described = g_strdup_printf ("%s %s", finding->sentence, finding->evidence);

      /* What was then cannot be changed. */
      gtk_widget_set_sensitive (button, nrn_document_get_shown_update (self->document) < 0);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      described, -1);
      gtk_box_append (GTK_BOX (item), button);
    }
  gtk_widget_add_css_class (dismiss, "flat");
  gtk_widget_set_tooltip_text (dismiss, _("Not again with this experiment"));
  /* Translators: the name of a layer or a setting. */
  spoken = g_strdup_printf (_("Don’t show again: %s"), finding->where);
  gtk_accessible_update_property (GTK_ACCESSIBLE (dismiss), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  gtk_box_append (GTK_BOX (item), dismiss);

  return item;
}

static void
nrn_finding_list_dispose (GObject *object)
{
  NrnFindingList *self = NRN_FINDING_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (nrn_finding_list_parent_class)->dispose (object);
}

static void
nrn_finding_list_class_init (NrnFindingListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = nrn_finding_list_dispose;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
nrn_finding_list_init (NrnFindingList *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 18);
  gtk_widget_add_css_class (self->box, "findings");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * nrn_finding_list_shows:
 * @document: a document
 * @place: one of #NrnFindingPlace, or −1 for all
 * @finding: one of its findings
 *
 * Returns: whether a list for that place shows it: it was not dismissed
 */
gboolean
nrn_finding_list_shows (NrnDocument      *document,
                        int               place,
                        const NrnFinding *finding)
{
  return (place < 0 || (int) finding->place == place) &&
         !nrn_document_is_dismissed (document, finding->key);
}

/**
 * nrn_finding_list_new:
 * @document: whose findings to show
 * @place: one of #NrnFindingPlace, or −1 for all
 *
 * Returns: (transfer floating): a list of what there is now
 */
GtkWidget *
nrn_finding_list_new (NrnDocument *document,
                      int          place)
{
  NrnFindingList *self = g_object_new (NRN_TYPE_FINDING_LIST, NULL);
  const NrnFindings *findings = nrn_document_get_findings (document);
  guint n = findings != NULL ? nrn_findings_get_n (findings) : 0;

  self->document = g_object_ref (document);
  for (guint i = 0; i < n; i++)
    {
      const NrnFinding *finding = nrn_findings_get (findings, i);

      if (!nrn_finding_list_shows (document, place, finding))
        continue;
      gtk_box_append (GTK_BOX (self->box), item_new (self, finding));
      self->n_items++;
    }

  return GTK_WIDGET (self);
}
