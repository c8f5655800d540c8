#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Reads the results of a training as a person does, with eyes or without: the
# log in Keras' words, whose lines lead back; the predictions as a matrix and
# as a table; the plots with every way to draw them.

import json
import re
import subprocess
import sys

from driver import LOW, WHEEL_DOWN, WHEEL_UP, Journey, grab_screen, press, settled, wait_for

# A type's name is what GTK 4.8 calls a part that nobody named.
TYPE_NAME = re.compile(r'(Gtk|Adw|Nrn)[A-Z]\w+')


class Results(Journey):
    def remember(self):
        """What stays: with hundreds of rows in a table, every search takes long."""
        self.pane = self.program.find('panel', 'Results')
        self.log = self.pane.find('panel', 'Log').find('list')
        self.matrix = self.pane.find('image', 'Confusion matrix')
        self.loss = self.pane.find('image', 'Plot of the loss')
        self.plot_menu = self.pane.find('push button', 'How the Plots Are Drawn').child(0)
        self.show_table = self.pane.find('push button', 'Table')
        self.data = self.program.find('image', 'Data and prediction')

    def read_log(self):
        """All lines, from the last one up."""
        self.program.scroll_to(self.log, self.pane)
        return self.program.read_along(self.log, lambda line: line.name, 20, WHEEL_UP)

    def read_table(self, count):
        """The first rows: what each is called, and its cells. Then back to the top."""
        self.program.scroll_to(self.rows, self.pane)
        found = self.program.read_along(self.rows, self.read_row, count, WHEEL_DOWN)
        self.program.turn_wheel(self.rows, WHEEL_UP, until=lambda: self.is_on_top(found[0]))
        self.program.scroll_to(self.rows, self.pane)
        return found

    def read_row(self, row):
        """Or nothing, while it is not filled."""
        return (row.name, self.cells(row)) if row.name and self.cells(row) else None

    def is_on_top(self, words):
        first = self.rows.child(0)
        return self.read_row(first) == words and self.program.is_in_sight(first, self.rows)

    def cells(self, row):
        return [node.name for node in row.children]

    def first_cells(self):
        return self.cells(self.rows.child(0))

    def plot_area(self):
        """What is seen of the plot of the loss, but for a ring around it."""
        left, top = self.program.place_now(self.loss, 0.02, 0.05)
        right, bottom = self.program.place_now(self.loss, 0.98, 0.95)
        width, height, stride, screen = grab_screen()
        assert 0 <= left < right <= width and 0 <= top < bottom <= height, 'the plot is out of sight'
        return b''.join(screen[y * stride + 4 * left:y * stride + 4 * right] for y in range(top, bottom))

    # ---- The log ----

    def leg_trains(self):
        self.start()
        self.remember()
        self.program.transport.find('slider', 'Speed').value = 1
        self.program.click(self.program.transport.find('push button', 'Train'))
        self.log.find('list item', 'Epoch 20/20 - .*')
        wait_for('the end', lambda: self.program.transport.find_all('push button', 'Train'))
        self.shoot('1-trained')

    def leg_the_log_is_that_of_the_command_line(self):
        """The same numbers as neurons-cli, epoch by epoch, in Keras' words."""
        done = subprocess.run([self.neurons_cli, 'train', '--log', 'json'], check=True,
                              capture_output=True, text=True)
        epochs = [json.loads(line) for line in done.stdout.splitlines()]
        assert self.read_log() == [f'Epoch {number}/20 - loss: {epoch["loss"]:.4f} - acc: {epoch["accuracy"]:.4f}'
                                   for number, epoch in enumerate(epochs, 1)]

    def leg_a_click_on_a_line_leads_back(self):
        self.trained = self.matrix.description  # which newer GTK does not tell while the table is shown
        self.program.turn_wheel(self.log, WHEEL_DOWN, until=lambda: self.find_line(15))
        line = self.find_line(15)
        self.program.click(line, across=0.3, down=LOW)
        self.program.find('label', 'As it was after epoch 15 of 20')
        wait_for('another matrix', lambda: self.matrix.description != self.trained)
        wait_for('the line to be selected', lambda: 'selected' in line.states)
        self.shoot('2-epoch-15')

    def find_line(self, number):
        """Of the log, if all of it is in sight."""
        return next((line for line in self.log.search('list item', f'Epoch {number}/20 - .*')
                     if self.program.is_in_sight(line, self.log)), None)

    def leg_keys_lead_back_and_forth(self):
        press('Up', 'Return')
        self.program.find('label', 'As it was after epoch 14 of 20')
        press('Escape')
        wait_for('now', lambda: self.matrix.description == self.trained)

    # ---- The matrix and the table ----

    def leg_the_matrix_tells_its_exceptions(self):
        words = self.trained
        wrong = [int(number) for number in re.findall(r'(\d+) samples? that', words)]
        exceptions = [int(number) for number in re.findall(r'(\d+) of them', words)]
        right, everybody = map(int, re.match(r'(\d+) of (\d+) samples right', words).groups())
        assert everybody == 2100 and right + sum(wrong) == everybody, words
        assert len(exceptions) == 2 and sum(exceptions) <= 100, words
        assert all(few <= many for few, many in zip(exceptions, wrong)), words

    def leg_the_table_has_the_wrong_ones_first(self):
        self.program.click(self.show_table)
        self.table = self.pane.find('tree table')
        self.rows = self.table.find('list', 'Rows')
        self.first_rows = self.read_table(40)
        assert all('wrong' in name for name, cells in self.first_rows[:20]), self.first_rows
        shares = [float(cells[4].rstrip(' %')) for name, cells in self.first_rows[:20]]
        assert shares == sorted(shares, reverse=True), shares
        self.shoot('3-table')

    def leg_every_cell_can_be_read(self):
        """The title of its column, and what is in it; no part is named by its type."""
        self.titles = self.table.find('table row', 'Columns').children
        titles = [node.name for node in self.titles]
        assert titles == ['Result', 'age', 'Really', 'Predicted', 'Probability', 'Row'], titles
        for name, cells in self.first_rows[:20]:
            assert len(cells) == len(titles), cells
            result, age, really, predicted, probability, number = cells
            assert name == f'Row {number}, {result}', (name, cells)
            assert re.fullmatch(r'(wrong|right)(, exception)?', result), cells
            assert 13 <= int(age) <= 100, cells
            assert {really, predicted} <= {'side effects', 'no side effects'}, cells
            assert (really == predicted) == result.startswith('right'), cells
            assert re.fullmatch(r'\d+\.\d %', probability), cells
        parts = [self.rows, *self.titles, *(node for i in range(5) for node in self.rows.child(i).walk())]
        nameless = [node for node in parts if node.role in ('list', 'table row', 'table cell', 'image', 'label') and
                    (not node.name or TYPE_NAME.fullmatch(node.name))]
        assert not nameless, nameless

    def leg_the_table_agrees_with_the_matrix(self):
        """Both count the same predictions: no more are wrong among the first rows than in the matrix."""
        words = self.trained
        taken = {(really, predicted): int(number) for number, really, predicted in
                 re.findall(r'(\d+) samples? that (?:is|are) really “([^”]*)” (?:is|are) taken for “([^”]*)”', words)}
        seen = {}
        for _, cells in self.first_rows:
            if cells[0].startswith('wrong'):
                seen[cells[2], cells[3]] = seen.get((cells[2], cells[3]), 0) + 1
        assert seen and all(seen[pair] <= taken[pair] for pair in seen), (seen, taken)

    def leg_a_row_is_watched(self):
        row, below = self.rows.child(3), self.rows.child(4)
        self.program.click(row, across=0.2, down=LOW)
        age = self.cells(row)[1]
        wait_for('its age', lambda: f'watched: age {age}: ' in self.data.description)
        wait_for('the row to be selected', lambda: 'selected' in row.states)
        press('Down')
        wait_for('the row below', lambda: f'watched: age {self.cells(below)[1]}: ' in self.data.description)
        self.shoot('4-watched')

    def words_in(self, card):
        return [node.name for node in card.walk() if node.role == 'label']

    def leg_a_wrong_row_is_explained(self):
        """What it is and is taken for, what pulls it there, whether it could be known."""
        row = self.rows.child(0)
        result, age, really, predicted, *_ = self.cells(row)
        assert result == 'wrong, exception', result
        self.program.click(row, across=0.2, down=LOW)
        card = self.pane.find('panel', r'Why is it wrong\?', 'visible')
        card.find('label', f'age {age} is really “{really}”, but “{predicted}” wins by \\d+\\.\\d+\\.')
        words = settled(lambda: self.words_in(card), times=3)
        assert any(text.startswith('It is an exception') for text in words), words
        assert sum(bool(re.fullmatch(r'Hidden 2, unit \d+', text)) for text in words) >= 4, words
        self.shoot('4-why')
        self.program.click(card.find('push button', 'Close'))
        wait_for('the card to go', lambda: not self.pane.find_all('panel', r'Why is it wrong\?', 'visible'))
        self.program.click(self.rows.child(1), across=0.2, down=LOW)
        self.pane.find('panel', r'Why is it wrong\?', 'visible')

    def leg_columns_sort(self):
        press('ctrl+6')
        wait_for('row 1 on top', lambda: self.first_cells()[5] == '1')
        press('ctrl+6')
        wait_for('the last row on top', lambda: self.first_cells()[5] == '2,100')
        self.program.click(self.titles[1], across=0.7, down=LOW)
        wait_for('the youngest on top', lambda: self.first_cells()[1] == '13')

    # ---- Values to try ----

    def leg_an_age_is_tried(self):
        card = self.pane.find('panel', 'Try values')
        toggle = card.find('push button', 'Try values')
        self.program.scroll_to(toggle, self.pane)
        self.program.click(toggle, across=0.3, down=LOW)
        field = card.find('text', 'age')
        self.program.scroll_to(field, self.pane)
        self.program.enter(field, '87')
        wait_for('the words', lambda: any(re.fullmatch(r'At age 87 the network says “side effects”: \d\d %\.', text)
                                          for text in self.words_in(card)))
        wait_for('the strip', lambda: 'watched: age 87: ' in self.data.description)
        wait_for('the scaling', lambda: '(87 − 13) ∕ 87 = 0.8506' in self.words_in(card))
        self.shoot('5-tried')
        self.walk_with_the_age(card)
        self.program.click(toggle, across=0.3, down=16 / toggle.box[3])  # its title, with and without a padding
        wait_for('the card to close', lambda: 'showing' not in field.states)

    def walk_with_the_age(self, card):
        """From the scaling to the sentence, by the card's button and a presenter's keys; nothing is trained."""
        heard = self.program.heard.sentences
        progress = self.program.transport.find('label', 'epoch .*')
        before = progress.name

        def says(pattern, act):
            n_before = len(heard)
            act()
            wait_for(f'“{pattern}”', lambda: any(re.search(pattern, text, re.S) for text in heard[n_before:]))

        button = card.find('push button', 'Beat by Beat')
        says(r'^Inputs\. .* 87 minus 13 .* divided by 87 is 0\.85', lambda: self.program.click(button))
        says(r'^Forward\. Hidden 1, unit 1\. weighted sum is ', lambda: press('Next'))
        says(r'^Forward\. Hidden 2, unit \d+\. ', lambda: press('shift+Next'))
        self.shoot('5-beat')
        says(r'^Forward\. Output, unit 1\. ', lambda: press('shift+Next'))
        says(r'^Outputs\. .*At age 87 the network says “side effects”: ', lambda: press('shift+Next'))
        says(r'^Forward\. Output, unit 2\. ', lambda: press('Prior'))
        press('Escape')
        wait_for('the card again', lambda: any(text.startswith('At age 87 the network says')
                                               for text in self.words_in(card)))
        assert progress.name == before, (before, progress.name)

    # ---- The plots ----

    def leg_a_cross_hair_reads_the_plot(self):
        """By the pointer and by key, in words; a click leads back to that epoch."""
        self.program.scroll_to(self.loss, self.pane)
        self.program.move_to(self.loss, across=0.6, down=0.6)
        wait_for('an epoch in words', lambda: re.match(r'epoch 1\d; training 0\.', self.loss.description))
        self.shoot('5-cross-hair')
        self.program.click(self.loss, across=0.6, down=0.6)
        self.program.find('label', r'As it was after epoch 1\d of 20')
        press('Home')
        wait_for('the first epoch', lambda: self.loss.description.startswith('epoch 1; '))
        press('Right')
        wait_for('the second epoch', lambda: self.loss.description.startswith('epoch 2; '))
        press('Return')
        self.program.find('label', 'As it was after epoch 2 of 20')
        press('Escape')
        wait_for('all of it', lambda: self.loss.description.startswith('After epoch 20 the loss is '))

    def choose_how_to_draw(self, down):
        """The item so far down in the menu of the plots, with the keys."""
        self.plot_menu.act()
        wait_for('the menu', lambda: 'pressed' in self.plot_menu.states or 'checked' in self.plot_menu.states)
        press('Home', *['Down'] * down, 'Return')
        wait_for('the menu to close', lambda: not {'pressed', 'checked'} & self.plot_menu.states)

    def leg_the_plots_are_drawn_in_every_way(self):
        """Logarithmic, smoothed, with the printed log as a ghost, measured after each epoch."""
        self.program.click(self.data, across=0.99)
        for down, what in enumerate(('logarithmic', 'smoothed', 'ghost')):
            before = settled(self.plot_area)
            self.choose_how_to_draw(down)
            wait_for(f'a plot that is {what}', lambda: self.plot_area() != before)
            self.shoot(f'6-{what}')
            self.choose_how_to_draw(down)
            wait_for(f'one that is not {what}', lambda: self.plot_area() == before)

    def leg_values_are_measured_after_each_epoch(self):
        printed = self.loss.description
        self.choose_how_to_draw(4)
        wait_for('other values', lambda: self.loss.description != printed)
        self.shoot('7-measured')
        self.choose_how_to_draw(3)
        wait_for('those of the log', lambda: self.loss.description == printed)

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Results().run())
