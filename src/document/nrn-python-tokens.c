/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Neurons developers
 *
 * Python programs as a list of tokens. Source: The Python Language
 * Reference, "Lexical analysis".
 */

#include "config.h"

#include "nrn-python-tokens.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "nrn-error.h"

#define MAX_DEPTH 100
#define TAB       8

struct _NrnPythonTokens
{
  GArray       *tokens;     /* owned; NrnPythonToken */
  GStringChunk *texts;      /* owned */
};

typedef struct
{
  const char      *name;          /* borrowed; of the program */
  NrnPythonTokens *result;        /* borrowed */
  const char      *next;
  guint            line;
  const char      *line_start;
  const char      *measured;      /* a place in the line whose column is known */
  guint            column;        /* that column, from 0 */
  GArray          *brackets;      /* owned; indices of tokens that opened one */
  GArray          *indents;       /* owned; guint */
} Lexer;

static const char *const long_operators[] = {
  "**=", "//=", "<<=", ">>=", "...", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "->", "+=",
  "-=", "*=", "/=", "%=", "&=", "|=", "^=", "@=", ":=",
};

/**
 * nrn_python_fail:
 * @name: what the program is called
 * @line: where the trouble is
 * @column: where in the line
 * @error: return location
 * @format: what is wrong, and what would be right
 * @...: arguments of @format
 *
 * Returns: %FALSE, with @error set to a sentence that names the place
 */
gboolean
nrn_python_fail (const char  *name,
                 guint        line,
                 guint        column,
                 GError     **error,
                 const char  *format,
                 ...)
{
  g_autofree char *sentence = NULL;
  g_autofree char *tidy = NULL;
  va_list arguments;

  va_start (arguments, format);
  sentence = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  /* It may quote a part of the program, cut after so many bytes. */
  tidy = nrn_error_tidy (sentence);
  g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE, _("“%s”, line %u, column %u: %s"),
               name, line, column, tidy);

  return FALSE;
}

/**
 * nrn_python_token_is:
 * @token: a token
 * @type: a type
 * @text: (nullable): its text
 *
 * Returns: whether @token is that
 */
gboolean
nrn_python_token_is (const NrnPythonToken *token,
                     NrnPythonTokenType    type,
                     const char           *text)
{
  return token->type == type && (text == NULL || strcmp (token->text, text) == 0);
}

/* Counts on from the last place that was asked for: a line may have a million
 * tokens. */
static guint
column_of (Lexer      *lexer,
           const char *p)
{
  if (lexer->measured == NULL || lexer->measured < lexer->line_start || p < lexer->measured)
    {
      lexer->measured = lexer->line_start;
      lexer->column = 0;
    }
  lexer->column += (guint) g_utf8_strlen (lexer->measured, p - lexer->measured);
  lexer->measured = p;

  return lexer->column + 1;
}

static NrnPythonToken *
add_token (Lexer              *lexer,
           NrnPythonTokenType  type,
           const char         *start,
           const char         *text,
           gsize               length)
{
  g_autofree char *copy = g_strndup (text, length);
  NrnPythonToken token = {
    .type = type,
    .line = lexer->line,
    .column = column_of (lexer, start),
    .text = g_string_chunk_insert_const (lexer->result->texts, copy),
    .is_plain = TRUE,
  };

  g_array_append_val (lexer->result->tokens, token);
  return &g_array_index (lexer->result->tokens, NrnPythonToken, lexer->result->tokens->len - 1);
}

static gboolean
is_name_start (gunichar c)
{
  return c == '_' || g_unichar_isalpha (c);
}

static gboolean
is_name_part (gunichar c)
{
  return c == '_' || g_unichar_isalnum (c);
}

/* ---- Numbers and strings ---- */

static gboolean
read_number (Lexer   *lexer,
             GError **error)
{
  const char *start = lexer->next;
  const char *p = start;
  g_autoptr (GString) digits = g_string_new (NULL);
  NrnPythonToken *token;
  char *end;

  while (g_ascii_isalnum (*p) || *p == '.' || *p == '_' ||
         ((*p == '+' || *p == '-') && (p[-1] == 'e' || p[-1] == 'E')))
    {
      if (*p != '_')
        g_string_append_c (digits, *p);
      p++;
    }

  token = add_token (lexer, NRN_PYTHON_NUMBER, start, start, (gsize) (p - start));
  token->is_plain = strpbrk (digits->str, ".eE") == NULL;
  token->number = g_ascii_strtod (digits->str, &end);
  if (*end != '\0' || digits->str[strspn (digits->str, "0123456789.eE+-")] != '\0')
    return nrn_python_fail (lexer->name, token->line, token->column, error,
                            _("“%.40s” is not a number that is understood; write numbers such as 10, "
                              "0.001 or 1e-3."), token->text);
  lexer->next = p;

  return TRUE;
}

static const char *
append_escape (GString    *text,
               const char *p)
{
  static const char from[] = "ntr0abfv\\'\"";
  static const char to[] = "\n\t\r\0\a\b\f\v\\'\"";
  const char *found = *p != '\0' ? strchr (from, *p) : NULL;
  gsize n_digits = *p == 'x' ? 2 : *p == 'u' ? 4 : *p == 'U' ? 8 : 0;

  if (*p == '\n')
    return p + 1;
  if (found != NULL)
    {
      g_string_append_c (text, to[found - from]);
      return p + 1;
    }
  if (n_digits > 0 && strspn (p + 1, "0123456789abcdefABCDEF") >= n_digits)
    {
      g_autofree char *digits = g_strndup (p + 1, n_digits);
      gunichar c = (gunichar) g_ascii_strtoull (digits, NULL, 16);

      g_string_append_unichar (text, g_unichar_validate (c) && c != 0 ? c : 0xfffd);
      return p + 1 + n_digits;
    }

  /* Python keeps the backslash of an escape that it does not know. */
  g_string_append_c (text, '\\');
  return p;
}

/* Steps over a line end inside of a string. */
static void
note_line_end (Lexer      *lexer,
               const char *p)
{
  if (*p == '\n')
    {
      lexer->line++;
      lexer->line_start = p + 1;
    }
}

/* @start is where the prefix begins, lexer->next where the quote is. */
static gboolean
read_string (Lexer       *lexer,
             const char  *start,
             GError     **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *prefix = g_ascii_strdown (start, lexer->next - start);
  gboolean is_raw = strchr (prefix, 'r') != NULL;
  gboolean is_plain = strpbrk (prefix, "bf") == NULL;
  guint line = lexer->line;
  guint column = column_of (lexer, start);
  char quote = *lexer->next;
  const char *p = lexer->next + 1;
  gboolean is_long = p[0] == quote && p[1] == quote;
  NrnPythonToken *token;

  p += is_long ? 2 : 0;
  for (;;)
    {
      if (*p == '\0' || (*p == '\n' && !is_long))
        return nrn_python_fail (lexer->name, line, column, error,
                                _("The string that begins here does not end; it needs a closing %c."),
                                quote);
      if (*p == quote && (!is_long || (p[1] == quote && p[2] == quote)))
        break;

      if (*p == '\\' && p[1] != '\0')
        {
          note_line_end (lexer, p + 1);
          if (is_raw)
            g_string_append_len (text, p, 2);
          p = is_raw ? p + 2 : append_escape (text, p + 1);
          continue;
        }
      note_line_end (lexer, p);
      g_string_append_c (text, *p);
      p++;
    }
  lexer->next = p + (is_long ? 3 : 1);

  token = add_token (lexer, NRN_PYTHON_STRING, lexer->next, text->str, text->len);
  token->line = line;
  token->column = column;
  token->is_plain = is_plain;

  return TRUE;
}

static gboolean
read_name (Lexer   *lexer,
           GError **error)
{
  const char *start = lexer->next;
  const char *p = start;

  while (is_name_part (g_utf8_get_char (p)))
    p = g_utf8_next_char (p);
  lexer->next = p;

  if ((*p == '"' || *p == '\'') && p - start <= 2 &&
      strspn (start, "rRbBuUfF") >= (gsize) (p - start))
    return read_string (lexer, start, error);

  add_token (lexer, NRN_PYTHON_NAME, start, start, (gsize) (p - start));
  return TRUE;
}

/* ---- Brackets and operators ---- */

static gboolean
close_bracket (Lexer       *lexer,
               const char  *p,
               GError     **error)
{
  const NrnPythonToken *opening;
  guint index;

  if (lexer->brackets->len == 0)
    return nrn_python_fail (lexer->name, lexer->line, column_of (lexer, p), error,
                            _("This “%c” closes nothing."), *p);

  index = g_array_index (lexer->brackets, guint, lexer->brackets->len - 1);
  opening = &g_array_index (lexer->result->tokens, NrnPythonToken, index);
  if (strchr ("()[]{}", opening->text[0])[1] != *p)
    return nrn_python_fail (lexer->name, lexer->line, column_of (lexer, p), error,
                            _("This “%c” does not close the “%s” of line %u."),
                            *p, opening->text, opening->line);
  g_array_set_size (lexer->brackets, lexer->brackets->len - 1);

  return TRUE;
}

static gboolean
read_operator (Lexer   *lexer,
               GError **error)
{
  const char *p = lexer->next;
  gsize length = (gsize) (g_utf8_next_char (p) - p);

  for (gsize i = 0; i < G_N_ELEMENTS (long_operators); i++)
    {
      if (g_str_has_prefix (p, long_operators[i]))
        {
          length = strlen (long_operators[i]);
          break;
        }
    }

  if (strchr (")]}", *p) != NULL && !close_bracket (lexer, p, error))
    return FALSE;
  add_token (lexer, NRN_PYTHON_OPERATOR, p, p, length);
  if (strchr ("([{", *p) != NULL)
    {
      guint index = lexer->result->tokens->len - 1;

      if (lexer->brackets->len >= MAX_DEPTH)
        return nrn_python_fail (lexer->name, lexer->line, column_of (lexer, p), error,
                                _("There are more than %d brackets in one another here."), MAX_DEPTH);
      g_array_append_val (lexer->brackets, index);
    }
  lexer->next = p + length;

  return TRUE;
}

/* ---- Lines ---- */

/* "In [12]: " of a notebook, ">>> " and "... " of Python itself. */
static const char *
skip_prompt (const char *p)
{
  const char *start = p + strspn (p, " \t");

  if (g_str_has_prefix (start, ">>>") || g_str_has_prefix (start, "... "))
    return start + (start[3] == ' ' ? 4 : 3);
  if (g_str_has_prefix (start, "In [") || g_str_has_prefix (start, "In["))
    {
      const char *end = strchr (start, '[') + 1;

      end += strspn (end, "0123456789 ");
      if (g_str_has_prefix (end, "]:"))
        return end + 2 + strspn (end + 2, " ");
    }
  if (g_str_has_prefix (start, "```"))
    return start + strcspn (start, "\n");

  return p;
}

static guint
measure_indent (const char **p)
{
  guint indent = 0;

  for (; **p == ' ' || **p == '\t' || **p == '\f'; (*p)++)
    indent = **p == '\t' ? indent + TAB - indent % TAB : indent + 1;

  return indent;
}

/* At the start of a line that has something on it. What is pasted may be
 * indented as a whole. */
static gboolean
change_indent (Lexer       *lexer,
               guint        indent,
               GError     **error)
{
  guint *current;

  if (lexer->indents->len == 0)
    g_array_append_val (lexer->indents, indent);
  current = &g_array_index (lexer->indents, guint, lexer->indents->len - 1);

  if (indent > *current)
    {
      if (lexer->indents->len >= MAX_DEPTH)
        return nrn_python_fail (lexer->name, lexer->line, 1, error,
                                _("This line is indented too deeply."));
      g_array_append_val (lexer->indents, indent);
      add_token (lexer, NRN_PYTHON_INDENT, lexer->next, "", 0);
      return TRUE;
    }

  while (lexer->indents->len > 1 &&
         indent < g_array_index (lexer->indents, guint, lexer->indents->len - 1))
    {
      g_array_set_size (lexer->indents, lexer->indents->len - 1);
      add_token (lexer, NRN_PYTHON_DEDENT, lexer->next, "", 0);
    }
  if (indent != g_array_index (lexer->indents, guint, lexer->indents->len - 1))
    return nrn_python_fail (lexer->name, lexer->line, 1, error,
                            _("This line is indented like none before it."));

  return TRUE;
}

/* Empty lines and comments have no indent. */
static gboolean
begin_line (Lexer   *lexer,
            GError **error)
{
  const char *p = skip_prompt (lexer->next);
  guint indent = measure_indent (&p);

  lexer->next = p;
  if (lexer->brackets->len > 0 || *p == '\n' || *p == '#' || *p == '\0')
    return TRUE;

  return change_indent (lexer, indent, error);
}

static gboolean
ends_statement (const Lexer *lexer)
{
  const GArray *tokens = lexer->result->tokens;

  return tokens->len > 0 && lexer->brackets->len == 0 &&
         g_array_index (tokens, NrnPythonToken, tokens->len - 1).type < NRN_PYTHON_NEWLINE;
}

static gboolean
end_line (Lexer   *lexer,
          GError **error)
{
  if (ends_statement (lexer))
    add_token (lexer, NRN_PYTHON_NEWLINE, lexer->next, "", 0);
  lexer->next++;
  lexer->line++;
  lexer->line_start = lexer->next;

  return begin_line (lexer, error);
}

static gboolean
read_token (Lexer   *lexer,
            GError **error)
{
  const char *p = lexer->next;
  gunichar c = g_utf8_get_char (p);

  if (c == '\n')
    return end_line (lexer, error);
  if (c == '\\' && p[1] == '\n')
    {
      lexer->next += 2;
      lexer->line++;
      lexer->line_start = lexer->next;
      return TRUE;
    }
  if (c == '#')
    lexer->next += strcspn (p, "\n");
  else if (g_unichar_isspace (c) || c == 0xfeff)
    lexer->next = g_utf8_next_char (p);
  else if (g_ascii_isdigit (*p) || (*p == '.' && g_ascii_isdigit (p[1])))
    return read_number (lexer, error);
  else if (c == '"' || c == '\'')
    return read_string (lexer, p, error);
  else if (is_name_start (c))
    return read_name (lexer, error);
  else
    return read_operator (lexer, error);

  return TRUE;
}

static gboolean
read_all (Lexer   *lexer,
          GError **error)
{
  if (!begin_line (lexer, error))
    return FALSE;
  while (*lexer->next != '\0')
    {
      if (!read_token (lexer, error))
        return FALSE;
    }

  if (lexer->brackets->len > 0)
    {
      guint index = g_array_index (lexer->brackets, guint, lexer->brackets->len - 1);
      const NrnPythonToken *opening = &g_array_index (lexer->result->tokens, NrnPythonToken, index);

      return nrn_python_fail (lexer->name, opening->line, opening->column, error,
                              _("This “%s” is not closed."), opening->text);
    }
  if (ends_statement (lexer))
    add_token (lexer, NRN_PYTHON_NEWLINE, lexer->next, "", 0);
  for (guint i = 1; i < lexer->indents->len; i++)
    add_token (lexer, NRN_PYTHON_DEDENT, lexer->next, "", 0);
  add_token (lexer, NRN_PYTHON_END, lexer->next, "", 0);

  return TRUE;
}

/* As Python reads it: every line ends with one character. */
static char *
normalize (const char  *name,
           const char  *text,
           gsize        length,
           GError     **error)
{
  GString *lines;

  if (length > NRN_PYTHON_MAX_BYTES)
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is too large for a program: it has more than %d bytes."),
                   name, NRN_PYTHON_MAX_BYTES);
      return NULL;
    }
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, NRN_ERROR, NRN_ERROR_PARSE,
                   _("“%s” is not a Python program: it is not text in UTF-8."), name);
      return NULL;
    }

  lines = g_string_new_len (text, (gssize) length);
  g_string_replace (lines, "\r\n", "\n", 0);
  g_string_replace (lines, "\r", "\n", 0);

  return g_string_free (lines, FALSE);
}

/**
 * nrn_python_tokens_new:
 * @name: what the program is called, for sentences
 * @text: the program
 * @length: its bytes
 * @error: return location
 *
 * Returns: (transfer full) (nullable): its tokens, or %NULL with a sentence
 *   that names line and column
 */
NrnPythonTokens *
nrn_python_tokens_new (const char  *name,
                       const char  *text,
                       gsize        length,
                       GError     **error)
{
  g_autofree char *lines = normalize (name, text, length, error);
  g_autoptr (NrnPythonTokens) tokens = NULL;
  Lexer lexer = { .name = name, .next = lines, .line = 1, .line_start = lines };
  gboolean success;

  if (lines == NULL)
    return NULL;

  tokens = g_new0 (NrnPythonTokens, 1);
  tokens->tokens = g_array_new (FALSE, FALSE, sizeof (NrnPythonToken));
  tokens->texts = g_string_chunk_new (4096);
  lexer.result = tokens;
  lexer.brackets = g_array_new (FALSE, FALSE, sizeof (guint));
  lexer.indents = g_array_new (FALSE, FALSE, sizeof (guint));
  success = read_all (&lexer, error);
  g_array_unref (lexer.brackets);
  g_array_unref (lexer.indents);

  return success ? g_steal_pointer (&tokens) : NULL;
}

void
nrn_python_tokens_free (NrnPythonTokens *tokens)
{
  g_array_unref (tokens->tokens);
  g_string_chunk_free (tokens->texts);
  g_free (tokens);
}

/**
 * nrn_python_tokens_get:
 * @tokens: a program
 * @n_tokens: (out): how many there are
 *
 * Returns: (transfer none) (array length=n_tokens): the tokens; the last one
 *   is %NRN_PYTHON_END
 */
const NrnPythonToken *
nrn_python_tokens_get (const NrnPythonTokens *tokens,
                       guint                 *n_tokens)
{
  *n_tokens = tokens->tokens->len;

  return &g_array_index (tokens->tokens, NrnPythonToken, 0);
}
