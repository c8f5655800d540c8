/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Any bytes as a model.json of TensorFlow.js and, after the first zero, the
 * weights.bin beside it.
 */

#include "nrn-fuzz.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>

#include "nrn-tfjs.h"

static char *folder;

static void
remove_folder (void)
{
  static const char *const names[] = { "model.json", "weights.bin", "again.json" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (folder, names[i], NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
  g_free (folder);
}

static void
make_folder (void)
{
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("neurons-fuzz-XXXXXX", &error);
  g_assert_no_error (error);
  atexit (remove_folder);
}

static char *
write_file (const char   *name,
            const guint8 *data,
            gsize         size)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);

  return path;
}

/* What was read can be saved and read again, unless TensorFlow.js lacks an
 * activation. */
static void
check_saved (const NrnWeights *weights)
{
  g_autofree char *path = g_build_filename (folder, "again.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWeights) again = NULL;

  if (!nrn_tfjs_save (weights, path, &error))
    {
      nrn_fuzz_check_sentence (error);
      return;
    }

  again = nrn_tfjs_load (path, &error);
  g_assert_no_error (error);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const guint8 *zero = size > 0 ? memchr (data, 0, size) : NULL;
  gsize n_model = zero != NULL ? (gsize) (zero - data) : size;
  gsize n_weights = zero != NULL ? size - n_model - 1 : 0;
  g_autofree char *model_path = NULL;
  g_autofree char *weights_path = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (NrnWeights) weights = NULL;

  if (folder == NULL)
    make_folder ();
  model_path = write_file ("model.json", data, n_model);
  weights_path = write_file ("weights.bin", zero != NULL ? zero + 1 : data, n_weights);

  weights = nrn_tfjs_load (model_path, &error);
  if (weights != NULL)
    check_saved (weights);
  else
    nrn_fuzz_check_sentence (error);

  return 0;
}
