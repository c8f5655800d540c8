#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# Goes through the whole window as a screen reader has it: everything has a name,
# a role and, where it has one, a value; every picture is put into words.

import re
import sys

from driver import Journey, press, wait_for

# The name that GTK 4.8 gives what has none is that of its type.
TYPE_NAME = re.compile(r'(Gtk|Adw|Nrn)[A-Z]\w+')

# GTK's boxes around other widgets. They say that they can have the focus, and
# hand it on.
CONTAINERS = {'scroll pane', 'list', 'panel', 'tree table', 'table'}


def is_used(node):
    """Whether somebody acts on it, rather than on what is inside it or around it."""
    return 'focusable' in node.states and node.role not in CONTAINERS


# Rows of a long table are alike, and there are thousands of nodes in it.
MOST_ROWS = 20


class Seen:
    """A node as it was when it was looked at: the bus is asked once for each thing."""

    def __init__(self, node, parent):
        self.node, self.parent = node, parent
        self.role, self.name, self.states = node.role, node.name, node.states
        self.is_number = self.role in ('slider', 'spin button', 'progress bar')

    def __repr__(self):
        return f'{self.role} “{self.name}”'


class Audit(Journey):
    def look(self):
        """Goes by all nodes, but for the insides of lists of choices and most rows of long tables."""
        self.nodes = []
        pending = [(self.program.frame, None)]
        while pending:
            seen = Seen(*pending.pop())
            self.nodes.append(seen)
            count = seen.node.accessible.get_child_count()
            if seen.role in CONTAINERS and seen.name != 'Network':
                count = min(count, MOST_ROWS)
            if seen.role != 'combo box':
                pending += [(seen.node.child(i), seen) for i in range(count)]

    def see(self, role, name):
        """What was seen with that role and name; None for nothing."""
        return next((seen for seen in self.nodes if (seen.role, seen.name) == (role, name)), None)

    def look_for(self, role, name):
        """Looks until there is one."""
        def search():
            self.look()
            return self.see(role, name)
        return wait_for(f'{role} “{name}”', search)

    def assert_none(self, what, nodes):
        found = [f'{node!r} in {node.parent!r}' for node in nodes]
        assert not found, f'{what}: {", ".join(found)}'

    def leg_opens(self):
        self.start()
        for role, name in (('push button', 'Train'), ('spin button', 'Seed'), ('combo box', 'Optimizer'),
                           ('list item', 'Output side effects'), ('image', 'Confusion matrix')):
            self.program.find(role, name)
        self.look()

    def leg_everything_to_use_has_a_name(self):
        used = [node for node in self.nodes if is_used(node)]
        assert len(used) >= 30, used
        self.assert_none('without a name', [node for node in used if not node.name.strip()])
        self.assert_none('named by its type', [node for node in used if TYPE_NAME.fullmatch(node.name)])

    def leg_nothing_of_ours_is_named_by_its_type(self):
        self.assert_none('named by its type', [node for node in self.nodes if node.name.startswith('Nrn')])

    def leg_everything_to_use_has_a_role(self):
        """But for the borders between panes, for which AT-SPI has a role and GTK 4.8 not."""
        self.assert_none('without a role', [node for node in self.nodes if is_used(node) and
                                            node.role in ('filler', 'unknown', 'invalid') and
                                            not node.name.startswith('Width of ')])

    def leg_numbers_have_values(self):
        numbers = [seen for seen in self.nodes if seen.is_number]
        assert len(numbers) >= 5, numbers
        self.assert_none('without a value', [seen for seen in numbers if not seen.node.has_value])
        wait_for('the epochs', lambda: self.see('spin button', 'Epochs').node.value == 20)
        wait_for('the batch size', lambda: self.see('spin button', 'Batch size').node.value == 10)

    def leg_choices_say_what_is_chosen(self):
        choices = [seen for seen in self.nodes if seen.role == 'combo box']
        assert len(choices) >= 6, choices
        self.assert_none('without a description', [seen for seen in choices if not seen.node.description])
        assert self.program.find('combo box', 'Optimizer').description == 'Adam'
        assert self.program.find('combo box', 'Output').description == 'sigmoid'

    def leg_pictures_are_put_into_words(self):
        for name in ('Data and prediction', 'Plot of the loss', 'Plot of the accuracy', 'Confusion matrix'):
            picture = self.see('image', name)
            wait_for(f'words for {picture!r}', lambda: picture.node.description)

    def leg_the_network_is_put_into_words(self):
        canvas = wait_for('the network', lambda: [node for node in self.program.frame.find_all('list', 'Network')
                                                  if node.description])[0]
        assert canvas.description == 'Network 1-6-32-2 with 302 parameters'
        for name in ('Input age', 'Hidden 1, unit 6', 'Hidden 2, unit 1', 'Output side effects', 'Bias of Hidden 1'):
            wait_for(f'words for “{name}”', lambda: canvas.find('list item', name).description)

    def leg_buttons_that_stay_down_say_so(self):
        buttons = [self.program.find('push button', name) for name in ('Sample', 'Batch', 'Epoch')]
        assert ['pressed' in button.states for button in buttons] == [False, True, False]
        buttons[2].act()
        wait_for('another unit of steps', lambda: ['pressed' in button.states for button in buttons] ==
                 [False, False, True])
        switch = self.program.find('check box', 'Scale to 0–1')
        assert 'checked' in switch.states

    def leg_the_data_page_likewise(self):
        press('alt+2')
        for name in ('age', 'All rows in their order'):
            self.look_for('image', name)
            wait_for(f'words for “{name}”', lambda: self.see('image', name).node.description)
        self.leg_everything_to_use_has_a_name()
        self.leg_nothing_of_ours_is_named_by_its_type()
        self.leg_everything_to_use_has_a_role()
        self.assert_none('without a value', [seen for seen in self.nodes
                                             if seen.is_number and not seen.node.has_value])
        assert self.look_for('spin button', 'Side effects from age').node.value == 65
        button = self.program.find('push button', 'Data')
        wait_for('the button to stay down', lambda: 'pressed' in button.states)
        press('alt+1')
        wait_for('the network again', lambda: 'pressed' not in button.states)

    def leg_panes_fold_away(self):
        button = self.program.find('push button', 'Setup')
        assert 'pressed' in button.states
        press('F9')
        wait_for('the button to come up', lambda: 'pressed' not in button.states)
        wait_for('the pane to go', lambda: not self.program.frame.find_all('spin button', 'Epochs'))
        self.shoot('without-setup')
        press('F9')
        self.program.find('spin button', 'Epochs')

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Audit().run())
