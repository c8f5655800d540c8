#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# make-pseudo-catalog.py SOURCES FOLDER LANGUAGE: makes a catalog of a language that
# nobody speaks, from the strings that the sources have now: in brackets, with accents,
# and each word 40 % longer. Directives, markup and mnemonics stay as they are.

import pathlib
import re
import subprocess
import sys

KEYWORDS = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3',
            'g_dpgettext2:2c,3', 'ngettext:1,2')
ACCENTS = str.maketrans('aeiouyAEIOUY', 'áéíóúýÁÉÍÓÚÝ')
GROWTH = 0.4

# What must not be changed, and is not read: directives, markup, entities, mnemonics,
# escapes.
KEPT = re.compile(r"""%(?:\d+\$)?['\-+ #0]*(?:\d+|\*)?(?:\.(?:\d+|\*))?[hlzjt]*[a-zA-Z%]"""
                  r"""|<[^<>]+>|&[a-z]+;|_[A-Za-z]|\\.""")


def lengthen(text, owed):
    """Doubles letters until the text is as much longer; what is owed stays for the next."""
    letters = []
    for letter in text:
        letters.append(letter.translate(ACCENTS))
        owed += GROWTH
        if owed >= 1 and letter.isalpha():
            letters.append(letters[-1])
            owed -= 1
    return ''.join(letters), owed


def translate(text):
    if len(KEPT.sub('', text).strip()) < 2:
        return text
    parts, place, owed = [], 0, 0.0
    for match in KEPT.finditer(text):
        longer, owed = lengthen(text[place:match.start()], owed)
        parts += [longer, match.group()]
        place = match.end()
    longer, owed = lengthen(text[place:], owed)
    return '[' + ''.join(parts) + longer + ']'


def fill(catalog):
    """msgen has put each string in the place of its translation."""
    lines, is_translation, is_header = [], False, True
    for line in catalog.split('\n'):
        match = re.fullmatch(r'(msgstr(?:\[\d\])? )?"(.*)"', line)
        if match is None:
            is_translation = False
            is_header = is_header and line != ''
        elif match.group(1):
            is_translation = True
        if match is not None and is_translation and not is_header:
            # The end of a line stays outside of the brackets.
            text, end = re.fullmatch(r'(.*?)((?:\\n)*)', match.group(2)).groups()
            line = f'{match.group(1) or ""}"{translate(text)}{end}"'
        lines.append(line)
    return '\n'.join(lines)


def run(*command, text=None):
    return subprocess.run(command, cwd=sys.argv[1], input=text, stdout=subprocess.PIPE, text=True,
                          check=True).stdout


def main():
    folder = pathlib.Path(sys.argv[2]) / sys.argv[3] / 'LC_MESSAGES'
    template = run('xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES', '-o', '-',
                   *(f'--keyword={word}' for word in KEYWORDS))
    catalog = run('msgen', '--no-wrap', '--lang=en', '-', text=template)
    folder.mkdir(parents=True)
    run('msgfmt', '--check-format', '-o', str(folder / 'neurons.mo'), '-', text=fill(catalog))


main()
