// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// TensorFlow.js, and its models from and to folders: what tfjs-node does with
// file:// for those who have it.

import * as fs from 'node:fs';
import * as path from 'node:path';
import {loadPeer} from './tap.mjs';

export const core = loadPeer('@tensorflow/tfjs-core');
loadPeer('@tensorflow/tfjs-backend-cpu');
export const layers = loadPeer('@tensorflow/tfjs-layers');

// Otherwise it advertises tfjs-node, in the midst of the report.
core.env().set('PROD', true);
await core.setBackend('cpu');

// A network with 3 inputs, and weights that are the same each time.
export function createModel(list, random) {
  const input = layers.layers.inputLayer({inputShape: [3]});
  const model = layers.sequential({layers: [input, ...list]});
  model.setWeights(model.weights.map(({name, shape}) => {
    const isVariance = /moving_variance/.test(name);
    const values = Array.from({length: core.util.sizeFromShape(shape)}, random);
    return core.tensor(values.map((value) => (isVariance ? 0.1 + Math.abs(value) : value)), shape);
  }));
  return model;
}

export function loadModel(folder) {
  const json = JSON.parse(fs.readFileSync(path.join(folder, 'model.json')));
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  const bytes = json.weightsManifest.flatMap((group) => group.paths)
      .map((name) => fs.readFileSync(path.join(folder, name)));
  const weightData = Uint8Array.from(Buffer.concat(bytes)).buffer;
  return layers.loadLayersModel(core.io.fromMemory({...json, weightSpecs, weightData}));
}

export function saveModel(model, folder) {
  return model.save(core.io.withSaveHandler(async (artifacts) => {
    const weightData = core.io.CompositeArrayBuffer.join(artifacts.weightData);
    fs.mkdirSync(folder, {recursive: true});
    fs.writeFileSync(path.join(folder, 'weights.bin'), Buffer.from(weightData));
    fs.writeFileSync(path.join(folder, 'model.json'), JSON.stringify({
      modelTopology: artifacts.modelTopology,
      format: artifacts.format,
      generatedBy: artifacts.generatedBy,
      convertedBy: artifacts.convertedBy,
      weightsManifest: [{paths: ['weights.bin'], weights: artifacts.weightSpecs}],
    }));
    return {modelArtifactsInfo: core.io.getModelArtifactsInfoForJSON(artifacts)};
  }));
}

// The outputs, in one row.
export function predict(model, inputs, nInputs) {
  return core.tidy(() => {
    const rows = core.tensor2d(Float32Array.from(inputs), [inputs.length / nInputs, nInputs]);
    return model.predict(rows).dataSync();
  });
}
