/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Tests that the colours can be told apart, by many eyes.
 */

#include "nrn-palette.h"

#include "nrn-decision-map.h"

#include <math.h>

/* Contrasts: WCAG 2.1, success criteria 1.4.3 (text), 1.4.6 (text, enhanced)
 * and 1.4.11 (marks). */
static const struct
{
  const char *name;
  double      text;
  double      marks;
  double      grid;     /* decoration but in high contrast */
} grounds[NRN_N_GROUNDS] = {
  [NRN_GROUND_LIGHT] = { "light", 4.5, 3, 1.2 },
  [NRN_GROUND_DARK] = { "dark", 4.5, 3, 1.2 },
  [NRN_GROUND_PRINT] = { "print", 4.5, 3, 1.2 },
  [NRN_GROUND_HIGH_CONTRAST_LIGHT] = { "high-contrast-light", 7, 4.5, 3 },
  [NRN_GROUND_HIGH_CONTRAST_DARK] = { "high-contrast-dark", 7, 4.5, 3 },
};

static const char *const signs[NRN_N_SIGNS] = {
  [NRN_SIGNS_BLUE_ORANGE] = "blue-orange",
  [NRN_SIGNS_PURPLE_GREEN] = "purple-green",
  [NRN_SIGNS_GREY] = "grey",
};

/* Of linear red, green and blue, at full severity. Source: Machado, Oliveira,
 * Fernandes: "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency" (2009), table 1. */
static const struct
{
  const char *name;
  double      matrix[3][3];
} deficiencies[] = {
  { "none", { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } },
  { "protanopia", { { 0.152286, 1.052583, -0.204868 },
                    { 0.114503, 0.786281, 0.099216 },
                    { -0.003882, -0.048116, 1.051998 } } },
  { "deuteranopia", { { 0.367322, 0.860646, -0.227968 },
                      { 0.280085, 0.672501, 0.047413 },
                      { -0.011820, 0.042940, 0.968881 } } },
  { "tritanopia", { { 1.255528, -0.076749, -0.178779 },
                    { -0.078411, 0.930809, 0.147602 },
                    { 0.004733, 0.691367, 0.303900 } } },
};

/* Signs have to differ by so much in CIELAB (ΔE of 1976), where 2.3 is just
 * noticeable for areas that touch (Mahy, Van Eycken, Oosterlinck: "Evaluation
 * of Uniform Color Spaces Developed after the Adoption of CIELAB and CIELUV",
 * 1994); lines are thin and apart. */
#define MIN_DISTANCE 30.0

/* Classes have areas and names, and are elsewhere. */
#define MIN_CLASS_DISTANCE 20.0

/* The areas of two classes touch in a map. */
#define MIN_AREA_DISTANCE (3 * 2.3)

/* Source: IEC 61966-2-1. */
static double
linearize (double value)
{
  return value <= 0.04045 ? value / 12.92 : pow ((value + 0.055) / 1.055, 2.4);
}

static void
get_linear (const NrnColor *color,
            double         *linear)
{
  linear[0] = linearize (color->red);
  linear[1] = linearize (color->green);
  linear[2] = linearize (color->blue);
}

static double
get_contrast (const NrnColor *a,
              const NrnColor *b)
{
  double luminances[2];

  for (guint i = 0; i < 2; i++)
    {
      double linear[3];

      get_linear (i == 0 ? a : b, linear);
      luminances[i] = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
    }

  return (MAX (luminances[0], luminances[1]) + 0.05) / (MIN (luminances[0], luminances[1]) + 0.05);
}

static double
get_lab_part (double value)
{
  return value > 216.0 / 24389 ? cbrt (value) : (24389.0 / 27 * value + 16) / 116;
}

/* As the eye sees it; white is D65. Source: CIE 15. */
static void
get_lab (const NrnColor *color,
         const double    matrix[3][3],
         double         *lab)
{
  double linear[3];
  double seen[3];
  double x;
  double y;
  double z;

  get_linear (color, linear);
  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (matrix[i][0] * linear[0] + matrix[i][1] * linear[1] +
                       matrix[i][2] * linear[2], 0, 1);
  x = get_lab_part ((0.4124 * seen[0] + 0.3576 * seen[1] + 0.1805 * seen[2]) / 0.9505);
  y = get_lab_part (0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]);
  z = get_lab_part ((0.0193 * seen[0] + 0.1192 * seen[1] + 0.9505 * seen[2]) / 1.089);
  lab[0] = 116 * y - 16;
  lab[1] = 500 * (x - y);
  lab[2] = 200 * (y - z);
}

static double
get_distance (const NrnColor *a,
              const NrnColor *b,
              const double    matrix[3][3])
{
  double first[3];
  double second[3];

  get_lab (a, matrix, first);
  get_lab (b, matrix, second);

  return sqrt (pow (first[0] - second[0], 2) + pow (first[1] - second[1], 2) +
               pow (first[2] - second[2], 2));
}

/* The numbers that WCAG itself gives, and well-known ones of CIELAB. */
static void
test_formulas (void)
{
  const NrnColor black = { 0, 0, 0 };
  const NrnColor white = { 1, 1, 1 };
  const NrnColor red = { 1, 0, 0 };

  g_assert_cmpfloat_with_epsilon (get_contrast (&black, &white), 21, 1e-9);
  g_assert_cmpfloat_with_epsilon (get_contrast (&red, &white), 3.998, 1e-3);
  g_assert_cmpfloat_with_epsilon (get_distance (&black, &white, deficiencies[0].matrix), 100, 0.1);
  g_assert_cmpfloat_with_epsilon (get_distance (&black, &red, deficiencies[0].matrix),
                                  sqrt (53.24 * 53.24 + 80.09 * 80.09 + 67.20 * 67.20), 0.1);
}

static void
check_contrast (const char     *what,
                const NrnColor *color,
                const NrnColor *background,
                double          least)
{
  double contrast = get_contrast (color, background);

  g_test_message ("%s %.1f:1", what, contrast);
  g_assert_cmpfloat (contrast, >=, least);
}

/* Signs and classes are written in their colours too, in numbers and names. */
static void
check_palette (guint ground,
               guint pair)
{
  const NrnPalette *palette = nrn_palette_get ((NrnGround) ground, (NrnSigns) pair);
  const NrnColor *background = &palette->background;
  double text = grounds[ground].text;

  g_test_message ("%s, %s", grounds[ground].name, signs[pair]);
  check_contrast ("text", &palette->text, background, text);
  check_contrast ("quiet", &palette->quiet, background, text);
  check_contrast ("outline", &palette->outline, background, grounds[ground].marks);
  check_contrast ("grid", &palette->grid, background, grounds[ground].grid);
  check_contrast ("positive", &palette->positive, background, text);
  check_contrast ("negative", &palette->negative, background, text);
  check_contrast ("ceiling", &palette->ceiling, background, text);
  for (guint i = 0; i < NRN_PALETTE_N_CLASSES; i++)
    check_contrast ("class", &palette->classes[i], background, text);
}

/* What is drawn across a node, or into it, is a mark there. */
static void
check_on_nodes (guint ground,
                guint pair)
{
  const NrnPalette *palette = nrn_palette_get ((NrnGround) ground, (NrnSigns) pair);
  double marks = grounds[ground].marks;

  g_test_message ("%s, %s, on nodes", grounds[ground].name, signs[pair]);
  check_contrast ("text", &palette->text, &palette->node, grounds[ground].text);
  check_contrast ("quiet", &palette->quiet, &palette->node, grounds[ground].text);
  check_contrast ("outline", &palette->outline, &palette->node, marks);
  check_contrast ("positive", &palette->positive, &palette->node, marks);
  check_contrast ("negative", &palette->negative, &palette->node, marks);
  for (guint i = 0; i < NRN_PALETTE_N_CLASSES; i++)
    check_contrast ("class", &palette->classes[i], &palette->node, marks);
}

static void
test_contrast (void)
{
  for (guint i = 0; i < NRN_N_GROUNDS; i++)
    for (guint j = 0; j < NRN_N_SIGNS; j++)
      {
        check_palette (i, j);
        check_on_nodes (i, j);
      }
}

static void
check_distance (const char     *what,
                const NrnColor *a,
                const NrnColor *b,
                double          least)
{
  for (guint i = 0; i < G_N_ELEMENTS (deficiencies); i++)
    {
      double distance = get_distance (a, b, deficiencies[i].matrix);

      g_test_message ("%s, %s: %.0f", what, deficiencies[i].name, distance);
      g_assert_cmpfloat (distance, >=, least);
    }
}

static void
test_signs (void)
{
  for (guint i = 0; i < NRN_N_GROUNDS; i++)
    for (guint j = 0; j < NRN_N_SIGNS; j++)
      {
        const NrnPalette *palette = nrn_palette_get ((NrnGround) i, (NrnSigns) j);
        g_autofree char *what = g_strdup_printf ("%s, %s", grounds[i].name, signs[j]);

        check_distance (what, &palette->positive, &palette->negative, MIN_DISTANCE);
      }
}

/* As a map has it behind dots. */
static NrnColor
get_area (const NrnPalette *palette,
          guint             class_index)
{
  const NrnColor *color = &palette->classes[class_index];
  const NrnColor *background = &palette->background;

  return (NrnColor) {
    background->red + (color->red - background->red) * NRN_DECISION_MAP_TINT,
    background->green + (color->green - background->green) * NRN_DECISION_MAP_TINT,
    background->blue + (color->blue - background->blue) * NRN_DECISION_MAP_TINT,
  };
}

/* Any two: dots and lines have no other sign of their class. */
static void
check_classes (guint ground,
               guint pair)
{
  const NrnPalette *palette = nrn_palette_get ((NrnGround) ground, (NrnSigns) pair);

  for (guint i = 1; i < NRN_PALETTE_N_CLASSES; i++)
    for (guint j = 0; j < i; j++)
      {
        g_autofree char *what = g_strdup_printf ("%s, %s, classes %u and %u", grounds[ground].name,
                                                 signs[pair], j, i);
        NrnColor first = get_area (palette, j);
        NrnColor second = get_area (palette, i);

        check_distance (what, &palette->classes[j], &palette->classes[i], MIN_CLASS_DISTANCE);
        check_distance (what, &first, &second, MIN_AREA_DISTANCE);
      }
}

static void
test_classes (void)
{
  for (guint i = 0; i < NRN_N_GROUNDS; i++)
    for (guint j = 0; j < NRN_N_SIGNS; j++)
      check_classes (i, j);
}

/* No colour means a sign and a class at once. */
static void
test_signs_are_no_classes (void)
{
  for (guint i = 0; i < NRN_N_GROUNDS; i++)
    for (guint j = 0; j < NRN_N_SIGNS; j++)
      {
        const NrnPalette *palette = nrn_palette_get ((NrnGround) i, (NrnSigns) j);

        for (guint k = 0; k < NRN_PALETTE_N_CLASSES; k++)
          {
            const NrnColor *color = &palette->classes[k];
            double positive = get_distance (color, &palette->positive, deficiencies[0].matrix);
            double negative = get_distance (color, &palette->negative, deficiencies[0].matrix);

            g_test_message ("%s, %s, class %u: %.0f and %.0f", grounds[i].name, signs[j], k,
                            positive, negative);
            g_assert_cmpfloat (MIN (positive, negative), >=, MIN_CLASS_DISTANCE);
          }
      }
}

/* On a scale every step is lighter, or every step is darker, by as much as
 * can be seen, for every eye; so it says the same in grey. It ends far from
 * where it begins, and on a light ground goes from light to dark. */
static void
test_scales (void)
{
  for (guint i = 0; i < NRN_N_GROUNDS; i++)
    for (guint j = 0; j < NRN_N_SIGNS; j++)
      for (guint k = 0; k < G_N_ELEMENTS (deficiencies); k++)
        {
          const NrnPalette *palette = nrn_palette_get ((NrnGround) i, (NrnSigns) j);
          gboolean is_dark = i == NRN_GROUND_DARK || i == NRN_GROUND_HIGH_CONTRAST_DARK;
          double before[3], after[3];

          g_test_message ("%s, %s, %s", grounds[i].name, signs[j], deficiencies[k].name);
          for (guint part = 1; part <= 16; part++)
            {
              NrnColor low = nrn_palette_get_scale (palette, (part - 1) / 16.0);
              NrnColor high = nrn_palette_get_scale (palette, part / 16.0);

              get_lab (&low, deficiencies[k].matrix, before);
              get_lab (&high, deficiencies[k].matrix, after);
              g_assert_cmpfloat (is_dark ? after[0] - before[0] : before[0] - after[0], >=, 2);
            }
          get_lab (&palette->scale[0], deficiencies[k].matrix, before);
          g_assert_cmpfloat (fabs (after[0] - before[0]), >=, 55);
        }
}

static void
test_scale_ends (void)
{
  const NrnPalette *palette = &nrn_palette_light;
  NrnColor low = nrn_palette_get_scale (palette, -3);
  NrnColor high = nrn_palette_get_scale (palette, INFINITY);
  NrnColor none = nrn_palette_get_scale (palette, NAN);

  g_assert_cmpfloat (get_distance (&low, &palette->scale[0], deficiencies[0].matrix), <, 1e-9);
  g_assert_cmpfloat (get_distance (&high, &palette->scale[NRN_PALETTE_N_SCALE - 1],
                                   deficiencies[0].matrix), <, 1e-9);
  g_assert_cmpfloat (get_distance (&none, &palette->grid, deficiencies[0].matrix), <, 1e-9);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/drawing/palette/formulas", test_formulas);
  g_test_add_func ("/drawing/palette/contrast", test_contrast);
  g_test_add_func ("/drawing/palette/signs", test_signs);
  g_test_add_func ("/drawing/palette/classes", test_classes);
  g_test_add_func ("/drawing/palette/signs-are-no-classes", test_signs_are_no_classes);
  g_test_add_func ("/drawing/palette/scales", test_scales);
  g_test_add_func ("/drawing/palette/scale-ends", test_scale_ends);

  return g_test_run ();
}
