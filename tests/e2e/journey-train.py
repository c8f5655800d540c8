#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# What a student does on the first day: open it, press Space, watch it learn,
# look back, save, take a picture along. The numbers are those of the command
# line.

import csv
import io
import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree

from driver import Journey, press, settled, wait_for

SEED = 64  # of the drug trial that the program opens with


class Train(Journey):
    def press_and_see_progress(self, key):
        before = self.progress.name  # such as “epoch 1/20 · batch 0/210 · …”
        press(key)
        wait_for('progress', lambda: self.progress.name != before)

    def leg_opens(self):
        self.start()
        wait_for('the active window', lambda: 'active' in self.program.frame.states)
        self.program.transport.find('push button', 'Train')
        self.speed = self.program.transport.find('slider', 'Speed')
        self.progress = self.program.transport.find('label', 'epoch .*')
        self.shoot('1-opened')

    def leg_space_trains_and_pauses(self):
        pace = self.speed.value
        self.speed.value = 0.5  # some dozens of batches a second: a busy machine has to keep up
        self.press_and_see_progress('space')
        self.program.transport.find('push button', 'Pause')
        self.shoot('2-training')
        press('space')
        self.program.transport.find('push button', 'Train')
        self.speed.value = pace

    def leg_steps(self):
        self.press_and_see_progress('period')

    def leg_tells_its_progress_seldom(self):
        """What is shown changes ten times a second: nobody could listen to that."""
        self.speed.value = 0.5
        names = self.program.heard.names
        settled(lambda: (self.progress.name, len(names)), times=3)
        begun, n_before = time.monotonic(), len(names)
        self.press_and_see_progress('space')
        wait_for('progress twice more', lambda: len(self.told(names[n_before:])) >= 3)
        seconds = time.monotonic() - begun
        assert len(self.told(names[n_before:])) <= seconds / 2 + 2, f'in {seconds} s: {names[n_before:]}'
        press('space')
        self.program.transport.find('push button', 'Train')

    def told(self, names):
        return [name for name in names if name.startswith('epoch ')]

    def leg_says_how_epochs_end(self):
        press('space')
        wait_for('the result of an epoch', self.spoken_epochs)

    def leg_trains_flat_out(self):
        begun, n_spoken = time.monotonic(), len(self.spoken_epochs())
        self.speed.value = 1
        self.final = wait_for('the last sentence', self.spoken_ends)[0]
        self.program.transport.find('push button', 'Train')
        # Nobody can listen to all the epochs that are over in one second.
        seconds = time.monotonic() - begun
        assert len(self.spoken_epochs()) - n_spoken <= seconds / 2 + 2, (seconds, self.program.heard.sentences)
        self.shoot('3-trained')

    def spoken_epochs(self):
        return [text for text in self.program.heard.sentences if text.startswith('Epoch ')]

    def spoken_ends(self):
        return [text for text in self.program.heard.sentences
                if ' % right.' in text and not text.startswith('Epoch ')]

    def leg_says_what_the_command_line_prints(self):
        expected = self.train_on_command_line('--preset', 'drug-trial', '--seed', str(SEED))
        accuracy = f'{100 * expected["accuracy"]:.1f} %'
        line = f'Epoch 20/20 - loss: {expected["loss"]:.4f} - acc: {expected["accuracy"]:.4f}'
        assert expected['epoch'] == 20
        wait_for(f'“{line}” in the log', lambda: line in self.log())
        assert accuracy in self.program.find('image', 'Plot of the accuracy').description
        assert f'{expected["loss"]:.4f}' in self.program.find('image', 'Plot of the loss').description

    def leg_says_how_many_are_right(self):
        """Measured now, as the command line predicts: what Keras prints is an average over the epoch."""
        n_right, n_rows = self.count_right(epochs=20)
        assert f'{100 * n_right / n_rows:.1f} % right' in self.final, f'{self.final}, but the command line: {n_right}'

    def count_right(self, epochs):
        """How many of how many rows the command line predicts as they are, trained so long."""
        model, rows = self.save_on_command_line(epochs), os.path.join(self.folder, 'rows.csv')
        data = self.run_on_command_line('data', 'drug-trial', '--seed', str(SEED))
        with open(rows, 'w', encoding='utf-8') as file:
            file.write(data)
        labels = [row['side effects'] for row in csv.DictReader(io.StringIO(data))]
        outputs = self.run_on_command_line('predict', '--model', model, '--data', rows)
        guesses = [max(row, key=lambda name: float(row[name])) for row in csv.DictReader(io.StringIO(outputs))]
        return sum(guess == label for guess, label in zip(guesses, labels, strict=True)), len(labels)

    def save_on_command_line(self, epochs=20):
        path = os.path.join(self.folder, 'expected.neurons')
        self.run_on_command_line('train', '--preset', 'drug-trial', '--seed', str(SEED), '--epochs', str(epochs),
                                 '--log', 'none', '--save', path)
        return path

    def run_on_command_line(self, *words):
        return subprocess.run([self.neurons_cli, *words], check=True, capture_output=True, text=True).stdout

    def log(self):
        return [line.name for line in self.program.find('list', 'Log of all epochs').find_all('list item')]

    def leg_scrubs_back(self):
        """Along the timeline with the mouse, then by epochs and updates with the keys."""
        matrix = self.program.find('image', 'Confusion matrix')
        now = matrix.description
        self.program.click(self.program.transport.find('push button', 'Epoch'))
        self.program.click(self.program.transport.find('slider', 'The training, to look back'), across=0.3)
        self.program.find('label', 'As it was (after|in) epoch .*')
        wait_for('another matrix', lambda: matrix.description != now)
        self.shoot('4-scrubbed')
        press('Home')
        self.program.find('label', 'As it was at the start')
        press('Right')
        self.program.find('label', 'As it was in epoch 1 of 20, after batch 1 of 210')
        press('Next', 'Next')
        self.program.find('label', 'As it was after epoch 2 of 20')
        self.wait_for_matrix(matrix, self.count_right(epochs=2))
        press('End')
        wait_for('now', lambda: matrix.description == now)

    def wait_for_matrix(self, matrix, right):
        wait_for('the matrix of the command line', lambda: matrix.description.startswith('%d of %d samples right' % right))

    def leg_saves_what_the_command_line_saves(self):
        """Watched, paused, stepped, flat out and looked back at: the same bits."""
        saved, expected = os.path.join(self.folder, 'saved.neurons'), self.save_on_command_line()
        press('ctrl+shift+s')
        self.program.give_path('Save the Experiment', saved)
        self.shoot('5-saving')
        press('Return')
        wait_for('the file', lambda: os.path.exists(saved))
        self.program.find_window_again('Neurons', closed='Save the Experiment')
        with open(saved, encoding='utf-8') as one, open(expected, encoding='utf-8') as other:
            ours, theirs = json.load(one), json.load(other)
        for part in ('scaler', 'weights', 'history'):
            assert ours['trained'][part] == theirs['trained'][part], f'other {part} than neurons-cli trains'

    def leg_exports_a_picture(self):
        """From the menu, with its keys: the network as SVG."""
        path = os.path.join(self.folder, 'picture.svg')
        press('F10')
        wait_for('the menu', lambda: self.program.heard.focused.role.endswith('menu item'))
        press('e')
        wait_for('the menu of exports', lambda: self.program.frame.find_all(name='_?Network…', state='visible'))
        press('n')
        self.program.give_path('Export a Picture of the Network', path)
        self.shoot('6-exporting')
        press('Return')
        self.program.find_window_again('Neurons', closed='Export a Picture of the Network')
        picture = wait_for('all of it', lambda: self.read_picture(path))
        assert picture.tag.endswith('}svg'), picture.tag
        assert len(picture.findall('.//{*}path')) > 6 + 32 + 2, 'too few lines for the units'

    def read_picture(self, path):
        """The picture, or nothing while it is not there or not whole."""
        try:
            return xml.etree.ElementTree.parse(path).getroot()
        except (FileNotFoundError, xml.etree.ElementTree.ParseError):
            return None

    def leg_closes_the_window(self):
        """With the keyboard, which it has back from the menu that led to a dialog."""
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Train().run())
