#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Every bench by keyboard, and what it says: losses, activations, luck, the race
# of learning rates, the collapse of linear layers.

import math
import re
import sys

from driver import Journey, press, type_text, wait_for


class Benches(Journey):
    def focus(self, role, name, key='Tab'):
        """With Tab to what has that name."""
        for _ in range(40):
            before = self.program.focused()
            press(key)
            now = wait_for(f'the focus beyond {before!r}',
                           lambda: self.program.focused() not in (None, before) and self.program.focused())
            if now.role == role and now.name == name:
                return now
        raise AssertionError(f'{key} does not come to “{name}”')

    def show(self, button, bench):
        """One of the benches, by its button."""
        self.focus('push button', button, 'shift+Tab')
        press('space')
        self.bench = self.page.find('panel', bench)

    def said(self, pattern):
        """What is in brackets, as text, of a label that says that."""
        return wait_for(f'“{pattern}”', lambda: next(filter(None, (
            re.fullmatch(pattern, label.name) for label in self.bench.find_all('label', pattern))), None)).groups()

    def leg_opens(self):
        self.start()
        self.program.find('push button', 'Train')
        press('F9')
        press('shift+F9')
        press('alt+3')
        self.page = self.program.find('panel', 'Benches')
        self.bench = self.page.find('panel', 'Loss bench')

    def leg_loss_of_one_output(self):
        """The cat: output 0.25, label 0. The keys move the output, the label switches."""
        self.said(r'error = output − label = 0\.25 − 0 = 0\.25\nsquared error = 0\.0625')
        self.bench.find('list item', 'mean_squared_error: 0.0625')
        self.bench.find('list item', f'binary_crossentropy: {-math.log(0.75):.4f}')
        self.focus('slider', 'Losses over the output')
        press('Right')
        output, error, squared = self.said(r'error = output − label = (0\.(?!25 )\d+) − 0 = (0\.\d+)\n'
                                           r'squared error = (0\.\d+)')
        assert output == error, (output, error)
        assert abs(float(squared) - float(output) ** 2) < 0.0001, (output, squared)
        self.focus('push button', 'Label 1', 'shift+Tab')
        press('space')
        error, = self.said(r'error = output − label = 0\.\d+ − 1 = −(0\.\d+)\nsquared error = .*')
        assert abs(float(error) + float(output) - 1) < 1e-6, (output, error)
        self.bench.find('list item', f'binary_crossentropy: {-math.log(float(output)):.4f}')
        self.shoot('1-loss')

    def leg_activation_is_not_linear(self):
        self.show('Activation', 'Activation bench')
        self.said(r'sigmoid\(1\) = 0\.7311, slope 0\.1966')
        self.focus('slider', 'Activation and its slope')
        press('Right')
        x, value, slope = (float(number) for number in
                           self.said(r'sigmoid\(((?!1\))[0-9.]+)\) = ([0-9.]+), slope ([0-9.]+)'))
        expected = 1 / (1 + math.exp(-x))
        assert abs(value - expected) < 0.0001 and abs(slope - expected * (1 - expected)) < 0.0001, (x, value)
        self.focus('slider', 'a')
        press('Right')
        a, whole, parts = self.said(r'f\(a \+ b\) = f\(((?!−1 )[−0-9.]+) \+ 2\) = f\([−0-9.]+\) = ([0-9.]+)\n'
                                    r'f\(a\) \+ f\(b\) = .* = ([0-9.]+)\nNot equal\.')
        a = float(a.replace('−', '-'))
        assert abs(float(whole) - 1 / (1 + math.exp(-a - 2))) < 0.0001, (a, whole)
        self.shoot('2-activation')

    def leg_luck_is_counted(self):
        self.show('Luck', 'Luck meter')
        self.focus('push button', 'Try 100 Seeds')
        press('space')
        least, most, half = self.said(r'100 runs: the accuracy ends between (\d+\.\d) % and (\d+\.\d) %, half of '
                                      r'the runs above (\d+\.\d) %\..*')
        assert float(least) < float(half) < float(most) <= 95.3, (least, half, most)
        self.focus('slider', 'Histogram of the results')
        press('Right')
        self.bench.find('push button', 'Load This Seed')
        self.shoot('3-luck')

    def leg_race_is_that_of_the_command_line(self):
        self.show('Race', 'Learning rate race')
        self.focus('text', 'Lanes')
        press('ctrl+a')
        type_text('0.01; 0.0001')
        self.focus('push button', 'Race')
        press('space')
        self.bench.find('label', 'Adam 0.0001')
        for rate in '0.01', '0.0001':
            done = self.train_on_command_line('--learning-rate', rate)
            self.bench.find('label', f'{done["loss"]:.4f}')
        self.shoot('4-race')

    def leg_linear_layers_are_one(self):
        self.show('Collapse', 'Linear collapse')
        self.focus('push button', 'Next Step')
        press('space')
        self.bench.find('label', 'Step 2 of 3')
        press('space')
        self.bench.find('label', 'Step 3 of 3')
        self.bench.find('label', 'One Dense layer remains')
        self.said(r'output 1 = (−?[0-9.]+) · \(age, scaled\) [+−] ([0-9.]+)\noutput 2 = (?s:.*)')
        self.shoot('5-collapse')

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Benches().run())
