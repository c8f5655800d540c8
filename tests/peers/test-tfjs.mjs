// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// Networks to TensorFlow.js and back: it predicts what Neurons predicts.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as peer from './tap.mjs';
import * as tfjs from './tfjs.mjs';

const TOLERANCE = 1e-5;

const folder = peer.makeFolder();
const at = (...names) => path.join(folder, ...names);
let worst = 0;

// ---- What Neurons saves ----

// What TensorFlow.js lacks, of all that peer-models saves.
const REFUSED = [
  'celu-alpha-2.5-', 'elu-alpha--2-', 'elu-alpha-0.5-', 'exponential', 'gelu-approximate-true-',
  'hard_shrink', 'hard_shrink-threshold-1-', 'hard_sigmoid', 'hard_silu', 'hard_tanh', 'log_sigmoid',
  'relu-negative_slope-0.1--max_value-2--threshold-0.5-', 'soft_shrink', 'soft_shrink-threshold-0-',
  'soft_shrink-threshold-0.2-', 'sparse_plus', 'sparse_sigmoid', 'squareplus', 'squareplus-b-0-',
  'squareplus-b-0.5-', 'tanh_shrink',
].flatMap((name) => [`alone-${name}`, `dense-${name}`]).sort();

const saved = peer.saveModels(folder);

await peer.test('/peers/tfjs/refused', async () => {
  const refused = saved.filter((model) => model.no_tfjs !== undefined);
  const names = refused.map((model) => model.name).sort();
  if (names.join('\n') !== REFUSED.join('\n')) {
    throw new Error(`Neurons refuses ${names.join(' ')}`);
  }
  for (const {name, no_tfjs: sentence} of refused) {
    if (!/^TensorFlow\.js has no .*, which is the activation of the layer “/.test(sentence) ||
        fs.existsSync(at(name, 'model.json'))) {
      throw new Error(`${name}: ${sentence}`);
    }
  }
});

// TensorFlow.js gets the network alone, which takes features that are scaled.
function isForTfjs({name, no_tfjs: sentence}) {
  return sentence === undefined && (!name.startsWith('preset-') || name.endsWith('-scaled'));
}

for (const model of saved.filter(isForTfjs)) {
  await peer.test(`/peers/tfjs/loads/${model.name}`, async () => {
    const loaded = await tfjs.loadModel(at(model.name));
    const outputs = tfjs.predict(loaded, model.inputs, model.n_inputs);
    worst = Math.max(worst, peer.assertClose(outputs, model.outputs, TOLERANCE));
  });
}

// ---- What TensorFlow.js saves ----

const {dense, activation, ...more} = tfjs.layers.layers;
const initializers = tfjs.layers.initializers;

const FUNCTIONS = [
  'elu', 'gelu', 'gelu_new', 'linear', 'logSoftmax', 'mish', 'relu', 'relu6', 'selu', 'sigmoid',
  'softmax', 'softplus', 'softsign', 'swish', 'tanh',
];

const theirs = {
  ...Object.fromEntries(FUNCTIONS.map((name) => [`function-${name}`, () => [
    dense({units: 4, activation: name}), activation({activation: name}), dense({units: 2}),
  ]])),
  'ELU': () => [dense({units: 4}), more.elu(), dense({units: 2})],
  'LeakyReLU': () => [dense({units: 4}), more.leakyReLU(), dense({units: 2})],
  'LeakyReLU-alpha': () => [dense({units: 4}), more.leakyReLU({alpha: 0.05}), dense({units: 2})],
  'ReLU': () => [dense({units: 4}), more.reLU(), dense({units: 2})],
  'ReLU-maxValue': () => [dense({units: 4}), more.reLU({maxValue: 0.7}), dense({units: 2})],
  'Softmax': () => [dense({units: 4}), more.softmax({axis: -1})],
  'Softmax-1': () => [dense({units: 4}), more.softmax({axis: 1})],
  'ThresholdedReLU': () => [dense({units: 4}), more.thresholdedReLU(), dense({units: 2})],
  'ThresholdedReLU-theta': () => [dense({units: 4}), more.thresholdedReLU({theta: 0.2})],
  'BatchNormalization': () => [dense({units: 4}), more.batchNormalization(), dense({units: 2})],
  'BatchNormalization-plain': () => [dense({units: 4}), more.batchNormalization({
    center: false, scale: false, epsilon: 0.1, axis: 1,
  })],
  'LayerNormalization': () => [dense({units: 4}), more.layerNormalization(), dense({units: 2})],
  'LayerNormalization-plain': () => [dense({units: 4}), more.layerNormalization({
    center: false, scale: false, epsilon: 0.1,
  })],
  'Dropout': () => [dense({units: 4}), more.dropout({rate: 0.3}), dense({units: 2})],
  'GaussianNoise': () => [dense({units: 4}), more.gaussianNoise({stddev: 0.3}), dense({units: 2})],
  'no-bias': () => [dense({units: 4, useBias: false}), dense({units: 2, useBias: false})],
  'initializers': () => [
    ['zeros', 'ones', initializers.constant({value: 0.5})],
    [initializers.randomNormal({stddev: 2}), initializers.randomUniform({minval: -1, maxval: 3})],
    [initializers.truncatedNormal({stddev: 0.5}), 'glorotNormal', 'glorotUniform', 'heNormal'],
    ['heUniform', 'leCunNormal', 'leCunUniform'],
  ].flat().map((kernelInitializer) => dense({units: 3, kernelInitializer})),
};

const random = peer.makeRandom();

function predictHere(file, rows) {
  fs.writeFileSync(at('rows.csv'), peer.formatCsv(rows));
  return peer.parseCsv(peer.runCli('predict', '--model', file, '--data', at('rows.csv'))).flat();
}

for (const [name, create] of Object.entries(theirs)) {
  await peer.test(`/peers/tfjs/saves/${name}`, async () => {
    const model = tfjs.createModel(create(), random);
    const rows = Array.from({length: 20}, () => [random(), random(), random()].map((x) => 4 * x));
    const outputs = tfjs.predict(model, rows.flat(), 3);
    await tfjs.saveModel(model, at(`theirs-${name}`));
    worst = Math.max(worst, peer.assertClose(
        predictHere(at(`theirs-${name}`, 'model.json'), rows), outputs, TOLERANCE));

    // TensorFlow.js does not find this one when it loads.
    if (name === 'function-gelu_new') {
      return;
    }
    fs.mkdirSync(at(`ours-${name}`));
    peer.runCli('convert', at(`theirs-${name}`, 'model.json'), at(`ours-${name}`, 'model.json'));
    const again = await tfjs.loadModel(at(`ours-${name}`));
    peer.assertClose(tfjs.predict(again, rows.flat(), 3), outputs, TOLERANCE);
  });
}

const impossible = {
  'hard-sigmoid': [() => [dense({units: 2, activation: 'hardSigmoid'})],
                   /has the activation hard_sigmoid of TensorFlow\.js and Keras 2/],
  'prelu': [() => [dense({units: 2}), more.prelu()], /There is no layer “PReLU”; Neurons has /],
  'softmax-axis': [() => [dense({units: 2}), more.softmax({axis: 0})],
                   /layers\[2\]\.config\.axis: .* must be -1/],
  'reshape': [() => [dense({units: 2}), more.reshape({targetShape: [2]})],
              /There is no layer “Reshape”; Neurons has /],
};
for (const [name, [create, sentence]] of Object.entries(impossible)) {
  await peer.test(`/peers/tfjs/impossible/${name}`, async () => {
    await tfjs.saveModel(tfjs.createModel(create(), random), at(`impossible-${name}`));
    try {
      predictHere(at(`impossible-${name}`, 'model.json'), [[1, 2, 3]]);
    } catch (error) {
      if (sentence.test(error.message)) {
        return;
      }
      throw error;
    }
    throw new Error('Neurons reads it.');
  });
}

console.log(`# largest deviation: ${worst}`);
peer.finish();
