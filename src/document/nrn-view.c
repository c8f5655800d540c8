/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * How a window shows a document, and the JSON of that:
 *
 *     "view": {
 *       "page": "network",
 *       "zoom": [2, 0.5, 0.25],
 *       "pace": 210,
 *       "watched": [31],
 *       "dismissed": ["units-off 0"]
 *     }
 *
 * Of the zoom, the last two are the middle. A pace of 0 is flat out, for which
 * JSON has no number.
 */

#include "config.h"

#include "nrn-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "nrn-experiment-file-private.h"

#define MAX_NAME 40

/**
 * nrn_view_new:
 *
 * Returns: (transfer full): a view of which nothing is known
 */
NrnView *
nrn_view_new (void)
{
  NrnView *view = g_new0 (NrnView, 1);

  view->zoom = NAN;
  view->pace = NAN;

  return view;
}

NrnView *
nrn_view_copy (const NrnView *view)
{
  NrnView *copy = g_memdup2 (view, sizeof *view);

  copy->page = g_strdup (view->page);
  copy->dismissed = g_strdupv (view->dismissed);
  copy->watched = g_memdup2 (view->watched, view->n_watched * sizeof (double));

  return copy;
}

void
nrn_view_free (NrnView *view)
{
  g_free (view->page);
  g_free (view->watched);
  g_strfreev (view->dismissed);
  g_free (view);
}

/**
 * nrn_view_set_watched:
 * @view: a view
 * @features: (array length=n_features): of the watched sample, not scaled
 * @n_features: how many; more than %NRN_VIEW_MAX_WATCHED are not kept
 */
void
nrn_view_set_watched (NrnView     *view,
                      const float *features,
                      guint        n_features)
{
  g_clear_pointer (&view->watched, g_free);
  view->n_watched = n_features <= NRN_VIEW_MAX_WATCHED ? n_features : 0;
  view->watched = g_new (double, view->n_watched + 1);
  for (guint i = 0; i < view->n_watched; i++)
    view->watched[i] = (double) features[i];
}

/* ---- The file ---- */

/**
 * nrn_view_to_json:
 * @view: a view
 * @writer: a writer
 * @name: the member's name
 */
void
nrn_view_to_json (const NrnView *view,
                  NrnJsonWriter *writer,
                  const char    *name)
{
  const double zoom[] = { view->zoom, view->center_x, view->center_y };

  nrn_json_begin_object (writer, name);
  if (view->page != NULL)
    nrn_json_add_string (writer, "page", view->page);
  if (isfinite (view->zoom))
    nrn_json_add_numbers (writer, "zoom", 3, zoom);
  if (!isnan (view->pace))
    nrn_json_add_number (writer, "pace", isinf (view->pace) ? 0 : view->pace);
  if (view->n_watched > 0)
    nrn_json_add_numbers (writer, "watched", view->n_watched, view->watched);
  if (view->dismissed != NULL && view->dismissed[0] != NULL)
    {
      nrn_json_begin_array (writer, "dismissed");
      for (guint i = 0; view->dismissed[i] != NULL && i < NRN_VIEW_MAX_DISMISSED; i++)
        nrn_json_add_string (writer, NULL, view->dismissed[i]);
      nrn_json_end_array (writer);
    }
  nrn_json_end_object (writer);
}

/* Returns how many, or -1 with @error set. */
static int
parse_numbers (const NrnJson  *list,
               guint           most,
               double         *values,
               GError        **error)
{
  guint n = 0;

  if (!nrn_json_expect_array (list, error))
    return -1;
  n = nrn_json_get_length (list);
  if (n > most)
    {
      nrn_json_fail (list, NRN_ERROR_INVALID, error, _("This must be at most %u numbers."), most);
      return -1;
    }
  for (guint i = 0; i < n; i++)
    {
      NrnJson element = nrn_json_get_element (list, i);

      if (!nrn_json_get_number (&element, &values[i], error))
        return -1;
    }

  return (int) n;
}

static gboolean
parse_zoom (const NrnJson  *json,
            NrnView        *view,
            GError        **error)
{
  double zoom[3];
  NrnJson member;

  if (!nrn_json_find (json, "zoom", &member))
    return TRUE;
  switch (parse_numbers (&member, 3, zoom, error))
    {
    case -1:
      return FALSE;

    case 3:
      break;

    default:
      return nrn_json_fail (&member, NRN_ERROR_INVALID, error,
                            _("This must be a zoom and the place in the middle: three numbers."));
    }

  view->zoom = zoom[0];
  view->center_x = zoom[1];
  view->center_y = zoom[2];

  return TRUE;
}

static gboolean
parse_pace (const NrnJson  *json,
            NrnView        *view,
            GError        **error)
{
  NrnJson member;

  if (!nrn_json_find (json, "pace", &member))
    return TRUE;
  if (!nrn_json_get_number (&member, &view->pace, error))
    return FALSE;
  if (view->pace < 0)
    return nrn_json_fail (&member, NRN_ERROR_INVALID, error, _("This must be at least 0."));
  if (view->pace == 0)
    view->pace = INFINITY;

  return TRUE;
}

static gboolean
parse_watched (const NrnJson  *json,
               NrnView        *view,
               GError        **error)
{
  double watched[NRN_VIEW_MAX_WATCHED];
  NrnJson member;
  int n;

  if (!nrn_json_find (json, "watched", &member))
    return TRUE;
  n = parse_numbers (&member, NRN_VIEW_MAX_WATCHED, watched, error);
  if (n < 0)
    return FALSE;

  view->n_watched = (guint) n;
  view->watched = g_memdup2 (watched, (gsize) n * sizeof (double));

  return TRUE;
}

static gboolean
parse_dismissed (const NrnJson  *json,
                 NrnView        *view,
                 GError        **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  NrnJson list;

  if (!nrn_json_find (json, "dismissed", &list))
    return TRUE;
  if (!nrn_json_expect_array (&list, error))
    return FALSE;

  for (guint i = 0; i < MIN (nrn_json_get_length (&list), NRN_VIEW_MAX_DISMISSED); i++)
    {
      NrnJson element = nrn_json_get_element (&list, i);
      const char *key;

      if (!nrn_json_get_line (&element, MAX_NAME, &key, error))
        return FALSE;
      g_strv_builder_add (builder, key);
    }
  view->dismissed = g_strv_builder_end (builder);

  return TRUE;
}

/**
 * nrn_view_from_json:
 * @json: what nrn_view_to_json() has written
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the view, or %NULL with a sentence that
 *   names the member
 */
NrnView *
nrn_view_from_json (const NrnJson  *json,
                    GError        **error)
{
  g_autoptr (NrnView) view = nrn_view_new ();
  NrnJson member;
  const char *page;

  if (!nrn_json_expect_object (json, error) || !parse_zoom (json, view, error) ||
      !parse_pace (json, view, error) || !parse_watched (json, view, error) ||
      !parse_dismissed (json, view, error))
    return NULL;
  if (nrn_json_find (json, "page", &member))
    {
      if (!nrn_json_get_line (&member, MAX_NAME, &page, error))
        return NULL;
      view->page = g_strdup (page);
    }

  return g_steal_pointer (&view);
}
