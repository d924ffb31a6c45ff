/** The utility's own keys towards partners. Production is given them; a demo makes its own at start-up. */
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { StartError } from '../../shared/start-error.ts';
import type { agencyJson, agencyWire } from '../payments/index.ts';

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
  /** Of the enabled forms. */
  published(): PublishedKey[];
}

export interface GivenKeys {
  json?: SigningKey;
  wechatBill?: SigningKey;
}

/** @throws StartError where production lacks a key that an enabled form signs with */
export function createHallKeys(
  given: GivenKeys,
  forms: ReadonlySet<agencyWire.AgencyForm>,
  demo: boolean,
): HallKeys {
  let { json, wechatBill } = given;
  if (!demo) {
    if (forms.has('agency-json') && !json) throw keyMissing('AGENCY_SIGNING_KEY');
    if (forms.has('wechat-bill') && !wechatBill) throw keyMissing('WECHAT_BILL_SIGNING_KEY');
  }
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
      ...(forms.has('agency-json') ? [publish('agency-json', keys.json())] : []),
      ...(forms.has('wechat-bill') ? [publish('wechat-bill', keys.wechatBill())] : []),
    ],
  };
}

const keyMissing = (name: string) =>
  new StartError(`${name}: missing; a key of the demo's own is refused in production`);

function publish(use: PublishedKey['use'], { id, key }: SigningKey): PublishedKey {
  return { use, key: id, algorithm: algorithmOf(key), publicKey: pem(createPublicKey(key)) };
}

const algorithmOf = (key: KeyObject) => (key.asymmetricKeyType === 'rsa' ? 'rsa-sha256' : 'ed25519');
const pem = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString();
