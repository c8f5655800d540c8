/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A kind with values for all its arguments: what Keras calls a config.
 */

#pragma once

#include "nrn-kind.h"

G_BEGIN_DECLS

/**
 * NrnConfig:
 *
 * One activation, loss, metric, optimizer … with its arguments, e.g. Adam(learning_rate=0.0001). An immutable value, atomically
 * ref-counted; the `with` functions make changed copies. Any thread.
 */

NrnConfig       *nrn_config_new         (const NrnKind    *kind);
NrnConfig       *nrn_config_new_by_name (NrnFamily         family,
                                         const char       *name,
                                         GError          **error);
NrnConfig       *nrn_config_parse       (NrnFamily         family,
                                         const char       *text,
                                         GError          **error);
char           **nrn_config_split       (const char       *text,
                                         const char       *separators);
char            *nrn_config_to_string   (const NrnConfig  *config);
NrnConfig       *nrn_config_ref         (const NrnConfig  *config);
void             nrn_config_unref       (NrnConfig        *config);

const NrnKind   *nrn_config_get_kind    (const NrnConfig  *config);
const char      *nrn_config_get_name    (const NrnConfig  *config);
double           nrn_config_get_number  (const NrnConfig  *config,
                                         guint             property);
char            *nrn_config_get_text    (const NrnConfig  *config,
                                         guint             property);
const NrnConfig *nrn_config_get_config  (const NrnConfig  *config,
                                         guint             property);
const double    *nrn_config_get_numbers (const NrnConfig  *config,
                                         guint             property,
                                         guint            *n_numbers);
double           nrn_config_lookup      (const NrnConfig  *config,
                                         const char       *property);

NrnConfig       *nrn_config_with_number (const NrnConfig  *config,
                                         const char       *property,
                                         double            value,
                                         GError          **error);
NrnConfig       *nrn_config_with_config (const NrnConfig  *config,
                                         const char       *property,
                                         const NrnConfig  *value,
                                         GError          **error);
NrnConfig       *nrn_config_with_numbers
                                        (const NrnConfig  *config,
                                         const char       *property,
                                         guint             n_numbers,
                                         const double     *numbers,
                                         GError          **error);
NrnConfig       *nrn_config_with_text   (const NrnConfig  *config,
                                         const char       *property,
                                         const char       *text,
                                         GError          **error);
gboolean         nrn_config_check       (const NrnConfig  *config,
                                         GError          **error);
gboolean         nrn_config_is_default  (const NrnConfig  *config);
gboolean         nrn_config_has_default (const NrnConfig  *config,
                                         guint             property);
gboolean         nrn_config_equal       (const NrnConfig  *a,
                                         const NrnConfig  *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NrnConfig, nrn_config_unref)

G_END_DECLS
