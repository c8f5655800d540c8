#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Follows docs/adding.md to the letter in a copy of the sources: makes its files, does its
# insertions, builds, and runs what the page says is then tested.

import pathlib
import re
import shutil
import sys
import tempfile
import textwrap

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / 'desktop'))
import tap  # noqa: E402

root = pathlib.Path(sys.argv[1])
page = (root / 'docs' / 'adding.md').read_text()

# A file to make, or a line of one to insert something after; then what.
STEP = re.compile(r'(?:Make `(?P<new>[^`]+)`|[Ii]n `(?P<old>[^`]+)`,? after `(?P<line>[^`\n]+)`)'
                  r':\n\n *```\w+\n(?P<text>.*?)\n *```\n', re.DOTALL)

TESTS = {
    'engine': ['gradients'],
    'training': ['replay', 'trace', 'allocation'],
    'document': ['loss-story', 'delta-story'],
}

# What the tests must have found by themselves.
WANTED = {
    'loss-story': ['/loss-story/loss/mean_cubed_error'],
    'delta-story': ['/delta-story/loss/mean_cubed_error', '/delta-story/activation/bent_identity'],
}

NETWORK = 'Dense(8, bent_identity), Rescaling(0.5, 1), Dense(1, sigmoid)'


def parts():
    """The parts of the page with steps in them, by their headings."""
    for part in re.split(r'^## ', page, flags=re.MULTILINE)[1:]:
        steps = list(STEP.finditer(part))
        if steps:
            yield part.split('\n', 1)[0], steps


def follow(step, copy):
    # In a list of steps a block is indented by three spaces.
    text = '\n'.join(line.removeprefix('   ') for line in step['text'].split('\n')) + '\n'
    if step['new']:
        path = copy / step['new']
        assert not path.exists(), f'{step["new"]} is there already'
        path.write_text(text)
        return
    path = copy / step['old']
    lines = path.read_text().split('\n')
    assert lines.count(step['line']) == 1, \
        f'{step["old"]} has {lines.count(step["line"])} times the line “{step["line"]}”'
    lines.insert(lines.index(step['line']) + 1, text.removesuffix('\n'))
    path.write_text('\n'.join(lines))


def copy_sources(copy):
    def ignore(folder, names):
        # Builds, and what is hidden.
        return [name for name in names
                if name.startswith('.') or (pathlib.Path(folder) == root and name.startswith(('build', 'obj-')))]

    shutil.copytree(root, copy, ignore=ignore, symlinks=True)


def build(copy):
    folder = copy / 'build'
    tap.run('meson', 'setup', folder, copy, '--buildtype=debug', '-Doptimization=0', '-Dwerror=true')
    targets = ['src/cli/neurons-cli']
    targets += [f'tests/{suite}/test-{name}' for suite, names in TESTS.items() for name in names]
    tap.run('ninja', '-C', folder, *targets)
    return folder


def every_step_is_understood(folder):
    """Each block of C or Meson on the page belongs to a step."""
    blocks = len(re.findall(r'^ *```(?:c|meson)$', page, re.MULTILINE))
    steps = sum(len(steps) for _, steps in parts())
    assert steps == blocks, f'{blocks} blocks, {steps} steps'
    assert {name for name, _ in parts()} == {
        'An activation', 'A loss', 'An optimizer', 'A layer', 'A lesson'}


def steps_lead_to_what_they_promise(folder):
    copy = pathlib.Path(folder) / 'neurons'
    copy_sources(copy)
    for _, steps in parts():
        for step in steps:
            follow(step, copy)
    built = build(copy)
    cli = built / 'src' / 'cli' / 'neurons-cli'

    for family, name in (('activations', 'bent_identity'), ('losses', 'mean_cubed_error'),
                         ('optimizers', 'Lion'), ('layers', 'Rescaling')):
        assert re.search(rf'^ *{name}\b', tap.run(cli, 'list', family), re.MULTILINE), name

    log = tap.run(cli, 'train', '--preset', 'circle-linear', '--layers', NETWORK, '--loss',
                  'mean_cubed_error', '--optimizer', 'Lion', '--epochs', '3', '--log', 'json')
    assert log.count('"loss"') == 3 and 'null' not in log, log

    for suite, names in TESTS.items():
        for name in names:
            output = tap.run(built / 'tests' / suite / f'test-{name}', '--tap', cwd=built,
                             env=dict(tap.os.environ, G_DEBUG='fatal-warnings',
                                      G_TEST_SRCDIR=str(copy / 'tests' / suite),
                                      G_TEST_BUILDDIR=str(built / 'tests' / suite)))
            assert 'not ok' not in output, textwrap.indent(output, '  ')
            for added in WANTED.get(name, ()):
                assert added in output, f'{name} does not know of {added}'


tempfile.tempdir = sys.argv[2]
sys.exit(tap.main('adding', [every_step_is_understood, steps_lead_to_what_they_promise]))
