#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Everything without a mouse: Tab goes through the window, the arrow keys walk
# through the network and along the data.

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
        first = wait_for('the focus', self.program.focused)
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
                  'Epoch', 'Speed', 'Setup', 'Results', 'Main Menu', 'Experiment', 'Scale to 0–1',
                  'Units, for example 8-6-6-4', 'Hidden 1', 'Hidden 2', 'Output', 'Loss', 'Optimizer',
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

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Keyboard().run())
