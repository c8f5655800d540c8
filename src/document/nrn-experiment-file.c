/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Experiments from and to `.neurons` files: JSON that can be read, with the
 * network as Keras writes it.
 */

#include "config.h"

#include "nrn-experiment-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-experiment-file-private.h"
#include "nrn-file.h"
#include "nrn-json.h"

static NrnWork *
work_from_json (const NrnJson  *root,
                const char     *folder,
                GError        **error)
{
  g_autoptr (NrnExperiment) experiment = nrn_experiment_from_json (root, folder, error);
  g_autoptr (NrnShelf) shelf = NULL;
  g_autoptr (NrnTimeline) timeline = NULL;
  g_autoptr (NrnView) view = NULL;
  NrnJson member;

  if (experiment == NULL)
    return NULL;
  shelf = nrn_shelf_from_json (root, folder, error);
  if (shelf == NULL)
    return NULL;
  if (nrn_json_find (root, "timeline", &member))
    {
      timeline = nrn_timeline_from_json (&member,
                                         nrn_experiment_get_parts (experiment)->architecture,
                                         error);
      if (timeline == NULL)
        return NULL;
    }

  if (nrn_json_find (root, "view", &member))
    {
      view = nrn_view_from_json (&member, error);
      if (view == NULL)
        return NULL;
    }

  return nrn_work_new (&(NrnWorkParts) {
    .experiment = experiment,
    .timeline = timeline,
    .shelf = shelf,
    .view = view,
  });
}

static NrnWork *
parse (const char  *display_name,
       const char  *folder,
       const char  *text,
       gsize        length,
       GError     **error)
{
  g_autoptr (JsonNode) node = NULL;
  NrnJson root;

  node = nrn_json_parse (display_name, text, length, error);
  if (node == NULL)
    return NULL;

  root = nrn_json_root (display_name, node);

  return work_from_json (&root, folder, error);
}

/**
 * nrn_work_parse:
 * @name: name of the file for sentences
 * @text: its contents
 * @length: bytes of @text, or -1 if a zero ends it
 * @error: return location
 *
 * Data files in the text that have no absolute path are looked for in the
 * current folder.
 *
 * Returns: (transfer full) (nullable): what the file holds, or %NULL with a
 *   sentence that names the file and the line or the member
 */
NrnWork *
nrn_work_parse (const char  *name,
                const char  *text,
                gssize       length,
                GError     **error)
{
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return parse (name, NULL, text, length < 0 ? strlen (text) : (gsize) length, error);
}

static NrnExperiment *
take_experiment (NrnWork *work)
{
  NrnExperiment *experiment;

  if (work == NULL)
    return NULL;

  experiment = nrn_experiment_ref (nrn_work_get_parts (work)->experiment);
  nrn_work_unref (work);

  return experiment;
}

/**
 * nrn_experiment_parse:
 * @name: name of the file for sentences
 * @text: its contents
 * @length: bytes of @text, or -1 if a zero ends it
 * @error: return location
 *
 * As nrn_work_parse(), without what is beside the experiment.
 *
 * Returns: (transfer full) (nullable): the experiment, or %NULL with @error
 *   set
 */
NrnExperiment *
nrn_experiment_parse (const char  *name,
                      const char  *text,
                      gssize       length,
                      GError     **error)
{
  return take_experiment (nrn_work_parse (name, text, length, error));
}

/**
 * nrn_work_print:
 * @work: a work
 *
 * Returns: (transfer full): what its file holds; a data file has its
 *   absolute path
 */
char *
nrn_work_print (const NrnWork *work)
{
  g_return_val_if_fail (work != NULL, NULL);

  return nrn_work_to_text (work, NULL);
}

/**
 * nrn_experiment_print:
 * @experiment: an experiment
 *
 * Returns: (transfer full): as nrn_work_print(), with nothing beside it
 */
char *
nrn_experiment_print (const NrnExperiment *experiment)
{
  g_autoptr (NrnWork) work = nrn_work_new (&(NrnWorkParts) { .experiment = experiment });

  return nrn_work_to_text (work, NULL);
}

/**
 * nrn_work_load:
 * @path: a `.neurons` file
 * @error: return location
 *
 * Any thread. The data are not loaded, see nrn_data_source_load().
 *
 * Returns: (transfer full) (nullable): what it holds, or %NULL with a
 *   sentence that names the file and the line or the member
 */
NrnWork *
nrn_work_load (const char  *path,
               GError     **error)
{
  g_autofree char *text = NULL;
  g_autofree char *display_name = NULL;
  g_autofree char *folder = NULL;
  gsize length;

  g_return_val_if_fail (path != NULL, NULL);

  text = nrn_file_load (path, &length, error);
  if (text == NULL)
    return NULL;

  display_name = g_filename_display_basename (path);
  folder = g_path_get_dirname (path);

  return parse (display_name, folder, text, length, error);
}

/**
 * nrn_experiment_load:
 * @path: a `.neurons` file
 * @error: return location
 *
 * As nrn_work_load(), without what is beside the experiment.
 *
 * Returns: (transfer full) (nullable): the experiment, or %NULL with @error
 *   set
 */
NrnExperiment *
nrn_experiment_load (const char  *path,
                     GError     **error)
{
  return take_experiment (nrn_work_load (path, error));
}

/**
 * nrn_work_save:
 * @work: a work
 * @path: where to
 * @error: return location
 *
 * Replaces the file at once or leaves it as it was. The path of a data file
 * below the folder of @path is relative to it, so that the folder can be
 * moved. Any thread.
 *
 * Returns: whether the file is on the disk
 */
gboolean
nrn_work_save (const NrnWork  *work,
               const char     *path,
               GError        **error)
{
  const NrnWeights *weights;
  g_autofree char *text = NULL;
  g_autofree char *absolute = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *display_name = NULL;
  NrnFileContents file;

  g_return_val_if_fail (work != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  display_name = g_filename_display_name (path);
  weights = nrn_experiment_get_parts (nrn_work_get_parts (work)->experiment)->weights;
  if (weights != NULL && !nrn_weights_are_finite (weights))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_DIVERGED,
                   _("“%s” cannot be saved: a weight is not a finite number; train anew."),
                   display_name);
      return FALSE;
    }

  absolute = g_canonicalize_filename (path, NULL);
  folder = g_path_get_dirname (absolute);
  text = nrn_work_to_text (work, folder);
  file = (NrnFileContents) { .path = path, .data = text, .length = strlen (text) };
  if (file.length > NRN_FILE_MAX_BYTES)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_INVALID,
                   _("“%s” cannot be saved: it would be larger than 1 GiB, which is the most "
                     "that Neurons reads."),
                   display_name);
      return FALSE;
    }

  return nrn_file_replace (&file, 1, error);
}

/**
 * nrn_experiment_save:
 * @experiment: an experiment
 * @path: where to
 * @error: return location
 *
 * Returns: as nrn_work_save(), with nothing beside it
 */
gboolean
nrn_experiment_save (const NrnExperiment  *experiment,
                     const char           *path,
                     GError              **error)
{
  g_autoptr (NrnWork) work = nrn_work_new (&(NrnWorkParts) { .experiment = experiment });

  return nrn_work_save (work, path, error);
}
