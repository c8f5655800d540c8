#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# An update beat by beat, with a presenter's keys and a screen reader.

import re
import sys

from driver import Journey, press, wait_for


class Beats(Journey):
    formula_bar = None

    def beat(self, key, pattern):
        """After the key, what matches the pattern is announced, and is what the formula bar is called."""
        heard = self.program.heard.sentences
        n_before = len(heard)
        press(key)
        sentence = wait_for(f'“{pattern}”', lambda: next((text for text in heard[n_before:]
                                                          if re.search(pattern, text, re.S)), None))
        formula = sentence.split('. ', 2)[2]
        wait_for(f'“{formula}” in the bar', lambda: next(self.bar().search(name=re.escape(formula)), None))

    def bar(self):
        if self.formula_bar is None:
            self.formula_bar = next(bar for bar in self.program.frame.find_all(name='Formula')
                                    if next(bar.search('label', 'Sample .*'), None))
        return self.formula_bar

    def leg_chooses_beats(self):
        self.start()
        wait_for('the active window', lambda: 'active' in self.program.frame.states)
        button = self.program.transport.find('push button', 'Beat')
        self.program.click(button)
        wait_for('steps of one beat', lambda: {'pressed', 'checked'} & set(button.states))
        self.progress = self.program.transport.find('label', 'epoch .*')
        self.before = self.progress.name
        assert 'update 0' in self.before, self.before

    def leg_goes_forward(self):
        self.beat('Next', r'^Forward\. Hidden 1, unit 1\. weighted sum is weight times input plus bias: '
                          r'.* times .* plus .* is .*\nnode output is relu of the weighted sum')
        self.shoot('1-forward')
        self.beat('Next', r'^Forward\. Hidden 1, units 2–6\. ')
        self.beat('Next', r'^Forward\. Hidden 2, unit 1\. ')
        self.beat('alt+Next', r'^Forward\. Hidden 2, unit 2\. ')
        self.beat('Next', r'^Forward\. Hidden 2, units 3–32\. ')
        self.beat('Next', r'^Forward\. Output, unit 1\. .*node output is sigmoid of')
        self.shoot('2-output')
        self.beat('Next', r'^Forward\. Output, unit 2\. ')

    def leg_sees_the_loss(self):
        self.beat('Next', r'^Loss\. .*loss')
        self.shoot('3-loss')
        self.beat('shift+alt+Next', r'^Loss\. ')
        self.bar().find('label', 'Sample 2 of 10')
        self.beat('shift+alt+Prior', r'^Loss\. ')
        self.bar().find('label', 'Sample 1 of 10')

    def leg_goes_backward(self):
        self.beat('Next', r'^Backward\. Output, unit 1\. (.*\n)*delta is gradient by the output 1 times ')
        self.shoot('4-backward')
        for subject in ('Output, unit 2', 'Hidden 2, unit 1', 'Hidden 2, units 2–32', 'Hidden 1, unit 1',
                        'Hidden 1, units 2–6'):
            self.beat('Next', rf'^Backward\. {subject}\. ')

    def leg_updates(self):
        self.beat('Next', r'^Update\. Hidden 1, unit \d+, weight \d+\. .*new weight is old weight minus step')
        self.shoot('5-update')
        self.beat('Next', r'^Update\. Hidden 2, unit \d+, weight \d+\. ')
        self.beat('Next', r'^Update\. Output, unit \d+, weight \d+\. ')
        self.beat('Next', r'^Update\. And the same for all 302\. ')
        self.shoot('6-all')
        assert self.progress.name == self.before, self.progress.name

    def leg_goes_back(self):
        self.beat('Prior', r'^Update\. Output, unit \d+, weight \d+\. ')
        self.beat('shift+Prior', r'^Update\. Hidden 1, unit \d+, weight \d+\. ')
        self.beat('shift+Prior', r'^Backward\. Output, unit 1\. ')
        self.beat('shift+Prior', r'^Loss\. ')
        self.beat('shift+Prior', r'^Forward\. Hidden 1, unit 1\. ')

    def leg_makes_the_update(self):
        for phase in ('Loss', 'Backward', 'Update'):
            self.beat('shift+Next', rf'^{phase}\. ')
        assert self.progress.name == self.before, self.progress.name
        press('shift+Next')
        wait_for('one update', lambda: 'update 1' in self.progress.name)

    def leg_looks_back_at_it(self):
        self.beat('Next', r'^Forward\. Hidden 1, unit 1\. ')
        self.beat('Prior', r'^Update\. And the same for all 302\. ')
        wait_for('the moment before the update', lambda: 'at the start' in self.progress.name)
        press('Next')
        wait_for('the moment after it', lambda: 'update 1' in self.progress.name)

    def leg_goes_on_from_there(self):
        """One button: what is shown is trained on."""
        self.beat('Prior', r'^Update\. And the same for all 302\. ')
        self.program.click(self.program.find('push button', 'Go On'))
        self.program.transport.find('push button', 'Pause')
        wait_for('more updates than there were', lambda: re.search(r'update ([2-9]|\d{2})', self.progress.name))

    def leg_is_told_of_the_end(self):
        self.program.transport.find('slider', 'Speed').value = 1
        self.program.transport.find('push button', 'Train')
        press('Next')
        wait_for('why nothing happens', lambda: 'The training is over: no update comes next.'
                                                in self.program.heard.sentences)
        self.shoot('7-over')

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Beats().run())
