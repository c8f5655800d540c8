/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What several tests need: reading golden numbers, comparing them.
 */

#pragma once

#include <json-glib/json-glib.h>

#include "nrn-config.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

JsonObject      *nrn_test_load_json      (const char   *path);
GPtrArray       *nrn_test_list_data      (const char   *folder,
                                          const char   *ending);
GArray          *nrn_test_numbers        (JsonNode     *node);
NrnConfig       *nrn_test_config         (NrnFamily     family,
                                          JsonObject   *object);
NrnArchitecture *nrn_test_architecture   (JsonObject   *test_case);
NrnWeights      *nrn_test_weights        (NrnArchitecture *architecture,
                                          JsonObject   *test_case);
double           nrn_test_deviation      (guint         n,
                                          const float  *values,
                                          const float  *expected);
void             nrn_test_assert_close   (const char   *what,
                                          guint         n,
                                          const float  *values,
                                          const float  *expected,
                                          double        tolerance);
void             nrn_test_say_deviation  (const char   *what,
                                          double        tolerance);
void             nrn_test_assert_number  (const char   *what,
                                          double        value,
                                          double        expected,
                                          double        tolerance);

#define nrn_test_floats(array) ((float *) (void *) (array)->data)

G_END_DECLS
