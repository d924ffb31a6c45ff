/** What stands in a contract with a partner, put into the hall's books: who it is, its channels, its keys. */
import { createPublicKey, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import forge from 'node-forge';
import {
  addMasterKey,
  addPartner,
  addPublicKey,
  type PartnerOptions,
} from '../../integration/agency/partners.ts';
import type { HallOutside, RunningHall } from '../../support/hall.ts';
import { agencyJsonPartner } from '../../support/partners/agency-json.ts';
import { type BankSettings, connectBank } from '../../support/partners/agency-tcp.ts';
import { wechatBillPlatform } from '../../support/partners/wechat-bill.ts';

/** The utility's public keys as it publishes them. */
async function hallKey(hall: HallOutside, use: string): Promise<KeyObject> {
  const { keys } = (await hall.call('GET', `${hall.url}/agency/v1/keys`)).body;
  return createPublicKey(keys.find((one: { use: string }) => one.use === use).publicKey);
}

export async function jsonPartner(
  hall: HallOutside,
  options: PartnerOptions,
  now?: () => Date,
  type: 'rsa' | 'ed25519' = 'ed25519',
) {
  const id = await addPartner(hall, options);
  const { privateKey, publicKey } =
    type === 'rsa' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : generateKeyPairSync('ed25519');
  await addPublicKey(hall, id, 'k-2026', publicKey);
  const client = agencyJsonPartner({
    baseUrl: hall.url,
    partner: options.code,
    keyId: 'k-2026',
    privateKey,
    hallKey: await hallKey(hall, 'agency-json'),
    now,
  });
  return { id, client };
}

export async function bank(hall: HallOutside, options: PartnerOptions, ca: string, now?: () => Date) {
  const units = { request: 'fen', reply: 'fen', file: 'fen' };
  const id = await addPartner(hall, { ...options, form: 'agency-tcp', units });
  const masterKey = randomBytes(16);
  await addMasterKey(hall, id, '01', masterKey);
  const settings: BankSettings = {
    host: '127.0.0.1',
    port: hall.app.bankPort()!,
    ca,
    partner: options.code,
    keyVersion: '01',
    masterKey,
    now,
  };
  return {
    id,
    masterKey,
    connect: (more: Partial<BankSettings> = {}) => connectBank({ ...settings, ...more }),
  };
}

export async function billPlatform(hall: HallOutside, options: PartnerOptions, now?: () => Date) {
  const settings = { mchId: '1900000109', companyId: '1001' };
  const id = await addPartner(hall, { ...options, form: 'wechat-bill', settings });
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  await addPublicKey(hall, id, 'LIFEPAY_KEY_2026A', publicKey);
  const client = wechatBillPlatform({
    ...settings,
    baseUrl: hall.url,
    serial: 'LIFEPAY_KEY_2026A',
    privateKey,
    hallKey: await hallKey(hall, 'wechat-bill'),
    now,
  });
  return { id, client };
}

/** A certificate for 127.0.0.1, with which the hall meets the banks; they know it as their authority. */
export function tlsIdentity(): { AGENCY_TLS_CERT: string; AGENCY_TLS_KEY: string } {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = forge.pki.publicKeyFromPem(
    pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  );
  certificate.serialNumber = '01';
  certificate.validity.notBefore = new Date(Date.now() - 3600_000);
  certificate.validity.notAfter = new Date(Date.now() + 86_400_000);
  const name = [{ name: 'commonName', value: '127.0.0.1' }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true },
    { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create());
  return { AGENCY_TLS_CERT: forge.pki.certificateToPem(certificate), AGENCY_TLS_KEY: key };
}

/** A clock that begins at a time of the story, and goes on. */
export function clockFrom(begin: string) {
  let offset = Date.parse(begin) - Date.now();
  return {
    now: () => new Date(Date.now() + offset),
    pass(hours: number) {
      offset += hours * 3600_000;
    },
  };
}

/** How a payment stands in the hall's books. */
export async function bookedAs(hall: RunningHall, receiptNo: string) {
  const { rows } = await hall.owner.query(
    `SELECT p.channel, c.source, c.amount_fen::int AS fen, c.clearing_on::text AS day
       FROM collections c JOIN payments p ON p.id = c.payment_id JOIN receipts r ON r.collection_id = c.id
      WHERE r.receipt_no = $1`,
    [receiptNo],
  );
  return rows[0];
}

export async function paidOf(hall: RunningHall, payableId: number): Promise<number> {
  const { rows } = await hall.owner.query('SELECT paid_fen FROM payables WHERE id = $1', [payableId]);
  return Number(rows[0].paid_fen);
}
