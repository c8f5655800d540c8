#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Installs Neurons into a folder, as who packages it does, and runs it from there.

Usage: test-install.py BUILD PREFIX ID VERSION, below tests/run-headless --bus
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'e2e'))

import driver
import tap
from tap import read, run, write

BUILD, PREFIX, ID, VERSION = sys.argv[1:]
MESSAGE = 'Print a generated data set as CSV'
TITLE = 'Preferences'
LANGUAGE = 'xx'  # none that Neurons could have
LOCALE = 'en_US'


class Installation:
    """In a folder that Neurons was not made for, as a package is before it is packed."""

    def __init__(self, root):
        self.root = root
        self.prefix = root + PREFIX
        self.share = os.path.join(self.prefix, 'share')
        run('meson', 'install', '-C', BUILD, '--no-rebuild', '--quiet', '--destdir', root)
        # What package managers do afterwards.
        run('glib-compile-schemas', '--strict', os.path.join(self.share, 'glib-2.0', 'schemas'))
        run('update-mime-database', os.path.join(self.share, 'mime'))
        write(f'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
              f'msgid "{MESSAGE}"\nmsgstr "…{MESSAGE}…"\n\nmsgid "{TITLE}"\nmsgstr "…{TITLE}…"\n',
              root, 'test.po')
        messages = os.path.join(self.share, 'locale', LANGUAGE, 'LC_MESSAGES')
        os.makedirs(messages)
        run('msgfmt', '-o', os.path.join(messages, 'neurons.mo'), os.path.join(root, 'test.po'))
        # Beside the installation: in the locale C, no catalog is asked.
        self.locales = os.path.join(root, 'locales')
        os.makedirs(self.locales)
        run('localedef', '--no-archive', '-f', 'UTF-8', '-i', LOCALE,
            os.path.join(self.locales, f'{LOCALE}.UTF-8'))

    def path(self, *parts):
        return os.path.join(self.prefix, *parts)

    def environment(self, **more):
        """As it would be with the folder in its place, and nothing of the build folder."""
        found = {name: value for name, value in os.environ.items() if name != 'GSETTINGS_SCHEMA_DIR'}
        path = f'{self.path("bin")}:{os.environ["PATH"]}'
        return {**found, 'PATH': path, 'XDG_DATA_DIRS': f'{self.share}:/usr/local/share:/usr/share', **more}

    def speaking(self, language):
        return self.environment(LANGUAGE=language, LC_ALL=f'{LOCALE}.UTF-8', LOCPATH=self.locales)


def files_are_where_desktops_look(folder):
    for name in (f'applications/{ID}.desktop', f'metainfo/{ID}.metainfo.xml', f'mime/packages/{ID}.xml',
                 f'glib-2.0/schemas/{ID}.gschema.xml', f'dbus-1/services/{ID}.service',
                 f'icons/hicolor/scalable/apps/{ID}.svg', f'icons/hicolor/symbolic/apps/{ID}-symbolic.svg',
                 f'icons/hicolor/scalable/mimetypes/{ID}-experiment.svg',
                 f'thumbnailers/{ID}.thumbnailer', 'man/man1/neurons-cli.1', 'man/man1/neurons.1',
                 'bash-completion/completions/neurons-cli', 'zsh/site-functions/_neurons-cli',
                 'fish/vendor_completions.d/neurons-cli.fish'):
        assert os.path.getsize(INSTALLED.path('share', name)) > 0, name


def nothing_else_is_installed(folder):
    """Such as headers, static libraries, programs of the tests."""
    assert sorted(os.listdir(INSTALLED.path('bin'))) == ['neurons', 'neurons-cli']
    assert sorted(os.listdir(INSTALLED.prefix)) == ['bin', 'share']


def files_name_the_place_they_are_made_for(folder):
    """Not the folder that the package is made in, nor the one that it is built in."""
    for path, _, names in os.walk(INSTALLED.share):
        for name in names:
            with open(os.path.join(path, name), 'rb') as file:
                content = file.read()
            assert INSTALLED.root.encode() not in content and BUILD.encode() not in content, name
    for name in (f'dbus-1/services/{ID}.service', f'thumbnailers/{ID}.thumbnailer'):
        command = re.search('^Exec=(.*)', read(INSTALLED.share, name), re.MULTILINE)[1]
        assert shlex.split(command)[0].startswith(f'{PREFIX}/bin/neurons'), command


def icons_are_in_folders_of_the_theme(folder):
    theme = read('/usr/share/icons/hicolor/index.theme')
    hicolor = INSTALLED.path('share', 'icons', 'hicolor')
    for path, _, names in os.walk(hicolor):
        if any(name.endswith('.svg') for name in names):
            assert f'[{os.path.relpath(path, hicolor)}]' in theme, path


def desktop_finds_the_file_type(folder):
    write('{}', folder, 'a.neurons')
    environment = INSTALLED.environment(XDG_DATA_HOME=folder)
    said = run('gio', 'info', '-a', 'standard::content-type', os.path.join(folder, 'a.neurons'), env=environment)
    assert 'application/x-neurons' in said, said
    run('update-desktop-database', INSTALLED.path('share', 'applications'))
    said = run('gio', 'mime', 'application/x-neurons', env=environment)
    assert f'{ID}.desktop' in said, said


def command_line_runs(folder):
    environment = INSTALLED.environment()
    assert run('neurons-cli', '--version', env=environment) == f'neurons-cli {VERSION}\n'
    run('neurons-cli', 'train', '--epochs', 1, '--save', 'a.neurons', cwd=folder, env=environment)
    run('neurons-cli', 'render', 'a.neurons', '-o', 'a.png', cwd=folder, env=environment)
    assert os.path.getsize(os.path.join(folder, 'a.png')) > 1000


def command_line_finds_translations(folder):
    assert f'…{MESSAGE}…' not in run('neurons-cli', '--help', env=INSTALLED.speaking('en'))
    assert f'…{MESSAGE}…' in run('neurons-cli', '--help', env=INSTALLED.speaking(LANGUAGE))


def manual_is_found(folder):
    said = run('man', '--path', env=INSTALLED.environment(MANPATH=INSTALLED.path('share', 'man'))) \
        if shutil.which('man') else INSTALLED.path('share', 'man')
    assert INSTALLED.path('share', 'man') in said
    for name in ('neurons', 'neurons-cli'):
        said = run('groff', '-man', '-ww', '-z', '-K', 'utf8', '-T', 'utf8',
                   INSTALLED.path('share', 'man', 'man1', name + '.1'))
        assert said == '', said


def window_finds_its_settings_and_translations(folder):
    """Without the schema there are no preferences to open."""
    before, inside = dict(os.environ), INSTALLED.speaking(LANGUAGE)
    os.environ.clear()
    os.environ.update(inside)
    program = None
    try:
        program = driver.Program(INSTALLED.path('bin', 'neurons'))
        driver.press('ctrl+comma')
        program.find_window(f'^…{TITLE}…$')
    finally:
        if program is not None:
            program.end()
        os.environ.clear()
        os.environ.update(before)


def schema_is_found_by_its_id(folder):
    environment = {**INSTALLED.environment(), 'GSETTINGS_BACKEND': 'memory'}
    keys = subprocess.run(['gsettings', 'list-keys', ID], env=environment, check=True, text=True,
                          stdout=subprocess.PIPE).stdout.split()
    assert 'window-width' in keys and 'theme' in keys


def release_is_the_program_s(folder):
    said = re.search(r'<release [^>]*version="([^"]*)"', read(INSTALLED.share, 'metainfo', ID + '.metainfo.xml'))
    assert said[1] == VERSION


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as root:
        INSTALLED = Installation(root)
        STATUS = tap.main('desktop/install', [
            files_are_where_desktops_look,
            nothing_else_is_installed,
            files_name_the_place_they_are_made_for,
            icons_are_in_folders_of_the_theme,
            desktop_finds_the_file_type,
            command_line_runs,
            command_line_finds_translations,
            manual_is_found,
            schema_is_found_by_its_id,
            window_finds_its_settings_and_translations,
            release_is_the_program_s,
        ])
    sys.exit(STATUS)
