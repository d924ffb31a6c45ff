/** The utility's own keys towards partners. Production is given them; a demo makes its own at start-up. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { agencyJson } from '../payments/index.ts';

type SigningKey = agencyJson.SigningKey;

export interface PublishedKey {
  use: 'agency-json' | 'wechat-bill';
  key: string;
  algorithm: string;
  /** PEM */
  publicKey: string;
}

export interface HallKeys {
  json(): SigningKey;
  wechatBill(): SigningKey;
  published(): PublishedKey[];
}

export interface GivenKeys {
  json?: SigningKey;
  wechatBill?: SigningKey;
}

export function createHallKeys(given: GivenKeys, wechatBillEnabled: boolean): HallKeys {
  let { json, wechatBill } = given;
  const keys = {
    json: () => (json ??= { id: 'demo-ed25519', key: generateKeyPairSync('ed25519').privateKey }),
    // The platform's scheme knows RSA only.
    wechatBill: () =>
      (wechatBill ??= {
        id: 'DEMO_RSA',
        key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
      }),
  };
  return {
    ...keys,
    published: () => [
      publish('agency-json', keys.json()),
      ...(wechatBillEnabled ? [publish('wechat-bill', keys.wechatBill())] : []),
    ],
  };
}

function publish(use: PublishedKey['use'], { id, key }: SigningKey): PublishedKey {
  return { use, key: id, algorithm: algorithmOf(key), publicKey: pem(createPublicKey(key)) };
}

const algorithmOf = (key: KeyObject) => (key.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ed25519');
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
