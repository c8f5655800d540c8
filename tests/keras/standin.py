# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: The Neurons developers
"""A stand-in for Keras that writes down what a program asks of it.

It has the names and arguments of Keras 3.16 or of Keras 2.2.4 and no others,
refuses what those refuse, and trains nothing. The signatures are facts about
Keras, taken from its source.
"""

import ast
import inspect
import sys
import types

import numpy as np

LAYER = "activity_regularizer=None, trainable=True, dtype=None, name=None"
OPTIMIZER_3 = (
    "weight_decay=None, clipnorm=None, clipvalue=None, global_clipnorm=None, "
    "use_ema=False, ema_momentum=0.99, ema_overwrite_frequency=None, "
    "loss_scale_factor=None, gradient_accumulation_steps=None, name=None"
)
DENSE = (
    "units, activation=None, use_bias=True, kernel_initializer='glorot_uniform', "
    "bias_initializer='zeros', kernel_regularizer=None, bias_regularizer=None, "
)
NORMALIZATION = (
    "axis=-1, momentum=0.99, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
    "gamma_initializer='ones', moving_mean_initializer='zeros', "
    "moving_variance_initializer='ones', beta_regularizer=None, gamma_regularizer=None, "
    "beta_constraint=None, gamma_constraint=None, "
)
EARLY_STOPPING = (
    "monitor='val_loss', min_delta=0, patience=0, verbose=0, mode='auto', baseline=None, "
    "restore_best_weights=False"
)
FIT = (
    "x=None, y=None, batch_size=None, epochs=1, verbose=1, callbacks=None, "
    "validation_split=0.0, validation_data=None, shuffle=True, class_weight=None, "
    "sample_weight=None, initial_epoch=0, steps_per_epoch=None, validation_steps=None"
)

# What can be made: where it is, and its arguments.
KERAS_3 = {
    "layers.Dense": DENSE + "kernel_constraint=None, bias_constraint=None, " + LAYER,
    "layers.Activation": "activation, " + LAYER,
    "layers.Dropout": "rate, noise_shape=None, seed=None, " + LAYER,
    "layers.GaussianNoise": "stddev, seed=None, " + LAYER,
    "layers.BatchNormalization": NORMALIZATION + "renorm=False, synchronized=False, " + LAYER,
    "layers.LayerNormalization":
        "axis=-1, epsilon=0.001, center=True, scale=True, beta_initializer='zeros', "
        "gamma_initializer='ones', beta_regularizer=None, gamma_regularizer=None, " + LAYER,
    "layers.LeakyReLU": "negative_slope=0.3, " + LAYER,
    "layers.ReLU": "max_value=None, negative_slope=0.0, threshold=0.0, " + LAYER,
    "layers.ELU": "alpha=1.0, " + LAYER,
    "optimizers.SGD": "learning_rate=0.01, momentum=0.0, nesterov=False, " + OPTIMIZER_3,
    "optimizers.RMSprop":
        "learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False, " + OPTIMIZER_3,
    "optimizers.Adagrad":
        "learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, " + OPTIMIZER_3,
    "optimizers.Adadelta": "learning_rate=0.001, rho=0.95, epsilon=1e-7, " + OPTIMIZER_3,
    "optimizers.Adam":
        "learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, amsgrad=False, "
        + OPTIMIZER_3,
    "optimizers.AdamW":
        "learning_rate=0.001, weight_decay=0.004, beta_1=0.9, beta_2=0.999, epsilon=1e-7, "
        "amsgrad=False, " + OPTIMIZER_3.replace("weight_decay=None, ", ""),
    "optimizers.Adamax":
        "learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, " + OPTIMIZER_3,
    "optimizers.Nadam":
        "learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, " + OPTIMIZER_3,
    "optimizers.schedules.ExponentialDecay":
        "initial_learning_rate, decay_steps, decay_rate, staircase=False, name=None",
    "optimizers.schedules.CosineDecay":
        "initial_learning_rate, decay_steps, alpha=0.0, name=None, warmup_target=None, "
        "warmup_steps=0",
    "optimizers.schedules.PiecewiseConstantDecay": "boundaries, values, name=None",
    "losses.Huber": "delta=1.0, reduction='sum_over_batch_size', name='huber_loss', dtype=None",
    "losses.BinaryCrossentropy":
        "from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', "
        "name=None, dtype=None",
    "losses.CategoricalCrossentropy":
        "from_logits=False, label_smoothing=0.0, axis=-1, reduction='sum_over_batch_size', "
        "name=None, dtype=None",
    "initializers.Constant": "value=0.0",
    "initializers.RandomNormal": "mean=0.0, stddev=0.05, seed=None",
    "initializers.RandomUniform": "minval=-0.05, maxval=0.05, seed=None",
    "initializers.TruncatedNormal": "mean=0.0, stddev=0.05, seed=None",
    "regularizers.L1": "l1=0.01",
    "regularizers.L2": "l2=0.01",
    "regularizers.L1L2": "l1=0.0, l2=0.0",
    "metrics.TopKCategoricalAccuracy": "k=5, name='top_k_categorical_accuracy', dtype=None",
    "metrics.SparseTopKCategoricalAccuracy":
        "k=5, name='sparse_top_k_categorical_accuracy', dtype=None, from_sorted_ids=False",
    "metrics.Precision": "thresholds=None, top_k=None, class_id=None, name=None, dtype=None",
    "metrics.Recall": "thresholds=None, top_k=None, class_id=None, name=None, dtype=None",
    "metrics.BinaryAccuracy": "name='binary_accuracy', dtype=None, threshold=0.5",
    "callbacks.EarlyStopping": EARLY_STOPPING + ", start_from_epoch=0",
}
OLD_OPTIMIZER = ", clipnorm=None, clipvalue=None"
KERAS_2018 = {
    "layers.Dense":
        DENSE + "activity_regularizer=None, kernel_constraint=None, bias_constraint=None, "
        "input_shape=None, input_dim=None, name=None",
    "layers.Activation": "activation, input_shape=None, name=None",
    "layers.Dropout": "rate, noise_shape=None, seed=None, input_shape=None, name=None",
    "layers.GaussianNoise": "stddev, input_shape=None, name=None",
    "layers.BatchNormalization": NORMALIZATION + "input_shape=None, name=None",
    "layers.LeakyReLU": "alpha=0.3, name=None",
    "layers.ReLU": "max_value=None, negative_slope=0.0, threshold=0.0, name=None",
    "layers.ELU": "alpha=1.0, name=None",
    "optimizers.SGD": "lr=0.01, momentum=0.0, decay=0.0, nesterov=False" + OLD_OPTIMIZER,
    "optimizers.RMSprop": "lr=0.001, rho=0.9, epsilon=None, decay=0.0" + OLD_OPTIMIZER,
    "optimizers.Adagrad": "lr=0.01, epsilon=None, decay=0.0" + OLD_OPTIMIZER,
    "optimizers.Adadelta": "lr=1.0, rho=0.95, epsilon=None, decay=0.0" + OLD_OPTIMIZER,
    "optimizers.Adam":
        "lr=0.001, beta_1=0.9, beta_2=0.999, epsilon=None, decay=0.0, amsgrad=False"
        + OLD_OPTIMIZER,
    "optimizers.Adamax":
        "lr=0.002, beta_1=0.9, beta_2=0.999, epsilon=None, decay=0.0" + OLD_OPTIMIZER,
    "optimizers.Nadam":
        "lr=0.002, beta_1=0.9, beta_2=0.999, epsilon=None, schedule_decay=0.004" + OLD_OPTIMIZER,
    "initializers.Constant": "value=0",
    "initializers.RandomNormal": "mean=0.0, stddev=0.05, seed=None",
    "initializers.RandomUniform": "minval=-0.05, maxval=0.05, seed=None",
    "initializers.TruncatedNormal": "mean=0.0, stddev=0.05, seed=None",
    "regularizers.l1": "l=0.01",
    "regularizers.l2": "l=0.01",
    "regularizers.l1_l2": "l1=0.01, l2=0.01",
    "callbacks.EarlyStopping": EARLY_STOPPING,
}

OLD_ACTIVATIONS = """linear relu elu selu sigmoid hard_sigmoid tanh softplus softsign softmax
    exponential"""
OLD_LOSSES = """mean_squared_error mean_absolute_error mean_absolute_percentage_error
    mean_squared_logarithmic_error squared_hinge hinge categorical_hinge logcosh
    categorical_crossentropy sparse_categorical_crossentropy binary_crossentropy
    kullback_leibler_divergence poisson cosine_proximity"""
INITIALIZERS = """zeros ones constant random_normal random_uniform truncated_normal
    glorot_uniform glorot_normal he_uniform he_normal lecun_uniform lecun_normal"""

# What goes by a name in quotes.
NAMES_3 = {
    "activations": """linear relu leaky_relu relu6 elu celu selu softplus softsign squareplus
        soft_shrink sparse_plus silu gelu glu tanh tanh_shrink threshold sigmoid sparse_sigmoid
        exponential hard_sigmoid hard_silu hard_tanh hard_shrink mish softmax log_softmax
        log_sigmoid sparsemax swish hard_swish""",
    "losses": """mean_squared_error mean_absolute_error mean_absolute_percentage_error
        mean_squared_logarithmic_error squared_hinge hinge categorical_hinge log_cosh
        categorical_crossentropy sparse_categorical_crossentropy binary_crossentropy
        kl_divergence poisson cosine_similarity huber""",
    "initializers": INITIALIZERS,
    "metrics": """accuracy acc binary_accuracy categorical_accuracy sparse_categorical_accuracy
        top_k_categorical_accuracy sparse_top_k_categorical_accuracy precision recall Precision Recall
        mean_squared_error mean_absolute_error mse mae""",
}
NAMES_2018 = {
    "activations": OLD_ACTIVATIONS,
    "losses": OLD_LOSSES,
    "initializers": INITIALIZERS,
    "metrics": """accuracy acc binary_accuracy categorical_accuracy sparse_categorical_accuracy
        top_k_categorical_accuracy sparse_top_k_categorical_accuracy
        mean_squared_error mean_absolute_error mse mae""",
}


def make_signature(arguments):
    function = ast.parse(f"def f({arguments}): pass").body[0].args
    n_required = len(function.args) - len(function.defaults)
    defaults = [inspect.Parameter.empty] * n_required
    defaults += [ast.literal_eval(value) for value in function.defaults]
    return inspect.Signature([
        inspect.Parameter(argument.arg, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=default)
        for argument, default in zip(function.args, defaults)
    ])


class Thing:
    """Something that was made: what, with which of all its arguments."""

    def __init__(self, path, arguments, given):
        self.path = path
        self.name = path.split(".")[-1]
        self.arguments = arguments
        self.given = given

    def __call__(self, value):
        raise AssertionError("the stand-in computes nothing")


class Function:
    """An activation by its name, without quotes."""

    def __init__(self, name):
        self.name = name

    def __call__(self, value, **arguments):
        raise AssertionError("the stand-in computes nothing")


class Keras:
    """One Keras, and what a program did with it."""

    def __init__(self, dialect):
        self.is_2018 = dialect == "2018"
        self.things = KERAS_2018 if self.is_2018 else KERAS_3
        names = NAMES_2018 if self.is_2018 else NAMES_3
        self.names = {family: text.split() for family, text in names.items()}
        self.models = []
        self.seed = None
        self.distribution = None
        self.modules = {}

    # ---- What is refused ----

    def check_name(self, family, value):
        if isinstance(value, str) and value not in self.names[family]:
            raise ValueError(f"unknown name in {family}: {value}")

    def check(self, path, arguments):
        for argument, value in arguments.items():
            if argument == "activation":
                self.check_name("activations", value)
            elif argument.endswith("_initializer"):
                self.check_name("initializers", value)
            elif argument.endswith("_regularizer") and isinstance(value, str):
                raise ValueError(f"{path}: {argument} is given by name")
        if path.startswith("optimizers.") and not self.is_2018 and "learning_rate" in arguments:
            rate = arguments["learning_rate"]
            if not isinstance(rate, (float, Thing)):
                raise ValueError(f"{path}: learning_rate is {rate!r}, which is no float")

    def make(self, path, signature, args, kwargs):
        bound = signature.bind(*args, **kwargs)
        given = dict(bound.arguments)
        bound.apply_defaults()
        self.check(path, bound.arguments)
        return Thing(path, dict(bound.arguments), given)

    # ---- The modules ----

    def module(self, path):
        if path not in self.modules:
            self.modules[path] = types.ModuleType(path)
            parent, _, name = path.rpartition(".")
            if parent:
                setattr(self.module(parent), name, self.modules[path])
        return self.modules[path]

    def add(self, path, value):
        module, _, name = path.rpartition(".")
        setattr(self.module("keras." + module if module else "keras"), name, value)

    def add_things(self):
        for path, arguments in self.things.items():
            signature = make_signature(arguments)
            self.add(path, lambda *args, path=path, signature=signature, **kwargs:
                     self.make(path, signature, args, kwargs))
        for name in self.names["activations"]:
            self.add("activations." + name, Function(name))

    def add_callback(self):
        self.add("callbacks.Callback", type("Callback", (), {"__init__": lambda self: None}))

    def set_seed(self, seed):
        import random

        self.seed = seed
        random.seed(seed)
        np.random.seed(seed)

    def to_categorical(self, labels, num_classes=None):
        labels = np.asarray(labels)
        assert labels.dtype.kind in "iu", "to_categorical wants class numbers"
        return np.eye(num_classes or labels.max() + 1, dtype="float32")[labels]

    def set_distribution(self, distribution):
        assert not self.models, "the distribution is set before there are weights"
        self.distribution = distribution

    def add_distribution(self):
        devices = [f"gpu:{i}" for i in range(4)]

        def data_parallel(device_mesh=None, devices=None, auto_shard_dataset=True):
            return devices

        self.add("distribution.list_devices", lambda device_type=None: list(devices))
        self.add("distribution.DataParallel", data_parallel)
        self.add("distribution.set_distribution", self.set_distribution)

    def install(self):
        """Puts the stand-in where a program looks for Keras; returns how to
        take it away again."""
        before = dict(sys.modules)
        self.add_things()
        self.add_callback()
        sequential = type("Sequential", (Sequential,), {"keras": self})
        self.add("Sequential" if not self.is_2018 else "models.Sequential", sequential)
        self.add("utils.to_categorical", self.to_categorical)
        if not self.is_2018:
            self.add("Input", lambda shape: ("input", tuple(shape)))
            self.add("utils.set_random_seed", self.set_seed)
            self.add_distribution()
        else:
            self.module("sklearn.preprocessing").MinMaxScaler = MinMaxScaler
        sys.modules.update(self.modules)

        def uninstall():
            for name in set(sys.modules) - set(before):
                if name.split(".")[0] in ("keras", "sklearn"):
                    del sys.modules[name]

        return uninstall


class MinMaxScaler:
    """scikit-learn's, as far as programs use it."""

    def __init__(self, feature_range=(0, 1)):
        assert feature_range == (0, 1)

    def fit_transform(self, samples):
        assert samples.ndim == 2, "MinMaxScaler wants rows and columns"
        span = samples.max(axis=0) - samples.min(axis=0)
        return (samples - samples.min(axis=0)) / np.where(span == 0, 1, span)


class Sequential:
    """A network that is put together, compiled and fitted."""

    keras = None
    FIT = make_signature(FIT)

    def __init__(self, layers=()):
        self.input_dim = None
        self.layers = []
        self.compiled = None
        self.fitted = None
        self.weights = None
        self.keras.models.append(self)
        for layer in layers:
            self.add(layer)

    def add(self, layer):
        if isinstance(layer, tuple):
            assert not self.layers and self.input_dim is None, "Input comes first"
            (self.input_dim,) = layer[1]
            return
        assert isinstance(layer, Thing) and layer.path.startswith("layers.")
        if self.keras.is_2018 and not self.layers:
            (self.input_dim,) = layer.arguments["input_shape"]
        assert self.input_dim is not None, "the first layer tells the inputs"
        self.layers.append(layer)

    def compile(self, optimizer="rmsprop", loss=None, metrics=None):
        assert isinstance(optimizer, Thing) and optimizer.path.startswith("optimizers.")
        self.keras.check_name("losses", loss)
        for metric in metrics:
            self.keras.check_name("metrics", metric)
        self.compiled = {"optimizer": optimizer, "loss": loss, "metrics": metrics}

    def summary(self):
        assert self.layers

    def list_shapes(self):
        dim = self.input_dim
        for layer in self.layers:
            if layer.name == "Dense":
                units = layer.arguments["units"]
                yield (dim, units)
                if layer.arguments["use_bias"]:
                    yield (units,)
                dim = units
            elif layer.name in ("BatchNormalization", "LayerNormalization"):
                n = int(layer.arguments["scale"]) + int(layer.arguments["center"])
                n += 2 if layer.name == "BatchNormalization" else 0
                for _ in range(n):
                    yield (dim,)

    def set_weights(self, weights):
        shapes = list(self.list_shapes())
        assert [w.shape for w in weights] == shapes, f"the weights must have {shapes}"
        assert all(w.dtype == np.float32 for w in weights)
        self.weights = weights

    def fit(self, *args, **kwargs):
        assert self.compiled is not None, "compile comes before fit"
        bound = self.FIT.bind(*args, **kwargs)
        bound.apply_defaults()
        self.fitted = dict(bound.arguments)
        x, y = self.fitted["x"], self.fitted["y"]
        assert isinstance(x, np.ndarray) and isinstance(y, np.ndarray)
        assert x.shape == (len(y), self.input_dim), f"{x.shape} are no inputs for this network"
        return {}
