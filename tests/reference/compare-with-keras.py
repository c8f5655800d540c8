#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Prints the drug trial over many seeds beside the same experiment in Keras.

    tests/reference/compare-with-keras.py BUILD/src/cli/neurons-cli [SEEDS]

Keras' random numbers cannot be repeated, so single runs differ; their
distribution must not. The last column is the difference of the means in
standard errors: beyond 4 it would be no accident.
"""

import json
import math
import subprocess
import sys

EPOCHS = (1, 5, 10, 20)

# Mean and standard deviation of loss and accuracy as fit() prints them.
# Keras 3.16, PyTorch backend, 40 runs, and the same formulas in NumPy float32,
# checked against Keras, 3,000 runs.
REFERENCE = {
    "drug-trial": [
        ("Keras, 40 runs", 40, {
            1: (0.6868, 0.0173, 0.5183, 0.0485),
            5: (0.6378, 0.0322, 0.6565, 0.0794),
            10: (0.5609, 0.0601, 0.7499, 0.0824),
            20: (0.4121, 0.0927, 0.8634, 0.0717),
        }),
        ("formulas, 3,000 runs", 3000, {
            1: (0.6883, 0.0157, 0.5128, 0.0475),
            5: (0.6344, 0.0279, 0.6815, 0.0827),
            10: (0.5503, 0.0533, 0.7694, 0.0775),
            20: (0.3941, 0.0800, 0.8765, 0.0697),
        }),
    ],
    "drug-trial-16": [
        ("formulas, 3,000 runs", 3000, {
            1: (0.6816, 0.0276, 0.5195, 0.0563),
            5: (0.5588, 0.0324, 0.7818, 0.0422),
            10: (0.4146, 0.0383, 0.8783, 0.0219),
            20: (0.2898, 0.0176, 0.9271, 0.0069),
        }),
    ],
}


def train(program, preset, seed):
    """The log of one run: a list of (loss, accuracy), an entry an epoch."""
    command = [program, "train", "--preset", preset, "--seed", str(seed), "--log", "json"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    lines = [json.loads(line) for line in output.splitlines()]
    return [(line["loss"], line["accuracy"]) for line in lines]


def mean_and_deviation(values):
    mean = sum(values) / len(values)
    variance = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
    return mean, math.sqrt(variance)


def distance(a, a_deviation, a_count, b, b_deviation, b_count):
    """Difference of two means in standard errors."""
    return (a - b) / math.sqrt(a_deviation ** 2 / a_count + b_deviation ** 2 / b_count)


def compare(program, preset, n_seeds):
    runs = [train(program, preset, seed) for seed in range(1, n_seeds + 1)]
    worst = 0.0
    for name, n_reference, rows in REFERENCE[preset]:
        print(f"\n{preset}: Neurons, {n_seeds} runs | {name}")
        print("epoch       loss mean  std      mean    std    diff     acc mean  std      mean    std    diff")
        for epoch in EPOCHS:
            loss, loss_std = mean_and_deviation([run[epoch - 1][0] for run in runs])
            acc, acc_std = mean_and_deviation([run[epoch - 1][1] for run in runs])
            r_loss, r_loss_std, r_acc, r_acc_std = rows[epoch]
            d_loss = distance(loss, loss_std, n_seeds, r_loss, r_loss_std, n_reference)
            d_acc = distance(acc, acc_std, n_seeds, r_acc, r_acc_std, n_reference)
            worst = max(worst, abs(d_loss), abs(d_acc))
            print(f"{epoch:5}       {loss:.4f}  {loss_std:.4f} | {r_loss:.4f}  {r_loss_std:.4f} {d_loss:+5.1f}"
                  f"     {acc:.4f}  {acc_std:.4f} | {r_acc:.4f}  {r_acc_std:.4f} {d_acc:+5.1f}")
    stuck = sum(run[-1][0] > 0.69 for run in runs)
    low = sum(run[-1][1] < 0.8 for run in runs)
    print(f"{preset}: {low} of {n_seeds} end below accuracy 0.80, {stuck} never learn")
    return worst


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    program = sys.argv[1]
    n_seeds = int(sys.argv[2]) if len(sys.argv) == 3 else 200
    worst = max(compare(program, preset, n_seeds) for preset in REFERENCE)
    print(f"\nlargest difference: {worst:.1f} standard errors")
    sys.exit(worst > 4)


if __name__ == "__main__":
    main()
