/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * neurons-cli render: pictures into files.
 */

#include "nrn-cli-test.h"

#include <string.h>

static guint
big_endian (const char *bytes)
{
  const guint8 *b = (const guint8 *) bytes;

  return ((guint) b[0] << 24) + ((guint) b[1] << 16) + ((guint) b[2] << 8) + b[3];
}

static void
assert_png (NrnCliTest *cli,
            const char *name,
            guint       width,
            guint       height)
{
  gsize length;
  g_autofree char *bytes = nrn_cli_test_read (cli, name, &length);

  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (bytes, 8, "\x89PNG\r\n\x1a\n", 8);
  g_assert_cmpmem (bytes + 12, 4, "IHDR", 4);
  g_assert_cmpuint (big_endian (bytes + 16), ==, width);
  g_assert_cmpuint (big_endian (bytes + 20), ==, height);
  g_assert_cmpmem (bytes + length - 8, 4, "IEND", 4);
}

static void
assert_svg (NrnCliTest *cli,
            const char *name,
            guint       width,
            guint       height)
{
  g_autofree char *text = nrn_cli_test_read (cli, name, NULL);
  g_autofree char *root = NULL;

  root = g_strdup_printf ("<svg [^>]*width=\"%u(px)?\" height=\"%u(px)?\"", width, height);
  g_assert_true (g_regex_match_simple (root, text, 0, 0));
  g_assert_true (g_str_has_suffix (text, "</svg>\n"));
}

static void
assert_pdf (NrnCliTest *cli,
            const char *name)
{
  gsize length;
  g_autofree char *bytes = nrn_cli_test_read (cli, name, &length);

  g_assert_cmpuint (length, >, 1000);
  g_assert_cmpmem (bytes, 5, "%PDF-", 5);
  g_assert_cmpmem (bytes + length - 6, 6, "%%EOF\n", 6);
}

static void
draws_experiment (NrnCliTest    *cli,
                  gconstpointer  data)
{
  const char *what = data;

  nrn_cli_test_succeed (cli, "train --epochs 3 --validation-split 0.1 --log none --save a.neurons");
  nrn_cli_test_succeed (cli, "render a.neurons --what %s -o p.png --size 640x360", what);
  assert_png (cli, "p.png", 640, 360);
  nrn_cli_test_succeed (cli, "render a.neurons --what %s -o p.svg --size 640x360", what);
  assert_svg (cli, "p.svg", 640, 360);
  nrn_cli_test_succeed (cli, "render a.neurons --what %s -o p.pdf", what);
  assert_pdf (cli, "p.pdf");
}

static void
draws_model (NrnCliTest    *cli,
             gconstpointer  data)
{
  const char *what = data;

  nrn_cli_test_succeed (cli, "train --epochs 1 --log none --save model.json");
  nrn_cli_test_succeed (cli, "render model.json --what %s -o p.png --size 300X200", what);
  assert_png (cli, "p.png", 300, 200);
  nrn_cli_test_succeed (cli, "render model.json --what %s -o p.svg --size 300x200", what);
  assert_svg (cli, "p.svg", 300, 200);
  nrn_cli_test_succeed (cli, "render model.json --what %s -o p.pdf", what);
  assert_pdf (cli, "p.pdf");
}

static void
pictures_differ (NrnCliTest    *cli,
                 gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --epochs 3 --log none --save a.neurons");
  nrn_cli_test_succeed (cli, "render a.neurons -o network.png");
  nrn_cli_test_succeed (cli, "render a.neurons --what Network -o same.png");
  nrn_cli_test_succeed (cli, "render a.neurons --dark -o dark.png");
  nrn_cli_test_succeed (cli, "render a.neurons --what loss -o loss.png");
  nrn_cli_test_succeed (cli, "render a.neurons --what accuracy -o accuracy.png");

  g_assert_true (nrn_cli_test_same (cli, "network.png", "same.png"));
  g_assert_false (nrn_cli_test_same (cli, "network.png", "dark.png"));
  g_assert_false (nrn_cli_test_same (cli, "loss.png", "accuracy.png"));
}

/* All 256 layers and a wide one: quick, and a picture. */
static void
draws_large_networks (NrnCliTest    *cli,
                      gconstpointer  data)
{
  g_autoptr (GString) deep = g_string_new ("1");

  for (guint i = 0; i < 255; i++)
    g_string_append (deep, "-2");
  nrn_cli_test_succeed (cli, "train --network %s-2 --epochs 0 --save deep.neurons", deep->str);
  nrn_cli_test_succeed (cli, "render deep.neurons -o deep.png");
  assert_png (cli, "deep.png", 1200, 800);

  nrn_cli_test_succeed (cli, "train --network 1-2000-2 --epochs 0 --save wide.neurons");
  nrn_cli_test_succeed (cli, "render wide.neurons -o wide.png");
  assert_png (cli, "wide.png", 1200, 800);
}

static void
refuses_what_cannot_be_drawn (NrnCliTest    *cli,
                              gconstpointer  data)
{
  nrn_cli_test_succeed (cli, "train --preset xor --epochs 1 --log none --save a.neurons "
                        "--save model.json");
  nrn_cli_test_write (cli, "p.png", "old");
  nrn_cli_test_fail (cli, "“model.json” holds no training to draw; *",
                     "render model.json --what loss -o p.png");
  nrn_cli_test_fail (cli, "“model.json” holds no training to draw; *",
                     "render model.json --what accuracy -o p.png");
  nrn_cli_test_fail (cli, "“a.neurons” has 2 inputs; a response curve can be drawn for one input.",
                     "render a.neurons --what response -o p.png");
  nrn_cli_test_write (cli, "sentinel", "old");
  g_assert_true (nrn_cli_test_same (cli, "p.png", "sentinel"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  nrn_cli_test_add ("/cli/render/network", "network", draws_experiment);
  nrn_cli_test_add ("/cli/render/loss", "loss", draws_experiment);
  nrn_cli_test_add ("/cli/render/accuracy", "accuracy", draws_experiment);
  nrn_cli_test_add ("/cli/render/response", "response", draws_experiment);
  nrn_cli_test_add ("/cli/render/network-of-model", "network", draws_model);
  nrn_cli_test_add ("/cli/render/response-of-model", "response", draws_model);
  nrn_cli_test_add ("/cli/render/pictures-differ", NULL, pictures_differ);
  nrn_cli_test_add ("/cli/render/draws-large-networks", NULL, draws_large_networks);
  nrn_cli_test_add ("/cli/render/refuses-what-cannot-be-drawn", NULL,
                    refuses_what_cannot_be_drawn);

  return g_test_run ();
}
