#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Edit, crash, start again: the edit is offered back. Nothing is asked when
# nothing would be lost, and nothing is offered twice.

import glob
import os
import sys

from driver import Journey, press, wait_for


class Recover(Journey):
    def kept(self):
        return glob.glob(os.path.join(os.environ['XDG_STATE_HOME'], 'neurons', 'unsaved', '*.neurons'))

    def units(self):
        return self.program.find('text', 'Units and activations').text

    def enter(self, units):
        self.program.enter(self.program.find('text', 'Units and activations'), units)
        wait_for('the network', lambda: self.units() == units)

    def leg_edits(self):
        self.start()
        self.enter('1-5-2')
        self.program.find('push button', 'Undo Change Network')

    def leg_is_kept_after_some_seconds(self):
        wait_for('a file', self.kept)

    def leg_crashes(self):
        self.program.process.kill()
        self.program.process.wait()
        assert len(self.kept()) == 1

    def leg_is_offered_back(self):
        self.start()
        self.program.find_window('Bring Back Unsaved Work?')
        self.shoot('offered')
        press('alt+b')
        wait_for('the network', lambda: self.units() == '1-5-2')

    def leg_asks_before_it_is_lost(self):
        self.program.find_window_again('Neurons$', closed='Bring Back Unsaved Work?')
        press('ctrl+w')
        self.program.find_window('Save Changes?')
        self.shoot('asked')
        press('Escape')
        self.program.find_window_again('Neurons$', closed='Save Changes?')
        self.program.find('push button', 'Train')

    def leg_undoes_by_key(self):
        self.enter('1-4-2')
        # In a text, the key would undo what was typed.
        press('Tab', 'ctrl+z')
        wait_for('the network as it was', lambda: self.units() == '1-5-2')
        press('ctrl+shift+z')
        wait_for('the network again', lambda: self.units() == '1-4-2')

    def leg_quits(self):
        self.program.quit(discard=True)
        assert self.kept() == []

    def leg_has_nothing_to_offer_any_more(self):
        self.start()
        wait_for('the network', lambda: self.units() == '1-6-32-2')
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Recover().run())
