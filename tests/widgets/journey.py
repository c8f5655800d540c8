#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# journey.py NEURONS NEURONS-CLI SCREENSHOTS: what a student does on the first
# day, with real keys and a real mouse, in the real program. Speaks TAP; leaves
# pictures of the screen in the folder SCREENSHOTS. Run it below run-headless.

import json
import os
import struct
import subprocess
import sys
import tempfile
import time
import zlib

SECONDS = 60  # long enough for a busy machine


def xdotool(*words):
    done = subprocess.run(['xdotool', *words], check=True, capture_output=True, text=True)
    return done.stdout.split()


def grab_screen():
    """The size of the screen and its pixels: Xvfb keeps them in a file, in the format of xwd."""
    with open(os.environ['HEADLESS_SCREEN'], 'rb') as screen:
        header = struct.unpack('>25I', screen.read(100))
        header_size, width, height, stride, n_colors = (header[i] for i in (0, 4, 5, 12, 19))
        screen.seek(header_size + 12 * n_colors)
        return width, height, stride, screen.read(stride * height)


def save_screenshot(path):
    width, height, stride, pixels = grab_screen()
    rows = bytearray()
    for y in range(height):
        row = pixels[y * stride:y * stride + 4 * width]
        rgb = bytearray(3 * width)
        rgb[0::3], rgb[1::3], rgb[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b'\0' + rgb

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    with open(path, 'wb') as picture:
        picture.write(b'\x89PNG\r\n\x1a\n' +
                      chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0)) +
                      chunk(b'IDAT', zlib.compress(bytes(rows), 6)) + chunk(b'IEND', b''))


def wait_for(what, test):
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        found = test()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f'{what}: not within {SECONDS} s')


def wait_until_still(seconds=0.5):
    """Waits until nothing on the screen has moved for a while."""
    before, since = grab_screen(), time.monotonic()
    deadline = since + SECONDS
    while time.monotonic() - since < seconds:
        if time.monotonic() > deadline:
            raise AssertionError('the screen never comes to rest')
        time.sleep(0.05)
        now = grab_screen()
        if now != before:
            before, since = now, time.monotonic()
    return before


def find_window(title):
    """The window with that title; there is no window manager, so it gets the keys from here."""
    def look():
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title],
                              capture_output=True, text=True, check=False)
        return done.stdout.split()
    window = wait_for(f'window “{title}”', look)[0]
    xdotool('windowfocus', '--sync', window)
    return window


class Journey:
    def __init__(self, neurons, neurons_cli, screenshots, folder):
        self.neurons, self.neurons_cli = neurons, neurons_cli
        self.screenshots, self.folder = screenshots, folder
        self.process = None

    def shoot(self, name):
        save_screenshot(os.path.join(self.screenshots, f'journey-{name}.png'))

    def opens(self):
        # Where it runs under AddressSanitizer, lsan.supp needs whole stacks.
        options = os.environ.get('ASAN_OPTIONS', '') + ':fast_unwind_on_malloc=0'
        self.process = subprocess.Popen([self.neurons], stderr=subprocess.PIPE,
                                        env=dict(os.environ, ASAN_OPTIONS=options))
        find_window('Neurons')
        wait_until_still()
        self.shoot('1-opened')

    def space_trains_and_pauses(self):
        before = grab_screen()
        xdotool('key', 'space')
        wait_for('movement', lambda: grab_screen() != before)
        time.sleep(0.5)
        self.shoot('2-training')
        xdotool('key', 'space')
        paused = wait_until_still()
        assert paused != before, 'the training left no trace'

    def steps(self):
        before = wait_until_still()
        xdotool('key', 'period')
        wait_for('a step', lambda: grab_screen() != before)
        wait_until_still()

    def arrow_keys_walk(self):
        before = wait_until_still()
        xdotool('key', '--delay', '100', 'Right', 'Right')
        wait_for('a selected unit', lambda: grab_screen() != before)
        wait_until_still()
        self.shoot('3-selected')
        xdotool('key', 'Escape')
        wait_until_still()

    def flat_out_to_the_end(self):
        width, height, *_ = grab_screen()
        xdotool('mousemove', str(width - 60), str(height - 31), 'click', '1')
        xdotool('key', 'End')
        wait_until_still()
        before = grab_screen()
        xdotool('key', 'space')
        wait_for('movement', lambda: grab_screen() != before)
        wait_until_still(1)
        self.shoot('4-trained')

    def saves(self):
        """Paused, stepped, watched and flat out: the numbers are those of the command line."""
        saved, expected = (os.path.join(self.folder, name) for name in ('saved.neurons', 'expected.neurons'))
        subprocess.run([self.neurons_cli, 'train', '--preset', 'drug-trial', '--seed', '64',
                        '--log', 'none', '--save', expected], check=True)
        xdotool('key', 'ctrl+shift+s')
        find_window('Save the Experiment')
        wait_until_still()
        xdotool('key', 'ctrl+a')
        xdotool('type', '--delay', '20', saved)
        self.shoot('5-saving')
        xdotool('key', 'Return')
        wait_for('the file', lambda: os.path.exists(saved))
        find_window('Neurons')
        with open(saved, encoding='utf-8') as one, open(expected, encoding='utf-8') as other:
            ours, theirs = json.load(one), json.load(other)
        for part in ('scaler', 'weights', 'history'):
            assert ours['trained'][part] == theirs['trained'][part], \
                f'other {part} than neurons-cli trains'

    def quits(self):
        xdotool('key', 'ctrl+q')
        try:
            _, said = self.process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise AssertionError('Ctrl+Q does not end the program') from None
        sys.stderr.write(said.decode())
        assert self.process.returncode == 0, f'exit status {self.process.returncode}'
        assert said == b'', 'it said something on stderr'

    def end(self):
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()


def main():
    neurons, neurons_cli, screenshots = sys.argv[1:]
    os.makedirs(screenshots, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        journey = Journey(neurons, neurons_cli, screenshots, folder)
        legs = [journey.opens, journey.space_trains_and_pauses, journey.steps,
                journey.arrow_keys_walk, journey.flat_out_to_the_end, journey.saves, journey.quits]
        print(f'1..{len(legs)}', flush=True)
        try:
            for number, leg in enumerate(legs, 1):
                leg()
                print(f'ok {number} {leg.__name__.replace("_", "-")}', flush=True)
        except Exception as error:  # whatever it is, say so in TAP
            journey.shoot('failed')
            print(f'not ok {number} {leg.__name__.replace("_", "-")}\n'
                  f'Bail out! {error}', flush=True)
            return 1
        finally:
            journey.end()
    return 0


if __name__ == '__main__':
    sys.exit(main())
