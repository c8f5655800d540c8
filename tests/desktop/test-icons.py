#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""The icons at the sizes that desktops show them in.

Usage: test-icons.py APPLICATION.svg SYMBOLIC.svg EXPERIMENT.svg
"""

import os
import struct
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
import zlib

import tap

APPLICATION, SYMBOLIC, EXPERIMENT = sys.argv[1:]
BACKGROUNDS = {'light': 250, 'dark': 36}  # grey, of libadwaita's windows


def read_png(path):
    """Width, height and rows of red, green, blue, alpha."""
    with open(path, 'rb') as file:
        data = file.read()
    at, packed = 8, b''
    while at < len(data):
        length, kind = struct.unpack('>I4s', data[at:at + 8])
        if kind == b'IHDR':
            width, height, depth, color = struct.unpack('>IIBB', data[at + 8:at + 18])
            assert (depth, color) == (8, 6), 'it has no transparent background'
        elif kind == b'IDAT':
            packed += data[at + 8:at + 8 + length]
        at += length + 12
    return width, height, unfilter(zlib.decompress(packed), width, height)


def unfilter(data, width, height):
    """Formulas: PNG specification, “Filtering”."""
    rows, above = [], bytearray(4 * width)
    for y in range(height):
        at = y * (4 * width + 1)
        kind, row = data[at], bytearray(data[at + 1:at + 1 + 4 * width])
        for i in range(4 * width):
            left, up, corner = (row[i - 4], above[i], above[i - 4]) if i >= 4 else (0, above[i], 0)
            guess = left + up - corner
            nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))
            row[i] = (row[i] + (0, left, up, (left + up) // 2, nearest[2])[kind]) % 256
        rows.append(row)
        above = row
    return rows


class Picture:
    def __init__(self, path, size):
        with tempfile.TemporaryDirectory() as folder:
            png = os.path.join(folder, 'icon.png')
            tap.run('rsvg-convert', '-w', size, '-h', size, '-o', png, path)
            width, height, self.rows = read_png(png)
        assert (width, height) == (size, size)
        self.size = size

    def alpha(self, x, y):
        return self.rows[y][4 * x + 3] / 255

    def grey(self, x, y, background):
        """How light it is on a background, 0 to 255."""
        r, g, b, a = self.rows[y][4 * x:4 * x + 4]
        return (0.299 * r + 0.587 * g + 0.114 * b) * a / 255 + background * (1 - a / 255)

    def points(self):
        return [(x, y) for y in range(self.size) for x in range(self.size)]

    def share(self, test):
        points = self.points()
        return sum(map(lambda point: bool(test(*point)), points)) / len(points)


def check_stands_out(picture, background):
    grey = BACKGROUNDS[background]
    seen = picture.share(lambda x, y: abs(picture.grey(x, y, grey) - grey) > 40)
    assert seen > 0.2, f'at {picture.size} pixels only {seen:.0%} can be seen on {background}'


def application_icon_can_be_seen(folder):
    for size in (16, 24, 32, 48, 64, 128):
        for background in BACKGROUNDS:
            check_stands_out(Picture(APPLICATION, size), background)


def application_icon_does_not_fill_the_canvas(folder):
    picture = Picture(APPLICATION, 128)
    for i in range(128):
        for x, y in ((i, 0), (i, 127), (0, i), (127, i)):
            assert picture.alpha(x, y) == 0, (x, y)
    assert 0.5 < picture.share(lambda x, y: picture.alpha(x, y) > 0.5) < 0.9


def application_icon_keeps_its_parts_at_16_pixels(folder):
    """The three inputs and the unit are apart, each lighter than the tile; so is the curve."""
    picture = Picture(APPLICATION, 16)
    tile = picture.grey(12, 2, 255)
    inputs = [picture.grey(3, y, 255) for y in (3, 7, 11)]
    between = [picture.grey(3, y, 255) for y in (5, 9)]
    assert min(inputs) - tile > 60, (inputs, tile)
    assert min(inputs) - max(between) > 30, (inputs, between)
    curve, unit = picture.grey(10, 7, 255), max(picture.grey(8, 6, 255), picture.grey(12, 9, 255))
    assert unit - curve > 50, (unit, curve)


def experiment_icon_can_be_seen(folder):
    for size in (16, 32, 48, 128):
        check_stands_out(Picture(EXPERIMENT, size), 'dark')
        picture = Picture(EXPERIMENT, size)
        # On white, paper is seen by what is on it.
        assert picture.share(lambda x, y: picture.grey(x, y, 250) < 200) > 0.12, size


def symbolic_icon_is_filled_shapes(folder):
    """GTK paints shapes in the color of the text, and knows no strokes."""
    root = ElementTree.parse(SYMBOLIC).getroot()
    assert (root.get('width'), root.get('height'), root.get('viewBox')) == ('16', '16', '0 0 16 16')
    for node in root.iter():
        assert node.get('stroke') is None and node.get('fill') != 'none', node.tag
        assert node.tag.rpartition('}')[2] in ('svg', 'g', 'path', 'circle', 'rect'), node.tag


def symbolic_icon_is_legible_at_16_pixels(folder):
    picture = Picture(SYMBOLIC, 16)
    inputs = [picture.alpha(1, y) for y in (2, 7, 12)]
    between = [picture.alpha(1, y) for y in (5, 10)]
    assert min(inputs) > 0.8 and max(between) < 0.2, (inputs, between)
    # The curve is a gap in the unit.
    assert picture.alpha(10, 8) < 0.5 < picture.alpha(7, 6) and picture.alpha(13, 10) > 0.8


def application_and_experiment_icons_are_square(folder):
    for path in (APPLICATION, EXPERIMENT):
        root = ElementTree.parse(path).getroot()
        assert (root.get('width'), root.get('height')) == ('128', '128')
        assert root.get('viewBox') == '0 0 128 128'


if __name__ == '__main__':
    sys.exit(tap.main('desktop/icons', [
        application_icon_can_be_seen,
        application_icon_does_not_fill_the_canvas,
        application_icon_keeps_its_parts_at_16_pixels,
        experiment_icon_can_be_seen,
        symbolic_icon_is_filled_shapes,
        symbolic_icon_is_legible_at_16_pixels,
        application_and_experiment_icons_are_square,
    ]))
