// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: The Neurons developers
//
// What the tests in this folder share: the peers, a folder to work in, our
// programs, and a report in TAP.

import * as childProcess from 'node:child_process';
import * as fs from 'node:fs';
import {createRequire} from 'node:module';
import * as os from 'node:os';
import * as path from 'node:path';

// Every test is run as: node TEST.mjs PEERS PEER-MODELS NEURONS-CLI
const [peersFolder, peerModels, neuronsCli] =
    process.argv.slice(2).map((name) => path.resolve(name));

let nCases = 0;
let nFailed = 0;

// Loads an npm package from the folder that tools/setup has made.
export function loadPeer(name) {
  try {
    return createRequire(path.join(peersFolder, 'package.json'))(name);
  } catch (error) {
    console.log(`Bail out! ${name} cannot be loaded from ${peersFolder}, where “tools/setup test” ` +
                `installs it: ${error.message}`);
    process.exit(1);
  }
}

// A folder that is gone when the program ends.
export function makeFolder() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'neurons-peers-'));
  process.on('exit', () => fs.rmSync(folder, {recursive: true}));
  return folder;
}

function run(program, args) {
  const {status, signal, error, stdout, stderr} =
      childProcess.spawnSync(program, args, {encoding: 'utf8', maxBuffer: 1 << 28});
  if (status !== 0) {
    throw new Error(`${path.basename(program)} ${args.join(' ')}: ` +
                    `${error ?? signal ?? stderr}`);
  }
  return stdout;
}

// Runs neurons-cli; returns what it prints.
export function runCli(...args) {
  return run(neuronsCli, args);
}

// The rows of a CSV file without its header, as numbers.
export function parseCsv(text) {
  return text.trim().split('\n').slice(1).map((line) => line.split(',').map(Number));
}

export function formatCsv(rows) {
  const header = rows[0].map((_, column) => `x${column}`);
  return [header, ...rows].map((row) => row.join(',')).join('\n') + '\n';
}

// Makes a function of numbers from −1 to 1, the same each time (Park and Miller,
// 1988).
export function makeRandom() {
  let state = 1;
  return () => {
    state = state * 48271 % 2147483647;
    return Math.fround(state / 2147483647 * 2 - 1);
  };
}

// The networks of peer-models, saved into `folder`.
export function saveModels(folder) {
  run(peerModels, [folder]);
  return fs.readdirSync(folder).filter((name) => name.endsWith('.json')).sort().map((file) => ({
    name: file.slice(0, -'.json'.length),
    ...JSON.parse(fs.readFileSync(path.join(folder, file))),
  }));
}

// The largest |value − expected| ∕ max(1, |expected|). NaN is as far as can be;
// null, as JSON has what is not finite, is met by what is not finite either.
export function deviation(values, expected) {
  if (values.length !== expected.length) {
    throw new Error(`${values.length} numbers, not ${expected.length}`);
  }
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    if (expected[i] === null && !Number.isFinite(values[i])) {
      continue;
    }
    const off = Math.abs(values[i] - expected[i]) / Math.max(1, Math.abs(expected[i]));
    largest = expected[i] === null || Number.isNaN(off) ? Infinity : Math.max(largest, off);
  }
  return largest;
}

export function assertClose(values, expected, tolerance) {
  const off = deviation(values, expected);
  if (off > tolerance) {
    throw new Error(`off by ${off}, not at most ${tolerance}`);
  }
  return off;
}

// One case; it fails by throwing.
export async function test(name, func) {
  nCases++;
  try {
    await func();
    console.log(`ok ${nCases} ${name}`);
  } catch (error) {
    nFailed++;
    console.log(`not ok ${nCases} ${name}`);
    console.log(String(error.stack ?? error).replace(/^/gm, '# '));
  }
}

export function finish() {
  console.log(`1..${nCases}`);
  process.exit(nFailed === 0 ? 0 : 1);
}
