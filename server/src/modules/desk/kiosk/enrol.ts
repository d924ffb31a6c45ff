/** A device gets in by a code that staff make for it, once; afterwards only its own key counts. */

import { randomInt } from 'node:crypto';
import type { StaffActor } from '../../../http/access.ts';
import { tokenHash } from '../../../infra/crypto.ts';
import { staffName } from '../../../shared/audit.ts';
import { badRequest } from '../../../shared/errors.ts';
import { deviceNotFound, enrolmentRefused } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import { readPublicKey } from './device-signature.ts';
import type { DeviceRow } from './kiosk.repository.ts';

const codeMinutes = 15;

export interface Enrolment {
  device: DeviceRow;
  /** Typed in at the machine: 12 digits. */
  code: string;
  until: Date;
}

/** @param request an existing device's number, or a new one's name and place */
export async function allowEnrolment(
  actor: StaffActor,
  request: { deviceNo: string } | { name: string; place: string },
  requestId: string,
  { kiosk, clock, audit }: DeskCore,
): Promise<Enrolment> {
  const now = clock.now();
  const until = new Date(now.getTime() + codeMinutes * 60_000);
  const code = String(randomInt(10 ** 6)).padStart(6, '0') + String(randomInt(10 ** 6)).padStart(6, '0');
  const device =
    'deviceNo' in request
      ? await kiosk.allowEnrolment(request.deviceNo, tokenHash(code), until)
      : await kiosk.addDevice({ ...request, enrolHash: tokenHash(code), enrolUntil: until, now });
  if (!device) throw deviceNotFound();
  const subject = `device:${device.deviceNo}`;
  await audit.record({ actor: staffName(actor), action: 'device.enrol', subject, requestId });
  return { device, code, until };
}

/** The machine hands in its public key. @throws AppError bad-request, enrolment-refused */
export async function enrol(
  code: string,
  publicKey: string,
  { kiosk, clock, audit }: DeskCore,
): Promise<DeviceRow> {
  const device = await kiosk.enrol(tokenHash(code), keyFrom(publicKey), clock.now());
  if (!device) throw enrolmentRefused();
  const subject = `device:${device.deviceNo}`;
  await audit.record({ actor: 'system', action: 'device.enrolled', subject });
  return device;
}

/** @throws AppError bad-request */
export async function rotateKey(
  device: DeviceRow,
  publicKey: string,
  { kiosk, clock, audit }: DeskCore,
): Promise<void> {
  await kiosk.rotate(device.deviceNo, keyFrom(publicKey), clock.now());
  const subject = `device:${device.deviceNo}`;
  await audit.record({ actor: 'system', action: 'device.rotate-key', subject });
}

/** @throws AppError device-not-found */
export async function revokeDevice(
  actor: StaffActor,
  deviceNo: string,
  requestId: string,
  { kiosk, audit }: DeskCore,
): Promise<DeviceRow> {
  const device = await kiosk.revoke(deviceNo);
  if (!device) throw deviceNotFound();
  await audit.record({
    actor: staffName(actor),
    action: 'device.revoke',
    subject: `device:${deviceNo}`,
    requestId,
  });
  return device;
}

function keyFrom(publicKey: string): Buffer {
  const key = readPublicKey(publicKey);
  if (key) return key;
  const message = { zh: '应为 P-256 公钥 (SPKI, base64)', en: 'Expected a P-256 public key (SPKI, base64)' };
  throw badRequest({}, [{ field: 'publicKey', rule: 'format', message }]);
}
