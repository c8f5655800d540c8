#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""What Flathub asks of the manifest, and what Neurons promises: four permissions.

Usage: test-flatpak-manifest.py SOURCE ID. tools/flatpak --test builds and runs it.
"""

import json
import os
import re
import sys

import tap
from tap import read, run

SOURCE, ID = sys.argv[1:]
KEYS = ['id', 'runtime', 'runtime-version', 'sdk', 'command', 'finish-args', 'cleanup', 'separate-locales',
        'build-options', 'modules']


def manifest():
    return json.loads(read(SOURCE, 'flatpak', ID + '.json'))


def archives(of):
    return [source for module in of['modules'] for source in module['sources'] if source['type'] == 'archive']


def id_is_the_program_s(folder):
    assert manifest()['id'] == ID and manifest()['command'] == 'neurons'


def keys_are_in_flathub_s_order(folder):
    keys = list(manifest())
    assert keys == [key for key in KEYS if key in keys], keys


def permissions_are_four(folder):
    assert manifest()['finish-args'] == ['--share=ipc', '--socket=fallback-x11', '--socket=wayland', '--device=dri']


def downloads_are_fixed(folder):
    found = archives(manifest())
    assert len(found) == 3
    for source in found:
        assert source['url'].startswith('https://') and re.fullmatch('[0-9a-f]{64}', source['sha256']), source


def openblas_runs_on_any_processor(folder):
    """Without TARGET the common code is made for the machine that builds it."""
    openblas = manifest()['modules'][0]
    options = openblas['build-options']['env']['BLAS_OPTIONS'].split()
    assert {'DYNAMIC_ARCH=1', 'TARGET=GENERIC', 'NUM_THREADS=64'} <= set(options)
    assert all('${BLAS_OPTIONS}' in command for command in openblas['build-commands'])


def one_file_has_all_languages(folder):
    """By itself a Flatpak has them in another one, which a bundle leaves out."""
    assert manifest()['separate-locales'] is False


def folders_that_tools_build_in_stay_outside(folder):
    """Each of them has hundreds of megabytes."""
    skipped = manifest()['modules'][-1]['sources'][0]['skip']
    tools = os.path.join(SOURCE, 'tools')
    named = {name for tool in os.listdir(tools)
             for name in re.findall(r'(?:folder=|tools/build" )(?:\$root/)?(build\b[-a-z]*)', read(tools, tool))}
    assert {'build', 'build-test', 'build-fuzz', 'build-peers', 'build-flatpak'} <= named, named
    assert named <= set(skipped), named - set(skipped)


def flathub_s_manifest_has_a_commit_for_the_folder(folder):
    commit = '0123456789abcdef0123456789abcdef01234567'
    made = json.loads(run(os.path.join(SOURCE, 'tools', 'flatpak'), '--flathub', 'v0.1.0', commit))
    assert 'dir' not in [source['type'] for module in made['modules'] for source in module['sources']]
    assert made['modules'][-1]['sources'][0]['commit'] == commit
    assert archives(made) == archives(manifest())
    assert made['finish-args'] == manifest()['finish-args']


if __name__ == '__main__':
    sys.exit(tap.main('desktop/flatpak-manifest', [
        id_is_the_program_s,
        keys_are_in_flathub_s_order,
        permissions_are_four,
        downloads_are_fixed,
        openblas_runs_on_any_processor,
        one_file_has_all_languages,
        folders_that_tools_build_in_stay_outside,
        flathub_s_manifest_has_a_commit_for_the_folder,
    ]))
