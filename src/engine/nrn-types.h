/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Forward declarations, so that headers need not include one another.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NrnArchitecture NrnArchitecture;
typedef struct _NrnConfig       NrnConfig;
typedef struct _NrnHistory      NrnHistory;
typedef struct _NrnKind         NrnKind;
typedef struct _NrnMetrics      NrnMetrics;
typedef struct _NrnModel        NrnModel;
typedef struct _NrnWeights      NrnWeights;

G_END_DECLS
