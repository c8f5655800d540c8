/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any text where a network is typed, such as “8-6-6-4 relu relu softmax”; a
 * second line is what --activations and the entries of losses and optimizers
 * take.
 */

#include "nrn-fuzz.h"

#include <string.h>

#include "nrn-architecture.h"

/* What a network is called is what it stays when that is typed, unless it has
 * no layer with units of its own. */
static void
check_network (const NrnArchitecture *architecture,
               const GError          *error)
{
  g_autofree char *text = NULL;
  g_autoptr (NrnArchitecture) again = NULL;
  g_autoptr (GError) second_error = NULL;

  if (architecture == NULL)
    {
      nrn_fuzz_check_sentence (error);
      return;
    }

  g_assert_cmpuint (nrn_architecture_get_n_parameters (architecture), <=, NRN_MAX_PARAMETERS);
  text = nrn_architecture_to_string (architecture);
  nrn_fuzz_check_text (text, 8 * NRN_MAX_LAYERS);
  again = nrn_architecture_with_text (architecture, text, &second_error);
  if (again == NULL)
    nrn_fuzz_check_sentence (second_error);
  else
    g_assert_true (nrn_architecture_equal (architecture, again));
}

/* "Dense(8,,)": between two commas an argument is missing. */
static void
check_commas (NrnFamily   family,
              const char *printed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (printed);
  g_autoptr (NrnConfig) one = NULL;
  gsize end = strlen (printed) - 1;

  if (printed[end] != ')')
    return;

  g_string_insert (text, (gssize) end, ",");
  one = nrn_config_parse (family, text->str, &error);
  g_assert_no_error (error);
  g_assert_nonnull (one);
  g_string_insert (text, (gssize) end, ",");
  g_assert_null (nrn_config_parse (family, text->str, &error));
  nrn_fuzz_check_sentence (error);
}

static void
check_config (NrnFamily   family,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnConfig) config = nrn_config_parse (family, text, &error);
  g_autoptr (NrnConfig) again = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *printed_again = NULL;

  if (config == NULL)
    {
      nrn_fuzz_check_sentence (error);
      return;
    }

  printed = nrn_config_to_string (config);
  again = nrn_config_parse (family, printed, &error);
  g_assert_no_error (error);
  /* Numbers have ten digits in texts. */
  printed_again = nrn_config_to_string (again);
  g_assert_cmpstr (printed_again, ==, printed);
  check_commas (family, printed);
}

static void
check_texts (const char *units,
             const char *arguments)
{
  g_autoptr (NrnArchitecture) base = nrn_architecture_parse_layers (
    3, "Dense(4, activation=relu), Dropout(0.5), Dense(2, activation=softmax)", NULL);
  g_autoptr (NrnArchitecture) changed = NULL;
  g_autoptr (NrnArchitecture) parsed = NULL;
  g_autoptr (GError) change_error = NULL;
  g_autoptr (GError) parse_error = NULL;

  changed = nrn_architecture_with_text (base, units, &change_error);
  check_network (changed, change_error);
  parsed = nrn_architecture_parse (units, arguments, &parse_error);
  check_network (parsed, parse_error);

  for (NrnFamily family = 0; family < NRN_N_FAMILIES; family++)
    check_config (family, arguments != NULL ? arguments : units);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char *line_end = strchr (text, '\n');

  /* What is not UTF-8 never gets as far as here. */
  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  if (line_end != NULL)
    *line_end = '\0';
  check_texts (text, line_end != NULL ? line_end + 1 : NULL);

  return 0;
}
