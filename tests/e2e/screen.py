# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# What is on the screen of an Xvfb.

import os
import struct
import zlib


def grab_screen():
    """Its size and pixels: Xvfb keeps them in a file, in the format of xwd."""
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
                      chunk(b'IDAT', zlib.compress(bytes(rows), 1)) + chunk(b'IEND', b''))
