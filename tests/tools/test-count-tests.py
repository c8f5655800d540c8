# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Checks what tools/count-tests makes of small logs. Reports in TAP."""

import json
import os
import subprocess
import sys
import tempfile


def program(result, stdout='', returncode=0, stderr=None):
    """One line of the log of “meson test”."""
    entry = {'name': 'neurons:engine / dense', 'result': result,
             'stdout': stdout, 'returncode': returncode}
    if stderr is not None:
        entry['stderr'] = stderr
    return json.dumps(entry) + '\n'


GOOD = program('OK', 'TAP version 14\n1..3\n# Start of engine tests\n'
                     'ok 1 /engine/a\nok 2 /engine/b\nok 3 - c\n# End of engine tests\n')

# Name, logs, the last line, and what else has to be said: nothing on success.
CASES = [
    ('all-pass', [GOOD], '3 passed, 0 failed, 0 skipped', None),
    ('programs-add-up', [GOOD + GOOD], '6 passed, 0 failed, 0 skipped', None),
    ('logs-add-up', [GOOD, GOOD], '6 passed, 0 failed, 0 skipped', None),
    ('without-tap', [program('OK', 'fine\n')], '1 passed, 0 failed, 0 skipped', None),
    ('without-tap-fails',
     [GOOD + program('FAIL', 'why\n', 1)],
     '3 passed, 1 failed, 0 skipped', 'ended with exit status 1\n    why\n'),
    ('without-tap-skips',
     [GOOD + program('SKIP', returncode=77)],
     '3 passed, 0 failed, 1 skipped', None),
    ('says-why-a-case-failed',
     [program('FAIL', '1..3\nfirst\nok 1 a\nwhy\n# and how\nnot ok 2 b\nok 3 c\n', 1)],
     '2 passed, 1 failed, 0 skipped', 'dense: not ok 2 b\n    why\n    # and how\n'),
    ('two-fail',
     [program('FAIL', '1..2\nnot ok 1 a\nnot ok 2 b\n', 1)],
     '0 passed, 2 failed, 0 skipped', 'not ok 2 b'),
    ('skip',
     [program('OK', '1..2\nok 1 a\nok 2 b # SKIP no time\n')],
     '1 passed, 0 failed, 1 skipped', None),
    ('to-do-is-no-failure',
     [program('OK', '1..2\nok 1 a\nnot ok 2 b # TODO later\n')],
     '1 passed, 0 failed, 1 skipped', None),
    ('done-to-do-is-a-failure',
     [program('UNEXPECTEDPASS', '1..2\nok 1 a\nok 2 b # TODO later\n')],
     '1 passed, 1 failed, 0 skipped', 'TODO later'),
    ('words-are-no-cases',
     [program('OK', 'Okay\n1..1\nOK then\nok, so\nok 1 a\n')],
     '1 passed, 0 failed, 0 skipped', None),
    ('hash-in-a-name',
     [program('OK', '1..1\nok 1 a#skipper\n')],
     '1 passed, 0 failed, 0 skipped', None),
    ('crash-before-any-case',
     [program('ERROR', returncode=-11, stderr='segfault\n')],
     '0 passed, 1 failed, 0 skipped', 'was ended by SIGSEGV'),
    ('crash-after-passes',
     [program('ERROR', '1..3\nok 1 a\nBail out! assertion\n', -6, 'more\n')],
     '1 passed, 1 failed, 0 skipped',
     'SIGABRT, after “ok 1 a”\n    Bail out! assertion\n'),
    ('crash-in-a-reported-case-counts-once',
     [program('ERROR', '1..3\nok 1 a\nnot ok 2 b\nBail out!\n', -6)],
     '1 passed, 1 failed, 0 skipped', 'not ok 2 b'),
    ('crash-after-a-failure-counts-too',
     [program('ERROR', '1..3\nnot ok 1 a\nok 2 b\n', -11)],
     '1 passed, 2 failed, 0 skipped', 'SIGSEGV, after “ok 2 b”'),
    ('leak-after-passes',
     [program('ERROR', '1..1\nok 1 a\n', 23, 'leaked 4 bytes\n')],
     '1 passed, 1 failed, 0 skipped', '    leaked 4 bytes\n'),
    ('time-out',
     [program('TIMEOUT', '1..2\nok 1 a\n', -15)],
     '1 passed, 1 failed, 0 skipped', 'took too long, after “ok 1 a”'),
    ('ends-early',
     [program('ERROR', '1..3\nok 1 a\n')],
     '1 passed, 1 failed, 0 skipped', 'the report is not whole'),
    ('parts-of-a-case-are-not-counted',
     [program('OK', '1..1\n    ok 1 part\n    ok 2 part\nok 1 whole\n')],
     '1 passed, 0 failed, 0 skipped', None),
    ('nothing-ran', [''], '0 passed, 0 failed, 0 skipped', 'No test was run.'),
    ('no-log', [], '0 passed, 0 failed, 0 skipped', 'No test was run.'),
    ('all-skipped',
     [program('SKIP', '1..0\n')],
     '0 passed, 0 failed, 1 skipped', 'No test was run.'),
    ('broken-log', [GOOD + '{"name": '], '0 passed, 0 failed, 0 skipped', 'is no log'),
    ('other-log', ['{}\n'], '0 passed, 0 failed, 0 skipped', 'is no log'),
    ('missing-log', [None], '0 passed, 0 failed, 0 skipped', 'is no log'),
]


def check(script, logs, last_line, said):
    """Returns what is wrong, or None."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, log in enumerate(logs):
            paths.append(os.path.join(folder, f'test log {number}.json'))
            if log is not None:
                with open(paths[-1], 'w', encoding='utf-8') as file:
                    file.write(log)
        run = subprocess.run([sys.executable, script, *paths], text=True, check=False,
                             encoding='utf-8', stdout=subprocess.PIPE,
                             env={**os.environ, 'PYTHONIOENCODING': 'utf-8'})

    lines = run.stdout.splitlines()
    if lines[-1:] != [last_line]:
        return f'the last line is not “{last_line}”: {lines[-1:]}'
    if run.returncode != (0 if said is None else 1):
        return f'the exit status is {run.returncode}'
    if said is None and run.stdout.strip() != last_line:
        return f'it says too much: {lines}'
    if said is not None and said not in run.stdout:
        return f'it does not say “{said}”: {lines}'
    return None


def main(script):
    print(f'1..{len(CASES)}')
    failed = False
    for number, (name, logs, last_line, said) in enumerate(CASES, 1):
        problem = check(script, logs, last_line, said)
        if problem is not None:
            failed = True
            print(f'# {problem}')
        print(f'{"ok" if problem is None else "not ok"} {number} /tools/count-tests/{name}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
