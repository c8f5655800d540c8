#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# tools/build with a checkout of two small targets: what is built stays, whatever is
# mistyped.

import os
import shutil
import subprocess
import sys
import tempfile

MESON_BUILD = """project('small')
custom_target('one', output: 'one', command: ['touch', '@OUTPUT@'], build_by_default: true)
custom_target('two', output: 'two', command: ['touch', '@OUTPUT@'])
"""


class Checkout:
    def __init__(self, script, root):
        self.root = root
        os.mkdir(os.path.join(root, 'tools'))
        self.script = shutil.copy(script, os.path.join(root, 'tools'))
        self.write('meson.build', MESON_BUILD)

    def write(self, name, text):
        with open(os.path.join(self.root, name), 'w', encoding='utf-8') as file:
            file.write(text)

    def build(self, *arguments):
        done = subprocess.run([self.script, 'made', *arguments], capture_output=True, text=True, check=False)
        return done.returncode, done.stderr

    def has(self, name):
        return os.path.exists(os.path.join(self.root, 'made', name))


def builds(checkout):
    assert checkout.build('--buildtype=release') == (0, 'Configuring made…\nBuilding made…\n')
    assert checkout.has('one') and not checkout.has('two')


def builds_a_target(checkout):
    assert checkout.build('--buildtype=release', '--', 'two')[0] == 0
    assert checkout.has('two')


def leaves_all_for_an_unknown_target(checkout):
    checkout.write('made/mark', '')
    status, said = checkout.build('--buildtype=release', '--', 'tow')
    assert status == 1 and "unknown target 'tow'" in said and 'Configuring' not in said, said
    assert checkout.has('mark') and checkout.has('one')


def leaves_all_for_a_target_among_the_options(checkout):
    for arguments in ('two',), ('--buildtype=release', 'two'):
        status, said = checkout.build(*arguments)
        assert status == 2 and '“two” is no option' in said, said
        assert checkout.has('mark') and checkout.has('one')


def leaves_all_for_an_unknown_option(checkout):
    status, said = checkout.build('--buildtype=release', '-Dspeed=high')
    assert status == 1 and 'speed' in said, said
    assert checkout.has('mark') and checkout.has('one')
    assert os.listdir(checkout.root).count('made.before') == 0
    assert checkout.build('--buildtype=release') == (0, 'Building made…\n')
    assert checkout.has('mark')


def makes_a_broken_folder_anew(checkout):
    checkout.write('made/build.ninja', 'nonsense\n')
    assert checkout.build('--buildtype=release') == (0, 'Building made…\nConfiguring made…\n')
    assert checkout.has('one') and not checkout.has('mark')


def makes_it_anew_for_other_options(checkout):
    checkout.write('made/mark', '')
    assert checkout.build('--buildtype', 'debug') == (0, 'Configuring made…\nBuilding made…\n')
    assert checkout.has('one') and not checkout.has('mark')


TESTS = [builds, builds_a_target, leaves_all_for_an_unknown_target, leaves_all_for_a_target_among_the_options,
         leaves_all_for_an_unknown_option, makes_a_broken_folder_anew, makes_it_anew_for_other_options]


def main():
    print(f'1..{len(TESTS)}')
    with tempfile.TemporaryDirectory() as folder:
        checkout = Checkout(sys.argv[1], folder)
        for i, test in enumerate(TESTS):
            test(checkout)
            print(f'ok {i + 1} {test.__name__.replace("_", " ")}', flush=True)


if __name__ == '__main__':
    main()
