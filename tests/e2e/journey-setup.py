#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Setting up with the keyboard: what changes is said, and what cannot be is
# refused with a sentence and changes nothing.

import sys

from driver import Journey, press, type_text, wait_for


class Setup(Journey):
    def tab_to(self, name):
        """Presses Tab until something with that name has the focus."""
        for _ in range(100):
            before = wait_for('the focus', self.program.focused)
            if before.name == name:
                return before
            press('Tab')
            wait_for(f'the focus beyond {before!r}',
                     lambda: self.program.focused() not in (None, before))
        raise AssertionError(f'Tab does not come to “{name}”')

    def choose(self, name, choice):
        """Takes a choice from a list with the keys, and hears that it is taken."""
        row = self.tab_to(name)
        press('space')
        wait_for('the list', lambda: [node for node in self.program.frame.find_all('list item', state='focused')
                                      if node != row])
        type_text(choice)
        press('Return')
        wait_for(f'“{choice}” said', lambda: ('combo box', choice) in self.program.heard.descriptions)
        assert row.description == choice
        wait_for('the focus back on the row', lambda: self.program.focused() == row)

    def enter(self, name, text):
        """Types over what is in an entry."""
        entry = self.tab_to(name)
        press('ctrl+a')
        type_text(text)
        wait_for(f'“{text}” in {entry!r}', lambda: entry.text == text)
        press('Return')

    def learning_rate(self):
        return self.program.find('text', 'Learning rate').text

    def leg_opens(self):
        self.start()
        self.program.find('push button', 'Train')

    def leg_does_what_the_doctor_proposes(self):
        self.program.find('label', r'Works: Keras divides the outputs of sigmoid.*')
        self.shoot('doctor')
        self.tab_to('Use softmax')
        press('space')
        wait_for('softmax', lambda: self.program.find('combo box', 'Output').description == 'softmax')

    def leg_chooses_a_loss(self):
        self.choose('Loss', 'mean_squared_error')
        self.shoot('loss')

    def leg_chooses_an_optimizer(self):
        self.choose('Optimizer', 'SGD')
        wait_for('the learning rate that Keras gives SGD', lambda: self.learning_rate() == '0.01')

    def leg_refuses_an_argument(self):
        self.tab_to('Arguments of Optimizer')
        press('space')
        wait_for('the first field', lambda: self.program.focused().name == 'learning_rate')
        self.enter('momentum', '1.5')
        wait_for('the range', lambda: any('from 0 to 1' in text for text in self.program.heard.sentences))
        self.shoot('arguments')
        self.enter('momentum', '0.9')
        press('Escape')
        wait_for('the focus back', lambda: self.program.focused().name == 'Arguments of Optimizer')

    def leg_chooses_an_activation(self):
        self.choose('Hidden 1', 'tanh')

    def leg_enters_a_learning_rate(self):
        self.enter('Learning rate', '0,05')
        wait_for('a learning rate', lambda: self.learning_rate() == '0.05')

    def leg_refuses_a_learning_rate(self):
        self.enter('Learning rate', 'fast')
        wait_for('a sentence about the learning rate', lambda: any('learning_rate' in text for text in self.program.heard.sentences))
        wait_for('the learning rate as it was', lambda: self.learning_rate() == '0.05')
        self.shoot('refused')

    def leg_refuses_a_network(self):
        self.enter('Units and activations', '1-six-2')
        wait_for('a sentence about the units', lambda: any('six' in text for text in self.program.heard.sentences))
        self.program.find('label', r'.*six.*')
        for name, units in (('Hidden 1', 6), ('Hidden 2', 32), ('Output', 2)):
            self.program.find('combo box', name).find('label', f'Dense {units}')

    def leg_quits(self):
        self.program.quit(discard=True)


if __name__ == '__main__':
    sys.exit(Setup().run())
