#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Prints how far Neurons is from Keras in each golden case, a line a case.

    tests/reference/golden-table.py BUILD

Before training: predictions and the first batch's gradients. After training:
losses and accuracies of all epochs, weights, predictions and evaluation. Each is
the largest |Neurons - Keras| / max(1, |Keras|). Fails if one is above what the
tests allow.
"""

import os
import re
import subprocess
import sys

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PROGRAMS = {
    "before": ("tests/engine/test-model", "/engine/model/equals-keras"),
    "after": ("tests/training/test-fit", "/training/fit/equals-keras"),
}
LINE = re.compile(r"# golden (\S+)\.json: (\S+) of (\S+)")


def deviations(build, program, test):
    """{case: (deviation, tolerance)}"""
    environment = dict(os.environ, G_TEST_SRCDIR=TESTS, G_TEST_BUILDDIR=os.path.join(build, "tests"))
    command = [os.path.join(build, program), "--tap", "-p", test]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return {name: (float(value), float(tolerance))
            for name, value, tolerance in LINE.findall(run.stdout)}


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    columns = {name: deviations(sys.argv[1], *program) for name, program in PROGRAMS.items()}
    cases = sorted(set(columns["before"]) | set(columns["after"]))
    if not cases:
        sys.exit(f"There are no test programs in {sys.argv[1]}, or they know no golden cases.")

    failed = []
    print(f"{'case':46} {'before training':>15} {'after training':>15}")
    for case in cases:
        values = [columns[name].get(case, (float("inf"), 0)) for name in PROGRAMS]
        print(f"{case:46} " + " ".join(f"{value:15.1e}" for value, tolerance in values))
        if any(value > tolerance for value, tolerance in values):
            failed.append(case)

    largest = [max(columns[name].get(case, (float("inf"), 0))[0] for case in cases) for name in PROGRAMS]
    print(f"{f'largest of {len(cases)} cases':46} " + " ".join(f"{value:15.1e}" for value in largest))
    if failed:
        sys.exit(f"Too far off: {', '.join(failed)}")


if __name__ == "__main__":
    main()
