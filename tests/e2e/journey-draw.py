#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Draws 2-3-2 with the mouse, trains it and saves it; opened by a new process,
# and by neurons-cli, it predicts the same.

import csv
import io
import os
import subprocess
import sys

from driver import WHEEL_DOWN, Journey, press, wait_for

ENTRY = 'Units and activations'
N_ROWS = 12     # of the table that are compared


class Draw(Journey):
    @property
    def path(self):
        return os.path.join(os.environ['XDG_DATA_HOME'], 'mine.neurons')

    def open(self, *arguments):
        """Remembers where to look: walking through the whole window takes long."""
        self.start(*arguments)
        self.setup = self.program.find('panel', 'Setup')
        self.results = self.program.find('panel', 'Results')
        self.entry = self.setup.find('text', ENTRY)

    def wait_for_network(self, units, sentence):
        wait_for(f'the network {units}', lambda: self.entry.text == units)
        self.setup.find('label', sentence)

    def show_table(self):
        self.program.click(self.results.find('push button', 'Table'))
        self.table = self.results.find('tree table')

    def read_table(self):
        """What its first rows say: the wrong predictions, and then others."""
        self.titles = [node.name for node in self.table.find('table row', 'Columns').children]
        rows = self.table.find('list', 'Rows')
        self.program.scroll_to(rows, self.results)
        return self.program.read_along(rows, self.read_row, N_ROWS, WHEEL_DOWN)

    def read_row(self, row):
        """Or nothing, while it is not filled."""
        cells = [cell.name for cell in row.children]
        return dict(zip(self.titles, cells)) if len(cells) == len(self.titles) and all(cells) else None

    def leg_begins_without_a_hidden_layer(self):
        self.open()
        self.program.click(self.setup.find('combo box', 'Experiment'))
        wait_for('the list', lambda: self.program.frame.find_all('list item', state='focused'))
        press('Down', 'Down', 'Down', 'Return')
        self.wait_for_network('2-3-2', '2 features, one hidden layer of 3, 2 classes: 12 weights '
                              r'\+ 5 biases = 17 parameters\.')
        self.program.enter(self.entry, '2-2')
        self.setup.find('label', '2 features, no hidden layer, .*')
        self.wait_for_network('2-2', '2 features, no hidden layer, 2 classes: 4 weights '
                              r'\+ 2 biases = 6 parameters\.')
        self.shoot('1-begun')

    def leg_draws_a_layer(self):
        self.program.click(self.program.find('push button', 'Add a layer between Input and Output'))
        wait_for('the gallery', lambda: self.program.heard.focused.name == 'Dense')
        self.shoot('2-gallery')
        press('Return')
        self.wait_for_network('2-2-2', '2 features, one hidden layer of 2, .*')

    def leg_draws_a_unit(self):
        self.program.click(self.program.find('push button', 'Add a unit to Hidden 1'))
        self.wait_for_network('2-3-2', '2 features, one hidden layer of 3, 2 classes: 12 weights '
                              r'\+ 5 biases = 17 parameters\.')
        self.shoot('3-drawn')

    def leg_trains(self):
        self.program.transport.find('slider', 'Speed').value = 1
        self.program.click(self.program.transport.find('push button', 'Train'))
        wait_for('the result', lambda: [text for text in self.program.heard.sentences
                                        if '% right.' in text and not text.startswith('Epoch ')])
        self.program.transport.find('push button', 'Train')

    def leg_saves(self):
        self.show_table()
        type(self).predicted = self.read_table()
        self.shoot('4-trained')
        press('ctrl+s')
        self.program.give_path('Save the Experiment', self.path)
        self.shoot('5-saving')
        press('Return')
        wait_for('the file', lambda: os.path.exists(self.path))
        self.program.find_window_again('mine – Neurons', closed='Save the Experiment')
        self.program.quit()

    def leg_predicts_the_same_in_a_new_process(self):
        self.open(self.path)
        self.wait_for_network('2-3-2', '.*= 17 parameters.')
        self.show_table()
        assert self.read_table() == self.predicted
        self.shoot('6-opened')
        self.program.quit()

    def leg_predicts_the_same_on_the_command_line(self):
        data = os.path.join(self.folder, 'rows.csv')
        with open(data, 'w', encoding='utf-8') as file:
            file.write('height,weight\n')
            file.writelines(f'{row["height"]},{row["weight"]}\n' for row in self.predicted)
        done = subprocess.run([self.neurons_cli, 'predict', '--model', self.path, '--data', data],
                              check=True, capture_output=True, text=True)
        rows = list(csv.DictReader(io.StringIO(done.stdout)))
        assert len(rows) == len(self.predicted) == N_ROWS
        for row, shown in zip(rows, self.predicted):
            name = max(row, key=lambda column: float(row[column]))
            assert name == shown['Predicted'], (row, shown)
            assert f'{100 * float(row[name]):.1f} %' == shown['Probability'], (row, shown)


if __name__ == '__main__':
    sys.exit(Draw().run())
