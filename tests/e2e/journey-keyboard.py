#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Everything without a mouse: Tab goes through the window, the arrow keys walk
# through the network and along the data.

import re
import sys

from driver import Journey, press, wait_for


class Keyboard(Journey):
    def tab(self, key='Tab'):
        """Presses Tab; what has the focus then."""
        before = self.program.focused()
        press(key)
        return wait_for(f'the focus beyond {before!r}',
                        lambda: self.program.focused() not in (None, before) and self.program.focused())

    def tour(self, key):
        """All that has the focus, one after the other, until it is back where it began."""
        first = self.tab(key)
        stops = [first]
        while len(stops) < 200:
            stop = self.tab(key)
            if stop == first:
                return stops
            assert stop not in stops, f'{key} comes to {stop!r} again before it was everywhere: {stops}'
            assert stop.name, f'{stop.role} in {stop.parent!r} has no name'
            stops.append(stop)
        raise AssertionError(f'no way back to {first!r}: {stops}')

    def leg_opens(self):
        self.start()
        self.program.find('push button', 'Train')

    def leg_tab_goes_everywhere_in_order(self):
        """From the network: data, results, transport, header bar, setup."""
        self.forward = self.tour('Tab')
        names = [stop.name for stop in self.forward]
        wanted = ['Data and prediction', 'Back to the start', 'Train', 'One step', 'Sample', 'Batch',
                  'Epoch', 'The training, to look back', 'Speed', 'Setup', 'Results', 'Main Menu', 'Experiment', 'Scale to 0–1',
                  'Units and activations', 'Hidden 1', 'Hidden 2', 'Output', 'Loss', 'Optimizer',
                  'Learning rate', 'Batch size', 'Epochs', 'Seed', 'Another seed']
        missing = [name for name in wanted if name not in names]
        assert not missing, f'not reached: {missing}'
        places = [names.index(name) for name in wanted]
        assert places == sorted(places), names

    def leg_nothing_keeps_the_focus(self):
        """The way back is the way there, but for rows that a list enters from its end."""
        backward = self.tour('shift+Tab')
        assert set(backward) == set(self.forward), \
            set(backward).symmetric_difference(set(self.forward))

    def press_to(self, name, *keys):
        """Presses keys; waits until what has that name has the focus."""
        press(*keys)
        return wait_for(f'the focus on “{name}”', lambda: self.program.focused().name == name and self.program.focused())

    def leg_arrow_keys_walk_through_the_network(self):
        while self.program.focused().name != 'Input age':
            self.tab()
        self.unit = self.press_to('Hidden 1, unit 3', 'Right')
        assert self.unit.role == 'list item'
        self.press_to('Hidden 1, unit 4', 'Down')
        self.press_to('Input age', 'Left')
        self.press_to('Hidden 1, unit 3', 'Right')

    def leg_a_unit_tells_its_numbers(self):
        press('Return')
        results = self.program.find('panel', 'Results')
        results.find('label', 'Hidden 1, unit 3')
        output = results.find('label', r'= relu\((?s:.*)\) = .*').name.rpartition(' ')[2]
        said = re.fullmatch(r'output ([0-9.]+)', self.unit.description)
        assert said and abs(float(said[1]) - float(output)) < 0.001, f'{self.unit.description}, {output}'
        self.shoot('inspected')
        press('Escape')
        wait_for('the numbers to go', lambda: not results.find_all('label', 'Hidden 1, unit 3'))

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Keyboard().run())
