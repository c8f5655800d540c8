/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What data is, in words.
 */

#pragma once

#include "nrn-data-digest.h"
#include "nrn-data-source.h"

G_BEGIN_DECLS

char *nrn_data_words_title    (const NrnDataSource *source);
char *nrn_data_words_sentence (const NrnDataSource *source,
                               const NrnDataDigest *digest);
char *nrn_data_words_rows     (const NrnDataDigest *digest);
char *nrn_data_words_features (const NrnDataDigest *digest);
char *nrn_data_words_labels   (const NrnDataDigest *digest);
char *nrn_data_words_arrays   (const NrnDataDigest *digest);

G_END_DECLS
