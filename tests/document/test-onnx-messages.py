#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Whether onnx.pb-c.c and .h are what protoc-c makes of onnx.proto. Reports in TAP.

Usage: test-onnx-messages.py FOLDER

Each version of protoc-c writes a little differently, so what counts is compared:
the fields of the messages, with numbers and types, and the structs.
"""

import os
import re
import subprocess
import sys
import tempfile


def read(folder, ending):
    with open(os.path.join(folder, 'onnx.pb-c' + ending), encoding='utf-8') as file:
        return re.sub(r'/\*.*?\*/', '', file.read(), flags=re.S)


def fields(folder):
    return re.findall(r'"(\w+)",\s*(\d+),\s*(PROTOBUF_C_LABEL_\w+),\s*(PROTOBUF_C_TYPE_\w+),', read(folder, '.c'))


def structs(folder):
    return [' '.join(struct.split()) for struct in
            re.findall(r'^struct\s+Onnx__\w+\s*\{.*?^\};', read(folder, '.h'), re.S | re.M)]


def enums(folder):
    return [' '.join(enum.split()) for enum in
            re.findall(r'^typedef enum \w+ \{.*?^\s*PROTOBUF_C__FORCE', read(folder, '.h'), re.S | re.M)]


def main(source):
    print('1..3')
    failed = False
    with tempfile.TemporaryDirectory() as made:
        try:
            subprocess.run(['protoc-c', '--proto_path=' + source, '--c_out=' + made,
                            os.path.join(source, 'onnx.proto')], check=True)
        except FileNotFoundError:
            print('Bail out! There is no protoc-c: “tools/setup test” installs it')
            return 1
        for number, what in enumerate((fields, structs, enums), 1):
            here, there = what(source), what(made)
            good = here == there and len(here) > 0
            failed = failed or not good
            if not good:
                print('# run protoc-c again, as the head of onnx.pb-c.c says; what differs:',
                      [item for item in here + there if item not in here or item not in there])
            print(f'{"ok" if good else "not ok"} {number} /onnx-messages/{what.__name__}')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1]))
