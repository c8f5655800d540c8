#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""What bash, zsh and fish complete of neurons-cli.

Usage: test-completion.py NEURONS-CLI TRANSLATIONS BASH ZSH FISH
"""

import os
import re
import shutil
import sys
import tempfile

import tap
from tap import run, write

CLI, TRANSLATIONS, BASH, ZSH, FISH = map(os.path.abspath, sys.argv[1:])
HERE = os.path.dirname(os.path.abspath(__file__))
LOCALE = 'en_US'


def install(root):
    """The program with its translations, which it finds only where they are installed."""
    os.makedirs(os.path.join(root, 'bin'))
    os.makedirs(os.path.join(root, 'share'))
    os.symlink(TRANSLATIONS, os.path.join(root, 'share', 'locale'))
    # Newer C libraries ask no catalog in C.UTF-8 either.
    os.makedirs(os.path.join(root, 'locales'))
    run('localedef', '--no-archive', '-f', 'UTF-8', '-i', LOCALE, os.path.join(root, 'locales', f'{LOCALE}.UTF-8'))
    return shutil.copy2(CLI, os.path.join(root, 'bin'))


def environment(folder):
    """In another language: the completion asks in English all the same."""
    place = os.path.dirname(INSTALLED)
    return {**os.environ, 'PATH': place + ':' + os.environ['PATH'], 'HOME': folder,
            'XDG_CONFIG_HOME': folder, 'XDG_DATA_HOME': folder, 'LANGUAGE': 'de',
            'LC_ALL': f'{LOCALE}.UTF-8', 'LOCPATH': os.path.join(place, '..', 'locales')}


def bash(folder, *words):
    options = {'cwd': folder, 'env': environment(folder)}
    return run('bash', '--norc', os.path.join(HERE, 'complete.bash'), BASH, 'neurons-cli', *words,
               **options).splitlines()


def zsh(folder, *words):
    return run('zsh', '-f', os.path.join(HERE, 'complete.zsh'), ZSH, 'neurons-cli', *words,
               cwd=folder, env=environment(folder)).splitlines()


def fish(folder, *words):
    line = ' '.join(('neurons-cli', *words))
    said = run('fish', '--no-config', '-c', f'source "{FISH}"; complete -C "{line}"',
               cwd=folder, env=environment(folder))
    return [item.split('\t')[0] for item in said.splitlines()]


def help_of(*words):
    return run(CLI, *words, '--help')


def commands():
    return re.findall(r'^  ([a-z]+)  ', help_of(), re.M)


def options(command):
    """With “=” where a value follows."""
    return re.findall(r'^  (?:-., )?(--[a-z-]+=?)', help_of(command), re.M)


def presets():
    return re.search(r'^Presets: (.*)\.$', help_of('train'), re.M)[1].split(', ')


def losses():
    return re.findall(r'^([A-Za-z]\S*) ', run(CLI, 'list', 'losses'), re.M)


# ---- bash ----

def program_speaks_the_other_language(folder):
    """Else the tests below could not fail."""
    assert 'Aufruf:' in run('neurons-cli', '--help', env=environment(folder))


def bash_completes_commands(folder):
    assert set(commands()) < set(bash(folder, ''))
    assert bash(folder, 'tr') == ['train']


def bash_completes_every_option(folder):
    for command in commands():
        assert sorted(bash(folder, command, '--')) == sorted(options(command)), command
    assert bash(folder, 'train', '--val') == ['--validation-split=', '--validation-shuffled']


def bash_completes_values(folder):
    assert bash(folder, 'render', '--what=') == ['network', 'loss', 'accuracy', 'response']
    assert bash(folder, 'render', '--what', 'n') == ['network']
    assert bash(folder, 'code', '--preset=') == presets()
    assert bash(folder, 'train', '--loss=') == losses()
    assert bash(folder, 'train', '--optimizer', 'Adam') == ['Adam', 'AdamW', 'Adamax']
    assert bash(folder, 'train', '--epochs', '') == ['']


def bash_completes_arguments(folder):
    assert bash(folder, 'list', 'l') == ['layers', 'losses']
    assert bash(folder, 'data', 'drug') == ['drug-trial', 'drug-trial-u']
    assert bash(folder, 'curve', 'sig') == ['sigmoid']


def bash_completes_files(folder):
    for name in ('a.neurons', 'b b.neurons', 'rows.csv', 'model.json', 'x.txt', 'in/y'):
        write('', folder, name)
    assert bash(folder, 'train', '') == ['a.neurons', 'b b.neurons', 'in']
    assert bash(folder, 'render', '') == ['a.neurons', 'b b.neurons', 'in', 'model.json']
    assert bash(folder, 'train', '--data=') == ['in', 'rows.csv']
    assert bash(folder, 'render', '-o', 'x') == ['x.txt']


# ---- zsh ----

def zsh_completes_commands(folder):
    assert [item.split(':')[0] for item in zsh(folder, '')] == commands()


def zsh_completes_every_option(folder):
    for command in commands():
        specs = [re.match(r'\*?(--[a-z-]+=?)\[', spec) for spec in zsh(folder, command, '')]
        assert sorted(spec[1] for spec in specs if spec) == sorted(options(command)), command


def zsh_completes_values(folder):
    specs = '\n'.join(zsh(folder, 'train', ''))
    assert f'--preset=[Which experiment to begin with (drug-trial)]:NAME:({" ".join(presets())}' in specs, specs
    assert ':keras|json|none:(keras json none)' in specs
    assert f':NAME:({" ".join(losses())}' in specs
    assert '1:experiment:_files -g "*.neurons"' in specs
    assert '1:what:(activations initializers layers' in '\n'.join(zsh(folder, 'list', ''))


# ---- fish ----

def fish_completes_commands(folder):
    assert sorted(fish(folder, '')) == sorted(commands())
    assert fish(folder, 'tr') == ['train']


def fish_completes_every_option(folder):
    for command in commands():
        assert set(options(command)) == set(fish(folder, command, '--')), command


def fish_completes_values(folder):
    assert sorted(fish(folder, 'train', '--preset=')) == sorted('--preset=' + name for name in presets())
    assert sorted(fish(folder, 'render', '--what=')) == ['--what=accuracy', '--what=loss', '--what=network',
                                                         '--what=response']
    assert sorted(fish(folder, 'train', '--loss=')) == sorted('--loss=' + name for name in losses())


def fish_completes_arguments(folder):
    assert sorted(fish(folder, 'list', 'l')) == ['layers', 'losses']
    write('', folder, 'a.neurons')
    assert fish(folder, 'train', 'a') == ['a.neurons']


if __name__ == '__main__':
    with tempfile.TemporaryDirectory() as root:
        INSTALLED = install(root)
        STATUS = tap.main('desktop/completion', [
            program_speaks_the_other_language,
            bash_completes_commands,
            bash_completes_every_option,
            bash_completes_values,
            bash_completes_arguments,
            bash_completes_files,
            zsh_completes_commands,
            zsh_completes_every_option,
            zsh_completes_values,
            fish_completes_commands,
            fish_completes_every_option,
            fish_completes_values,
            fish_completes_arguments,
        ])
    sys.exit(STATUS)
