# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Checks what tools/count-coverage makes of small summaries. Reports in TAP."""

import json
import os
import subprocess
import sys
import tempfile

# The file, its lines, and those of them that ran.
FILES = [
    ('src/engine/nrn-a.c', 1000, 899),
    ('src/engine/nrn-b.c', 9000, 8100),
    ('src/drawing/nrn-c.c', 10, 8),
    ('src/app/nrn-d.c', 0, 0),
]

# Name, limits, the exit status, and a line of the table without its spaces.
CASES = [
    ('adds-up-the-files-of-a-folder', [], 0, 'engine 10000 8999 89.9'),
    ('shows-every-folder', [], 0, 'drawing 10 8 80.0'),
    ('just-reaches-its-limit', ['drawing=80'], 0, 'drawing 10 8 80.0 80'),
    ('falls-short-by-one-line', ['engine=90'], 1, 'engine 10000 8999 89.9 90 falls short'),
    ('one-short-is-enough', ['drawing=80', 'engine=90'], 1, 'drawing 10 8 80.0 80'),
    ('without-lines-there-is-no-percentage', [], 0, 'app 0 0 –'),
    ('without-lines-no-limit-is-reached', ['app=10'], 1, 'app 0 0 – 10 falls short'),
    ('a-folder-that-is-missing', ['widgets=70'], 1, 'widgets 0 0 – 70 falls short'),
]


def check(script, limits, status, line):
    """Returns what is wrong, or None."""
    summary = {'files': [{'filename': name, 'line_total': lines, 'line_covered': run}
                         for name, lines, run in FILES]}
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, 'summary.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(summary, file)
        run = subprocess.run([sys.executable, script, path, *limits], check=False, text=True,
                             encoding='utf-8', stdout=subprocess.PIPE,
                             env={**os.environ, 'PYTHONIOENCODING': 'utf-8'})

    lines = [' '.join(printed.split()) for printed in run.stdout.splitlines()]
    if line not in lines:
        return f'“{line}” is not among {lines}'
    if run.returncode != status:
        return f'the exit status is {run.returncode}'
    return None


def main(script):
    print(f'1..{len(CASES)}')
    failed = False
    for number, (name, *case) in enumerate(CASES, 1):
        problem = check(script, *case)
        if problem is not None:
            failed = True
            print(f'# {problem}')
        print(f'{"ok" if problem is None else "not ok"} {number} /tools/count-coverage/{name}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
