/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What the files that look for findings share.
 */

#pragma once

#include "nrn-findings.h"

G_BEGIN_DECLS

struct _NrnFindings
{
  gatomicrefcount  ref_count;
  GPtrArray       *list;        /* owned; #NrnFinding */
  NrnSurvey       *survey;      /* owned */
  NrnDataset      *dataset;     /* owned */
  NrnScaler       *scaler;      /* owned; NULL if the features are not scaled */
};

NrnFinding *nrn_findings_add       (NrnFindings           *findings,
                                    NrnFindingKind         kind,
                                    NrnSeverity            severity,
                                    NrnFindingPlace        place,
                                    char                  *sentence,
                                    char                  *evidence);
NrnFinding *nrn_findings_add_layer (NrnFindings           *findings,
                                    NrnFindingKind         kind,
                                    NrnSeverity            severity,
                                    guint                  layer,
                                    char                  *sentence,
                                    char                  *evidence);
NrnRemedy  *nrn_finding_add_remedy (NrnFinding            *finding,
                                    NrnRemedyKind          kind,
                                    char                  *title);

/* nrn-findings-data.c */
void        nrn_findings_look_at_data    (NrnFindings           *findings,
                                          const NrnFindingsCase *what);

/* nrn-findings-network.c */
void        nrn_findings_look_at_network (NrnFindings           *findings,
                                          const NrnFindingsCase *what);

/* nrn-findings-rate.c */
void        nrn_findings_look_at_rate    (NrnFindings           *findings,
                                          const NrnFindingsCase *what);

G_END_DECLS
