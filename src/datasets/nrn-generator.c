/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The table of the data sets that Neurons makes itself, and running them.
 */

#include "config.h"

#include "nrn-generator.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-error.h"
#include "nrn-generator-animals.h"
#include "nrn-generator-body-mass.h"
#include "nrn-generator-circle.h"
#include "nrn-generator-coins.h"
#include "nrn-generator-drug-trial-u.h"
#include "nrn-generator-drug-trial.h"
#include "nrn-generator-line.h"
#include "nrn-generator-private.h"
#include "nrn-generator-sine.h"
#include "nrn-generator-spiral.h"
#include "nrn-generator-two-gaussians.h"
#include "nrn-generator-xor.h"
#include "nrn-kind.h"
#include "nrn-random.h"

/* A new data set is one line here. In the order in which they are offered. */
static const NrnGenerator *const generators[] = {
  &nrn_generator_drug_trial,
  &nrn_generator_drug_trial_u,
  &nrn_generator_body_mass,
  &nrn_generator_animals,
  &nrn_generator_coins,
  &nrn_generator_xor,
  &nrn_generator_circle,
  &nrn_generator_two_gaussians,
  &nrn_generator_spiral,
  &nrn_generator_line,
  &nrn_generator_sine,
};

/**
 * nrn_generator_get_all:
 * @n_generators: (out): how many there are
 *
 * Returns: (transfer none): the data sets that Neurons makes, in the order
 *   in which they are offered
 */
const NrnGenerator *const *
nrn_generator_get_all (guint *n_generators)
{
  *n_generators = G_N_ELEMENTS (generators);
  return generators;
}

/**
 * nrn_generator_find:
 * @name: a name in any case, e.g. "drug-trial"
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the generator, or %NULL with @error
 *   set if there is none of that name
 */
const NrnGenerator *
nrn_generator_find (const char  *name,
                    GError     **error)
{
  const char *names[G_N_ELEMENTS (generators) + 1] = { NULL };
  g_autofree char *suggestion = NULL;
  g_autofree char *list = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (generators); i++)
    {
      names[i] = generators[i]->name;
      if (g_ascii_strcasecmp (name, names[i]) == 0)
        return generators[i];
    }

  suggestion = nrn_name_suggest (name, names);
  list = g_strjoinv (", ", (char **) names);
  if (suggestion != NULL)
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There is no data set “%s”; did you mean “%s”?"), name, suggestion);
  else
    g_set_error (error, NRN_ERROR, NRN_ERROR_UNKNOWN_NAME,
                 _("There is no data set “%s”; Neurons has %s."), name, list);
  return NULL;
}

/**
 * nrn_generator_parameter:
 * @generator: a generator
 * @name: a parameter's name, e.g. "threshold"
 *
 * Returns: the parameter's index, or -1 if there is none of that name
 */
int
nrn_generator_parameter (const NrnGenerator *generator,
                         const char         *name)
{
  for (guint i = 0; i < generator->n_parameters; i++)
    {
      if (g_strcmp0 (generator->parameters[i].name, name) == 0)
        return (int) i;
    }

  return -1;
}

static gboolean
check_value (const NrnGenerator           *generator,
             const NrnGeneratorParameter  *parameter,
             double                        value,
             GError                      **error)
{
  char minimum[G_ASCII_DTOSTR_BUF_SIZE];
  char maximum[G_ASCII_DTOSTR_BUF_SIZE];
  char given[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (minimum, sizeof minimum, "%.10g", parameter->minimum);
  g_ascii_formatd (maximum, sizeof maximum, "%.10g", parameter->maximum);
  g_ascii_formatd (given, sizeof given, "%.10g", value);

  if (!(value >= parameter->minimum && value <= parameter->maximum))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("%s: %s cannot be %s; it must be from %s to %s."),
                   generator->name, parameter->name, given, minimum, maximum);
      return FALSE;
    }
  if (parameter->is_integer && value != floor (value))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("%s: %s cannot be %s; it must be a whole number."),
                   generator->name, parameter->name, given);
      return FALSE;
    }

  return TRUE;
}

/**
 * nrn_generator_run:
 * @generator: a generator
 * @values: (nullable) (array): a value for each parameter; %NULL for the
 *   defaults
 * @seed: the experiment's seed
 * @error: return location
 *
 * Makes the rows. The same values and seed give the same rows.
 *
 * Returns: (transfer full) (nullable): the data set, or %NULL with @error
 *   set if a value is out of its range or the values do not fit together
 */
NrnDataset *
nrn_generator_run (const NrnGenerator  *generator,
                   const double        *values,
                   guint32              seed,
                   GError             **error)
{
  g_autofree double *defaults = g_new (double, generator->n_parameters);
  g_autoptr (GRand) rand = nrn_random_new (seed, NRN_RANDOM_DATA);

  for (guint i = 0; i < generator->n_parameters; i++)
    defaults[i] = generator->parameters[i].default_value;
  if (values == NULL)
    values = defaults;

  for (guint i = 0; i < generator->n_parameters; i++)
    {
      if (!check_value (generator, &generator->parameters[i], values[i], error))
        return NULL;
    }
  if (generator->check != NULL && !generator->check (values, error))
    return NULL;

  return generator->generate (values, rand);
}

/* "{noise}" becomes the value of that parameter. */
static void
append_python_line (GString            *code,
                    const NrnGenerator *generator,
                    const double       *values,
                    const char         *line)
{
  const char *rest = line;
  const char *open;

  while ((open = strchr (rest, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = g_strndup (open + 1, (gsize) (close - open - 1));
      int parameter = nrn_generator_parameter (generator, name);
      char digits[G_ASCII_DTOSTR_BUF_SIZE];

      g_assert (parameter >= 0);
      g_string_append_len (code, rest, open - rest);
      g_string_append (code, g_ascii_formatd (digits, sizeof digits, "%.15g", values[parameter]));
      rest = close + 1;
    }
  g_string_append_printf (code, "%s\n", rest);
}

/**
 * nrn_generator_print_python:
 * @generator: a generator
 * @values: (array): a value for each parameter
 * @code: where to append
 *
 * Appends Python that makes rows by the same rules: `train_samples` and
 * `train_labels`, as lists or NumPy arrays. It uses `np` and `randint`,
 * which are to be imported before; the random numbers are Python's. Its
 * comments are in the user's language.
 */
void
nrn_generator_print_python (const NrnGenerator *generator,
                            const double       *values,
                            GString            *code)
{
  g_return_if_fail (generator->python != NULL);

  if (generator->print_table != NULL)
    generator->print_table (code);
  for (guint i = 0; generator->python[i] != NULL; i++)
    {
      const char *line = generator->python[i];
      gsize indent = strspn (line, " ");

      if (line[indent] == '#')
        g_string_append_printf (code, "%.*s%s\n", (int) indent, line, _(line + indent));
      else
        append_python_line (code, generator, values, line);
    }
}

/**
 * nrn_generator_new_classes:
 * @generator: whose rows these are
 * @n_rows: number of rows
 * @features: (transfer full): (n_rows, n_features), row-major
 * @labels: (transfer full): (n_rows), class numbers
 *
 * Returns: (transfer full): the rows as a data set with the generator's
 *   names
 */
NrnDataset *
nrn_generator_new_classes (const NrnGenerator *generator,
                           guint               n_rows,
                           float              *features,
                           float              *labels)
{
  return nrn_dataset_new_classes (generator->name, n_rows, generator->n_features,
                                  features, generator->feature_names,
                                  labels, generator->target_names[0], generator->class_names);
}

/**
 * nrn_generator_new_values:
 * @generator: whose rows these are
 * @n_rows: number of rows
 * @features: (transfer full): (n_rows, n_features), row-major
 * @targets: (transfer full): (n_rows, n_outputs), row-major
 *
 * Returns: (transfer full): the rows as a data set with the generator's
 *   names
 */
NrnDataset *
nrn_generator_new_values (const NrnGenerator *generator,
                          guint               n_rows,
                          float              *features,
                          float              *targets)
{
  return nrn_dataset_new_values (generator->name, n_rows, generator->n_features,
                                 features, generator->feature_names,
                                 generator->n_outputs, targets, generator->target_names);
}

/**
 * nrn_generator_normal:
 * @rand: random numbers
 * @mean: the middle
 * @deviation: the standard deviation
 * @minimum: smallest value to return
 * @maximum: largest value to return
 *
 * Returns: a number from that normal distribution, clipped to the range
 */
double
nrn_generator_normal (GRand  *rand,
                      double  mean,
                      double  deviation,
                      double  minimum,
                      double  maximum)
{
  double value = mean + deviation * nrn_random_normal (rand);

  return CLAMP (value, minimum, maximum);
}

/**
 * nrn_generator_trial_pairs:
 * @generator: whose rows these are
 * @n_regular: pairs that follow the rule
 * @n_exceptions: pairs that break it
 * @draw_age: draws the age of one person of whom the rule says that there
 *   are side effects, or that there are none
 * @values: passed to @draw_age
 * @rand: random numbers
 *
 * People of a drug trial, in pairs: first one without side effects by the
 * rule, then one with. In the last @n_exceptions pairs it is the other way
 * around, and the rows are marked.
 *
 * Returns: (transfer full): 2 · (n_regular + n_exceptions) rows
 */
NrnDataset *
nrn_generator_trial_pairs (const NrnGenerator *generator,
                           guint               n_regular,
                           guint               n_exceptions,
                           NrnDrawAge          draw_age,
                           const double       *values,
                           GRand              *rand)
{
  guint n_rows = 2 * (n_regular + n_exceptions);
  float *ages = g_new (float, n_rows);
  float *labels = g_new (float, n_rows);
  guint8 *exceptions = g_new (guint8, n_rows);
  g_autoptr (NrnDataset) dataset = NULL;

  for (guint row = 0; row < n_rows; row++)
    {
      gboolean reacts = row % 2 == 1;
      gboolean is_exception = row >= 2 * n_regular;

      ages[row] = (float) draw_age (values, reacts, rand);
      labels[row] = reacts != is_exception ? 1 : 0;
      exceptions[row] = is_exception ? 1 : 0;
    }

  dataset = nrn_generator_new_classes (generator, n_rows, ages, labels);
  return nrn_dataset_with_exceptions (dataset, exceptions);
}

/**
 * nrn_generator_plane_points:
 * @generator: whose rows these are
 * @n_samples: number of points
 * @noise: standard deviation of what is added to both coordinates
 * @place: places one point of a class, before the noise
 * @rand: random numbers
 *
 * Points in a plane, of class 0 and 1 in turn.
 *
 * Returns: (transfer full): @n_samples rows of x and y
 */
NrnDataset *
nrn_generator_plane_points (const NrnGenerator *generator,
                            guint               n_samples,
                            double              noise,
                            NrnPlacePoint       place,
                            GRand              *rand)
{
  float *points = g_new (float, 2 * (gsize) n_samples);
  float *labels = g_new (float, n_samples);

  for (guint row = 0; row < n_samples; row++)
    {
      guint label = row % 2;
      double x;
      double y;

      place (label, rand, &x, &y);
      points[2 * (gsize) row] = (float) (x + noise * nrn_random_normal (rand));
      points[2 * (gsize) row + 1] = (float) (y + noise * nrn_random_normal (rand));
      labels[row] = (float) label;
    }

  return nrn_generator_new_classes (generator, n_samples, points, labels);
}
