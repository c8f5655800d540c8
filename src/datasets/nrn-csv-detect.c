/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * What separates the cells of a CSV file, what its numbers look like, and
 * whether its first row names the columns.
 *
 * The beginning of the file is read with each separator that there may be.
 * The right one cuts most lines into the same number of cells, more than one.
 */

#include "config.h"

#include <csv.h>
#include <string.h>

#include "nrn-csv-private.h"

/* So much of the file says what it is like. */
#define SAMPLE_BYTES 262144
#define SAMPLE_ROWS  200

/* The first rows, read with one separator. */
typedef struct
{
  GPtrArray *cells;     /* owned; text of all rows, one after the other */
  GArray    *ends;      /* owned; guint, where each row ends in @cells */
} Sample;

static void
sample_clear (Sample *sample)
{
  g_clear_pointer (&sample->cells, g_ptr_array_unref);
  g_clear_pointer (&sample->ends, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sample, sample_clear)

static guint
get_start (const Sample *sample,
           guint         row)
{
  return row > 0 ? g_array_index (sample->ends, guint, row - 1) : 0;
}

static guint
get_length (const Sample *sample,
            guint         row)
{
  return g_array_index (sample->ends, guint, row) - get_start (sample, row);
}

/* NULL where the row is too short. */
static const char *
get_cell (const Sample *sample,
          guint         row,
          guint         column)
{
  return column < get_length (sample, row)
           ? g_ptr_array_index (sample->cells, get_start (sample, row) + column) : NULL;
}

static void
cell_cb (void   *cell,
         size_t  length,
         void   *user_data)
{
  Sample *sample = user_data;

  if (sample->ends->len < SAMPLE_ROWS)
    g_ptr_array_add (sample->cells, g_strndup (cell, length));
}

static void
row_cb (int   terminator,
        void *user_data)
{
  Sample *sample = user_data;
  guint end = sample->cells->len;

  guint start = sample->ends->len > 0 ? g_array_index (sample->ends, guint, sample->ends->len - 1) : 0;
  guint n_texts = 0;

  if (sample->ends->len == SAMPLE_ROWS)
    return;

  for (guint i = start; i < end; i++)
    n_texts += *(const char *) g_ptr_array_index (sample->cells, i) != '\0';
  if (n_texts > 0)
    g_array_append_val (sample->ends, end);
  else
    g_ptr_array_set_size (sample->cells, (int) start);
}

/* Whatever is wrong with the file is said when it is read. */
static void
sample_read (Sample     *sample,
             const char *text,
             gsize       length,
             char        separator)
{
  g_autoptr (GString) collapsed = NULL;
  struct csv_parser parser;

  sample->cells = g_ptr_array_new_with_free_func (g_free);
  sample->ends = g_array_new (FALSE, FALSE, sizeof (guint));
  if (separator == ' ')
    {
      collapsed = g_string_sized_new (length);
      nrn_csv_collapse (collapsed, text, length);
      text = collapsed->str;
      length = collapsed->len;
    }

  csv_init (&parser, 0);
  csv_set_delim (&parser, (unsigned char) separator);
  csv_parse (&parser, text, length, cell_cb, row_cb, sample);
  csv_fini (&parser, cell_cb, row_cb, sample);
  csv_free (&parser);
}

/* The share of rows with as many cells as most have; 0 where those have one. */
static double
get_agreement (const Sample *sample)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (NULL, NULL);
  guint n_rows = sample->ends->len;
  guint best = 0;

  for (guint row = 0; row < n_rows; row++)
    {
      gpointer length = GUINT_TO_POINTER (get_length (sample, row));
      guint count = 1 + GPOINTER_TO_UINT (g_hash_table_lookup (counts, length));

      g_hash_table_insert (counts, length, GUINT_TO_POINTER (count));
      if (get_length (sample, row) > 1)
        best = MAX (best, count);
    }

  return n_rows > 0 ? (double) best / n_rows : 0;
}

/* Where two separators do equally well, the one that is rarer in cells: "1,5;2,5"
 * has two cells. Words have spaces between them. */
static char
detect_separator (const char *text,
                  gsize       length)
{
  double best = 0;
  char found = ',';

  for (const char *c = NRN_CSV_SEPARATORS; *c != '\0'; c++)
    {
      g_auto (Sample) sample = { NULL };
      double agreement;

      if (memchr (text, *c, length) == NULL)
        continue;
      sample_read (&sample, text, length, *c);
      agreement = get_agreement (&sample) * (*c == ' ' ? 0.5 : 1);
      if (agreement > best)
        {
          best = agreement;
          found = *c;
        }
    }

  return found;
}

/* "1,234" between commas is a thousand rather than a bit more than one. */
static gboolean
is_thousands (const char *cell)
{
  const char *comma = strchr (cell, ',');

  return comma != NULL && comma - cell <= 4 && strlen (comma + 1) == 3;
}

/* "1,5" and the like against "1.5". */
static char
detect_decimal (const Sample *sample,
                char          separator)
{
  guint n_commas = 0, n_points = 0;

  for (guint i = 0; i < sample->cells->len; i++)
    {
      const char *cell = g_ptr_array_index (sample->cells, i);
      double number;

      n_commas += strchr (cell, ',') != NULL && nrn_csv_read_number (cell, ',', &number) &&
                  (separator != ',' || !is_thousands (cell));
      n_points += strchr (cell, '.') != NULL && nrn_csv_read_number (cell, '.', &number);
    }

  return n_commas > n_points ? ',' : '.';
}

/* Whether most cells below the first row are numbers. */
static gboolean
is_number_column (const Sample *sample,
                  guint         column,
                  char          decimal)
{
  guint n_numbers = 0, n_present = 0;

  for (guint row = 1; row < sample->ends->len; row++)
    {
      const char *cell = get_cell (sample, row, column);
      double number;

      if (cell == NULL || nrn_csv_is_missing (cell))
        continue;
      n_present++;
      n_numbers += nrn_csv_read_number (cell, decimal, &number);
    }

  return n_numbers > n_present / 2;
}

static gboolean
recurs (const Sample *sample,
        guint         column)
{
  const char *first = get_cell (sample, 0, column);

  for (guint row = 1; row < sample->ends->len; row++)
    {
      if (g_strcmp0 (get_cell (sample, row, column), first) == 0 && *first != '\0')
        return TRUE;
    }

  return FALSE;
}

/* A name above numbers is one; a number above numbers is not. Where no column
 * has numbers, a name does not come again below. */
static NrnCsvHeader
detect_header (const Sample *sample,
               char          decimal)
{
  guint n_columns = sample->ends->len > 0 ? get_length (sample, 0) : 0;
  guint n_names = 0, n_numbers = 0, n_recurring = 0, n_first = 0;

  for (guint column = 0; column < n_columns; column++)
    {
      const char *first = get_cell (sample, 0, column);
      double number;
      gboolean is_number = nrn_csv_read_number (first, decimal, &number);

      n_first += is_number;
      n_recurring += recurs (sample, column);
      if (!is_number_column (sample, column, decimal) || *first == '\0')
        continue;
      n_numbers += is_number;
      n_names += !is_number;
    }

  if (sample->ends->len == 1)
    return n_first > 0 ? NRN_CSV_HEADER_NO : NRN_CSV_HEADER_YES;
  if (n_names + n_numbers > 0)
    return n_names > n_numbers ? NRN_CSV_HEADER_YES : NRN_CSV_HEADER_NO;

  return n_recurring > 0 ? NRN_CSV_HEADER_NO : NRN_CSV_HEADER_YES;
}

/**
 * nrn_csv_format_detect:
 * @format: (inout): what is not 0 in it is known and stays
 * @text: (array length=length): UTF-8 text of a CSV file, without a byte
 *   order mark
 * @length: bytes of @text
 *
 * Fills in what the beginning of the file looks like.
 */
void
nrn_csv_format_detect (NrnCsvFormat *format,
                       const char   *text,
                       gsize         length)
{
  g_auto (Sample) sample = { NULL };

  /* Not half a line, which would have too few cells. */
  if (length > SAMPLE_BYTES)
    {
      length = SAMPLE_BYTES;
      while (length > 1 && text[length - 1] != '\n' && text[length - 1] != '\r')
        length--;
      length = length > 1 ? length : SAMPLE_BYTES;
    }

  if (format->separator == '\0')
    format->separator = detect_separator (text, length);
  sample_read (&sample, text, length, format->separator);
  if (format->decimal == '\0')
    format->decimal = detect_decimal (&sample, format->separator);
  if (format->header == NRN_CSV_HEADER_DETECT)
    format->header = detect_header (&sample, format->decimal);
}
