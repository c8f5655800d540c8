/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The same start with several learning rates or optimizers.
 */

#include "config.h"

#include "nrn-race.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-optimizer.h"
#include "nrn-typed-number.h"

/* Semicolons part the lanes, and so do commas before a blank; other commas are
 * decimal signs, or belong to the arguments in brackets. */
static GStrv
split (const char *text)
{
  g_autoptr (GString) marked = g_string_new (NULL);
  int depth = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      gboolean is_end = *at == ';' || (*at == ',' && g_ascii_isspace (at[1]));

      depth += (*at == '(') - (*at == ')');
      g_string_append_c (marked, is_end && depth == 0 ? '\n' : *at);
    }

  return g_strsplit (marked->str, "\n", -1);
}

/* "0,01" is a learning rate of the experiment's optimizer, "SGD" or
 * "SGD(0.01)" is another optimizer. */
static NrnConfig *
parse_lane (const NrnConfig  *optimizer,
            const char       *text,
            GError          **error)
{
  g_autofree char *plain = nrn_typed_number_to_plain (text);

  if (!g_unichar_isalpha (g_utf8_get_char (text)))
    return nrn_config_with_text (optimizer, "learning_rate", plain, error);

  return nrn_config_parse (NRN_FAMILY_OPTIMIZER, plain, error);
}

static gboolean
add_lane (GPtrArray            *lanes,
          const NrnExperiment  *experiment,
          const char           *text,
          GError              **error)
{
  NrnExperimentParts parts = *nrn_experiment_get_parts (experiment);
  g_autoptr (NrnConfig) optimizer = parse_lane (parts.optimizer, text, error);

  if (optimizer == NULL)
    return FALSE;
  if (lanes->len == NRN_RACE_MAX_LANES)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s” is one too many; there can be %d learning rates or optimizers."), text,
                   NRN_RACE_MAX_LANES);
      return FALSE;
    }

  parts.optimizer = optimizer;
  parts.weights = NULL;
  parts.history = NULL;
  g_ptr_array_add (lanes, nrn_experiment_new (&parts));

  return TRUE;
}

/**
 * nrn_race_parse:
 * @experiment: what to train
 * @text: learning rates of its optimizer, or optimizers:
 *   "0.1; 0.01; SGD(0.01)"
 * @error: return location
 *
 * Returns: (transfer full) (nullable) (element-type NrnExperiment): the
 *   experiment, not trained, with each of them; or %NULL with @error set
 */
GPtrArray *
nrn_race_parse (const NrnExperiment  *experiment,
                const char           *text,
                GError              **error)
{
  g_autoptr (GPtrArray) lanes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) nrn_experiment_unref);
  g_auto (GStrv) words = split (text);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (*words[i] != '\0' && !add_lane (lanes, experiment, words[i], error))
        return NULL;
    }
  if (lanes->len == 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("There is nothing to race; it takes learning rates or optimizers, such as "
                     "“0.01; 0.001; SGD(0.01)”."));
      return NULL;
    }

  return g_steal_pointer (&lanes);
}

/**
 * nrn_race_get_name:
 * @lane: one of the experiments of a race
 *
 * Returns: (transfer full): its optimizer and what that is told: "Adam 0.001",
 *   or "SGD(learning_rate=0.01, momentum=0.9)" if it is told more
 */
char *
nrn_race_get_name (const NrnExperiment *lane)
{
  const NrnConfig *optimizer = nrn_experiment_get_parts (lane)->optimizer;
  double rate = nrn_config_lookup (optimizer, "learning_rate");
  g_autoptr (NrnConfig) plain = nrn_config_new (nrn_config_get_kind (optimizer));
  g_autoptr (NrnConfig) slowed = NULL;
  g_autofree char *text = NULL;

  if (isfinite (rate))
    slowed = nrn_config_with_number (plain, "learning_rate", rate, NULL);
  if (slowed == NULL || !nrn_config_equal (slowed, optimizer))
    return nrn_config_to_string (optimizer);

  text = nrn_config_get_text (optimizer, NRN_OPTIMIZER_LEARNING_RATE);

  return g_strdup_printf ("%s %s", nrn_config_get_name (optimizer), text);
}
