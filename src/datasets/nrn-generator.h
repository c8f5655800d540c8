/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The data sets that Neurons makes itself.
 */

#pragma once

#include "nrn-dataset.h"

G_BEGIN_DECLS

/**
 * NrnGeneratorParameter:
 * @name: as in files and on the command line: "threshold"
 * @default_value: what the data set has unless told otherwise
 * @minimum: smallest value allowed
 * @maximum: largest value allowed
 * @is_integer: whether only whole numbers make sense
 * @title: (translatable): what the interface calls it
 * @is_boundary: whether the rule changes its mind where the first feature has
 *   this value
 *
 * One number that a generator's rules depend on. Static data.
 */
typedef struct
{
  const char *name;
  double      default_value;
  double      minimum;
  double      maximum;
  gboolean    is_integer;
  const char *title;
  gboolean    is_boundary;
} NrnGeneratorParameter;

/**
 * NrnGenerator:
 * @name: as in files and on the command line: "drug-trial"
 * @title: (translatable): what the interface calls it
 * @description: (translatable): one or two sentences that say what the rows
 *   are and which rule they follow
 * @summary: (nullable) (translatable): what these very rows are, with
 *   “{threshold}” where the value of a parameter goes, “{threshold-1}” for the
 *   one before it, and “{rows}”, “{half}”, “{exceptions}”, “{regular}” and
 *   “{regular%}” for what is counted
 * @n_features: features of a row
 * @feature_names: their names
 * @n_outputs: outputs that a fitting network has
 * @target_names: name of the label, or of each target
 * @class_names: (nullable): the classes; %NULL for a regression
 * @parameters: the numbers that can be changed
 * @n_parameters: how many
 * @python: (nullable) (array zero-terminated=1): lines of Python with NumPy
 *   that make such rows, see nrn_generator_print_python()
 * @print_table: (nullable): appends what @python's lines need before them
 * @check: (nullable): refuses values that do not fit together
 * @generate: makes the rows; @values holds one number for each parameter
 * @truth: (nullable): of a regression with one feature: the target without
 *   its noise
 *
 * One data set that Neurons can make, as data. Adding one is one new file
 * and one line in nrn-generator.c.
 */
typedef struct _NrnGenerator NrnGenerator;
struct _NrnGenerator
{
  const char                  *name;
  const char                  *title;
  const char                  *description;
  const char                  *summary;
  guint                        n_features;
  const char *const           *feature_names;
  guint                        n_outputs;
  const char *const           *target_names;
  const char *const           *class_names;
  const NrnGeneratorParameter *parameters;
  guint                        n_parameters;
  const char *const           *python;

  void        (*print_table) (GString    *code);
  gboolean    (*check)    (const double  *values,
                           GError       **error);
  NrnDataset *(*generate) (const double  *values,
                           GRand         *rand);
  double      (*truth)    (const double  *values,
                           double         x);
};

const NrnGenerator *const *nrn_generator_get_all    (guint               *n_generators);
const NrnGenerator        *nrn_generator_find       (const char          *name,
                                                     GError             **error);
int                        nrn_generator_parameter  (const NrnGenerator  *generator,
                                                     const char          *name);
NrnDataset                *nrn_generator_run        (const NrnGenerator  *generator,
                                                     const double        *values,
                                                     guint32              seed,
                                                     GError             **error);
void                       nrn_generator_print_python
                                                    (const NrnGenerator  *generator,
                                                     const double        *values,
                                                     GString             *code);

G_END_DECLS
