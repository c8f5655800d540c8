#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Compares the manual of neurons-cli, as a terminal shows it, with what the program says of itself.

Usage: test-man-page.py MAN-PAGE NEURONS-CLI VERSION
"""

import os
import re
import sys

import tap
from tap import run

PAGE, CLI = map(os.path.abspath, sys.argv[1:3])
VERSION = sys.argv[3]


def shown():
    """The page as it is read, on lines so long that nothing is broken."""
    return run('groff', '-man', '-K', 'utf8', '-T', 'utf8', '-rLL=2000n', '-P', '-cbou', PAGE)


def commands():
    found = re.findall(r'^  ([a-z]+)  ', run(CLI, '--help'), re.M)
    assert len(found) >= 10, found
    return found


def section(command):
    """What the page has of a command."""
    parts = re.split(r'^ {3}neurons-cli ', shown(), flags=re.M)
    found = [part for part in parts if part.split()[0] == command]
    assert len(found) == 1, f'“{command}” is there {len(found)} times'
    return plain(found[0].split('\nEXIT STATUS')[0])


def plain(text):
    """Without line breaks, hyphenation and how quotes are drawn."""
    text = re.sub(r'[‐−]', '-', text).replace('’', "'").replace('‘', "'")
    return re.sub(r'\s+', ' ', text)


def troff_has_nothing_to_say(folder):
    said = run('groff', '-man', '-ww', '-z', '-K', 'utf8', '-T', 'utf8', PAGE)
    assert said == '', said


def page_says_what_it_is(folder):
    text = shown()
    assert re.search(r'^NAME\n +neurons-cli - \S', text, re.M), text[:300]
    assert f'Neurons {VERSION}' in text
    for heading in ('SYNOPSIS', 'DESCRIPTION', 'COMMANDS', 'EXIT STATUS', 'FILES', 'EXAMPLES', 'SEE ALSO'):
        assert re.search(rf'^{heading}$', text, re.M), heading


def page_has_every_command_with_its_usage(folder):
    for command in commands():
        usage = re.search(r'^  neurons-cli (.*)$', run(CLI, command, '--help'), re.M)[1]
        assert section(command).startswith(plain(usage)), (command, usage)


def page_has_every_option_with_its_words(folder):
    for command in commands():
        here = section(command)
        options = re.findall(r'^  (-.*?)  +(\S.*)$', run(CLI, command, '--help'), re.M)
        assert options
        for option, words in options:
            if '--help' not in option:
                assert plain(f'{option} {words}') in here, (command, option, words, here)


def page_has_no_other_options(folder):
    for command in commands():
        here = re.findall(r'^ +(?:-., )?(--[a-z-]+)', '\n'.join(
            re.split(r'^ {3}neurons-cli ', shown(), flags=re.M)[1 + commands().index(command)].splitlines()), re.M)
        there = re.findall(r'^  (?:-., )?(--[a-z-]+)', run(CLI, command, '--help'), re.M)
        assert set(here) <= set(there), set(here) - set(there)


def examples_work(folder):
    """Each command in them, with shorter trainings."""
    tap.write('size,species\n1,a\n2,b\n3,a\n4,b\n', folder, 'mine.csv')
    tap.write('size\n1.5\n', folder, 'new.csv')
    examples = shown().split('\nEXAMPLES\n')[1].split('\nSEE ALSO')[0]
    lines = re.findall(r'^ +neurons-cli (.*)$', plain_lines(examples), re.M)
    assert len(lines) >= 4
    for line in lines:
        words = line.split()
        run(CLI, *words, *(['--epochs', '1'] if words[0] == 'train' else []), cwd=folder)


def plain_lines(text):
    return re.sub(r'[‐−]', '-', text)


if __name__ == '__main__':
    sys.exit(tap.main('desktop/man-page', [
        troff_has_nothing_to_say,
        page_says_what_it_is,
        page_has_every_command_with_its_usage,
        page_has_every_option_with_its_words,
        page_has_no_other_options,
        examples_work,
    ]))
