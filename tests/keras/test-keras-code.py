#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""Runs the Python programs that neurons-cli writes, and compares what they ask
of Keras with the experiment that they were written from.

Usage: test-keras-code.py NEURONS_CLI
"""

import csv
import functools
import io
import itertools
import json
import os
import py_compile
import subprocess
import sys
import tempfile

import numpy as np

from standin import Function, Keras, Thing

CLI = sys.argv[1]
FOLDER = tempfile.mkdtemp(prefix="neurons-keras-")

PRESETS = """drug-trial drug-trial-16 drug-trial-u body-mass animals coins xor circle two-gaussians
    spiral line sine""".split()

# Options of `neurons-cli train` that bring every sort of thing into a program.
VARIANTS = {
    "all-of-adam": "--preset xor --optimizer adam --optimizer-option beta_1=0.8 "
                   "--optimizer-option beta_2=0.99 --optimizer-option epsilon=0.001",
    "momentum": "--preset circle --optimizer sgd --learning-rate 1 "
                "--optimizer-option momentum=0.9 --optimizer-option nesterov=true",
    "old-activations": "--preset animals --activations "
                       "relu(max_value=6),leaky_relu(negative_slope=0.1),softmax",
    "plain-leaky": "--preset animals --activations leaky_relu,elu(alpha=0.5),softmax",
    "stop": "--preset spiral --validation-split 0.2 --early-stopping val_accuracy --patience 5 "
            "--min-delta 0.001 --restore-best-weights --stop-accuracy 0.99",
    "metrics": "--preset animals --loss categorical_crossentropy --metrics "
               "accuracy,categorical_accuracy,mae --early-stopping categorical_accuracy --mode max "
               "--baseline 0.5",
    "no-metrics": "--preset xor --metrics ,",
    "class-weight": "--preset drug-trial --class-weight 1=5,0=0.25",
    "monitor-accuracy": "--preset xor --early-stopping accuracy --no-shuffle",
    "validation-shuffled": "--preset drug-trial --validation-split 0.25 --validation-shuffled",
    "unscaled": "--preset body-mass --no-scale",
    "one-hot": "--preset animals --loss categorical_crossentropy",
    "signs": "--preset xor --loss hinge --activations tanh,tanh",
    "signs-for-several": "--preset animals --loss squared_hinge --activations relu,relu,tanh",
    "old-names": "--preset animals --loss kullback_leibler_divergence",
    "renamed-loss": "--preset sine --loss logcosh",
    "cosine": "--preset animals --loss cosine_proximity",
    "two-sigmoids-one-hot": "--preset body-mass --loss binary_crossentropy "
                            "--activations relu,softmax",
}
for name, arguments in {
    "sgd": "clipnorm=1.5",
    "rmsprop": "rho=0.8",
    "adagrad": "epsilon=0.01 clipvalue=0.5",
    "adadelta": "rho=0.9",
    "adam": "amsgrad=true",
    "adamax": "beta_1=0.8",
    "nadam": "beta_2=0.99",
}.items():
    VARIANTS[name] = f"--preset xor --optimizer {name} " + " ".join(
        "--optimizer-option " + argument for argument in arguments.split())

# What Keras of 2018 does not have.
NEW_VARIANTS = {
    "metrics-with-arguments": "--preset animals --loss categorical_crossentropy --metrics "
                              "precision,precision(class_id=1),recall(thresholds=0.7,top_k=2),"
                              "top_k_categorical_accuracy(k=2),binary_accuracy(threshold=0.25) "
                              "--validation-split 0.2 --early-stopping val_precision_1 "
                              "--start-from-epoch 3",
    "adamw": "--preset xor --optimizer adamw --optimizer-option weight_decay=0.01",
    "centered": "--preset xor --optimizer rmsprop --optimizer-option centered=true "
                "--optimizer-option momentum=0.5 --optimizer-option global_clipnorm=2",
    "exponential-decay": "--preset xor --learning-rate ExponentialDecay("
                         "initial_learning_rate=0.02,decay_steps=100,decay_rate=0.5,staircase=true)",
    "cosine-decay": "--preset xor --learning-rate CosineDecay(initial_learning_rate=0.02,"
                    "decay_steps=100)",
    "piecewise-constant-decay": "--preset xor --learning-rate PiecewiseConstantDecay("
                                "boundaries=[100,200],values=[1,0.5,0.25])",
    "new-activations": "--preset animals --activations gelu(approximate=true),celu(alpha=2),softmax",
    "loss-arguments": "--preset sine --loss huber(delta=0.5)",
    "label-smoothing": "--preset xor --loss binary_crossentropy(label_smoothing=0.1)",
}


def run_cli(*words):
    result = subprocess.run([CLI, *words], capture_output=True, text=True, check=False,
                            encoding="utf-8")
    if result.returncode != 0:
        raise AssertionError(f"neurons-cli {' '.join(words)}: {result.stderr}")
    return result.stdout


@functools.lru_cache(maxsize=None)
def list_names():
    """What Keras calls things today, by the names of the notes."""
    kinds = json.loads(run_cli("list", "--json"))
    return {kind["name"]: kind["keras_name"] for family in kinds.values() for kind in family}


@functools.lru_cache(maxsize=None)
def list_old_names():
    """What arguments were called before, by today's names."""
    kinds = json.loads(run_cli("list", "--json"))
    return {(kind["name"], argument["name"]): argument["old_name"]
            for family in kinds.values() for kind in family
            for argument in kind["arguments"] if argument["old_name"]}


# ---- What the experiment says ----

@functools.lru_cache(maxsize=None)
def save_experiment(name, options):
    """An experiment that has not trained, as a file; and what is in it."""
    path = os.path.join(FOLDER, name + ".neurons")
    run_cli("train", *options.split(), "--epochs", "0", "--log", "none", "--save", path)
    with open(path, encoding="utf-8") as file:
        return path, json.load(file)


def to_snake_case(name):
    return "".join("_" + c.lower() if c.isupper() and i > 0 and not name[i - 1].isupper()
                   else c.lower() for i, c in enumerate(name))


class Comparison:
    """Compares what was made with the JSON of an experiment."""

    def __init__(self, keras):
        self.keras = keras
        self.today = list_names()
        self.old = list_old_names()

    def name(self, ours):
        return ours if self.keras.is_2018 else self.today.get(ours, ours)

    def arguments(self, kind, thing, config, where):
        for key, expected in config.items():
            if self.keras.is_2018:
                key = self.old.get((kind, key), key)
            if key not in thing.arguments:
                assert expected in (None, False, 0) or self.keras.is_2018, f"{where}: no {key}"
                continue
            value = thing.arguments[key]
            if key == "epsilon" and value is None:      # 2018: as K.epsilon()
                value = 1e-7
            self.value(value, expected, f"{where}.{key}")

    def value(self, made, expected, where):
        if isinstance(expected, dict):
            self.thing(made, expected, where)
        elif isinstance(expected, str):
            if isinstance(made, Thing):                 # 2018: LeakyReLU is a layer only
                assert (made.name, expected) == ("LeakyReLU", "leaky_relu"), where
                assert made.arguments["alpha"] == 0.2
            else:
                made = "linear" if made is None else made
                assert made == self.name(expected), f"{where} is {made}, not {expected}"
        elif isinstance(expected, float) or isinstance(made, float):
            assert made == expected, f"{where} is {made}, not {expected}"
        else:
            assert made == expected and type(made) is type(expected), \
                f"{where} is {made!r}, not {expected!r}"

    def thing(self, made, expected, where):
        name, config = expected["class_name"], expected["config"]
        if isinstance(made, functools.partial):
            assert isinstance(made.func, Function) and made.func.name == self.name(name), where
            for key, value in made.keywords.items():
                assert config[key] == value, f"{where}.{key}"
            return
        assert isinstance(made, Thing), f"{where} is {made!r}"
        if "regularizer" in made.path and self.keras.is_2018:
            assert made.name.replace("_", "").lower() == name.lower(), where
            numbers = {key: made.arguments.get(key, made.arguments.get("l")) for key in config}
            assert numbers == config, where
            return
        assert made.name.lower() == name.replace("_", "").lower(), f"{where}: {made.name}, {name}"
        kind = {"LeakyReLU": "leaky_relu", "ReLU": "relu", "ELU": "elu"}.get(name, name)
        self.arguments(kind, made, config, where)

    def network(self, model, expected):
        layers = expected["config"]["layers"]
        assert model.input_dim == layers[0]["config"]["batch_shape"][1]
        assert len(model.layers) == len(layers) - 1
        counts = {}
        for made, layer in zip(model.layers, layers[1:]):
            config = dict(layer["config"])
            name = config.pop("name")
            default = to_snake_case(layer["class_name"])
            n_before = counts.get(default, 0)
            counts[default] = n_before + 1
            default = default if n_before == 0 else f"{default}_{n_before}"
            assert (made.arguments["name"] or default) == name
            assert made.name == layer["class_name"]
            self.arguments(layer["class_name"], made, config, name)

    def compile(self, compiled, expected):
        self.value(compiled["optimizer"], expected["optimizer"], "optimizer")
        self.value(compiled["loss"], expected["loss"], "loss")
        assert len(compiled["metrics"]) == len(expected["metrics"])
        for made, metric in zip(compiled["metrics"], expected["metrics"]):
            if isinstance(metric, str) and isinstance(made, Thing):
                metric = {"class_name": self.name(metric), "config": {}}
            self.value(made, metric, "metric")

    def fit(self, fitted, expected):
        assert fitted["batch_size"] == expected["batch_size"]
        assert fitted["epochs"] == expected["epochs"]
        assert fitted["shuffle"] is expected["shuffle"]
        assert fitted["validation_split"] == expected["validation_split"]
        assert fitted["verbose"] == 2
        callbacks = list(fitted["callbacks"] or [])
        if expected.get("stop_accuracy"):
            self.stop(callbacks.pop(0), expected["stop_accuracy"])
        if "early_stopping" in expected:
            early = dict(expected["early_stopping"])
            if self.keras.is_2018 and early["monitor"] in ("accuracy", "val_accuracy"):
                early["monitor"] = early["monitor"].replace("accuracy", "acc")
            made = callbacks.pop(0)
            assert made.name == "EarlyStopping"
            for key, value in early.items():
                assert made.arguments[key] == value, key
        assert callbacks == []
        weights = fitted["class_weight"]
        weights = weights and {str(key): value for key, value in weights.items()}
        assert weights == expected.get("class_weight")

    def stop(self, callback, accuracy):
        """The callback stops where it shall and not before."""
        key = "acc" if self.keras.is_2018 else "accuracy"
        callback.model = type("Model", (), {"stop_training": False})()
        callback.on_epoch_end(0, {key: accuracy - 0.001})
        assert not callback.model.stop_training
        callback.on_epoch_end(1, {key: accuracy})
        assert callback.model.stop_training

    def weights(self, made, expected):
        for array, values in zip(made, expected.values()):
            assert np.array_equal(array, np.array(values, dtype="float32"))


# ---- The rows ----

@functools.lru_cache(maxsize=None)
def load_rows(generator):
    """Neurons' own rows: the features, and the labels by their names."""
    rows = list(csv.reader(io.StringIO(run_cli("data", generator))))[1:]
    features = np.array([[float(cell) for cell in row[:-1]] for row in rows])
    labels = [row[-1] for row in rows]
    return features, labels


def compare_features(made, expected, where):
    """Other random numbers of the same rule: as many, as wide, about as far apart."""
    assert made.shape == expected.shape, f"{where}: {made.shape} rows, not {expected.shape}"
    spread = expected.std(axis=0)
    error = 5 * spread / np.sqrt(len(expected))
    assert np.all(np.abs(made.mean(axis=0) - expected.mean(axis=0)) <= 2 * error + 1e-6), where
    assert np.all(np.abs(made.std(axis=0) - spread) <= 2 * error + 1e-6), where


def compare_rows(fitted, experiment, unscaled, is_permuted):
    x, y = fitted["x"], fitted["y"]
    features, labels = load_rows(experiment["data"]["generator"])
    if experiment["scale"]:
        assert np.all(x.min(axis=0) == 0) and np.allclose(x.max(axis=0), 1)
        x = unscaled.min(axis=0) + x * (unscaled.max(axis=0) - unscaled.min(axis=0))
    try:
        targets = np.array([float(label) for label in labels])
    except ValueError:
        targets = None
    if targets is not None and len(set(labels)) > 10:       # a regression
        assert y.shape == targets.shape and y.dtype == np.float32
        compare_features(np.column_stack([x, y]), np.column_stack([features, targets]), "values")
        return

    numbers = y.argmax(axis=1) if y.ndim == 2 else (y > 0).astype(int) if y.min() < 0 else y
    names = list(dict.fromkeys(labels)) if targets is None else sorted(set(labels))
    compare_features(x, features, "all rows")
    random_labels = experiment["data"]["generator"] == "body-mass"
    if random_labels:
        names = ["underweight", "overweight"]
    for number, name in enumerate(names):
        here = np.array([label == name for label in labels])
        if random_labels:
            assert abs((numbers == number).mean() - here.mean()) < 0.05
            continue
        assert (numbers == number).sum() == here.sum(), f"{name}: {(numbers == number).sum()}"
        compare_features(x[numbers == number], features[here], name)
    if experiment["data"]["generator"].startswith("drug") and not is_permuted:
        # The exceptions are the last hundred rows.
        assert list(numbers[:4]) == [0, 1, 0, 1] and list(numbers[-4:]) == [1, 0, 1, 0]


def compare_labels(fitted, experiment, n_outputs, keras):
    loss = experiment["compile"]["loss"]
    loss = loss if isinstance(loss, str) else loss["class_name"]
    y = fitted["y"]
    if loss == "sparse_categorical_crossentropy":
        assert y.ndim == 1 and y.dtype == np.int32
    elif n_outputs > 1:
        assert y.shape[1] == n_outputs and y.dtype.kind == "f"
    if "hinge" in loss and loss != "categorical_hinge" and keras.is_2018:
        assert set(np.unique(y)) == {-1, 1}


# ---- The tests ----

def execute(path, keras):
    """Runs a program with the stand-in in the place of Keras."""
    with open(path, encoding="utf-8") as file:
        code = compile(file.read(), path, "exec")
    uninstall = keras.install()
    environment = dict(os.environ)
    names = {"__name__": "__main__", "print": lambda *words: None}
    try:
        exec(code, names)
    finally:
        uninstall()
        os.environ.clear()
        os.environ.update(environment)
    return names


def check(name, options, dialect, style, flags):
    path, experiment = save_experiment(name, options)
    program = os.path.join(FOLDER, f"{name}-{dialect}-{style}.py")
    run_cli("code", path, "--dialect", dialect, "--style", style, "-o", program, *flags)
    py_compile.compile(program, doraise=True)
    with open(program, encoding="utf-8") as file:
        assert (".add(" in file.read()) == (style == "add")

    keras = Keras(dialect)
    names = execute(program, keras)
    (model,) = keras.models
    comparison = Comparison(keras)
    comparison.network(model, experiment["model"])
    comparison.compile(model.compiled, experiment["compile"])
    comparison.fit(model.fitted, experiment["fit"])
    compare_rows(model.fitted, experiment, names["train_samples"],
                 experiment["fit"]["validation_split"] and experiment["fit"]["validation_shuffled"])
    n_outputs = [layer.arguments["units"] for layer in model.layers if layer.name == "Dense"][-1]
    compare_labels(model.fitted, experiment, n_outputs, keras)
    if dialect == "keras3":
        assert keras.seed == experiment["fit"]["seed"]
    if "--weights" in flags:
        comparison.weights(model.weights, experiment["trained"]["weights"])
    else:
        assert model.weights is None
    if "--distribute" in flags:
        n_rows, batch = len(model.fitted["y"]), model.fitted["batch_size"]
        n_train = int(n_rows * (1 - model.fitted["validation_split"]))
        for size in (batch, n_train % batch, (n_rows - n_train) % batch):
            assert size % len(keras.distribution) == 0, "a batch does not divide evenly"
    else:
        assert keras.distribution is None


def check_csv(dialect, text_labels):
    """Rows of a file are read, not made up."""
    path = os.path.join(FOLDER, "pets “of mine”.csv")
    labels = ["dog", "ant", "cat"] if text_labels else ["2", "0", "1"]
    with open(path, "w", encoding="utf-8") as file:
        file.write('weight, "leg ""size"", cm",kind\n')
        for i in range(30):
            file.write(f"{i / 4}, {30 - i},{labels[i % 3]}\n")
    options = ["--data", path]
    saved = os.path.join(FOLDER, "csv.neurons")
    run_cli("train", *options, "--epochs", "0", "--log", "none", "--save", saved)
    program = os.path.join(FOLDER, "csv.py")
    run_cli("code", saved, "--dialect", dialect, "-o", program)
    keras = Keras(dialect)
    execute(program, keras)
    fitted = keras.models[0].fitted
    assert list(fitted["y"][:3]) == [2, 0, 1]
    assert np.allclose(fitted["x"][:, 0], np.arange(30) / 29)
    assert np.allclose(fitted["x"][:, 1], 1 - np.arange(30) / 29)
    assert fitted["sample_weight"] is None


def check_sample_weight(dialect, options):
    """A column that is no feature; it follows its rows."""
    path = os.path.join(FOLDER, "weighted.csv")
    with open(path, "w", encoding="utf-8") as file:
        file.write("x,how often,y\n")
        for i in range(30):
            file.write(f"{i},{i / 4},{i % 2}\n")
    saved = os.path.join(FOLDER, "weighted.neurons")
    run_cli("train", "--data", path, "--sample-weight", "how often", "--no-scale", *options,
            "--epochs", "0", "--log", "none", "--save", saved)
    program = os.path.join(FOLDER, "weighted.py")
    run_cli("code", saved, "--dialect", dialect, "-o", program)
    keras = Keras(dialect)
    execute(program, keras)
    fitted = keras.models[0].fitted
    assert fitted["x"].shape == (30, 1)
    assert np.allclose(fitted["sample_weight"], fitted["x"][:, 0] / 4)
    assert (list(fitted["x"][:, 0]) == list(range(30))) == (options == [])


def check_refused(options, words, sentence):
    path, _ = save_experiment(f"refused {options}", options)
    result = subprocess.run([CLI, "code", path, *words.split()], capture_output=True, text=True,
                            check=False, encoding="utf-8")
    assert result.returncode == 1 and result.stdout == ""
    assert sentence in result.stderr and result.stderr.count("\n") == 1, result.stderr


def check_hostile_name():
    """Nothing that a student calls an experiment gets out of the comment."""
    path, experiment = save_experiment("hostile", "--preset xor")
    experiment["name"] = "a\nimport os\rraise SystemExit\x0c\u2028b"
    with open(path, "w", encoding="utf-8") as file:
        json.dump(experiment, file)
    program = os.path.join(FOLDER, "hostile.py")
    run_cli("code", path, "-o", program)
    execute(program, Keras("keras3"))


def check_read_back(options, dialect):
    """A program trains in Neurons as the experiment that it was written from."""
    path, _ = save_experiment(f"back {options}", options)
    program = os.path.join(FOLDER, "back.py")
    run_cli("code", path, "--dialect", dialect, "-o", program)
    expected = run_cli("train", path, "--epochs", "2", "--log", "json")
    other = run_cli("train", "--preset", "drug-trial", "--epochs", "2", "--log", "json")
    made = run_cli("train", *options.split()[:2], "--code", program, "--epochs", "2", "--log", "json")
    assert made == expected and made != other

    saved = os.path.join(FOLDER, "trained.py")
    run_cli("train", path, "--epochs", "2", "--log", "none", "--save", saved)
    model = Keras("keras3")
    execute(saved, model)
    assert model.models[0].weights is not None


def check_code_refused():
    path = os.path.join(FOLDER, "wrong.py")
    with open(path, "w", encoding="utf-8") as file:
        file.write("model = Sequential([\n    Dense(6, activation='rleu')])\n")
    for words in (["--code", path], ["--model", path]):
        result = subprocess.run([CLI, "train", *words], capture_output=True, text=True,
                                check=False, encoding="utf-8")
        assert result.returncode == 1 and result.stdout == ""
        assert "“wrong.py”, line 2, column 25: There is no activation “rleu”" in result.stderr


REGULARIZED = {"class_name": "Dense", "config": {
    "name": "dense", "units": 4, "activation": "tanh",
    "kernel_regularizer": {"class_name": "L2", "config": {"l2": 0.001}},
    "bias_regularizer": {"class_name": "L1L2", "config": {"l1": 0.1, "l2": 0.2}}}}
OUTPUT = {"class_name": "Dense", "config": {
    "name": "out", "units": 1, "activation": "sigmoid", "use_bias": False,
    "kernel_initializer": {"class_name": "RandomNormal", "config": {"mean": 0.5, "stddev": 0.1}},
    "kernel_regularizer": {"class_name": "L1", "config": {"l1": 0.01}}}}
LAYERS = {
    "regularizers": [REGULARIZED, OUTPUT],
    "dropout": [REGULARIZED, {"class_name": "Dropout", "config": {"name": "dropout", "rate": 0.25}},
                {"class_name": "GaussianNoise", "config": {"name": "noise", "stddev": 0.5}}, OUTPUT],
    "normalization": [REGULARIZED, {"class_name": "BatchNormalization", "config": {
        "name": "batch_normalization", "momentum": 0.9, "center": False}}, OUTPUT],
    "layer-normalization": [REGULARIZED, {"class_name": "LayerNormalization", "config": {
        "name": "layer_normalization", "epsilon": 0.01}}, OUTPUT],
}


def check_layers(name, dialect):
    """Layers that the options of `train` do not name."""
    path, experiment = save_experiment("layers", "--preset xor")
    experiment = json.loads(json.dumps(experiment))
    first = experiment["model"]["config"]["layers"][0]
    experiment["model"]["config"]["layers"] = [first, *LAYERS[name]]
    del experiment["trained"]
    path = os.path.join(FOLDER, f"layers-{name}.neurons")
    with open(path, "w", encoding="utf-8") as file:
        json.dump(experiment, file)
    program = os.path.join(FOLDER, f"layers-{name}-{dialect}.py")
    run_cli("code", path, "--dialect", dialect, "-o", program, "--weights")
    keras = Keras(dialect)
    execute(program, keras)
    Comparison(keras).network(keras.models[0], experiment["model"])


def list_tests():
    for preset, dialect, style in itertools.product(PRESETS, ("keras3", "2018"), ("list", "add")):
        flag_sets = [(), ("--weights",)]
        if dialect == "keras3":
            flag_sets += [("--distribute",), ("--weights", "--distribute")]
        for flags in flag_sets:
            name = "/".join(["preset", preset, dialect, style, *(f[2:] for f in flags)])
            yield name, lambda a=(preset, f"--preset {preset}", dialect, style, flags): check(*a)
    for variants, dialects in ((VARIANTS, ("keras3", "2018")), (NEW_VARIANTS, ("keras3",))):
        for (variant, options), dialect in itertools.product(variants.items(), dialects):
            for style in ("list", "add"):
                yield (f"variant/{variant}/{dialect}/{style}",
                       lambda a=(variant, options, dialect, style, ("--weights",)): check(*a))
    for name, dialect in itertools.product(LAYERS, ("keras3", "2018")):
        if (name, dialect) != ("layer-normalization", "2018"):
            yield f"layers/{name}/{dialect}", lambda a=(name, dialect): check_layers(*a)
    for dialect, text in itertools.product(("keras3", "2018"), (True, False)):
        yield (f"csv/{dialect}/{'text' if text else 'numbers'}",
               lambda a=(dialect, text): check_csv(*a))
    shuffled = ["--validation-split", "0.2", "--validation-shuffled"]
    for dialect, options in itertools.product(("keras3", "2018"), ([], shuffled)):
        yield (f"sample-weight/{dialect}/{'shuffled' if options else 'in-order'}",
               lambda a=(dialect, options): check_sample_weight(*a))
    yield ("refused/metric", lambda: check_refused(
        "--preset animals --loss categorical_crossentropy --metrics recall", "--dialect 2018",
        "Keras of 2018 has no recall"))
    yield ("refused/start-from-epoch", lambda: check_refused(
        "--preset xor --early-stopping loss --start-from-epoch 2", "--dialect 2018",
        "no argument start_from_epoch"))
    yield ("refused/gelu", lambda: check_refused(
        "--preset xor --activations gelu,sigmoid", "--dialect 2018", "Keras of 2018 has no gelu"))
    yield ("refused/argument", lambda: check_refused(
        "--preset xor --loss binary_crossentropy(label_smoothing=0.1)", "--dialect 2018",
        "no argument label_smoothing"))
    yield ("refused/distribute", lambda: check_refused(
        "--preset xor", "--dialect 2018 --distribute", "cannot share the work"))
    yield ("refused/dialect", lambda: check_refused(
        "--preset xor", "--dialect 2019", "--dialect cannot be “2019”; it must be keras3 or 2018."))
    yield ("refused/style", lambda: check_refused(
        "--preset xor", "--style rows", "--style cannot be “rows”; it must be list or add."))
    yield ("refused/folder", lambda: check_refused(
        "--preset xor", "-o /no/such/folder/x.py", "/no/such/folder"))
    yield "hostile-name", check_hostile_name
    for dialect in ("keras3", "2018"):
        yield (f"read-back/{dialect}", lambda a=(
            "--preset xor --network 2-5-1 --activations tanh,sigmoid --optimizer rmsprop "
            "--batch-size 7 --validation-split 0.2", dialect): check_read_back(*a))
    yield "read/refused", check_code_refused


def main():
    import shutil
    import traceback

    tests = list(list_tests())
    print(f"1..{len(tests)}")
    n_failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            print(f"ok {number} /keras-code/{name}")
        except Exception:
            n_failed += 1
            print(f"not ok {number} /keras-code/{name}")
            print("".join("# " + line + "\n" for line in traceback.format_exc().splitlines()))
    shutil.rmtree(FOLDER)
    return 1 if n_failed else 0


if __name__ == "__main__":
    sys.exit(main())
