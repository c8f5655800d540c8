# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Drives the real program as a person does: by keys and mouse, and by what a
# screen reader is told (AT-SPI). Run what uses it below run-headless --bus.

import json
import os
import re
import subprocess
import sys
import tempfile
import time
import traceback

# For the program alone: libatspi has warnings of its own. GLib reads this when
# it is loaded.
G_DEBUG = os.environ.pop('G_DEBUG', 'fatal-warnings')

try:
    import gi
    gi.require_version('Atspi', '2.0')
    from gi.repository import Atspi, GLib
except (ImportError, ValueError) as missing:
    sys.exit(f'Bail out! {missing}: “tools/setup test” installs it, for the Python in /usr/bin')

from screen import grab_screen, save_screenshot  # noqa: F401

# Long enough for a busy machine; “tools/test” knows how much slower a sanitizer is.
SECONDS = 90 * int(os.environ.get('TEST_PATIENCE', 1))

# The buttons of the mouse that stand for its wheel.
WHEEL_UP, WHEEL_DOWN = 4, 5

# GTK 4.18 leaves the padding of what something is in out of its place; so far down
# is on it with and without.
LOW = 0.9

# The buttons of the mouse that stand for its wheel.
WHEEL_UP, WHEEL_DOWN = 4, 5

# GTK 4.18 leaves the padding of what something is in out of its place; so far down
# is on it with and without.
LOW = 0.9

# libatspi asks a new program once before that can answer, and complains.
GLib.log_set_handler('dbind', GLib.LogLevelFlags.LEVEL_WARNING,
                     lambda domain, level, message, data:
                     'GetItems' in message or print(message, file=sys.stderr), None)
# It gives up on an answer after 0.8 seconds, which a busy machine can take.
Atspi.set_timeout(1000 * SECONDS, 1000 * SECONDS)


def wait_for(what, test, seconds=SECONDS):
    """The first true value of test(); meanwhile events come in."""
    deadline = time.monotonic() + seconds
    while True:
        take_events()
        missing = None
        try:
            found = test()
        # Something went away while it was looked at, or is not there yet.
        except (GLib.Error, AttributeError, LookupError, StopIteration) as error:
            found, missing = None, error
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError(f'{what}: not within {seconds} s') from missing
        time.sleep(0.02)


def take_events():
    while GLib.MainContext.default().iteration(False):
        pass


def settled(look, times=10):
    """What look() returns once that has been the same for so many looks; it has to ask the program."""
    seen = []

    def look_again():
        seen.append(look())
        return len(seen) >= times and all(one == seen[-1] for one in seen[-times:])
    wait_for('no more changes', look_again)
    return seen[-1]


def xdotool(*words):
    done = subprocess.run(['xdotool', *map(str, words)], check=True, capture_output=True, text=True)
    return done.stdout


def press(*keys):
    """Presses keys one after the other, such as 'Tab' or 'ctrl+q'."""
    xdotool('key', '--delay', 30, *keys)


def type_text(text):
    xdotool('type', '--delay', 15, '--', text)


# ---- What a screen reader sees ----

class Node:
    """A widget as the accessibility bus has it."""

    def __init__(self, accessible):
        self.accessible = accessible

    def __eq__(self, other):
        return isinstance(other, Node) and self.accessible == other.accessible

    def __hash__(self):
        return hash(self.accessible)

    def __repr__(self):
        return f'{self.role} “{self.name}”'

    @property
    def role(self):
        """As GTK 4.8 has it; newer ones have other names for some."""
        role = self.accessible.get_role_name()
        return {'button': 'push button', 'toggle button': 'push button', 'switch': 'check box',
                'grouping': 'panel'}.get(role, role)

    @property
    def name(self):
        return self.accessible.get_name() or ''

    @property
    def description(self):
        return self.accessible.get_description() or ''

    @property
    def states(self):
        return {state.value_nick for state in self.accessible.get_state_set().get_states()}

    @property
    def children(self):
        count = self.accessible.get_child_count()
        children = [self.accessible.get_child_at_index(i) for i in range(count)]
        return [Node(child) for child in children if child is not None]

    def child(self, index):
        """One of them; looking at all takes long where there are hundreds."""
        return Node(self.accessible.get_child_at_index(index))

    @property
    def parent(self):
        parent = self.accessible.get_parent()
        return Node(parent) if parent is not None else None

    @property
    def text(self):
        """Of an entry, or of the one that this is the innermost part of."""
        node = self
        while 'Text' not in node.accessible.get_interfaces():
            node = node.parent
        length = Atspi.Text.get_character_count(node.accessible)
        return Atspi.Text.get_text(node.accessible, 0, length)

    @property
    def value(self):
        return Atspi.Value.get_current_value(self.accessible)

    @value.setter
    def value(self, value):
        Atspi.Value.set_current_value(self.accessible, value)

    @property
    def has_value(self):
        return 'Value' in self.accessible.get_interfaces()

    @property
    def box(self):
        """x, y, width, height, from about the window's upper left corner."""
        place = Atspi.Component.get_extents(self.accessible, Atspi.CoordType.WINDOW)
        return place.x, place.y, place.width, place.height

    def walk(self):
        """This node and all below it."""
        yield self
        try:
            children = self.children
        except GLib.Error:
            return
        for child in children:
            yield from child.walk()

    def search(self, role=None, name=None, state=None):
        """Comes by the nodes from here on with that role, that name (a string or a pattern), that state."""
        for node in self.walk():
            try:
                if (role is None or node.role == role) and \
                   (name is None or re.fullmatch(name, node.name)) and \
                   (state is None or state in node.states):
                    yield node
            except GLib.Error:
                pass

    def find_all(self, role=None, name=None, state=None):
        return list(self.search(role, name, state))

    def find(self, role=None, name=None, state=None):
        """The first of them, once there is one."""
        return wait_for(f'{role or "something"} “{name}” {state or ""}',
                        lambda: next(self.search(role, name, state), None))

    def act(self, action='click'):
        for i in range(Atspi.Action.get_n_actions(self.accessible)):
            if Atspi.Action.get_action_name(self.accessible, i) == action:
                Atspi.Action.do_action(self.accessible, i)
                return
        raise AssertionError(f'{self!r} has no action “{action}”')

    def outline(self, depth=0):
        lines = [f'{"  " * depth}{self!r} {self.description} {sorted(self.states)}']
        for child in self.children:
            lines += child.outline(depth + 1)
        return lines


class Listener:
    """What the accessibility bus says from now on."""

    KINDS = ('object:property-change:accessible-name', 'object:property-change:accessible-description',
             'object:announcement', 'object:state-changed:focused')

    def __init__(self):
        self.sentences = []     # told to somebody who does not see the window
        self.descriptions = []  # with the role of what has it now
        self.names = []         # of what is called something else now
        self.focused = None     # what got the keyboard last
        self.listener = Atspi.EventListener.new(self.take)
        for kind in self.KINDS:
            self.listener.register(kind)

    def take(self, event):
        try:
            source = Node(event.source)
            if event.type == 'object:state-changed:focused':
                self.focused = source if event.detail1 else self.focused
            elif event.type == 'object:property-change:accessible-description':
                self.descriptions.append((source.role, event.any_data))
            elif event.type == 'object:announcement' or source.role == 'frame':
                self.sentences.append(event.any_data)
            else:
                self.names.append(event.any_data)
        except GLib.Error:  # the source is gone
            pass


# ---- The program ----

class Program:
    """Neurons, running."""

    def __init__(self, neurons, *arguments, **environment):
        # Where it runs under AddressSanitizer, lsan.supp needs whole stacks.
        options = os.environ.get('ASAN_OPTIONS', '') + ':fast_unwind_on_malloc=0'
        self.heard = Listener()
        self.transport_panel = None
        self.process = subprocess.Popen([neurons, *arguments], stderr=subprocess.PIPE,
                                        env=dict(os.environ, ASAN_OPTIONS=options, G_DEBUG=G_DEBUG,
                                                 **environment))
        self.root = wait_for('the program on the accessibility bus', self.look)
        # Remember only what never changes: the rest can be older than what is shown.
        self.root.accessible.set_cache_mask(Atspi.Cache.ROLE | Atspi.Cache.INTERFACES)
        self.frame = self.root.find('frame')
        self.window = self.find_window('Neurons')

    def look(self):
        if self.process.poll() is not None:
            raise AssertionError(f'it ended: {self.process.stderr.read().decode()}')
        desktop = Node(Atspi.get_desktop(0))
        return next((Node(node.accessible) for node in desktop.children
                     if node.accessible.get_process_id() == self.process.pid and node.children), None)

    def find_window(self, title):
        """The window with that title; there is no window manager, so it gets the keys from here."""
        window = wait_for(f'window “{title}”', lambda: self.search_windows(title))[0]
        xdotool('windowfocus', '--sync', window)
        return window

    def search_windows(self, title):
        done = subprocess.run(['xdotool', 'search', '--onlyvisible', '--name', title],
                              capture_output=True, text=True, check=False)
        return done.stdout.split()

    def find_window_again(self, title, closed):
        """The window with that title, once the one with the other title is closed and leaves it the keys."""
        wait_for(f'“{closed}” to close', lambda: not self.search_windows(closed))
        return self.find_window(title)

    def find(self, role=None, name=None, state=None):
        return self.frame.find(role, name, state)

    @property
    def transport(self):
        """Where trainings are started; a search through the whole window can take longer than they do."""
        if self.transport_panel is None:
            self.transport_panel = self.find('panel', 'Training')
        return self.transport_panel

    def focused(self):
        """What has the keyboard: the innermost, where a part of a widget has it."""
        # GTK 4.8 is silent about what was never looked at: then search.
        if self.heard.focused is None or 'focused' not in self.heard.focused.states:
            self.heard.focused = next(iter(self.frame.find_all(state='focused')[-1:]), None)
        return self.heard.focused

    def place(self, node, across=0.5, down=0.5):
        """A point of it on the screen, once it is laid out and stays where it is."""
        return settled(lambda: self.place_now(node, across, down), times=3)

    def place_now(self, node, across=0.5, down=0.5):
        geometry = xdotool('getwindowgeometry', '--shell', self.window)
        left, top, width, height = (int(re.search(rf'^{word}=(-?\d+)', geometry, re.M)[1])
                                    for word in ('X', 'Y', 'WIDTH', 'HEIGHT'))
        # The border that GTK draws around a window is the same on each side. Where
        # that counts, and where not, depends on its version.
        content_x, content_y, content_width, content_height = self.frame.children[0].box
        x, y, node_width, node_height = wait_for(f'{node!r} laid out', lambda: self.look_for_box(node))
        return (left + (width - content_width) // 2 + x - content_x + round(across * node_width),
                top + (height - content_height) // 2 + y - content_y + round(down * node_height))

    def look_for_box(self, node):
        box = node.box
        return box if box[2] > 0 and box[3] > 0 else None

    def move_to(self, node, across=0.5, down=0.5):
        """In two moves: GTK asks what is under a pointer that moves."""
        x, y = self.place(node, across, down)
        xdotool('mousemove', x + 3, y + 3, 'mousemove', x, y)

    def click(self, node, across=0.5, down=0.5):
        self.move_to(node, across, down)
        xdotool('click', 1)

    def enter(self, entry, text):
        """Types over what is in an entry, and Return."""
        # A click is lost where a list that has been chosen from closes just then.
        wait_for(f'{entry!r} with the keyboard',
                 lambda: next(entry.search(state='focused'), None) or self.click(entry))
        press('ctrl+a')
        type_text(text)
        wait_for(f'“{text}” in {entry!r}', lambda: entry.text == text)
        press('Return')

    def scroll_to(self, node, pane):
        """With the wheel, at the edge of the pane, notch by notch until all of it is in sight."""
        self.move_to(pane, across=0.02)
        while True:
            _, top, _, height = wait_for(f'{node!r} laid out', lambda: self.look_for_box(node))
            bottom = top + height
            pane_top, pane_bottom = pane.box[1], pane.box[1] + pane.box[3]
            if pane_top <= top and bottom <= pane_bottom:
                return
            xdotool('click', WHEEL_DOWN if bottom > pane_bottom else WHEEL_UP)
            wait_for(f'{node!r} to move', lambda: node.box[1] != top)

    def is_in_sight(self, item, items):
        """All of it, in the list that it is in."""
        _, top, _, height = item.box
        _, list_top, _, list_height = items.box
        return height > 0 and list_top <= top and top + height <= list_top + list_height

    def turn_wheel(self, items, button, until):
        """Over a list, by fewer items than are in sight, until that is true: newer GTK tells only those in sight."""
        self.move_to(items, across=0.3)
        while not until():
            before = self.names_in(items)
            xdotool('click', '--repeat', 4, '--delay', 10, button)
            wait_for(f'{items!r} to move', lambda: self.names_in(items) != before)

    def names_in(self, items):
        return [item.name for item in items.children]

    def read_along(self, items, read, count, button):
        """What read(item) says of so many items of a list, in their order, with the wheel from where it is."""
        found = []

        def is_enough():
            seen = wait_for('all of them', lambda: self.read_in_sight(items, read, count))
            fresh = [words for words in seen if words not in found]
            assert not found or len(fresh) < len(seen), 'the wheel went on by more than is in sight'
            found[:] = fresh + found if button == WHEEL_UP else found + fresh
            return len(found) >= count
        self.turn_wheel(items, button, until=is_enough)
        return found[:count]

    def read_in_sight(self, items, read, count):
        """Or nothing, while one of them cannot be read, or they change."""
        before = self.names_in(items)
        seen = [read(items.child(i)) for i in range(min(count, len(before)))]
        return seen if all(seen) and self.names_in(items) == before else None

    def find_entry_of_dialog(self):
        """Where to type, in the newest window that has such a place: to look through all takes long."""
        return wait_for('where to type', lambda: next(
            entry for window in reversed(self.root.children) for entry in window.search('text', state='focused')))

    def give_path(self, title, path):
        """To a file dialog, which may have proposed another name."""
        self.find_window(title)
        entry = self.find_entry_of_dialog()
        press('ctrl+a')
        type_text(path)
        wait_for('the name of the file', lambda: entry.text == path)

    def quit(self, discard=False):
        """With changes that are not saved, it asks first."""
        press('ctrl+q')
        if discard:
            self.find_window('Save Changes?')
            press('alt+d')
        self.wait_for_end()

    def wait_for_end(self):
        try:
            _, said = self.process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            raise AssertionError('the program does not end') from None
        sys.stderr.write(said.decode())
        assert self.process.returncode == 0, f'exit status {self.process.returncode}'
        assert said == b'', 'it said something on stderr'

    def end(self):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()


class Journey:
    """Legs that follow one another in one run of the program; speaks TAP.

    The command line is NEURONS NEURONS-CLI SCREENSHOTS. A leg is a method whose
    name begins with “leg_”; they are gone through in the order they are written.
    """

    def __init__(self):
        self.neurons, self.neurons_cli, self.screenshots = sys.argv[1:]
        self.name = os.path.splitext(os.path.basename(sys.argv[0]))[0]
        self.program = None
        self.folder = None

    def shoot(self, what):
        save_screenshot(os.path.join(self.screenshots, f'{self.name}-{what}.png'))

    def start(self, *arguments, **environment):
        self.program = Program(self.neurons, *arguments, **environment)

    def train_on_command_line(self, *arguments):
        """What neurons-cli logs: the last epoch."""
        done = subprocess.run([self.neurons_cli, 'train', '--log', 'json', *arguments],
                              check=True, capture_output=True, text=True)
        return json.loads(done.stdout.splitlines()[-1])

    def fail(self, error):
        traceback.print_exc(file=sys.stderr)
        self.shoot('failed')
        if self.program is not None and self.program.process.poll() is not None:
            print(f'the program ended: {self.program.process.stderr.read().decode()}', file=sys.stderr)
        elif self.program is not None:
            try:
                print('\n'.join(self.program.root.outline()), file=sys.stderr)
            except GLib.Error:
                print('the program does not answer', file=sys.stderr)
        print(f'Bail out! {error}', flush=True)

    def run(self):
        legs = [leg for leg in type(self).__dict__ if leg.startswith('leg_')]
        os.makedirs(self.screenshots, exist_ok=True)
        print(f'1..{len(legs)}', flush=True)
        try:
            for number, leg in enumerate(legs, 1):
                title = leg[4:].replace('_', '-')
                with tempfile.TemporaryDirectory() as self.folder:
                    getattr(self, leg)()
                print(f'ok {number} {title}', flush=True)
        except Exception as error:  # whatever it is, say so in TAP
            print(f'not ok {number} {title}', flush=True)
            self.fail(error)
            return 1
        finally:
            if self.program is not None:
                self.program.end()
        return 0
