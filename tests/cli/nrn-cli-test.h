/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Running neurons-cli in a folder of its own.
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Exit statuses. */
#define NRN_CLI_TEST_DONE   0
#define NRN_CLI_TEST_FAILED 1
#define NRN_CLI_TEST_USAGE  2

/**
 * NrnCliTest:
 * @folder: where the program runs; removed after the test
 * @limit_bytes: the most that a file may get, as on a full disk; 0 for no
 *   limit
 * @stdout_path: (nullable): a file that stdout goes to instead of @output
 * @status: exit status of the last run; below 0 the signal that ended it
 * @output: what it wrote to stdout
 * @errors: what it wrote to stderr
 *
 * The fixture of every test in this folder.
 */
typedef struct
{
  char       *folder;
  guint       limit_bytes;
  const char *stdout_path;

  int         status;
  char       *output;
  char       *errors;
} NrnCliTest;

typedef void (*NrnCliTestFunc) (NrnCliTest    *cli,
                                gconstpointer  data);

void      nrn_cli_test_add             (const char      *path,
                                        gconstpointer    data,
                                        NrnCliTestFunc   func);

void      nrn_cli_test_run             (NrnCliTest      *cli,
                                        const char      *format,
                                        ...) G_GNUC_PRINTF (2, 3);
void      nrn_cli_test_succeed         (NrnCliTest      *cli,
                                        const char      *format,
                                        ...) G_GNUC_PRINTF (2, 3);
void      nrn_cli_test_fail            (NrnCliTest      *cli,
                                        const char      *sentence,
                                        const char      *format,
                                        ...) G_GNUC_PRINTF (3, 4);
void      nrn_cli_test_assert_fails    (NrnCliTest      *cli,
                                        const char      *sentence);
char    **nrn_cli_test_parse           (const char      *words);

char     *nrn_cli_test_path            (NrnCliTest      *cli,
                                        const char      *name);
void      nrn_cli_test_write           (NrnCliTest      *cli,
                                        const char      *name,
                                        const char      *text);
char     *nrn_cli_test_read            (NrnCliTest      *cli,
                                        const char      *name,
                                        gsize           *length);
gboolean  nrn_cli_test_same            (NrnCliTest      *cli,
                                        const char      *one,
                                        const char      *other);
void      nrn_cli_test_write_model     (NrnCliTest      *cli,
                                        const char      *name,
                                        guint            input_dim,
                                        guint            units,
                                        const float     *weights);
char    **nrn_cli_test_lines           (NrnCliTest      *cli);
double    nrn_cli_test_log             (NrnCliTest      *cli,
                                        guint            epoch,
                                        const char      *name);

G_END_DECLS
