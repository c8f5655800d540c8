#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""What a desktop and a software centre read of Neurons, as they read it.

Usage: test-desktop-files.py DATA-OF-THE-BUILD DATA-OF-THE-SOURCE ID VERSION NEURONS-CLI
"""

import configparser
import datetime
import os
import re
import shlex
import struct
import sys
import xml.etree.ElementTree as ElementTree

import tap
from tap import read, run, write

BUILT, SOURCE, ID, VERSION, CLI = sys.argv[1:]
METAINFO = os.path.join(BUILT, ID + '.metainfo.xml')
LANGUAGE = '{http://www.w3.org/XML/1998/namespace}lang'


def entries(path, section):
    parser = configparser.ConfigParser(interpolation=None, delimiters='=', comment_prefixes='#')
    parser.optionxform = str
    parser.read(path, encoding='utf-8')
    return parser[section]


def desktop_file():
    return entries(os.path.join(BUILT, ID + '.desktop'), 'Desktop Entry')


def metainfo():
    return ElementTree.parse(METAINFO).getroot()


def png_size(path):
    with open(path, 'rb') as file:
        head = file.read(24)
    assert head[:8] == b'\x89PNG\r\n\x1a\n', f'{path} is no PNG'
    return struct.unpack('>II', head[16:24])


# ---- The desktop file and how the program is started ----

def desktop_file_is_valid(folder):
    said = run('desktop-file-validate', '--no-hints', os.path.join(BUILT, ID + '.desktop'))
    assert said == '', said


def desktop_file_says_what_it_opens(folder):
    desktop = desktop_file()
    assert desktop['MimeType'] == 'application/x-neurons;'
    assert desktop['Icon'] == ID
    assert desktop['Exec'].split()[1] in ('%F', '%U')
    assert len(desktop['Keywords'].strip(';').split(';')) >= 5


def bus_starts_what_the_desktop_file_names(folder):
    service = entries(os.path.join(BUILT, ID + '.service'), 'D-BUS Service')
    assert desktop_file()['DBusActivatable'] == 'true'
    assert service['Name'] == ID
    program, argument = shlex.split(service['Exec'])
    assert os.path.isabs(program) and os.path.basename(program) == desktop_file()['Exec'].split()[0]
    assert argument == '--gapplication-service'


# ---- The metainfo file ----

def appstreamcli_version():
    return tuple(map(int, re.search(r'(\d+)\.(\d+)', run('appstreamcli', '--version')).groups()))


def metainfo_is_valid(folder):
    text = read(METAINFO)
    if appstreamcli_version() < (1, 0):
        # These have another tag for who made it.
        text, changes = re.subn(r'<developer id="[^"]*">\s*<name[^>]*>(.*?)</name>\s*</developer>',
                                r'<developer_name>\1</developer_name>', text, flags=re.S)
        assert changes == 1
    path = os.path.join(folder, ID + '.metainfo.xml')
    write(text, path)
    run('appstreamcli', 'validate', '--strict', '--no-net', '--explain', path)


def metainfo_has_what_flathub_asks_for(folder):
    root = metainfo()
    summary = root.findtext('summary')
    assert root.findtext('id') == ID
    assert 10 <= len(summary) <= 35 and not summary.endswith('.'), summary
    assert root.find('developer').get('id') and root.findtext('developer/name')
    assert [item.text for item in root.findall('launchable')] == [ID + '.desktop']
    assert root.find('content_rating').get('type') == 'oars-1.1'
    in_english = [item for item in root.findall('description/ul/li') if LANGUAGE not in item.attrib]
    assert 1 <= len(in_english) <= 10
    assert {'homepage', 'bugtracker', 'vcs-browser'} <= {url.get('type') for url in root.findall('url')}


def brand_colors_differ_from_each_other_and_the_icon(folder):
    colors = {color.get('scheme_preference'): color.text for color in metainfo().findall('branding/color')}
    assert set(colors) == {'light', 'dark'} and len(set(colors.values())) == 2
    tile = re.search(r'stop-color="(#[0-9a-f]{6})"', read(SOURCE, 'icons', 'scalable.svg'))[1]
    for color in colors.values():
        assert contrast(color, tile) >= 2.5, (color, tile, contrast(color, tile))


def contrast(one, other):
    """As WCAG 2 has it, 1 to 21."""
    def luminance(color):
        parts = [int(color[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def newest_release_is_this_version(folder):
    releases = metainfo().findall('releases/release')
    dates = [release.get('date') for release in releases]
    assert releases[0].get('version') == VERSION, 'data/neurons.metainfo.xml.in has no release ' + VERSION
    assert dates == sorted(dates, reverse=True)
    assert dates[0] <= datetime.date.today().isoformat()
    assert all(release.findtext('description/p') for release in releases)


def debian_package_is_of_this_version(folder):
    first = read(SOURCE, '..', 'debian', 'changelog').splitlines()[0]
    assert first.startswith(f'neurons ({VERSION}) '), first


def screenshots_are_there(folder):
    screenshots = metainfo().findall('screenshots/screenshot')
    names = [os.path.basename(item.findtext('image')) for item in screenshots]
    assert 3 <= len(names) <= 6 and screenshots[0].get('type') == 'default'
    assert sorted(names) == sorted(os.listdir(os.path.join(SOURCE, 'screenshots')))
    for item, name in zip(screenshots, names):
        assert f'/v{VERSION}/data/screenshots/' in item.findtext('image')
        assert item.findtext('caption') and not item.findtext('caption').endswith('.')
        width, height = png_size(os.path.join(SOURCE, 'screenshots', name))
        assert 620 <= width <= 2000 and height <= 1400, (name, width, height)
        assert os.path.getsize(os.path.join(SOURCE, 'screenshots', name)) < 400_000, name


# ---- The file type ----

def files_are_recognized(folder):
    write(read(BUILT, ID + '.xml'), folder, 'mime', 'packages', ID + '.xml')
    run('update-mime-database', os.path.join(folder, 'mime'))
    write('{', folder, 'by-name.neurons')
    write('{\n  "format": "neurons-experiment",\n  "version": 2\n}\n', folder, 'by-content')
    write('{ "format": "something else" }\n', folder, 'other')
    environment = {**os.environ, 'XDG_DATA_HOME': os.path.join(folder, 'none'), 'XDG_DATA_DIRS': folder}
    for name, expected in (('by-name.neurons', True), ('by-content', True), ('other', False)):
        said = run('gio', 'info', '-a', 'standard::content-type,standard::icon',
                   os.path.join(folder, name), env=environment)
        assert ('application/x-neurons' in said) == expected, said
        assert (f'{ID}-experiment' in said) == expected, said


# ---- Pictures of files ----

def thumbnail(folder, experiment, size, status=0):
    """What a file manager does."""
    thumbnailer = entries(os.path.join(BUILT, ID + '.thumbnailer'), 'Thumbnailer Entry')
    assert thumbnailer['MimeType'] == desktop_file()['MimeType']
    output = os.path.join(folder, f'thumbnail-{size}.png')
    program, *words = shlex.split(thumbnailer['Exec'])
    assert program == thumbnailer['TryExec'] and os.path.basename(program) == os.path.basename(CLI)
    values = {'%i': experiment, '%o': output, '%s': str(size)}
    words = [re.sub('%[ios]', lambda code: values[code[0]], word) for word in words]
    run(CLI, *words, status=status)
    return output


def thumbnails_are_pictures_of_networks(folder):
    trained, untrained = (os.path.join(folder, name) for name in ('a file.neurons', 'new.neurons'))
    run(CLI, 'train', '--epochs', 2, '--log', 'none', '--save', trained)
    run(CLI, 'train', '--preset', 'xor', '--epochs', 0, '--log', 'none', '--save', untrained)
    for experiment in (trained, untrained):
        for size in (128, 256, 512):
            output = thumbnail(folder, experiment, size)
            assert png_size(output) == (size, size)
            assert os.path.getsize(output) > 2000, 'there is nothing in it'


def thumbnails_need_the_experiment_alone(folder):
    """File managers let the program see nothing else."""
    rows = os.path.join(folder, 'rows.csv')
    experiment = os.path.join(folder, 'csv.neurons')
    write('size,kind\n1,0\n2,1\n3,0\n4,1\n', rows)
    run(CLI, 'train', '--data', rows, '--network', '1-2-2', '--epochs', 1, '--log', 'none',
        '--save', experiment)
    os.remove(rows)
    assert png_size(thumbnail(folder, experiment, 256)) == (256, 256)


def broken_files_have_no_thumbnail(folder):
    broken = os.path.join(folder, 'broken.neurons')
    write('{ "format": "neurons-experiment"', broken)
    assert not os.path.exists(thumbnail(folder, broken, 128, status=1))


if __name__ == '__main__':
    sys.exit(tap.main('desktop/files', [
        desktop_file_is_valid,
        desktop_file_says_what_it_opens,
        bus_starts_what_the_desktop_file_names,
        metainfo_is_valid,
        metainfo_has_what_flathub_asks_for,
        brand_colors_differ_from_each_other_and_the_icon,
        newest_release_is_this_version,
        debian_package_is_of_this_version,
        screenshots_are_there,
        files_are_recognized,
        thumbnails_are_pictures_of_networks,
        thumbnails_need_the_experiment_alone,
        broken_files_have_no_thumbnail,
    ]))
