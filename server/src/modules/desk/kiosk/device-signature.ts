/** Signed requests of a kiosk, as channels/kiosk/README.md specifies them. */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { badDeviceSignature } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { DeviceRow } from './kiosk.repository.ts';

export interface SignedRequest {
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: Record<string, string | undefined>;
  rawBody: Buffer;
}

const skewSeconds = 300;

/** The text that is signed. */
export function signedText(
  { method, target, rawBody }: Omit<SignedRequest, 'headers'>,
  time: string,
): string {
  return `${method}\n${target}\n${time}\n${createHash('sha256').update(rawBody).digest('hex')}\n`;
}

/** Whether r and s, 32 bytes each in base64, are this key's over the text. */
export function isSignedBy(publicKey: Buffer, text: string, signature: string): boolean {
  const bytes = Buffer.from(signature, 'base64');
  if (bytes.length !== 64) return false;
  const key = createPublicKey({ key: publicKey, format: 'der', type: 'spki' });
  return verify('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' }, bytes);
}

/** The device that signed this. @throws AppError bad-signature, whatever is wrong with it; what it was, operators see counted */
export async function deviceOf(
  request: SignedRequest,
  { kiosk, clock, metrics }: DeskCore,
): Promise<DeviceRow> {
  const {
    'dianting-device': deviceNo,
    'dianting-time': time,
    'dianting-signature': signature,
  } = request.headers;
  const now = clock.now();
  const refused = (reason: 'form' | 'time' | 'device' | 'signature') => {
    metrics.count('hall_untrusted_total', { source: 'kiosk', reason });
    return badDeviceSignature();
  };
  if (!deviceNo || !time || !signature || deviceNo.length > 20) throw refused('form');
  const inTime = /^\d{9,11}$/.test(time) && Math.abs(now.getTime() / 1000 - Number(time)) <= skewSeconds;
  if (!inTime) throw refused('time');
  const device = await kiosk.device(deviceNo);
  if (device?.status !== 'active' || !device.publicKey) throw refused('device');
  if (!isSignedBy(device.publicKey, signedText(request, time), signature)) throw refused('signature');
  await kiosk.seen(deviceNo, now);
  return device;
}

/** An ECDSA key on P-256, SPKI in base64; undefined for anything else. */
export function readPublicKey(base64: string): Buffer | undefined {
  try {
    const der = Buffer.from(base64, 'base64');
    const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
    const isP256 = key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return isP256 ? key.export({ format: 'der', type: 'spki' }) : undefined;
  } catch {
    return undefined;
  }
}
