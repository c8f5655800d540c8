#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# In other languages: what is read is translated, numbers have the decimal sign
# of the country, and a file says the same everywhere.

import gettext
import json
import os
import re
import shutil
import subprocess
import sys

from driver import LOW, Journey, press, wait_for


class Language(Journey):
    @property
    def prefix(self):
        return os.path.join(os.environ['XDG_DATA_HOME'], 'prefix')

    @property
    def path(self):
        return os.path.join(os.environ['XDG_DATA_HOME'], 'mine.neurons')

    def make_locale(self, name):
        """None need be installed."""
        folder = os.path.join(self.prefix, 'locales')
        os.makedirs(folder, exist_ok=True)
        subprocess.run(['localedef', '--no-archive', '-f', 'UTF-8', '-i', name, os.path.join(folder, f'{name}.UTF-8')],
                       check=True)
        return folder

    def start_in(self, locale, language, *arguments):
        """With the catalogs beside the program, as when both are installed."""
        self.translate = gettext.translation('neurons', os.environ['E2E_CATALOGS'], [language]).gettext
        self.start(*arguments, LC_ALL=f'{locale}.UTF-8', LANGUAGE=language, LOCPATH=self.make_locale(locale))
        self.find('push button', 'Train')

    def find(self, role, words):
        translated = self.translate(words)
        assert translated != words, f'“{words}” is not translated'
        return self.program.find(role, re.escape(translated))

    def leg_installs_the_catalogs(self):
        program = os.path.join(self.prefix, os.environ['E2E_BIN'], 'neurons')
        catalogs = os.path.join(self.prefix, os.environ['E2E_LOCALE'])
        os.makedirs(os.path.dirname(program))
        os.makedirs(os.path.dirname(catalogs))
        shutil.copy(self.neurons, program)
        os.symlink(os.environ['E2E_CATALOGS'], catalogs)
        self.neurons = program

    def leg_speaks_german(self):
        self.start_in('de_DE', 'de')
        for role, words in (('panel', 'Setup'), ('panel', 'Results'), ('push button', 'One step'),
                            ('image', 'Confusion matrix')):
            self.find(role, words)
        wait_for('the optimizer', lambda: self.find('combo box', 'Optimizer').description == 'Adam')
        self.shoot('1-german')

    def leg_takes_both_decimal_signs(self):
        entry = self.find('text', 'Learning rate')
        self.program.scroll_to(entry, self.find('panel', 'Setup'))
        for typed in '0.05', '0,02':
            self.program.enter(entry, typed)
            wait_for('a learning rate', lambda: entry.text == typed.replace('.', ','))

    def leg_tries_a_value_with_a_comma(self):
        card = self.find('panel', 'Try values')
        self.program.click(card.find('push button', re.escape(self.translate('Try values'))), across=0.3, down=LOW)
        entry = card.find('text', 'age')
        for typed, scaled in ('64,5', '0,592'), ('41.25', '0,324'):
            self.program.enter(entry, typed)
            card.find('label', f'.*{typed.replace(".", ",")} − 13.* = {scaled}.*')
        self.shoot('2-tried')

    def leg_says_numbers_with_a_comma(self):
        self.find('slider', 'Speed').value = 1
        press('Escape')
        self.program.click(self.find('push button', 'Train'))
        wait_for('how many are right', lambda: any(re.search(r'\d,\d\s%', text)
                                                   for text in self.program.heard.sentences))
        self.find('push button', 'Train')
        self.shoot('3-trained')

    def leg_saves_points(self):
        press('ctrl+s')
        title = self.translate('Save the Experiment')
        self.program.give_path(title, self.path)
        press('Return')
        wait_for('the file', lambda: os.path.exists(self.path))
        self.program.find_window_again('mine – Neurons', closed=title)
        with open(self.path, encoding='utf-8') as file:
            assert json.load(file)['compile']['optimizer']['config']['learning_rate'] == 0.02
        self.program.quit()

    def leg_speaks_japanese(self):
        self.start_in('ja_JP', 'ja', self.path)
        wait_for('the learning rate', lambda: self.find('text', 'Learning rate').text == '0.02')
        self.shoot('4-japanese')
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Language().run())
