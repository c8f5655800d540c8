// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// Makes tests/data/tfjs: models as TensorFlow.js saves them, each with a few
// inputs and what TensorFlow.js predicts for them. By hand, when there should
// be another, after tools/setup:
//
//     node tests/peers/make-tfjs-models.mjs build-peers tests/data/tfjs

import * as fs from 'node:fs';
import * as path from 'node:path';
import {core, layers as tfLayers, saveModel} from './tfjs.mjs';

const dense = tfLayers.layers.dense;
const activation = (name) => tfLayers.layers.activation({activation: name});
const initializers = tfLayers.initializers;

// Something other than zeros and ones, so that mistaking one for another shows.
const gammaAndBeta = {
  betaInitializer: initializers.randomNormal({mean: 0, stddev: 0.5}),
  gammaInitializer: initializers.randomUniform({minval: 0.5, maxval: 1.5}),
};
const normal = {
  ...gammaAndBeta,
  movingMeanInitializer: initializers.randomNormal({mean: 0.2, stddev: 0.5}),
  movingVarianceInitializer: initializers.randomUniform({minval: 0.25, maxval: 2}),
};

const models = {
  'relu-softmax': [
    dense({units: 3, activation: 'relu', inputShape: [2]}),
    dense({units: 2, activation: 'softmax'}),
  ],
  'drug-trial': [
    dense({units: 6, activation: 'relu', inputShape: [1], kernelInitializer: 'glorotUniform'}),
    dense({units: 32, activation: 'relu', kernelInitializer: 'glorotUniform'}),
    dense({units: 2, activation: 'sigmoid', kernelInitializer: 'glorotUniform'}),
  ],
  'activation-layers': [
    dense({units: 4, inputShape: [3], name: 'first'}),
    activation('tanh'),
    dense({units: 3, name: 'second'}),
    activation('softmax'),
  ],
  'no-bias': [
    dense({units: 5, activation: 'tanh', useBias: false, inputShape: [2]}),
    dense({units: 1, activation: 'sigmoid', useBias: false}),
  ],
  'he-lecun': [
    dense({units: 4, activation: 'relu', inputShape: [2],
           kernelInitializer: 'heNormal', biasInitializer: 'ones'}),
    dense({units: 4, activation: 'tanh', kernelInitializer: 'heUniform'}),
    dense({units: 4, activation: 'linear', kernelInitializer: 'leCunNormal'}),
    dense({units: 2, kernelInitializer: 'leCunUniform'}),
  ],
  'batch-normalization': [
    tfLayers.layers.batchNormalization({inputShape: [3], momentum: 0.9, ...normal}),
    dense({units: 5, useBias: false}),
    tfLayers.layers.batchNormalization({scale: false, epsilon: 0.01, ...normal}),
    activation('relu'),
    dense({units: 4}),
    tfLayers.layers.batchNormalization({center: false, ...normal}),
    dense({units: 2, activation: 'softmax'}),
  ],
  'layer-normalization': [
    dense({units: 6, activation: 'tanh', inputShape: [2]}),
    tfLayers.layers.layerNormalization(gammaAndBeta),
    dense({units: 4, activation: 'relu'}),
    tfLayers.layers.layerNormalization({center: false, epsilon: 0.01, ...gammaAndBeta}),
    dense({units: 4}),
    tfLayers.layers.layerNormalization({scale: false, ...gammaAndBeta}),
  ],
  'noise': [
    tfLayers.layers.gaussianNoise({stddev: 0.3, inputShape: [2]}),
    dense({units: 8, activation: 'relu'}),
    tfLayers.layers.dropout({rate: 0.25}),
    dense({units: 1, activation: 'sigmoid'}),
  ],
  'random': [
    dense({units: 3, activation: 'sigmoid', inputShape: [4],
           kernelInitializer: initializers.randomNormal({mean: 0.1, stddev: 0.5}),
           biasInitializer: initializers.constant({value: 0.25})}),
    dense({units: 3, activation: 'relu',
           kernelInitializer: initializers.randomUniform({minval: -0.5, maxval: 0.75}),
           biasInitializer: initializers.truncatedNormal({mean: 0, stddev: 0.2})}),
    dense({units: 2, kernelInitializer: 'glorotNormal'}),
  ],
  'regularized': [
    dense({units: 3, activation: 'tanh', inputShape: [2],
           kernelRegularizer: tfLayers.regularizers.l2({l2: 0.02})}),
    dense({units: 2, kernelRegularizer: tfLayers.regularizers.l1l2({l1: 0.03, l2: 0.25}),
           biasRegularizer: 'l1l2'}),
  ],
};

for (const [name, layers] of Object.entries(models)) {
  const folder = path.join(process.argv[3], name);
  const model = tfLayers.sequential({name, layers});
  const inputDim = model.inputs[0].shape[1];
  const inputs = core.randomNormal([5, inputDim], 0, 1.5, 'float32', 7);
  await saveModel(model, folder);
  fs.writeFileSync(path.join(folder, 'predictions.json'), JSON.stringify({
    inputs: inputs.arraySync(),
    outputs: model.predict(inputs).arraySync(),
  }) + '\n');
}
