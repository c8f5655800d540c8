/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * From the bytes of a CSV file to a table of cells; libcsv knows the quotes.
 */

#include "config.h"

#include "nrn-csv.h"

#include <csv.h>
#include <glib/gi18n-lib.h>

#include "nrn-architecture.h"
#include "nrn-csv-private.h"
#include "nrn-error.h"

/* So many bytes are read between two reports. */
#define BYTES_A_REPORT 1048576

typedef struct
{
  const char   *name;         /* borrowed */
  NrnCsvFormat  format;
  char         *text;         /* borrowed; cells are put where they came from, or before */
  gsize         end;          /* in the text, of the cells of the row so far */
  guint32      *offsets;      /* owned */
  gsize         n_offsets;
  gsize         room;         /* in offsets */
  GArray       *lines;        /* owned; guint32 */
  GPtrArray    *columns;      /* owned; NULL-terminated once the first row ended */
  guint         n_columns;    /* 0 until the first row ended */
  guint         n_cells;      /* of the row so far */
  gboolean      has_text;     /* in the row so far */
  gboolean      has_surplus;  /* text beyond the last column */
  guint         line;         /* of the file, from 1 */
  guint         row_line;     /* where the row began */
  gboolean      row_ended;    /* on this line */
  GError       *error;        /* owned; the first that was found */
} Reader;

static void
reader_init (Reader             *reader,
             const char         *name,
             const NrnCsvFormat *format,
             char               *text)
{
  memset (reader, 0, sizeof *reader);
  reader->name = name;
  reader->format = *format;
  reader->text = text;
  reader->lines = g_array_new (FALSE, FALSE, sizeof (guint32));
  reader->columns = g_ptr_array_new_with_free_func (g_free);
}

static void
reader_clear (Reader *reader)
{
  g_free (reader->offsets);
  g_array_unref (reader->lines);
  g_ptr_array_unref (reader->columns);
  g_clear_error (&reader->error);
}

/**
 * nrn_csv_report:
 * @report: who is told
 * @done: how much of the part under way is done, 0 … 1
 * @error: return location
 *
 * Returns: %FALSE with @error set if the work is no longer wanted
 */
gboolean
nrn_csv_report (const NrnCsvReport  *report,
                double               done,
                GError             **error)
{
  if (report->func == NULL || report->func (report->base + report->share * done, report->user_data))
    return TRUE;

  g_set_error_literal (error, NRN_ERROR, NRN_ERROR_CANCELLED, _("Reading was stopped."));
  return FALSE;
}

/* ---- Cells and rows ---- */

static void
add_column (Reader     *reader,
            const char *cell,
            gsize       length)
{
  guint number = reader->columns->len + 1;

  /* pandas writes its row numbers in a column without a name. */
  if (length == 0)
    g_ptr_array_add (reader->columns, g_strdup_printf ("column %u", number));
  else
    g_ptr_array_add (reader->columns, g_strndup (cell, length));
}

static void
grow (Reader *reader)
{
  if (reader->n_offsets == NRN_CSV_MAX_CELLS)
    {
      g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is too large: it has more than %d cells; use fewer rows or columns."),
                   reader->name, NRN_CSV_MAX_CELLS);
      return;
    }

  reader->room = MIN (MAX (2 * reader->room, 4096), NRN_CSV_MAX_CELLS);
  reader->offsets = g_renew (guint32, reader->offsets, reader->room);
}

static inline void
store_offset (Reader *reader,
              gsize   offset)
{
  if (reader->n_offsets == reader->room)
    grow (reader);
  if (reader->error == NULL)
    reader->offsets[reader->n_offsets++] = (guint32) offset;   /* fits: NRN_CSV_MAX_BYTES */
}

/* Whether the cell is to be stored, or else is a name, too many, or not read
 * any more. */
static inline gboolean
note_cell (Reader     *reader,
           const char *cell,
           gsize       length)
{
  if (reader->error != NULL)
    return FALSE;

  reader->n_cells++;
  reader->has_text |= length > 0;
  if (reader->n_columns > 0 && reader->n_cells > reader->n_columns)
    reader->has_surplus |= length > 0;
  else if (reader->n_columns == 0 && reader->n_cells > NRN_MAX_UNITS)
    return FALSE;   /* refused when the row ends */
  else if (reader->n_columns == 0 && reader->format.header == NRN_CSV_HEADER_YES)
    add_column (reader, cell, length);
  else
    return TRUE;

  return FALSE;
}

/* A cell is followed by a separator, or by the end of its line or of the
 * text, and then by a NUL instead: it fits where it came from. */
static void
cell_cb (void   *cell,
         size_t  length,
         void   *user_data)
{
  Reader *reader = user_data;

  if (!note_cell (reader, cell, length))
    return;

  store_offset (reader, reader->end);
  memcpy (reader->text + reader->end, cell, length);
  reader->end += length;
  reader->text[reader->end++] = '\0';
}

static void
check_names (Reader *reader)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < reader->columns->len; i++)
    {
      if (!g_hash_table_add (names, g_ptr_array_index (reader->columns, i)))
        {
          g_autofree char *column = nrn_error_quote (g_ptr_array_index (reader->columns, i));

          g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                       _("“%s”, line %u: two columns are called “%s”; every column needs a name of "
                         "its own."),
                       reader->name, reader->row_line, column);
          return;
        }
    }
}

/* It says how many columns there are. */
static void
finish_first_row (Reader *reader)
{
  if (reader->n_cells > NRN_MAX_UNITS)
    {
      g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” has %u columns; it may have up to %d."),
                   reader->name, reader->n_cells, NRN_MAX_UNITS);
      return;
    }

  reader->n_columns = reader->n_cells;
  if (reader->format.header == NRN_CSV_HEADER_YES)
    {
      check_names (reader);
      return;
    }

  while (reader->columns->len < reader->n_columns)
    add_column (reader, NULL, 0);
  g_array_append_val (reader->lines, reader->row_line);
}

static void
set_row_error (Reader *reader)
{
  gboolean is_short = reader->n_cells < reader->n_columns;
  gboolean has_header = reader->format.header == NRN_CSV_HEADER_YES;

  if (is_short && has_header)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u has too few cells: %u instead of %u, as in the header."),
                 reader->name, reader->row_line, reader->n_cells, reader->n_columns);
  else if (is_short)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u has too few cells: %u instead of %u, as in the first row."),
                 reader->name, reader->row_line, reader->n_cells, reader->n_columns);
  else if (has_header)
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u has too many cells: %u instead of %u, as in the header."),
                 reader->name, reader->row_line, reader->n_cells, reader->n_columns);
  else
    g_set_error (&reader->error, NRN_ERROR, NRN_ERROR_PARSE,
                 _("“%s”, line %u has too many cells: %u instead of %u, as in the first row."),
                 reader->name, reader->row_line, reader->n_cells, reader->n_columns);
}

/* Takes back the empty cells of the row that has just ended. */
static void
forget_row (Reader *reader)
{
  guint n_stored = MIN (reader->n_cells, reader->n_columns);

  if (reader->n_columns == 0)
    {
      n_stored = reader->format.header == NRN_CSV_HEADER_YES ? 0 : reader->n_cells;
      g_ptr_array_set_size (reader->columns, 0);
    }

  reader->n_offsets -= n_stored;
}

static void
row_cb (int   terminator,
        void *user_data)
{
  Reader *reader = user_data;

  reader->row_ended = TRUE;
  if (reader->error != NULL)
    return;

  if (!reader->has_text && reader->n_cells > 1 && reader->n_cells <= NRN_MAX_UNITS)
    forget_row (reader);    /* ";;;;", which is a spreadsheet's empty line */
  else if (reader->n_columns == 0)
    finish_first_row (reader);
  else if (reader->n_cells < reader->n_columns || reader->has_surplus)
    set_row_error (reader);
  else
    g_array_append_val (reader->lines, reader->row_line);

  reader->n_cells = 0;
  reader->has_text = FALSE;
  reader->has_surplus = FALSE;
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

/* ---- Lines ---- */

/* Length of the line, with the \n, \r or \r\n that ends it. */
static gsize
line_length (const char *text,
             gsize       length)
{
  const char *newline = memchr (text, '\n', length);
  gsize n = newline != NULL ? (gsize) (newline - text) + 1 : length;
  const char *carriage_return = memchr (text, '\r', n);

  if (carriage_return == NULL || carriage_return + 1 == newline)
    return n;

  return (gsize) (carriage_return - text) + 1;
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

static inline gboolean
is_space (char c,
          char separator)
{
  return (c == ' ' || c == '\t') && c != separator;
}

/* A cell without the spaces around it. */
static inline void
cut_cell (Reader *reader,
          char   *start,
          char   *end)
{
  while (start < end && is_space (*start, reader->format.separator))
    start++;
  while (start < end && is_space (end[-1], reader->format.separator))
    end--;
  if (!note_cell (reader, start, (gsize) (end - start)))
    return;

  store_offset (reader, (gsize) (start - reader->text));
  *end = '\0';
}

/* A line without quotes, which is what most have: as libcsv does it, in a
 * fraction of the time. */
static void
cut_line (Reader *reader,
          char   *text,
          gsize   length)
{
  const char separator = reader->format.separator;
  char *start = text;
  char *end = text + length;

  while (end > text && (end[-1] == '\n' || end[-1] == '\r'))
    end--;
  for (char *c = text; c < end; c++)
    {
      if (*c != separator)
        continue;
      cut_cell (reader, start, c);
      start = c + 1;
    }
  cut_cell (reader, start, end);
  row_cb ('\n', reader);
}

/* libcsv does not count lines, so it gets one at a time. A row that did not
 * end goes on, inside of quotes, on the next line. */
static void
read_line (Reader            *reader,
           struct csv_parser *parser,
           GString           *collapsed,
           char              *text,
           gsize              length)
{
  gboolean collapses = reader->format.separator == ' ';
  const char *line = text;

  reader->line++;
  if (reader->row_ended)
    {
      reader->row_line = reader->line;
      /* A blank line begins no row. */
      if (is_blank (text, length))
        return;
      if (!collapses && memchr (text, '"', length) == NULL)
        {
          cut_line (reader, text, length);
          return;
        }
      reader->end = (gsize) (text - reader->text);
    }
  if (collapses)
    {
      g_string_truncate (collapsed, 0);
      nrn_csv_collapse (collapsed, text, length);
      line = collapsed->str;
      length = collapsed->len;
    }

  reader->row_ended = FALSE;
  if (csv_parse (parser, line, length, cell_cb, row_cb, reader) != length)
    set_quote_error (reader, FALSE);
}

static void
read_lines (Reader             *reader,
            gsize               length,
            const NrnCsvReport *report)
{
  g_autoptr (GString) collapsed = g_string_new (NULL);
  struct csv_parser parser;
  gsize done = 0;
  gsize next_report = 0;

  csv_init (&parser, CSV_STRICT | CSV_STRICT_FINI);
  csv_set_blk_size (&parser, 4096);
  csv_set_delim (&parser, (unsigned char) reader->format.separator);
  reader->row_ended = TRUE;

  while (done < length && reader->error == NULL)
    {
      gsize n = line_length (reader->text + done, length - done);

      read_line (reader, &parser, collapsed, reader->text + done, n);
      done += n;
      if (done >= next_report && reader->error == NULL)
        {
          nrn_csv_report (report, (double) done / length, &reader->error);
          next_report = done + BYTES_A_REPORT;
        }
    }

  if (reader->error == NULL && csv_fini (&parser, cell_cb, row_cb, reader) != 0)
    set_quote_error (reader, TRUE);
  csv_free (&parser);
}

/* ---- The table ---- */

static gboolean
is_empty_column (const NrnCsvTable *table,
                 guint              column)
{
  for (guint row = 0; row < table->n_rows; row++)
    {
      if (*nrn_csv_get_cell (table, row, column) != '\0')
        return FALSE;
    }

  return TRUE;
}

/* A separator at the end of each line makes a column of nothing. */
static void
drop_empty_columns (NrnCsvTable *table)
{
  while (table->n_columns > 1)
    {
      guint last = table->n_columns - 1;
      g_autofree char *unnamed = g_strdup_printf ("column %u", table->n_columns);

      if (!g_str_equal (table->columns[last], unnamed) || !is_empty_column (table, last))
        return;
      g_clear_pointer (&table->columns[last], g_free);
      table->n_columns--;
    }
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
  if (reader->n_columns == 0)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is empty; there must be a row for each sample."), reader->name);
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
  table->format = reader->format;
  table->n_rows = reader->lines->len;
  table->n_columns = reader->columns->len;
  table->stride = table->n_columns;
  g_ptr_array_add (reader->columns, NULL);
  table->columns = (char **) g_ptr_array_steal (reader->columns, NULL);
  table->lines = (guint32 *) (void *) g_array_steal (reader->lines, NULL);
  table->offsets = g_steal_pointer (&reader->offsets);
  table->text = reader->text;
  drop_empty_columns (table);

  return table;
}

/* "sep=;" on the first line is for spreadsheets, which do not show it. */
static gsize
skip_separator_line (NrnCsvFormat *format,
                     const char   *text,
                     gsize         length)
{
  gsize n = line_length (text, length);

  if (n < 5 || n > 7 || memcmp (text, "sep=", 4) != 0 || strchr (NRN_CSV_SEPARATORS, text[4]) == NULL)
    return 0;
  if (format->separator == '\0')
    format->separator = text[4];

  return n;
}

/**
 * nrn_csv_table_parse_take:
 * @name: what to call the bytes in messages
 * @bytes: (array length=n_bytes) (transfer full): of a CSV file, with a NUL
 *   behind them
 * @n_bytes: how many
 * @format: (nullable): how to read them; %NULL to detect everything
 * @report: who is told how far it is
 * @error: return location
 *
 * Returns: as nrn_csv_table_parse()
 */
NrnCsvTable *
nrn_csv_table_parse_take (const char          *name,
                          char                *bytes,
                          gsize                n_bytes,
                          const NrnCsvFormat  *format,
                          const NrnCsvReport  *report,
                          GError             **error)
{
  g_autofree char *shown_name = nrn_error_quote (name);
  g_autofree char *buffer = bytes;
  g_autofree char *converted = NULL;
  NrnCsvFormat known = { 0 };
  NrnCsvTable *table;
  Reader reader;
  gsize length, start;
  char *text;

  text = nrn_csv_decode (shown_name, bytes, n_bytes, &converted, &length, error);
  if (text == NULL)
    return NULL;

  if (format != NULL)
    known = *format;
  start = skip_separator_line (&known, text, length);
  nrn_csv_format_detect (&known, text + start, length - start);

  reader_init (&reader, shown_name, &known, text + start);
  reader.line = start > 0 ? 1 : 0;
  read_lines (&reader, length - start, report);
  table = reader_to_table (&reader, error);
  reader_clear (&reader);
  if (table != NULL)
    table->buffer = converted != NULL ? g_steal_pointer (&converted) : g_steal_pointer (&buffer);

  return table;
}

/**
 * nrn_csv_table_parse:
 * @name: what to call the text in messages, usually its file's name
 * @text: (array length=length): the bytes of a CSV file
 * @length: bytes of @text
 * @format: (nullable): how to read it; %NULL to detect everything
 * @error: return location
 *
 * Reads CSV as of RFC 4180: cells separated by commas, or by what @format
 * says, where cells may be in quotes and then hold separators, line breaks
 * and doubled quotes. The first row may name the columns. Lines end with \n,
 * \r\n or \r; blank lines, rows of nothing but separators, separators at the
 * end of every line and a byte order mark are skipped, as are spaces around
 * cells without quotes. The text is UTF-8, UTF-16 or Windows-1252.
 *
 * Returns: (transfer full) (nullable): the cells, or %NULL with @error set;
 *   the sentence names the line of the file, counted from 1
 */
NrnCsvTable *
nrn_csv_table_parse (const char          *name,
                     const char          *text,
                     gsize                length,
                     const NrnCsvFormat  *format,
                     GError             **error)
{
  static const NrnCsvReport nobody;
  char *bytes;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (length > NRN_CSV_MAX_BYTES)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is too large: it has more than %d bytes."), name, NRN_CSV_MAX_BYTES);
      return NULL;
    }

  bytes = g_malloc (length + 1);
  if (length > 0)
    memcpy (bytes, text, length);
  bytes[length] = '\0';

  return nrn_csv_table_parse_take (name, bytes, length, format, &nobody, error);
}

void
nrn_csv_table_free (NrnCsvTable *table)
{
  g_return_if_fail (table != NULL);

  g_free (table->name);
  g_strfreev (table->columns);
  g_free (table->buffer);
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

/**
 * nrn_csv_table_get_format:
 * @table: a table
 *
 * Returns: (transfer none): how it was read; nothing is left to detect
 */
const NrnCsvFormat *
nrn_csv_table_get_format (const NrnCsvTable *table)
{
  return &table->format;
}
