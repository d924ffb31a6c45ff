/** A device gets in by a code that staff make for it, once; afterwards only its own key counts. */
import type { StaffActor } from '../../../http/access.ts';
import { tokenHash } from '../../../infra/crypto.ts';
import { auditStatement } from '../../../infra/with-audit.ts';
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

/**
 * The same request again is answered by the same code, which is kept nowhere but as a hash, and brings nothing new.
 * @param wish an existing device's number, or a new one's name and place
 */
export async function allowEnrolment(
  actor: StaffActor,
  wish: { deviceNo: string } | { name: string; place: string },
  { requestKey, requestId }: { requestKey: string; requestId: string },
  { db, kiosk, clock, cipher }: DeskCore,
): Promise<Enrolment> {
  const now = clock.now();
  const code = codeFrom(cipher.hash('kiosk-enrolment', requestKey));
  const mark = cipher.hash('kiosk-enrolment-request', requestKey);
  const allowed = {
    mark,
    enrolHash: tokenHash(code),
    until: new Date(now.getTime() + codeMinutes * 60_000),
    by: actor.username,
  };
  const { device, until } = await db.inSqlTransaction(async tx => {
    const before = await kiosk.enrolmentOf(tx, mark);
    if (before) return before;
    const found =
      'deviceNo' in wish
        ? await kiosk.allowEnrolment(tx, wish.deviceNo, allowed)
        : await kiosk.addDevice(tx, { ...wish, now }, allowed);
    if (!found) throw deviceNotFound();
    const subject = `device:${found.deviceNo}`;
    await tx.query(auditStatement({ actor: staffName(actor), action: 'device.enrol', subject, requestId }));
    return { device: found, until: allowed.until };
  });
  return { device, code, until };
}

const codeFrom = (secret: Buffer): string => String(secret.readUIntBE(0, 6) % 10 ** 12).padStart(12, '0');

/** The machine hands in its public key. @throws AppError bad-request, enrolment-refused */
export async function enrol(
  code: string,
  publicKey: string,
  { db, kiosk, clock }: DeskCore,
): Promise<DeviceRow> {
  const key = keyFrom(publicKey);
  return db.inSqlTransaction(async tx => {
    const device = await kiosk.enrol(tx, tokenHash(code), key, clock.now());
    if (!device) throw enrolmentRefused();
    const subject = `device:${device.deviceNo}`;
    await tx.query(auditStatement({ actor: 'system', action: 'device.enrolled', subject }));
    return device;
  });
}

/** @throws AppError bad-request */
export async function rotateKey(
  device: DeviceRow,
  publicKey: string,
  { kiosk, clock }: DeskCore,
): Promise<void> {
  const subject = `device:${device.deviceNo}`;
  const entry = { actor: 'system', action: 'device.rotate-key', subject };
  await kiosk.rotate(device.deviceNo, keyFrom(publicKey), clock.now(), entry);
}

/** @throws AppError device-not-found */
export async function revokeDevice(
  actor: StaffActor,
  deviceNo: string,
  requestId: string,
  { kiosk }: DeskCore,
): Promise<DeviceRow> {
  const subject = `device:${deviceNo}`;
  const entry = { actor: staffName(actor), action: 'device.revoke', subject, requestId };
  const device = await kiosk.revoke(deviceNo, entry);
  if (!device) throw deviceNotFound();
  return device;
}

function keyFrom(publicKey: string): Buffer {
  const key = readPublicKey(publicKey);
  if (key) return key;
  const message = { zh: '应为 P-256 公钥 (SPKI, base64)', en: 'Expected a P-256 public key (SPKI, base64)' };
  throw badRequest({}, [{ field: 'publicKey', rule: 'format', message }]);
}
