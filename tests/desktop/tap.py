# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Tests that are functions, reported in TAP."""

import os
import subprocess
import sys
import tempfile
import traceback


def run(*command, status=0, **options):
    """What a program wrote; it must end with that status, or any if it is None."""
    try:
        done = subprocess.run([str(word) for word in command], check=False, text=True,
                              encoding='utf-8', errors='replace', stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    except FileNotFoundError as missing:
        raise AssertionError(f'{missing}: “tools/setup test” installs what is missing') from None
    assert status is None or done.returncode == status, \
        f'{command} ended with {done.returncode}:\n{done.stdout}'
    return done.stdout


def main(group, tests):
    """Runs each test with a folder of its own; returns the exit status."""
    print(f'1..{len(tests)}', flush=True)
    failed = 0
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(folder)
                good = True
            except Exception:  # whatever it is, say so in TAP
                print('\n'.join(f'# {line}' for line in traceback.format_exc().splitlines()))
                good = False
        failed += not good
        print(f'{"ok" if good else "not ok"} {number} /{group}/{test.__name__.replace("_", "-")}',
              flush=True)
    return 1 if failed else 0


def read(*parts):
    with open(os.path.join(*parts), encoding='utf-8') as file:
        return file.read()


def write(text, *parts):
    os.makedirs(os.path.dirname(os.path.join(*parts)), exist_ok=True)
    with open(os.path.join(*parts), 'w', encoding='utf-8') as file:
        file.write(text)


if __name__ == '__main__':
    sys.exit('This is no test.')
