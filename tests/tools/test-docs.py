#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# What the pages for contributors name is there.

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'desktop'))
import tap  # noqa: E402

root = pathlib.Path(sys.argv[1])
pages = [root / 'README.md', root / 'CONTRIBUTING.md', root / 'CHANGELOG.md', *(root / 'docs').glob('*.md')]

# Paths that steps make, or that a build makes.
made = re.compile(r'build|po/XX|.*(bent-identity|mean-cubed-error|lion|rescaling)')


def links_lead_somewhere(folder):
    for page in pages:
        for target in re.findall(r'\]\(([^)#]+)(?:#[^)]*)?\)', page.read_text()):
            if '://' not in target:
                assert (page.parent / target).exists(), f'{page.name}: {target}'


def paths_exist(folder):
    found = 0
    for page in pages:
        for path in re.findall(r'`((?:src|tests|tools|docs|po|ui|data|flatpak|debian)(?:/[\w.*-]+)+)`', page.read_text()):
            found += 1
            assert made.match(path) or list(root.glob(path)), f'{page.name}: {path}'
    assert found > 20


def headings_are_reached(folder):
    text = (root / 'docs' / 'adding.md').read_text()
    headings = {heading.lower().replace(' ', '-') for heading in re.findall(r'^## (.+)$', text, re.MULTILINE)}
    assert headings == set(re.findall(r'\]\(#([^)]+)\)', text))


def every_folder_is_on_the_map(folder):
    text = (root / 'docs' / 'architecture.md').read_text()
    for path in (root / 'src').iterdir():
        if path.is_dir():
            assert f'| `src/{path.name}` |' in text, path.name


def arrows_are_those_of_the_build(folder):
    """What the map says that a folder may use is what its library gets."""
    rows = re.findall(r'^\| `src/(\w+)` \|[^|]*\|([^|]*)\|', (root / 'docs' / 'architecture.md').read_text(),
                      re.MULTILINE)
    folders = {name for name, _ in rows}
    for name, uses in rows:
        build = (root / 'src' / name / 'meson.build').read_text()
        listed = {word for word in re.findall(r'\w+', uses) if word in folders}
        direct = {word for word in re.findall(r'\b(\w+)_dep\b', build) if word in folders and word != name}
        assert listed <= direct, f'{name}: the map has {listed}, the build {direct}'
        assert direct <= listed | reach(listed, dict(rows), folders), f'{name}: the build has {direct}'


def reach(names, rows, folders):
    found = set(names)
    for name in names:
        found |= reach({word for word in re.findall(r'\w+', rows[name]) if word in folders}, rows, folders)
    return found


sys.exit(tap.main('docs', [links_lead_somewhere, paths_exist, headings_are_reached, every_folder_is_on_the_map,
                           arrows_are_those_of_the_build]))
