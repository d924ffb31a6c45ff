/** How often a second this machine signs by RSA-2048 (SHA-256) when it does nothing else: one thread a core. */
import { generateKeyPairSync } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

const signingMs = 1_500;
const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

const signer = `
  const { createPrivateKey, sign } = require('node:crypto');
  const { parentPort, workerData } = require('node:worker_threads');
  const key = createPrivateKey(workerData.privateKey);
  const message = Buffer.from('a message of no meaning');
  sign('RSA-SHA256', message, key);
  const began = performance.now();
  let count = 0;
  for (; performance.now() - began < workerData.signingMs; count += 1) sign('RSA-SHA256', message, key);
  parentPort.postMessage((count * 1000) / (performance.now() - began));
`;

export async function signaturesPerSecond(): Promise<number> {
  const rates = await Promise.all(Array.from({ length: availableParallelism() }, rateOfOneThread));
  return rates.reduce((sum, rate) => sum + rate, 0);
}

function rateOfOneThread(): Promise<number> {
  const thread = new Worker(signer, { eval: true, workerData: { privateKey, signingMs } });
  return new Promise((resolve, reject) => thread.once('message', resolve).once('error', reject));
}
