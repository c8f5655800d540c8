/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What all the things that Keras names have in common: a name, other names
 * it goes by, and arguments with defaults and ranges.
 */

#pragma once

#include "nrn-types.h"

G_BEGIN_DECLS

/**
 * NrnFamily:
 *
 * The families of kinds. Each has one table, in nrn-kind.c; the index into
 * the array of tables is the family.
 */
typedef enum
{
  NRN_FAMILY_ACTIVATION,
  NRN_FAMILY_INITIALIZER,
  NRN_FAMILY_LAYER,
  NRN_FAMILY_LOSS,
  NRN_FAMILY_METRIC,
  NRN_FAMILY_OPTIMIZER,
  NRN_FAMILY_REGULARIZER,
  NRN_FAMILY_SCHEDULE,
  NRN_N_FAMILIES
} NrnFamily;

/**
 * NrnPropertyType:
 * @NRN_PROPERTY_NUMBER: a finite number
 * @NRN_PROPERTY_INTEGER: a whole number
 * @NRN_PROPERTY_BOOLEAN: 0 or 1
 * @NRN_PROPERTY_NUMBERS: a list of numbers
 * @NRN_PROPERTY_CONFIG: a configured kind of another family, such as the
 *   activation of a Dense layer
 */
typedef enum
{
  NRN_PROPERTY_NUMBER,
  NRN_PROPERTY_INTEGER,
  NRN_PROPERTY_BOOLEAN,
  NRN_PROPERTY_NUMBERS,
  NRN_PROPERTY_CONFIG,
} NrnPropertyType;

/**
 * NrnPropertySpec:
 * @name: Keras' argument name, e.g. "beta_1"
 * @type: what it holds
 * @default_value: Keras' default (numbers, integers, booleans)
 * @minimum: smallest value allowed
 * @maximum: largest value allowed
 * @family: for %NRN_PROPERTY_CONFIG: of which family
 * @default_name: (nullable): for %NRN_PROPERTY_CONFIG: the default's name,
 *   %NULL for None; for %NRN_PROPERTY_NUMBERS: the default as text, "[1, 2]"
 * @minimum_excluded: @minimum itself is not allowed
 * @maximum_excluded: @maximum itself is not allowed
 * @optional: whether Keras' None is allowed too; it is NaN here, or no config
 * @or_config: for %NRN_PROPERTY_NUMBER: whether a configured kind of @family
 *   can stand in place of the number, as a schedule in place of the learning
 *   rate
 * @required: whether Keras has no default for it, so that it is always
 *   written; @default_value is what Neurons proposes
 * @old_name: (nullable): what earlier Kerases called it, e.g. "alpha"
 * @description: what it does, one sentence, to be translated; see
 *   nrn_property_spec_get_description()
 *
 * One argument of a kind. Static data.
 */
typedef struct
{
  const char      *name;
  NrnPropertyType  type;
  double           default_value;
  double           minimum;
  double           maximum;
  NrnFamily        family;
  const char      *default_name;
  gboolean         minimum_excluded;
  gboolean         maximum_excluded;
  gboolean         optional;
  gboolean         or_config;
  gboolean         required;
  const char      *old_name;
  const char      *description;
} NrnPropertySpec;

/**
 * NrnKind:
 * @name: Keras' name, as Keras writes it: "relu", "Adam", "Dense"
 * @aliases: (nullable) (array zero-terminated=1): other names that are
 *   accepted; the case of names never matters
 * @properties: (nullable): its arguments, in Keras' order
 * @n_properties: how many
 * @n_positional: how many of these, from the first, may be given without
 *   their names, as in "Dense(32, relu)"
 * @check: (nullable): whether its arguments go together, with a sentence if
 *   not; see nrn_config_check()
 * @keras_name: (nullable): what Keras calls it today, where that is not @name
 * @formula: what it computes, in one line of Unicode mathematics
 * @derivative: (nullable): its derivative, likewise; optimizers and
 *   initializers have none
 * @range: (nullable): where its values are; optimizers and layers have none
 * @purpose: what it is for, one plain sentence, to be translated
 * @source: where the formula is from
 *
 * One activation, loss, metric, optimizer, initializer or layer, as data. The
 * families' own structs (NrnActivation, NrnLoss …) begin with one.
 *
 * In the texts of a loss or a metric p is an output, t its target, k the
 * number of outputs; “mean” and Σ of a loss go over the outputs of a row, those
 * of a metric over all n rows.
 */
struct _NrnKind
{
  const char            *name;
  const char *const     *aliases;
  const NrnPropertySpec *properties;
  guint                  n_properties;
  guint                  n_positional;
  gboolean             (*check) (const NrnConfig  *config,
                                 GError          **error);

  const char            *keras_name;
  const char            *formula;
  const char            *derivative;
  const char            *range;
  const char            *purpose;
  const char            *source;
};

const NrnKind *const *nrn_family_get_kinds (NrnFamily        family,
                                            guint           *n_kinds);
const char           *nrn_family_get_noun  (NrnFamily        family);
const char           *nrn_family_get_plural
                                           (NrnFamily        family);
const NrnKind        *nrn_kind_find        (NrnFamily        family,
                                            const char      *name,
                                            GError         **error);
gboolean              nrn_kind_is          (const NrnKind   *kind,
                                            const char      *name);
NrnFamily             nrn_kind_get_family  (const NrnKind   *kind);
int                   nrn_kind_property    (const NrnKind   *kind,
                                            const char      *name);
char                 *nrn_name_suggest     (const char      *name,
                                            const char *const *known);

const char           *nrn_kind_get_keras_name
                                           (const NrnKind   *kind);
char                 *nrn_kind_get_snake_name
                                           (const NrnKind   *kind);
const char           *nrn_kind_get_formula (const NrnKind   *kind);
const char           *nrn_kind_get_derivative
                                           (const NrnKind   *kind);
const char           *nrn_kind_get_range   (const NrnKind   *kind);
const char           *nrn_kind_get_purpose (const NrnKind   *kind);
const char           *nrn_kind_get_source  (const NrnKind   *kind);
const char           *nrn_property_spec_get_description
                                           (const NrnPropertySpec *spec);
char                 *nrn_property_spec_describe_range
                                           (const NrnPropertySpec *spec);

G_END_DECLS
