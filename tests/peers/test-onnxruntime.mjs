// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// ONNX Runtime predicts what Neurons predicts, with every activation, layer
// and preset.

import * as fs from 'node:fs';
import * as path from 'node:path';
import * as peer from './tap.mjs';

const TOLERANCE = 1e-5;

const ort = peer.loadPeer('onnxruntime-web');
ort.env.wasm.numThreads = 1;
// Of an operator that it does not like it warns, and goes on.
ort.env.logLevel = 'error';

const folder = peer.makeFolder();

async function predict(file, inputs, nInputs) {
  const session = await ort.InferenceSession.create(fs.readFileSync(path.join(folder, file)));
  const shape = [inputs.length / nInputs, nInputs];
  const {outputs} = await session.run(
      {inputs: new ort.Tensor('float32', Float32Array.from(inputs), shape)});
  await session.release();
  return outputs;
}

let worst = 0;
for (const {name, inputs, outputs, n_inputs: nInputs, n_outputs: nOutputs} of
     peer.saveModels(folder)) {
  await peer.test(`/peers/onnxruntime/${name}`, async () => {
    const predicted = await predict(`${name}.onnx`, inputs, nInputs);
    peer.assertClose(predicted.dims, [inputs.length / nInputs, nOutputs], 0);
    worst = Math.max(worst, peer.assertClose(predicted.data, outputs, TOLERANCE));
  });
}
console.log(`# largest deviation: ${worst}`);

// From the data to the prediction, as a student has it: raw ages go in.
await peer.test('/peers/onnxruntime/trained', async () => {
  const at = (name) => path.join(folder, name);
  peer.runCli('train', '--preset', 'drug-trial', '--epochs', '2', '--log', 'none',
              '--save', at('trained.neurons'), '--save', at('trained.onnx'));
  peer.runCli('convert', at('trained.neurons'), at('converted.onnx'));
  peer.runCli('convert', at('trained.neurons'), at('scaled.onnx'), '--scaled-inputs');

  const ages = [[13], [31], [64], [64.5], [65], [100]];
  fs.writeFileSync(at('ages.csv'), peer.formatCsv(ages));
  const expected = peer.parseCsv(peer.runCli('predict', '--model', at('trained.neurons'),
                                             '--data', at('ages.csv'), '--features', 'x0'));
  const scaled = ages.map(([age]) => (age - 13) / (100 - 13));
  for (const [file, inputs] of [['trained.onnx', ages.flat()], ['converted.onnx', ages.flat()],
                                ['scaled.onnx', scaled]]) {
    peer.assertClose((await predict(file, inputs, 1)).data, expected.flat(), TOLERANCE);
  }
});

peer.finish();
