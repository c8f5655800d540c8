#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
#
# With the mouse: a sample, a unit, a layer, the borders between the panes, a small
# window.

import sys

from driver import LOW, Journey, grab_screen, press, settled, wait_for, xdotool

SIZES = ((1024, 768), (800, 600), (640, 480))


class Mouse(Journey):
    def leg_opens(self):
        self.start()
        self.program.find('push button', 'Train')

    def leg_watches_a_sample(self):
        data = self.program.find('image', 'Data and prediction')
        before = data.description
        self.program.click(data, across=0.75, down=0.4)
        wait_for('another person', lambda: data.description != before)
        self.shoot('1-watched')

    def leg_lights_up_a_unit(self):
        """Far from the pointer, the units that it is not connected with fade."""
        unit = self.program.find('list item', 'Hidden 1, unit 3')
        other = self.program.find('list item', 'Hidden 1, unit 6')
        before = self.pixels(other)
        self.program.move_to(unit)
        wait_for('another unit to fade', lambda: self.pixels(other) != before)
        self.shoot('2-hovered')

    def pixels(self, node):
        """A row of pixels through the middle of something."""
        (left, y), (right, _) = (self.program.place_now(node, across=side) for side in (0, 1))
        _, _, stride, screen = grab_screen()
        return screen[y * stride + 4 * left:y * stride + 4 * right]

    def leg_selects_a_unit(self):
        self.program.click(self.program.find('list item', 'Hidden 2, unit 2'))
        self.program.find('panel', 'Results').find('label', 'Hidden 2, unit 2')
        self.shoot('3-selected')

    def leg_drags_a_ball_along_the_loss(self):
        """The loss over the unit's bias: every move is told in words, and one undo takes it back."""
        results = self.program.find('panel', 'Results')
        self.program.click(results.find('label', 'Loss over the bias'), down=LOW)
        curve = results.find('slider', 'Loss over: Bias of Hidden 2, unit 2')
        wait_for('the curve in words', lambda: ' it is lowest, ' in curve.description)
        formula = results.find('label', r'new weight = old weight − learning rate × gradient\n.*')
        weights = formula.name, self.program.find('list item', 'Hidden 2, unit 2').description
        x, y = settled(lambda: self.find_ball(curve), times=3)
        xdotool('mousemove', x, y, 'mousedown', 1, 'mousemove', x + 12, y, 'mousemove', x + 30, y)
        wait_for('the ball to follow', lambda: formula.name != weights[0])
        self.shoot('3-valley')
        xdotool('mouseup', 1)
        rate = results.find('slider', 'Learning rate, to try')
        dropped = formula.name
        rate.value = 4
        wait_for('a longer step', lambda: ' − 10000 × ' in formula.name and formula.name != dropped)
        press('ctrl+z')
        wait_for('the weight to be back',
                 lambda: self.program.find('list item', 'Hidden 2, unit 2').description == weights[1])

    def find_ball(self, curve):
        """In the middle of the axis at first; its outline is darker than all that is around it."""
        (left, top), (right, bottom) = (self.program.place_now(curve, across, down)
                                        for across, down in ((0.4, 0.2), (0.75, 0.85)))
        _, _, stride, screen = grab_screen()
        def darkness(x, y):
            return sum(sum(screen[(y + dy) * stride + 4 * (x + dx):][:3])
                       for dx, dy in ((-6, 0), (6, 0), (0, -6), (0, 6), (-4, -4), (4, 4), (4, -4), (-4, 4)))
        return min(((x, y) for x in range(left, right) for y in range(top, bottom)), key=lambda place: darkness(*place))

    def leg_drags_a_layer(self):
        """By its heading, behind the next one; once it is let go of on the way."""
        start, top = self.program.place(self.program.find('list item', 'Hidden 1, unit 1'), down=0)
        end, _ = self.program.place(self.program.find('list item', 'Output side effects'), across=-0.5)
        drag = ('mousemove', start, top - 40, 'mousedown', 1, 'mousemove', start + 20, top - 36,
                'mousemove', (start + end) // 2, top, 'mousemove', end, top)
        _, _, _, before = grab_screen()
        xdotool(*drag)
        wait_for('something to move', lambda: grab_screen()[3] != before)
        self.shoot('4-dragged')
        xdotool('key', 'Escape', 'mouseup', 1)
        xdotool(*drag, 'mouseup', 1)
        self.program.find('list item', 'Hidden 1, unit 32')
        press('ctrl+z')
        self.program.find('list item', 'Hidden 2, unit 32')

    def leg_drags_the_border_of_the_setup(self):
        setup = self.program.find('panel', 'Setup')
        width = setup.box[2]
        x, y = self.program.place(setup, across=1)
        xdotool('mousemove', x + 3, y, 'mousemove', x, y, 'mousedown', 1,
                'mousemove', x + 20, y, 'mousemove', x + 60, y, 'mouseup', 1)
        wait_for('a wider pane', lambda: setup.box[2] >= width + 40)
        self.shoot('5-wider')

    def leg_shrinks_the_window(self):
        """Nothing to use lies outside of it."""
        content = self.program.frame.children[0]
        transport = self.program.find('panel', 'Training')
        parts = [node for role in ('push button', 'slider', 'label') for node in transport.find_all(role)]
        assert len(parts) >= 12, parts
        for width, height in SIZES:
            xdotool('windowsize', self.program.window, width, height)
            wait_for('a smaller window', lambda: content.box[2] <= width)
            wait_for('everything inside the window', lambda: all(self.is_inside(part, content) for part in parts))
            self.shoot(f'6-{width}')

    def is_inside(self, node, other):
        left, top, width, height = node.box
        other_left, other_top, other_width, other_height = other.box
        return other_left <= left and left + width <= other_left + other_width and \
            other_top <= top and top + height <= other_top + other_height

    def leg_quits(self):
        self.program.quit()


if __name__ == '__main__':
    sys.exit(Mouse().run())
