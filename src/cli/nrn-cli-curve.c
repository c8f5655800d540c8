/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli curve: a picture of an activation or a loss.
 */

#include "config.h"

#include "nrn-cli.h"

#include <glib/gi18n-lib.h>

#include "nrn-function-plot.h"
#include "nrn-error.h"
#include "nrn-export.h"
#include "nrn-plot.h"

typedef struct
{
  NrnFunctionPlot         *curve;
  const NrnPalette *palette;
} Picture;

static void
paint (cairo_t  *cr,
       double    width,
       double    height,
       gpointer  data)
{
  const Picture *picture = data;

  nrn_function_plot_paint (cr, picture->curve, width, height, picture->palette);
}

static gboolean
is_known (NrnFamily   family,
          const char *text)
{
  g_autofree char *name = g_strdup (text);

  g_strdelimit (name, "(", '\0');
  g_strstrip (name);

  return nrn_kind_find (family, name, NULL) != NULL;
}

static char *
suggest_name (const char *text)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint family = 0; family < NRN_N_FAMILIES; family++)
    {
      guint n_kinds;
      const NrnKind *const *kinds = nrn_family_get_kinds ((NrnFamily) family, &n_kinds);

      for (guint i = 0; i < n_kinds && nrn_function_plot_exists ((NrnFamily) family); i++)
        g_ptr_array_add (names, (char *) kinds[i]->name);
    }
  g_ptr_array_add (names, NULL);

  return nrn_name_suggest (text, (const char *const *) names->pdata);
}

static NrnConfig *
find_config (const char  *text,
             GError     **error)
{
  g_autofree char *suggestion = NULL;

  if (is_known (NRN_FAMILY_LOSS, text))
    return nrn_config_parse (NRN_FAMILY_LOSS, text, error);
  if (is_known (NRN_FAMILY_ACTIVATION, text))
    return nrn_config_parse (NRN_FAMILY_ACTIVATION, text, error);

  suggestion = suggest_name (text);
  if (suggestion != NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There is no activation or loss “%s”; did you mean “%s”?"), text, suggestion);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There is no activation or loss “%s”; “neurons-cli list” says which there are."),
                 text);
  return NULL;
}

static int
draw (const char *text,
      const char *output,
      const char *size,
      gboolean    dark)
{
  g_autoptr (NrnConfig) config = NULL;
  g_autoptr (NrnFunctionPlot) curve = NULL;
  g_autoptr (GError) error = NULL;
  guint width = (guint) NRN_PLOT_WIDTH;
  guint height = (guint) NRN_PLOT_HEIGHT;
  Picture picture;

  config = find_config (text, &error);
  if (config == NULL || (size != NULL && !nrn_cli_get_size (size, &width, &height, &error)))
    return nrn_cli_fail (error);

  curve = nrn_function_plot_new (config);
  picture = (Picture) { curve, dark ? &nrn_palette_dark : &nrn_palette_print };
  if (!nrn_export_to_file (output, width, height, paint, &picture, &error))
    return nrn_cli_fail (error);

  return NRN_CLI_DONE;
}

int
nrn_cli_curve (int    argc,
               char **argv)
{
  g_autofree char *output = NULL;
  g_autofree char *size = NULL;
  gboolean dark = FALSE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_("Where to: .png, .svg or .pdf"), "FILE" },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_("In pixels"), "WxH" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, N_("Light on dark"), NULL },
    { NULL }
  };

  if (!nrn_cli_parse (_("Draw an activation with its derivative, or a loss over the prediction, into "
                        "a file.\n\n"
                        "NAME is Keras' name, with arguments if need be: relu, "
                        "\"leaky_relu(negative_slope=0.1)\", hinge, \"huber(delta=2)\".\n"
                        "softmax is drawn over one of two values, while the other stays 0. A loss "
                        "is drawn for the target 1 and for 0 or −1; where it compares whole rows, "
                        "for two outputs p and 1 − p."),
                      _("NAME"), entries, &argc, &argv))
    return NRN_CLI_USAGE;
  if (argc != 2 || output == NULL)
    return nrn_cli_usage (_("Name one activation or loss and where to draw it, for example: "
                            "neurons-cli curve relu -o relu.png."));

  return draw (argv[1], output, size, dark);
}
