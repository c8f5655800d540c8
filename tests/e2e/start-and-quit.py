#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# start-and-quit.py NEURONS NEURONS-CLI TIMES: starts the real program, lets it
# train, and quits while it does, so many times: no hang, no word, no failure.
# Every other time it trains as fast as it can. Speaks TAP.

import json
import os
import subprocess
import sys
import tempfile
import time

SECONDS = 30  # for one of them, on a busy machine

SETTINGS = '''[io/github/neurons_app/Neurons]
pace='flat-out'
'''


def xdotool(*words):
    subprocess.run(['xdotool', *words], check=True, capture_output=True, timeout=SECONDS)


def find_window():
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Neurons$'],
                               check=False, capture_output=True, text=True)
        if found.stdout:
            return found.stdout.split()[0]
        time.sleep(0.02)
    raise AssertionError(f'no window within {SECONDS} s')


def make_experiment(neurons_cli, folder):
    """The drug trial with more epochs than can be done by then."""
    path = os.path.join(folder, 'endless.neurons')
    subprocess.run([neurons_cli, 'train', '--epochs', '1', '--log', 'none', '--save', path], check=True)
    with open(path, encoding='utf-8') as file:
        experiment = json.load(file)
    del experiment['trained']
    experiment['fit']['epochs'] = 100000
    with open(path, 'w', encoding='utf-8') as file:
        json.dump(experiment, file)
    return path


def start_and_quit(neurons, experiment, delay, environment):
    process = subprocess.Popen([neurons, experiment], stderr=subprocess.PIPE, env=environment)
    try:
        xdotool('windowfocus', '--sync', find_window())
        xdotool('key', 'space', 'sleep', f'{delay:.3f}', 'key', 'ctrl+q')
        _, said = process.communicate(timeout=SECONDS)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    assert process.returncode == 0, f'exit status {process.returncode}: {said.decode()}'
    assert said == b'', f'it said: {said.decode()}'


def main():
    neurons, neurons_cli, times = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print('1..1', flush=True)
    with tempfile.TemporaryDirectory() as folder:
        experiment = make_experiment(neurons_cli, folder)
        keyfile = os.path.join(folder, 'glib-2.0', 'settings', 'keyfile')
        os.makedirs(os.path.dirname(keyfile))
        with open(keyfile, 'w', encoding='utf-8') as file:
            file.write(SETTINGS)
        # Where it runs under AddressSanitizer, lsan.supp needs whole stacks.
        slow = dict(os.environ, ASAN_OPTIONS=os.environ.get('ASAN_OPTIONS', '') + ':fast_unwind_on_malloc=0')
        fast = dict(slow, GSETTINGS_BACKEND='keyfile', XDG_CONFIG_HOME=folder)
        try:
            for i in range(times):
                start_and_quit(neurons, experiment, i % 10 * 0.01, fast if i % 2 else slow)
        except (AssertionError, subprocess.SubprocessError) as error:
            print(f'not ok 1 start-and-quit\nBail out! The {i + 1}th of {times}: {error}', flush=True)
            return 1
    print(f'ok 1 start-and-quit # {times} times', flush=True)
    return 0


if __name__ == '__main__':
    sys.exit(main())
