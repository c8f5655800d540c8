#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Takes the pictures for software centres from the real program; tools/screenshots runs it.

Usage: take-screenshots.py NEURONS NEURONS-CLI FOLDER, below tests/run-headless --bus

Each is the window alone with its shadow, as it opens at WIDTH × HEIGHT in the
light style, with a close button and nothing else in its title bar.
"""

import ctypes
import os
import struct
import subprocess
import sys
import zlib

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))

from driver import Journey, wait_for, xdotool  # noqa: E402

WIDTH, HEIGHT = 1000, 700
Z_PIXMAP, ALL_PLANES = 2, ctypes.c_ulong(-1).value


class XImage(ctypes.Structure):
    """The beginning of Xlib's."""
    _fields_ = [('width', ctypes.c_int), ('height', ctypes.c_int), ('xoffset', ctypes.c_int),
                ('format', ctypes.c_int), ('data', ctypes.c_void_p), ('byte_order', ctypes.c_int),
                ('bitmap_unit', ctypes.c_int), ('bitmap_bit_order', ctypes.c_int),
                ('bitmap_pad', ctypes.c_int), ('depth', ctypes.c_int), ('bytes_per_line', ctypes.c_int)]


class Screen:
    """GTK draws shadows where a window manager knows of them and somebody blends
    them. Here nobody needs to, so it is enough to say so."""

    def __init__(self):
        self.x = ctypes.CDLL('libX11.so.6')
        for name in ('XOpenDisplay', 'XInternAtom', 'XDefaultRootWindow', 'XCreateSimpleWindow'):
            getattr(self.x, name).restype = ctypes.c_void_p
        self.x.XGetImage.restype = ctypes.POINTER(XImage)
        self.display = ctypes.c_void_p(self.x.XOpenDisplay(None))
        self.root = ctypes.c_ulong(self.x.XDefaultRootWindow(self.display))
        self.owner = ctypes.c_ulong(self.x.XCreateSimpleWindow(
            self.display, self.root, 0, 0, 1, 1, 0, ctypes.c_ulong(0), ctypes.c_ulong(0)))
        self.x.XSetSelectionOwner(self.display, self.atom('_NET_WM_CM_S0'), self.owner, ctypes.c_ulong(0))
        for window in (self.root, self.owner):
            self.set_property(window, '_NET_SUPPORTING_WM_CHECK', 'WINDOW', self.owner)
        self.set_property(self.root, '_NET_SUPPORTED', 'ATOM', self.atom('_GTK_FRAME_EXTENTS'))
        self.x.XSync(self.display, 0)

    def atom(self, name):
        return ctypes.c_ulong(self.x.XInternAtom(self.display, name.encode(), 0))

    def set_property(self, window, name, kind, value):
        self.x.XChangeProperty(self.display, window, self.atom(name), self.atom(kind), 32, 0,
                               ctypes.byref(value), 1)

    def grab(self, window):
        """Rows of a window's pixels, as b, g, r times a, and a."""
        geometry = dict(line.split('=') for line in
                        xdotool('getwindowgeometry', '--shell', window).splitlines())
        image = self.x.XGetImage(self.display, ctypes.c_ulong(int(window)), 0, 0, int(geometry['WIDTH']),
                                 int(geometry['HEIGHT']), ctypes.c_ulong(ALL_PLANES), Z_PIXMAP)[0]
        assert image.depth == 32, 'the window has no transparent background'
        return [ctypes.string_at(image.data + y * image.bytes_per_line, 4 * image.width)
                for y in range(image.height)]


def trim(rows):
    """Without what is all but transparent around it."""
    def is_seen(alphas):
        return any(alpha > 2 for alpha in alphas)
    ys = [y for y, row in enumerate(rows) if is_seen(row[3::4])]
    xs = [x for x in range(len(rows[0]) // 4) if is_seen([row[4 * x + 3] for row in rows])]
    return [row[4 * xs[0]:4 * xs[-1] + 4] for row in rows[ys[0]:ys[-1] + 1]]


def to_rgba(row):
    rgba = bytearray(len(row))
    rgba[0::4], rgba[1::4], rgba[2::4], rgba[3::4] = row[2::4], row[1::4], row[0::4], row[3::4]
    for at in range(0, len(rgba), 4):
        alpha = rgba[at + 3]
        if 0 < alpha < 255:
            rgba[at:at + 3] = bytes(min(255, value * 255 // alpha) for value in rgba[at:at + 3])
    return bytes(rgba)


def save_png(path, rows):
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))

    width, height = len(rows[0]) // 4, len(rows)
    pixels = b''.join(b'\0' + to_rgba(row) for row in rows)
    with open(path, 'wb') as file:
        file.write(b'\x89PNG\r\n\x1a\n' +
                   chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0)) +
                   chunk(b'IDAT', zlib.compress(pixels, 9)) + chunk(b'IEND', b''))


def set_up():
    config = os.environ['XDG_CONFIG_HOME']
    with open(os.path.join(config, 'gtk-4.0', 'settings.ini'), 'a', encoding='utf-8') as file:
        file.write('gtk-decoration-layout=:close\n')
    os.makedirs(os.path.join(config, 'glib-2.0', 'settings'))
    with open(os.path.join(config, 'glib-2.0', 'settings', 'keyfile'), 'w', encoding='utf-8') as file:
        file.write(f'[io/github/neurons_app/Neurons]\nwindow-width={WIDTH}\nwindow-height={HEIGHT}\n')
    os.environ['GSETTINGS_BACKEND'] = 'keyfile'


class Screenshots(Journey):
    def shoot(self, what):
        if what == 'failed':
            super().shoot(what)
            return
        xdotool('mousemove', 0, 0)
        rows = self.wait_until_still()
        save_png(os.path.join(self.screenshots, what + '.png'), trim(rows))

    def wait_until_still(self):
        window = self.program.window
        last = [None, 0]

        def is_still():
            rows = self.screen.grab(window)
            last[1] = last[1] + 1 if rows == last[0] else 0
            last[0] = rows
            return last[1] >= 25
        wait_for('a window that does not change', is_still)
        return last[0]

    def show(self, *arguments):
        if self.program is not None:
            self.program.end()
        self.start(*arguments)

    def train(self, preset, name):
        path = os.path.join(self.folder, name + '.neurons')
        subprocess.run([self.neurons_cli, 'train', '--preset', preset, '--save', path],
                       check=True, capture_output=True)
        return path

    def leg_network(self):
        set_up()
        self.screen = Screen()
        self.show(self.train('drug-trial', 'Drug trial'))
        self.program.click(self.program.find('list item', 'Hidden 1, unit 3'))
        self.program.find('panel', 'Results').find('label', 'Hidden 1, unit 3')
        self.shoot('network')

    def leg_map(self):
        self.show(self.train('spiral', 'Two spirals'))
        self.program.find('push button', 'Train')
        self.shoot('map')

    def leg_data(self):
        self.show()
        self.program.find('push button', 'Data').act()
        self.program.find('spin button', 'Side effects from age')
        self.shoot('data')

    def leg_benches(self):
        self.show()
        self.program.find('push button', 'Benches').act()
        self.shoot('benches')


if __name__ == '__main__':
    sys.exit(Screenshots().run())
