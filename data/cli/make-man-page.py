#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Writes the man page of neurons-cli: a text by hand with the program's own help in it.

Usage: make-man-page.py NEURONS-CLI TEMPLATE OUTPUT VERSION HOMEPAGE
"""

import os
import re
import subprocess
import sys

OPTION = re.compile(r'  (?:(-.), )?(--[a-z-]+)(?:=(\S+))?(?:\s+(.*))?$')


def ask(cli, *words):
    """The help, in English."""
    environment = {**os.environ, 'LC_ALL': 'C.UTF-8', 'LANGUAGE': 'en',
                   'ASAN_OPTIONS': 'detect_leaks=0:' + os.environ.get('ASAN_OPTIONS', '')}
    return subprocess.run([cli, *words, '--help'], check=True, stdout=subprocess.PIPE, encoding='utf-8',
                          env=environment).stdout


def roff(text):
    text = text.replace('\\', r'\e').replace('-', r'\-')
    return r'\&' + text if text.startswith(('.', "'")) else text


def describe_option(short, long, placeholder, text):
    names = ', '.join(rf'\fB{roff(name)}\fR' for name in (short, long) if name)
    if placeholder:
        names += rf'=\fI{roff(placeholder)}\fR'
    return ['.TP', names, roff(text or '')]


def describe_command(cli, name):
    """The usage as a heading, the sentences, the options but for --help."""
    usage, text, options = '', [], []
    lines = ask(cli, name).splitlines()
    for line in lines:
        option = OPTION.fullmatch(line)
        if option and option[2] != '--help':
            options += describe_option(*option.groups())
        elif line.startswith('  neurons-cli '):
            usage = line.strip()
        elif line and not line.startswith(' ') and not line.endswith(' Options:') and line != 'Usage:':
            text += ['.PP', roff(line)]
    assert usage, f'the help of “{name}” has another form than expected: {lines[:3]}'
    return [f'.SS "{roff(usage)}"', *text[1:], *options]


def main(cli, template, output, version, homepage):
    commands = re.findall(r'^  ([a-z]+)  ', ask(cli), re.M)
    lines = [line for name in commands for line in describe_command(cli, name)]
    with open(template, encoding='utf-8') as file:
        page = file.read()
    page = page.replace('@VERSION@', version).replace('@HOMEPAGE@', homepage)
    with open(output, 'w', encoding='utf-8') as file:
        file.write(page.replace('@COMMANDS@', '\n'.join(lines)))


if __name__ == '__main__':
    main(*sys.argv[1:])
