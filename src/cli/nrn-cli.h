/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * The commands of neurons-cli.
 */

#pragma once

#include <gio/gio.h>

#include "nrn-experiment.h"
#include "nrn-weights.h"

G_BEGIN_DECLS

/* Exit statuses. */
#define NRN_CLI_DONE   0
#define NRN_CLI_FAILED 1    /* one sentence on stderr says why */
#define NRN_CLI_USAGE  2    /* the words of the command line are off */

int            nrn_cli_run         (int                   argc,
                                    char                **argv);

int            nrn_cli_train       (int                   argc,
                                    char                **argv);
int            nrn_cli_predict     (int                   argc,
                                    char                **argv);
int            nrn_cli_evaluate    (int                   argc,
                                    char                **argv);
int            nrn_cli_data        (int                   argc,
                                    char                **argv);
int            nrn_cli_render      (int                   argc,
                                    char                **argv);
int            nrn_cli_list        (int                   argc,
                                    char                **argv);
int            nrn_cli_check       (int                   argc,
                                    char                **argv);
int            nrn_cli_curve       (int                   argc,
                                    char                **argv);
int            nrn_cli_convert     (int                   argc,
                                    char                **argv);
int            nrn_cli_code        (int                   argc,
                                    char                **argv);

/* nrn-cli-options.c */
gboolean       nrn_cli_parse       (const char           *summary,
                                    const char           *arguments,
                                    const GOptionEntry   *entries,
                                    int                  *argc,
                                    char               ***argv);
int            nrn_cli_usage       (const char           *format,
                                    ...) G_GNUC_PRINTF (1, 2);
int            nrn_cli_fail        (const GError         *error);
int            nrn_cli_fail_output (int                   code);
int            nrn_cli_write       (const char           *text);
gboolean       nrn_cli_get_uint    (const char           *option,
                                    const char           *text,
                                    guint                 minimum,
                                    guint                 maximum,
                                    guint                *value,
                                    GError              **error);
gboolean       nrn_cli_get_number  (const char           *option,
                                    const char           *text,
                                    double               *value,
                                    GError              **error);
gboolean       nrn_cli_get_size    (const char           *text,
                                    guint                *width,
                                    guint                *height,
                                    GError              **error);
char         **nrn_cli_split_names (const char           *text);

/* nrn-cli-file.c */

/**
 * NrnCliModel:
 * @weights: the network with its weights
 * @experiment: (nullable): what it was read with, from a `.neurons` file
 *
 * A trained network from a file.
 */
typedef struct
{
  NrnWeights    *weights;
  NrnExperiment *experiment;
} NrnCliModel;

gboolean       nrn_cli_load_model   (const char            *path,
                                     NrnCliModel           *model,
                                     GError               **error);
void           nrn_cli_model_clear  (NrnCliModel           *model);
gboolean       nrn_cli_check_target (const char            *path,
                                     GError               **error);
gboolean       nrn_cli_save         (const NrnExperiment   *experiment,
                                     const char            *path,
                                     gboolean               takes_scaled,
                                     GError               **error);
gboolean       nrn_cli_save_model   (const NrnWeights      *weights,
                                     const char            *path,
                                     GError               **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (NrnCliModel, nrn_cli_model_clear)

G_END_DECLS
