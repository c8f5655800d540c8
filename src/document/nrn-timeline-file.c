/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * A timeline in the JSON of its file.
 *
 *     "timeline": {
 *       "version": 1,
 *       "epochs": [0, 1, 2],
 *       "updates": [0, 210, 420],
 *       "weights": ["…", "…", "…"],
 *       "md5": "…"
 *     }
 *
 * The weights of a moment are one text: all of them in the order of the
 * network's tensors, in base64, see nrn_json_add_base64(). What one wrong bit
 * in them would change cannot be seen, so there is a checksum over each
 * moment's epoch in 4 bytes, update in 8 and weights, the lowest byte first.
 * The file is as the disk gives it; nobody is kept from changing it, and so the
 * fastest checksum that GLib has is good enough.
 */

#include "config.h"

#include "nrn-experiment-file-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "nrn-room.h"

#define VERSION 1

/* Numbers up to here are whole in JSON. */
#define MAX_UPDATE 9007199254740991.0

static void
add_moment (GChecksum   *checksum,
            guint32      epoch,
            guint64      update,
            gsize        n_values,
            const float *values)
{
  guint32 epoch_le = GUINT32_TO_LE (epoch);
  guint64 update_le = GUINT64_TO_LE (update);
#if G_BYTE_ORDER == G_LITTLE_ENDIAN
  const guchar *bytes = (const guchar *) values;
#else
  g_autofree guint32 *swapped = g_memdup2 (values, n_values * sizeof (float));
  const guchar *bytes = (const guchar *) swapped;

  for (gsize i = 0; i < n_values; i++)
    swapped[i] = GUINT32_SWAP_LE_BE (swapped[i]);
#endif

  g_checksum_update (checksum, (const guchar *) &epoch_le, sizeof epoch_le);
  g_checksum_update (checksum, (const guchar *) &update_le, sizeof update_le);
  g_checksum_update (checksum, bytes, (gssize) (n_values * sizeof (float)));
}

/* ---- Writing ---- */

/* Moments that could not be read again are left out. */
static GArray *
list_epochs (NrnTimeline *timeline)
{
  GArray *epochs = g_array_new (FALSE, FALSE, sizeof (double));
  guint epoch;

  for (guint from = 0; nrn_timeline_get_next (timeline, from, &epoch); from = epoch + 1)
    {
      g_autoptr (NrnWeights) weights = nrn_timeline_lookup (timeline, epoch, NULL);
      double number = epoch;

      if (nrn_weights_are_finite (weights))
        g_array_append_val (epochs, number);
    }

  return epochs;
}

/**
 * nrn_timeline_to_json:
 * @timeline: a timeline that nobody adds to
 * @writer: a writer
 * @name: the member's name
 */
void
nrn_timeline_to_json (const NrnTimeline *timeline,
                      NrnJsonWriter     *writer,
                      const char        *name)
{
  NrnTimeline *self = (NrnTimeline *) timeline;
  g_autoptr (GArray) epochs = list_epochs (self);
  g_autofree double *updates = g_new (double, epochs->len + 1);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);

  for (guint i = 0; i < epochs->len; i++)
    {
      guint64 update = 0;
      g_autoptr (NrnWeights) weights =
        nrn_timeline_lookup (self, (guint) g_array_index (epochs, double, i), &update);

      updates[i] = (double) update;
    }

  nrn_json_begin_object (writer, name);
  nrn_json_add_number (writer, "version", VERSION);
  nrn_json_add_numbers (writer, "epochs", epochs->len, (const double *) (gpointer) epochs->data);
  nrn_json_add_numbers (writer, "updates", epochs->len, updates);
  nrn_json_begin_array (writer, "weights");
  for (guint i = 0; i < epochs->len; i++)
    {
      guint epoch = (guint) g_array_index (epochs, double, i);
      g_autoptr (NrnWeights) weights = nrn_timeline_lookup (self, epoch, NULL);
      gsize n = nrn_architecture_get_n_parameters (nrn_weights_get_architecture (weights));

      nrn_json_add_base64 (writer, NULL, n, nrn_weights_get_data (weights));
      add_moment (checksum, epoch, (guint64) updates[i], n, nrn_weights_get_data (weights));
    }
  nrn_json_end_array (writer);
  nrn_json_add_string (writer, "md5", g_checksum_get_string (checksum));
  nrn_json_end_object (writer);
}

/* ---- Reading ---- */

static gboolean
check_version (const NrnJson  *json,
               GError        **error)
{
  NrnJson member;
  guint version;

  return nrn_json_need (json, "version", &member, error) &&
         nrn_json_get_integer (&member, 1, G_MAXUINT32, &version, error) &&
         (version <= VERSION ||
          nrn_json_fail (&member, NRN_ERROR_UNSUPPORTED, error,
                         _("The timeline was saved by a newer Neurons: it has version %u, and this "
                           "Neurons reads up to %d."),
                         version, VERSION));
}

/* Whole numbers that rise. */
static double *
parse_counts (const NrnJson  *json,
              const char     *name,
              double          maximum,
              guint          *n_counts,
              GError        **error)
{
  g_autofree double *counts = NULL;
  NrnJson list;

  if (!nrn_json_need (json, name, &list, error) || !nrn_json_expect_array (&list, error))
    return NULL;

  *n_counts = nrn_json_get_length (&list);
  counts = g_new (double, *n_counts + 1);
  for (guint i = 0; i < *n_counts; i++)
    {
      NrnJson element = nrn_json_get_element (&list, i);

      if (!nrn_json_get_number (&element, &counts[i], error))
        return NULL;
      if (!(counts[i] >= 0 && counts[i] <= maximum && counts[i] == floor (counts[i]) &&
            (i == 0 || counts[i] > counts[i - 1])))
        {
          nrn_json_fail (&element, NRN_ERROR_INVALID, error,
                         _("This must be a whole number, larger than the one before."));
          return NULL;
        }
    }

  return g_steal_pointer (&counts);
}

/* Reads the weights of a moment; @values has room for one more. */
static gboolean
parse_moment (const NrnJson  *element,
              gsize           n_values,
              float          *values,
              GError        **error)
{
  gboolean is_finite = TRUE;

  if (!nrn_json_get_base64 (element, n_values, values, error))
    return FALSE;
  for (gsize i = 0; i < n_values; i++)
    is_finite = is_finite && isfinite (values[i]);

  return is_finite ||
         nrn_json_fail (element, NRN_ERROR_INVALID, error,
                        _("This holds a number that is not finite."));
}

static gboolean
parse_weights (const NrnJson          *list,
               const NrnArchitecture  *architecture,
               const double           *epochs,
               const double           *updates,
               NrnTimeline            *timeline,
               GChecksum              *checksum,
               GError                **error)
{
  gsize n_values = nrn_architecture_get_n_parameters (architecture);
  g_autofree float *values = g_try_new (float, n_values + 1);

  if (values == NULL)
    return nrn_json_fail (list, NRN_ERROR_IO, error,
                          _("There is not enough memory for the weights."));

  for (guint i = 0; i < nrn_json_get_length (list); i++)
    {
      NrnJson element = nrn_json_get_element (list, i);
      g_autoptr (NrnWeights) weights = NULL;

      if (!parse_moment (&element, n_values, values, error))
        return FALSE;
      weights = nrn_weights_new (architecture, values);
      nrn_timeline_add (timeline, (guint) epochs[i], (guint64) updates[i], weights);
      add_moment (checksum, (guint32) epochs[i], (guint64) updates[i], n_values, values);
    }

  return TRUE;
}

static gboolean
check_sum (const NrnJson  *json,
           GChecksum      *checksum,
           GError        **error)
{
  NrnJson member;
  const char *expected;

  return nrn_json_need (json, "md5", &member, error) &&
         nrn_json_get_string (&member, &expected, error) &&
         (g_ascii_strcasecmp (expected, g_checksum_get_string (checksum)) == 0 ||
          nrn_json_fail (json, NRN_ERROR_PARSE, error,
                         _("The weights of earlier epochs are damaged: their checksum is another "
                           "one. Without “timeline”, the file can be opened.")));
}

/**
 * nrn_timeline_from_json:
 * @json: what nrn_timeline_to_json() has written
 * @architecture: the network
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the timeline, or %NULL with a sentence
 *   that names the member
 */
NrnTimeline *
nrn_timeline_from_json (const NrnJson          *json,
                        const NrnArchitecture  *architecture,
                        GError                **error)
{
  g_autoptr (NrnTimeline) timeline = nrn_timeline_new (nrn_room_get_for_epochs ());
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_MD5);
  g_autofree double *epochs = NULL;
  g_autofree double *updates = NULL;
  NrnJson weights;
  guint n_epochs, n_updates;

  if (!nrn_json_expect_object (json, error) || !check_version (json, error))
    return NULL;
  epochs = parse_counts (json, "epochs", G_MAXINT, &n_epochs, error);
  if (epochs == NULL)
    return NULL;
  updates = parse_counts (json, "updates", MAX_UPDATE, &n_updates, error);
  if (updates == NULL || !nrn_json_need (json, "weights", &weights, error) ||
      !nrn_json_expect_array (&weights, error))
    return NULL;
  if (n_updates != n_epochs || nrn_json_get_length (&weights) != n_epochs)
    {
      nrn_json_fail (json, NRN_ERROR_INVALID, error,
                     _("There are %u epochs, %u updates and %u weights here; there must be as many "
                       "of each."),
                     n_epochs, n_updates, nrn_json_get_length (&weights));
      return NULL;
    }
  if (!parse_weights (&weights, architecture, epochs, updates, timeline, checksum, error) ||
      !check_sum (json, checksum, error))
    return NULL;

  return g_steal_pointer (&timeline);
}
