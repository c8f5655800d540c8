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


def readme_names_every_kind(folder):
    """What can be chosen stands in the list of what there is."""
    listed = (root / 'README.md').read_text().split('## What there is')[1].split('\n## ')[0]
    words = set(re.findall(r'[\w-]+', listed))
    for kind in ('activation', 'layer', 'loss', 'optimizer', 'regularizer', 'schedule'):
        sources = [path.read_text() for path in (root / 'src' / 'engine').glob(f'nrn-{kind}-*.c')]
        names = {name for text in sources for name in re.findall(r'\.kind = \{\s*\.name = "(\w+)"', text)}
        assert len(names) >= 3, kind
        assert names <= words, names - words
    source = (root / 'src' / 'document' / 'nrn-preset.c').read_text()
    presets = set(re.findall(r'^    \.name = "([\w-]+)"', source, re.MULTILINE))
    assert len(presets) >= 12
    assert presets <= words, presets - words


def every_folder_is_on_the_map(folder):
    first_cells = re.findall(r'^\| ([^|]*) \|', (root / 'docs' / 'architecture.md').read_text(), re.MULTILINE)
    mapped = {name for cell in first_cells for name in re.findall(r'`([\w/]+)`', cell)}
    there = {f'src/{path.name}' for path in (root / 'src').iterdir() if path.is_dir()}
    there |= set(re.findall(r"subdir\('(\w+)'\)", (root / 'meson.build').read_text())) - {'src'}
    assert there and there <= mapped, there - mapped
    for name in mapped:
        assert (root / name).is_dir(), name


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


sys.exit(tap.main('docs', [links_lead_somewhere, paths_exist, headings_are_reached, readme_names_every_kind,
                           every_folder_is_on_the_map, arrows_are_those_of_the_build]))
