// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// Loads models that Neurons has saved into TensorFlow.js and compares the
// predictions. By hand, since Node.js is no dependency of Neurons; needs
// Node.js 20 or newer:
//
//     meson test -C BUILD test-tfjs --suite document      (saves into
//                                        BUILD/tests/document/tfjs-saved)
//     cd /tmp && npm install @tensorflow/tfjs@4.22.0
//     cp …/tests/tfjs/*.mjs .
//     node check-with-tfjs.mjs BUILD/tests/document/tfjs-saved …/tests/data/tfjs
//
// Prints the largest difference for each model; fails above 1e-6.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as tf from '@tensorflow/tfjs';

const [saved, expected] = process.argv.slice(2);

function loadFolder(folder) {
  const json = JSON.parse(fs.readFileSync(path.join(folder, 'model.json')));
  const weightSpecs = json.weightsManifest.flatMap((group) => group.weights);
  const bytes = json.weightsManifest.flatMap((group) => group.paths)
      .map((name) => fs.readFileSync(path.join(folder, name)));
  const weightData = Uint8Array.from(Buffer.concat(bytes)).buffer;
  return tf.loadLayersModel(tf.io.fromMemory({...json, weightSpecs, weightData}));
}

let worst = 0;
for (const name of fs.readdirSync(expected)) {
  const {inputs, outputs} = JSON.parse(
      fs.readFileSync(path.join(expected, name, 'predictions.json')));
  const model = await loadFolder(path.join(saved, name));
  const difference = tf.max(tf.abs(tf.sub(model.predict(tf.tensor2d(inputs)), outputs)))
      .dataSync()[0];
  console.log(`${name}: ${difference}`);
  worst = Math.max(worst, difference);
}
console.log(`largest: ${worst}`);
process.exit(worst <= 1e-6 ? 0 : 1);
