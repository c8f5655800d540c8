#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Files that come from elsewhere: dragged out of another program, opened by a
# desktop that asks over D-Bus, with Neurons running or not; a table out of a
# spreadsheet.

import itertools
import os
import subprocess
import sys

from driver import G_DEBUG, GLib, Journey, SECONDS, press, type_text, wait_for, xdotool

from gi.repository import Gio  # after the driver, which has a word with GLib before


class Open(Journey):
    def save(self, preset, name):
        path = os.path.join(self.folder, name)
        subprocess.run([self.neurons_cli, 'train', '--preset', preset, '--epochs', '1', '--save', path],
                       check=True, capture_output=True)
        return path

    def windows(self):
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', 'Neurons$'],
                              capture_output=True, text=True, check=False)
        return [xdotool('getwindowname', window).strip() for window in done.stdout.split()]

    def wait_for_windows(self, *titles):
        wait_for(f'the windows {titles}', lambda: sorted(self.windows()) == sorted(titles))

    def ask_to_open(self, *paths):
        """As a desktop does."""
        bus = Gio.bus_get_sync(Gio.BusType.SESSION, None)

        def ours():
            names, = bus.call_sync('org.freedesktop.DBus', '/', 'org.freedesktop.DBus', 'ListNames', None,
                                   None, Gio.DBusCallFlags.NONE, -1, None).unpack()
            return next((name for name in names if name.endswith('.Neurons')), None)
        name = wait_for('the program on the bus', ours)
        uris = [GLib.filename_to_uri(path, None) for path in paths]
        bus.call_sync(name, '/' + name.replace('.', '/'), 'org.freedesktop.Application', 'Open',
                      GLib.Variant('(asa{sv})', (uris, {})), None, Gio.DBusCallFlags.NONE,
                      1000 * SECONDS, None)

    def leg_opens(self):
        self.start()
        self.program.find('push button', 'Train')

    def leg_shows_that_files_can_be_dropped(self):
        coins = self.save('coins', 'coins.neurons')
        line = self.save('line', 'line.neurons')
        said = os.path.join(self.folder, 'drag-source')
        with open(said, 'w', encoding='utf-8') as file:
            source = subprocess.Popen([os.environ['E2E_DRAG_SOURCE'], coins, line], stdout=file)
        try:
            window = self.program.find_window('Drag from Here')
            assert not self.hints()
            x, y = self.middle_of(window)
            # A hand moves in steps and goes on until it sees what comes of it.
            self.wait_for_line(said, 'press')
            xdotool('mousemove', x, y, 'mousedown', 1)
            self.wait_for_line(said, 'move', lambda i: (x + i % 60, y))
            for i in range(1, 20):
                xdotool('mousemove', x + 25 * i, y + 12 * i)
            self.wait_for_line(said, 'drop', lambda i: (x + 500 + i % 2, y + 240))
            wait_for('a hint', self.hints)
            self.shoot('over')
            xdotool('mouseup', 1)
            self.wait_for_windows('coins – Neurons', 'line – Neurons')
            wait_for('no hint any more', lambda: not self.hints())
        finally:
            source.kill()
            source.wait()

    def wait_for_line(self, path, line, place=None):
        """Meanwhile the pointer goes from place to place."""
        def look():
            if place is not None:
                xdotool('mousemove', *place(next(count)))
            with open(path, encoding='utf-8') as file:
                return line in file.read().split()
        count = itertools.count(1)
        wait_for(f'the word “{line}” of the program that is dragged from', look)

    def hints(self):
        return self.program.frame.find_all('label', 'Drop to Open', state='visible')

    def middle_of(self, window):
        geometry = dict(line.split('=') for line in
                        xdotool('getwindowgeometry', '--shell', window).splitlines())
        return (int(geometry['X']) + int(geometry['WIDTH']) // 2,
                int(geometry['Y']) + int(geometry['HEIGHT']) // 2)

    def leg_opens_what_a_desktop_asks_for(self):
        self.ask_to_open(self.save('xor', 'xor.neurons'))
        self.wait_for_windows('coins – Neurons', 'line – Neurons', 'xor – Neurons')

    def leg_imports_a_table(self):
        """As a German spreadsheet writes it; what is found in it is put into words."""
        path = os.path.join(self.folder, 'fish.csv')
        with open(path, 'w', encoding='utf-8') as file:
            file.write('length;weight;kind\n')
            file.writelines(f'{20 + i % 7},5;{300 + 3 * i},25;{"eel" if i % 3 else "cod"}\n' for i in range(40))
        self.program.find_window('coins – Neurons')
        press('ctrl+o')
        self.program.find_window('Open an Experiment')
        type_text(path)
        entry = self.program.find_entry_of_dialog()
        wait_for('the name of the file', lambda: entry.text == path)
        press('Return')
        self.program.find_window('Import a Table')
        self.program.root.find('label', r'40 rows, 2 features, .*')
        self.shoot('table')
        press('alt+i')
        self.program.find_window_again('^Neurons$', closed='Import a Table')
        self.program.find('label', '40 rows of the file .*fish.csv')

    def leg_saves_the_table_elsewhere(self):
        """Neither the table nor the experiment that was there before is written over."""
        press('ctrl+s')
        self.program.find_window('Save the Experiment')
        entry = self.program.find_entry_of_dialog()
        wait_for('a name for the file', lambda: entry.text == 'fish.neurons')
        self.shoot('saving')
        press('Escape')
        self.program.find_window_again('^Neurons$', closed='Save the Experiment')

    def leg_quits(self):
        self.program.quit(discard=True)

    def leg_starts_for_a_desktop(self):
        """The file is opened in the first window; none is there beside it."""
        service = subprocess.Popen([self.neurons, '--gapplication-service'],
                                   env=dict(os.environ, G_DEBUG=G_DEBUG))
        try:
            self.ask_to_open(self.save('circle', 'circle.neurons'))
            self.wait_for_windows('circle – Neurons')
            window = xdotool('search', '--onlyvisible', '--name', 'circle – Neurons').split()[0]
            xdotool('windowfocus', '--sync', window)
            press('ctrl+q')
            assert service.wait(SECONDS) == 0
        finally:
            service.kill()


if __name__ == '__main__':
    sys.exit(Open().run())
