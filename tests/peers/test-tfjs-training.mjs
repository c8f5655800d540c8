// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// TensorFlow.js trains from the same start, through our model.json, with the
// same rows in the same order, and prints the same losses, epoch by epoch.
//
// What is left out, because TensorFlow.js 4.22 computes something else than
// Keras 3: Adam's epsilon stands at the corrected root there (so it is made too
// small to count here), Adadelta takes the old mean, centered RMSprop has
// epsilon at another place; there is no Nadam, AdamW, amsgrad, clipping, weight
// decay or Huber loss; hinge leaves labels of 0 and 1 as they are.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as peer from './tap.mjs';
import * as tfjs from './tfjs.mjs';

// Of a loss, as everywhere relative to 1 or to its size. Both compute in floats,
// but sum in another order.
const TOLERANCE = 1e-5;

const {core, layers: {layers: tfLayers, regularizers}} = tfjs;
const {train} = core;
const folder = peer.makeFolder();
let worst = 0;

// ---- Rows ----

const N_ROWS = 43;    // with batches of 8, the last one is short

const random = peer.makeRandom();
const inputs = Array.from({length: N_ROWS}, () => [random(), random(), random()]);
const classes = inputs.map(([a, b, c]) => (a * b > 0 ? 1 : c > 0 ? 2 : 0));

// What a loss is trained on: a function from features and class to a row.
const targets = {
  number: ([a, b, c]) => [Math.fround(Math.sin(2 * a) + b * c)],
  positive: ([a, b, c]) => [Math.fround(2 + a + b * c)],
  side: ([a, b]) => [a * b > 0 ? 1 : -1],
  yes: ([a, b]) => [a * b > 0 ? 1 : 0],
  label: (_, label) => [label],
  oneHot: (_, label) => [0, 1, 2].map((i) => (i === label ? 1 : 0)),
  shares: (_, label) => [0, 1, 2].map((i) => Math.fround(i === label ? 0.7 : 0.15)),
};

// ---- Both trainings ----

function makeSgd(rate) {
  return {here: ['SGD', '--learning-rate', `${rate}`], there: () => train.sgd(rate)};
}
const sgd = makeSgd(0.1);

function writeRows({target, rows, labels}) {
  const file = path.join(folder, 'rows.csv');
  const names = targets[target](rows[0], labels[0]).map((_, i) => `t${i}`);
  const lines = rows.map((row, i) => [...row, ...targets[target](row, labels[i])].join(','));
  fs.writeFileSync(file, [[...rows[0].map((_, i) => `x${i}`), ...names].join(','), ...lines, '']
      .join('\n'));
  return ['--data', file, '--target', names.join(',')];
}

// Neurons makes the network, or TensorFlow.js where it has layers that no option
// of ours names.
async function saveStart({network, layers}, data, loss) {
  const start = fs.mkdtempSync(path.join(folder, 'start-'));
  if (layers !== undefined) {
    await tfjs.saveModel(tfjs.createModel(layers(), random), start);
  } else {
    peer.runCli('train', ...data, '--network', network[0], '--activations', network[1],
                '--loss', loss, '--no-scale', '--seed', '5', '--epochs', '0', '--log', 'none',
                '--save', path.join(start, 'model.json'));
  }
  return start;
}

async function trainThere(start, {target, rows, labels, loss, optimizer, epochs, batchSize}) {
  const model = await tfjs.loadModel(start);
  const xs = core.tensor2d(rows);
  const ys = core.tensor2d(rows.map((row, i) => targets[target](row, labels[i])));
  model.compile({optimizer: optimizer.there(), loss});
  const {history} = await model.fit(xs, ys, {epochs, batchSize, shuffle: false, verbose: 0});
  return history.loss;
}

function trainHere(start, data, {loss, optimizer, epochs, batchSize}) {
  const log = peer.runCli('train', '--model', path.join(start, 'model.json'), ...data,
                          '--loss', loss, '--optimizer', ...optimizer.here, '--no-scale',
                          '--no-shuffle', '--batch-size', `${batchSize}`, '--epochs', `${epochs}`,
                          '--log', 'json');
  return log.trim().split('\n').map((line) => JSON.parse(line).loss);
}

async function compare(name, given) {
  const experiment = {
    rows: inputs, labels: classes, target: 'number', network: ['3-6-1', 'tanh,linear'],
    loss: 'mean_squared_error', optimizer: sgd, epochs: 12, batchSize: 8, ...given,
  };
  await peer.test(`/peers/tfjs-training/${name}`, async () => {
    const data = writeRows(experiment);
    const start = await saveStart(experiment, data, experiment.loss);
    const there = await trainThere(start, {
      ...experiment, loss: experiment.loss.replace(/_(.)/g, (_, letter) => letter.toUpperCase()),
    });
    const here = trainHere(start, data, experiment);
    worst = Math.max(worst, peer.assertClose(here, there, TOLERANCE));
    // Whoever learned nothing proves nothing.
    if (!(Math.abs(there[0] - there.at(-1)) > 1e-3)) {
      throw new Error(`The loss stays at ${there[0]}.`);
    }
  });
}

// ---- Losses ----

const softmax = ['3-6-3', 'tanh,softmax'];
const losses = {
  mean_squared_error: {},
  mean_absolute_error: {},
  mean_absolute_percentage_error: {target: 'positive', optimizer: makeSgd(0.001)},
  mean_squared_logarithmic_error: {target: 'positive', network: ['3-6-1', 'tanh,softplus']},
  squared_hinge: {target: 'side', network: ['3-6-1', 'tanh,tanh']},
  hinge: {target: 'side', network: ['3-6-1', 'tanh,tanh']},
  categorical_hinge: {target: 'oneHot', network: softmax},
  logcosh: {},
  categorical_crossentropy: {target: 'oneHot', network: softmax},
  sparse_categorical_crossentropy: {target: 'label', network: softmax},
  binary_crossentropy: {target: 'yes', network: ['3-6-1', 'tanh,sigmoid']},
  kullback_leibler_divergence: {target: 'shares', network: softmax},
  poisson: {target: 'positive', network: ['3-6-1', 'tanh,softplus']},
  cosine_proximity: {target: 'shares', network: ['3-6-3', 'tanh,linear']},
};
for (const [loss, more] of Object.entries(losses)) {
  await compare(`loss/${loss}`, {loss, ...more});
}

// ---- Optimizers ----

const optimizers = {
  'SGD': sgd,
  'SGD-momentum': {
    here: ['SGD', '--learning-rate', '0.02', '--optimizer-option', 'momentum=0.9'],
    there: () => train.momentum(0.02, 0.9),
  },
  'SGD-nesterov': {
    here: ['SGD', '--learning-rate', '0.02', '--optimizer-option', 'momentum=0.9',
           '--optimizer-option', 'nesterov=true'],
    there: () => train.momentum(0.02, 0.9, true),
  },
  'RMSprop': {
    here: ['RMSprop', '--learning-rate', '0.01'], there: () => train.rmsprop(0.01, 0.9, 0, 1e-7),
  },
  'RMSprop-momentum': {
    here: ['RMSprop', '--learning-rate', '0.002', '--optimizer-option', 'momentum=0.8',
           '--optimizer-option', 'rho=0.95'],
    there: () => train.rmsprop(0.002, 0.95, 0.8, 1e-7),
  },
  'Adagrad': {
    here: ['Adagrad', '--learning-rate', '0.1'], there: () => train.adagrad(0.1, 0.1),
  },
  'Adam': {
    here: ['Adam', '--learning-rate', '0.01', '--optimizer-option', 'epsilon=1e-20'],
    there: () => train.adam(0.01, 0.9, 0.999, 1e-20),
  },
  'Adam-betas': {
    here: ['Adam', '--learning-rate', '0.01', '--optimizer-option', 'epsilon=1e-20',
           '--optimizer-option', 'beta_1=0.8', '--optimizer-option', 'beta_2=0.99'],
    there: () => train.adam(0.01, 0.8, 0.99, 1e-20),
  },
  'Adamax': {
    here: ['Adamax', '--learning-rate', '0.01'], there: () => train.adamax(0.01, 0.9, 0.999, 1e-7),
  },
};
for (const [name, optimizer] of Object.entries(optimizers)) {
  await compare(`optimizer/${name}`, {optimizer});
}

// ---- Layers ----

const {dense, activation, ...more} = tfLayers;
const FUNCTIONS = [
  'elu', 'gelu', 'linear', 'logSoftmax', 'mish', 'relu', 'relu6', 'selu', 'sigmoid', 'softmax',
  'softplus', 'softsign', 'swish', 'tanh',
];
for (const name of FUNCTIONS) {
  await compare(`activation/${name}`, {
    layers: () => [dense({units: 6, activation: name}), dense({units: 1})],
    // Steep, and diverges with large steps.
    optimizer: name === 'logSoftmax' ? makeSgd(0.01) : sgd,
  });
}

// ThresholdedReLU is not there: TensorFlow.js has no gradient for it.
const networks = {
  'LeakyReLU': () => [dense({units: 6}), more.leakyReLU({alpha: 0.1}), dense({units: 1})],
  'ReLU-max': () => [dense({units: 6}), more.reLU({maxValue: 0.5}), dense({units: 1})],
  'BatchNormalization': () => [
    dense({units: 6, activation: 'tanh'}), more.batchNormalization(), dense({units: 1}),
  ],
  'LayerNormalization': () => [
    dense({units: 6, activation: 'tanh'}), more.layerNormalization(), dense({units: 1}),
  ],
  // The penalties are a part of the loss that both print.
  'regularizers': () => [
    dense({units: 6, activation: 'tanh', kernelRegularizer: regularizers.l2({l2: 0.02}),
           biasRegularizer: regularizers.l1({l1: 0.01})}),
    dense({units: 1, kernelRegularizer: regularizers.l1l2({l1: 0.003, l2: 0.005})}),
  ],
  'no-bias': () => [
    dense({units: 6, activation: 'tanh', useBias: false}), dense({units: 1, useBias: false}),
  ],
};
for (const [name, layers] of Object.entries(networks)) {
  await compare(`layer/${name}`, {layers});
}

// ---- The drug trial, as the window opens with it ----

// The labels are names of classes.
const trialCsv = peer.runCli('data', 'drug-trial', '--scaled');
const trial = {
  rows: peer.parseCsv(trialCsv).map(([age]) => [age]),
  labels: trialCsv.trim().split('\n').slice(1)
    .map((line) => ['no side effects', 'side effects'].indexOf(line.split(',')[1])),
  target: 'label', loss: 'sparse_categorical_crossentropy', epochs: 3, batchSize: 10,
  optimizer: {
    here: ['Adam', '--learning-rate', '0.0001', '--optimizer-option', 'epsilon=1e-20'],
    there: () => train.adam(0.0001, 0.9, 0.999, 1e-20),
  },
};
await compare('drug-trial/sigmoid', {...trial, network: ['1-6-32-2', 'relu,relu,sigmoid']});
await compare('drug-trial/softmax', {...trial, network: ['1-16-32-2', 'relu,relu,softmax']});

console.log(`# largest deviation: ${worst}`);
peer.finish();
