/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the bytes of a CSV file to a table of cells; libcsv knows the quotes.
 */

#include "config.h"

#include "nrn-csv.h"

#include <csv.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-architecture.h"
#include "nrn-csv-private.h"
#include "nrn-error.h"

#define BYTE_ORDER_MARK "\xef\xbb\xbf"

typedef struct
{
  const char *name;         /* borrowed */
  GString    *text;         /* owned; as in NrnCsvTable */
  GArray     *offsets;      /* owned; guint32 */
  GArray     *lines;        /* owned; guint32 */
  GPtrArray  *columns;      /* owned; NULL-terminated once the header ended */
  gboolean    has_header;
  guint       n_cells;      /* of the row so far */
  guint       line;         /* of the file, from 1 */
  guint       row_line;     /* where the row began */
  gboolean    row_ended;    /* on this line */
  GError     *error;        /* owned; the first that was found */
} Reader;

static void
reader_init (Reader     *reader,
             const char *name)
{
  memset (reader, 0, sizeof *reader);
  reader->name = name;
  reader->text = g_string_new (NULL);
  reader->offsets = g_array_new (FALSE, FALSE, sizeof (guint32));
  reader->lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  reader->columns = g_ptr_array_new_with_free_func (g_free);
}

static void
reader_clear (Reader *reader)
{
  g_string_free (reader->text, TRUE);
  g_array_unref (reader->offsets);
  g_array_unref (reader->lines);
  g_ptr_array_unref (reader->columns);
  g_clear_error (&reader->error);
}

/**
 * nrn_csv_shorten:
 * @text: a cell, or a name
 *
 * Returns: (transfer full): @text for use in a sentence, where it must
 *   neither break the line nor fill the window
 */
char *
nrn_csv_shorten (const char *text)
{
  gboolean is_long = g_utf8_strlen (text, -1) > 40;
  g_autofree char *start = is_long ? g_utf8_substring (text, 0, 40) : g_strdup (text);

  for (char *c = start; *c != '\0'; c++)
    {
      if (g_ascii_iscntrl (*c))
        *c = ' ';
    }

  return is_long ? g_strconcat (start, "…", NULL) : g_steal_pointer (&start);
}

static void
add_column (Reader     *reader,
            const char *cell)
{
  guint number = reader->columns->len + 1;

  /* pandas writes its row numbers in a column without a name. */
  if (*cell == '\0')
    g_ptr_array_add (reader->columns, g_strdup_printf ("column %u", number));
  else
    g_ptr_array_add (reader->columns, g_strdup (cell));
}

static void
cell_cb (void   *cell,
         size_t  length,
         void   *user_data)
{
  Reader *reader = user_data;
  guint32 offset = (guint32) reader->text->len;   /* fits: NRN_CSV_MAX_BYTES */

  if (reader->error != NULL)
    return;

  reader->n_cells++;
  if (!reader->has_header)
    {
      if (reader->n_cells <= NRN_MAX_UNITS)
        add_column (reader, cell);
      return;
    }
  /* A row that is too long is refused at its end. */
  if (reader->n_cells > reader->columns->len)
    return;

  if (reader->offsets->len == NRN_CSV_MAX_CELLS)
    {
      g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is too large: it has more than %d cells; use fewer rows or columns."),
                   reader->name, NRN_CSV_MAX_CELLS);
      return;
    }

  g_array_append_val (reader->offsets, offset);
  g_string_append_len (reader->text, cell, (gssize) length);
  g_string_append_c (reader->text, '\0');
}

/* With another separator, every line is a single cell. */
static void
check_separator (Reader *reader)
{
  const char *column = g_ptr_array_index (reader->columns, 0);

  if (reader->columns->len > 1)
    return;

  if (strchr (column, ';') != NULL)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u: the columns seem to be separated by semicolons; separate them "
                   "by commas, and write numbers with a point."),
                 reader->name, reader->row_line);
  else if (strchr (column, '\t') != NULL)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u: the columns seem to be separated by tabs; separate them by "
                   "commas."),
                 reader->name, reader->row_line);
}

static void
finish_header (Reader *reader)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  if (reader->n_cells > NRN_MAX_UNITS)
    {
      g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” has %u columns; it may have up to %d."),
                   reader->name, reader->n_cells, NRN_MAX_UNITS);
      return;
    }

  for (guint i = 0; i < reader->columns->len; i++)
    {
      if (!g_hash_table_add (names, g_ptr_array_index (reader->columns, i)))
        {
          g_autofree char *column = nrn_csv_shorten (g_ptr_array_index (reader->columns, i));

          g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("“%s”, line %u: two columns are called “%s”; every column needs a name of "
                         "its own."),
                       reader->name, reader->row_line, column);
          return;
        }
    }

  check_separator (reader);
  reader->has_header = TRUE;
}

static void
row_cb (int   terminator,
        void *user_data)
{
  Reader *reader = user_data;
  guint n_columns = reader->columns->len;

  reader->row_ended = TRUE;
  if (reader->error != NULL)
    return;

  if (!reader->has_header)
    finish_header (reader);
  else if (reader->n_cells < n_columns)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u has too few cells: %u instead of %u, as in the header."),
                 reader->name, reader->row_line, reader->n_cells, n_columns);
  else if (reader->n_cells > n_columns)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u has too many cells: %u instead of %u, as in the header."),
                 reader->name, reader->row_line, reader->n_cells, n_columns);
  else
    g_array_append_val (reader->lines, reader->row_line);

  reader->n_cells = 0;
}

static void
set_quote_error (Reader   *reader,
                 gboolean  at_end)
{
  if (reader->error != NULL)
    return;

  if (at_end)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u: a cell that begins with a quote (\") here never ends with one."),
                 reader->name, reader->row_line);
  else
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u: there is a quote (\") inside a cell; put the whole cell in "
                   "quotes, and double the quotes inside it."),
                 reader->name, reader->line);
}

/* Length of the line, with the \n, \r or \r\n that ends it. */
static gsize
line_length (const char *text,
             gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '\n')
        return i + 1;
      if (text[i] == '\r')
        return i + 1 < length && text[i + 1] == '\n' ? i + 2 : i + 1;
    }

  return length;
}

static gboolean
is_blank (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (strchr (" \t\r\n", text[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

/* libcsv does not count lines, so it gets one at a time. A row that did not
 * end goes on, inside of quotes, on the next line. */
static void
read_lines (Reader     *reader,
            const char *text,
            gsize       length)
{
  struct csv_parser parser;
  gsize done = 0;

  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
  csv_set_blk_size (&parser, 4096);
  reader->row_ended = TRUE;

  while (done < length && reader->error == NULL)
    {
      gsize n = line_length (text + done, length - done);

      reader->line++;
      if (reader->row_ended)
        reader->row_line = reader->line;

      /* A blank line begins no row. */
      if (!reader->row_ended || !is_blank (text + done, n))
        {
          reader->row_ended = FALSE;
          if (csv_parse (&parser, text + done, n, cell_cb, row_cb, reader) != n)
            set_quote_error (reader, FALSE);
        }
      done += n;
    }

  if (reader->error == NULL && csv_fini (&parser, cell_cb, row_cb, reader) != 0)
    set_quote_error (reader, TRUE);
  csv_free (&parser);
}

static gboolean
check_text (const char  *name,
            const char  *text,
            gsize        length,
            GError     **error)
{
  const char *end;
  guint line = 1;

  if (memchr (text, '\0', length) != NULL)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is not a CSV file: it is not text."), name);
      return FALSE;
    }

  if (g_utf8_validate (text, (gssize) length, &end))
    return TRUE;

  for (const char *c = text; c < end; c++)
    line += *c == '\n';
  g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
               _("“%s”, line %u: this is not UTF-8 text; save the file as CSV with the encoding "
                 "UTF-8."),
               name, line);
  return FALSE;
}

static NrnCsvTable *
reader_to_table (Reader  *reader,
                 GError **error)
{
  NrnCsvTable *table;

  if (reader->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reader->error));
      return NULL;
    }
  if (!reader->has_header)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is empty; its first line must name the columns, separated by commas."),
                   reader->name);
      return NULL;
    }
  if (reader->lines->len == 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” has no rows: there must be at least one below the line that names the "
                     "columns."),
                   reader->name);
      return NULL;
    }

  table = g_new0 (NrnCsvTable, 1);
  table->name = g_strdup (reader->name);
  table->n_rows = reader->lines->len;
  table->n_columns = reader->columns->len;
  g_ptr_array_add (reader->columns, NULL);
  table->columns = (char **) g_ptr_array_steal (reader->columns, NULL);
  table->offsets = (guint32 *) (void *) g_array_steal (reader->offsets, NULL);
  table->lines = (guint32 *) (void *) g_array_steal (reader->lines, NULL);
  table->text = g_string_free (reader->text, FALSE);
  reader->text = g_string_new (NULL);

  return table;
}

/**
 * nrn_csv_table_parse:
 * @name: what to call the text in messages, usually its file's name
 * @text: (array length=length): the text of a CSV file
 * @length: bytes of @text
 * @error: return location
 *
 * Reads CSV as of RFC 4180: cells separated by commas, where cells may be in
 * quotes and then hold commas, line breaks and doubled quotes. The first row
 * names the columns. Lines end with \n, \r\n or \r; blank lines and a byte
 * order mark are skipped, as are spaces around cells without quotes.
 *
 * Returns: (transfer full) (nullable): the cells, or %NULL with @error set;
 *   the sentence names the line of the file, counted from 1
 */
NrnCsvTable *
nrn_csv_table_parse (const char  *name,
                     const char  *text,
                     gsize        length,
                     GError     **error)
{
  g_autofree char *shown_name = nrn_csv_shorten (name);
  NrnCsvTable *table;
  Reader reader;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length == 0)
    text = "";
  if (length > NRN_CSV_MAX_BYTES)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is too large: it has more than %d bytes."),
                   shown_name, NRN_CSV_MAX_BYTES);
      return NULL;
    }
  if (!check_text (shown_name, text, length, error))
    return NULL;

  if (length >= strlen (BYTE_ORDER_MARK) &&
      memcmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0)
    {
      text += strlen (BYTE_ORDER_MARK);
      length -= strlen (BYTE_ORDER_MARK);
    }

  reader_init (&reader, shown_name);
  read_lines (&reader, text, length);
  table = reader_to_table (&reader, error);
  reader_clear (&reader);

  return table;
}

void
nrn_csv_table_free (NrnCsvTable *table)
{
  g_return_if_fail (table != NULL);

  g_free (table->name);
  g_strfreev (table->columns);
  g_free (table->text);
  g_free (table->offsets);
  g_free (table->lines);
  g_free (table);
}

guint
nrn_csv_table_get_n_rows (const NrnCsvTable *table)
{
  return table->n_rows;
}

/**
 * nrn_csv_table_get_columns:
 * @table: a table
 *
 * Returns: (transfer none) (array zero-terminated=1): the names of its
 *   columns, in the order of the file
 */
const char *const *
nrn_csv_table_get_columns (const NrnCsvTable *table)
{
  return (const char *const *) table->columns;
}
