import { createCipheriv, randomInt } from 'node:crypto';
import type { Notifier, RawRequest } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { rfc3339 } from '../state/beijing-time.ts';
import { randomAlphanumeric, randomText } from '../state/ids.ts';
import type { Delivery, FaultRule } from '../state/records.ts';
import { type KeyMode, signatureHeaders } from './signature.ts';

const MINUTE = 60;
const HOUR = 3600;

/** 15 resends, 24 h 4 min in all. */
const SCHEDULE = [
  15,
  15,
  30,
  3 * MINUTE,
  10 * MINUTE,
  20 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  30 * MINUTE,
  60 * MINUTE,
  3 * HOUR,
  3 * HOUR,
  3 * HOUR,
  6 * HOUR,
  6 * HOUR,
];

const SUMMARIES: Record<string, string> = {
  'TRANSACTION.SUCCESS': '支付成功',
  'COMPLAINT.CREATE': '产生新投诉',
  'COMPLAINT.STATE_CHANGE': '投诉状态变化',
  'ENTRUST.SIGN': '委托代扣签约通知',
  'ENTRUST.TERMINATE': '委托代扣解约通知',
  'REFUND.SUCCESS': '退款成功',
  'REFUND.ABNORMAL': '退款异常',
  'REFUND.CLOSED': '退款关闭',
};

const ORIGINALS: Partial<Record<Delivery['kind'], string>> = {
  payment: 'transaction',
  refund: 'refund',
  agreement: 'entrust',
  complaint: 'complaint',
};

/** AEAD_AES_256_GCM: 12-byte nonce, the 16-byte tag at the end, base64. */
export function seal(apiV3Key: string, plaintext: string, associatedData: string) {
  const nonce = randomAlphanumeric(12);
  const cipher = createCipheriv('aes-256-gcm', apiV3Key, nonce);
  cipher.setAAD(Buffer.from(associatedData));
  const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return {
    algorithm: 'AEAD_AES_256_GCM',
    ciphertext: sealed.toString('base64'),
    nonce,
    associated_data: associatedData,
  };
}

export function wechatNotifier(sandbox: Sandbox): Notifier {
  return {
    schedule: SCHEDULE,
    accepts: answer => answer.status === 200 || answer.status === 204,
    build: (delivery, fault) => build(sandbox, delivery, fault),
  };
}

async function build(sandbox: Sandbox, delivery: Delivery, fault?: FaultRule): Promise<RawRequest> {
  const { event } = delivery.facts as { event: string };
  const original = ORIGINALS[delivery.kind] ?? '';
  const resource = seal(sandbox.keys.wechat.apiV3Key, JSON.stringify(contentOf(delivery)), original);
  if (fault?.fault === 'bad-tag') resource.ciphertext = flipped(resource.ciphertext);
  const message = JSON.stringify({
    id: delivery.eventId,
    create_time: rfc3339(new Date(delivery.createdAt)),
    resource_type: 'encrypt-resource',
    event_type: event,
    summary: SUMMARIES[event] ?? '',
    resource: { original_type: original, ...resource },
  });
  const body = fault?.fault === 'malformed' ? message.slice(0, message.length / 2) : message;
  return {
    url: delivery.url,
    headers: {
      Accept: '*/*',
      'Content-Type': 'application/json',
      'User-Agent': 'Mozilla/4.0',
      'Request-ID': randomText(16).toUpperCase(),
      ...(await signatureHeaders(sandbox.keys, notifyMode(sandbox), body, fault)),
    },
    body,
  };
}

function notifyMode(sandbox: Sandbox): KeyMode {
  const mode = sandbox.settings().wechatNotifyKey;
  if (mode !== 'mixed') return mode;
  return randomInt(2) === 0 ? 'public-key' : 'platform-certificate';
}

/** The event's facts, or a validly signed lie about them. */
function contentOf(delivery: Delivery): Record<string, unknown> {
  const { resource, deltaFen } = delivery.facts as { resource: Record<string, unknown>; deltaFen?: number };
  const amount = resource['amount'] as Record<string, unknown>;
  if (delivery.fault === 'wrong-merchant') return { ...resource, mchid: '1900000109' };
  if (delivery.fault === 'wrong-app') return { ...resource, appid: 'wxd678efh567hg6787' };
  if (delivery.fault === 'unreadable') return { ...resource, amount: '一百元整' };
  if (delivery.fault !== 'wrong-amount' || !amount) return resource;
  const names = delivery.kind === 'payment' ? ['total', 'payer_total'] : ['refund', 'payer_refund'];
  const changed = names.map(name => [name, Number(amount[name]) + (deltaFen ?? 1)]);
  return { ...resource, amount: { ...amount, ...Object.fromEntries(changed) } };
}

/** One bit of the ciphertext: only the tag gives it away. */
function flipped(ciphertext: string): string {
  const bytes = Buffer.from(ciphertext, 'base64');
  bytes[bytes.length - 20]! ^= 1;
  return bytes.toString('base64');
}
