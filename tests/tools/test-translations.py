#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Each language has all strings that the sources have, none doubtful, each with
# the same format directives.

import pathlib
import subprocess
import sys
import tempfile

root = pathlib.Path(sys.argv[1])
po = root / 'po'


def run(*command):
    result = subprocess.run(command, cwd=root, capture_output=True, text=True)
    return result.returncode == 0, result.stdout + result.stderr


def check(language, template):
    catalog = str(po / f'{language}.po')
    steps = (('msgfmt', '--check', '--check-accelerators=_', '-o', '/dev/null', catalog),
             ('msgcmp', catalog, template))
    for command in steps:
        passed, text = run(*command)
        if not passed:
            return text
    return None


def main():
    languages = [line for line in (po / 'LINGUAS').read_text().split('\n')
                 if line and not line.startswith('#')]
    keywords = ('_', 'N_', 'C_:1c,2', 'NC_:1c,2', 'g_dcgettext:2', 'g_dngettext:2,3',
                'g_dpgettext2:2c,3', 'ngettext:1,2')
    print(f'1..{len(languages)}')
    with tempfile.TemporaryDirectory() as folder:
        template = folder + '/neurons.pot'
        passed, text = run('xgettext', '--from-code=UTF-8', '--files-from=po/POTFILES', '-o', template,
                           *(f'--keyword={word}' for word in keywords))
        if not passed:
            print(f'Bail out! {text}')
            return 1
        for i, language in enumerate(languages, 1):
            fault = check(language, template)
            print(f'{"ok" if fault is None else "not ok"} {i} {language}')
            for line in (fault or '').split('\n')[:20]:
                if line:
                    print(f'# {line}')
    return 0


sys.exit(main())
