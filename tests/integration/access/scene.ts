/** A household with everybody who might knock at its door, and a desk with one member of staff in each role. */
import { randomInt } from 'node:crypto';
import type { StaffRole } from '../../../server/src/http/access.ts';
import { staffCookie } from '../../../server/src/http/admit.ts';
import { tokenHash } from '../../../server/src/infra/crypto.ts';
import { randomToken } from '../../../server/src/shared/ids.ts';
import type { RunningHall } from '../../support/hall.ts';
import type { BillOfTest, Household, Resident } from '../../support/world.ts';

export const staffRoles: StaffRole[] = ['clerk', 'finance', 'supervisor', 'administrator', 'auditor', 'crew'];

export interface DeskMember {
  id: string;
  username: string;
  cookie: string;
}

export interface Scene {
  hall: RunningHall;
  /** Held by `owner` now, by `previous` until 2025. */
  home: Household;
  room: string;
  bill: BillOfTest;
  /** The holder, bound in full. */
  owner: Resident;
  ownerBindingId: string;
  /** Bound in full, not the holder. */
  family: Resident;
  familyBindingId: string;
  payOnly: Resident;
  /** Bound in full to the tenancy that ended. */
  previous: Resident;
  /** Holder of another home altogether. */
  stranger: Resident;
  otherHome: Household;
  otherBill: BillOfTest;
  desk: Record<StaffRole, DeskMember>;
}

const unusedMonth = (() => {
  let used = 0;
  return () => {
    used += 1;
    return `20${String(10 + Math.floor(used / 12)).padStart(2, '0')}-${String((used % 12) + 1).padStart(2, '0')}`;
  };
})();
/** A month of the past that no other example of this run bills. */
export const freshMonth = unusedMonth;
export const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('');

export async function openDesk(hall: RunningHall): Promise<Record<StaffRole, DeskMember>> {
  const desk = {} as Record<StaffRole, DeskMember>;
  for (const role of staffRoles) desk[role] = await addMember(hall, role);
  return desk;
}

export async function addMember(hall: RunningHall, role: StaffRole): Promise<DeskMember> {
  const username = `${role}-${digits(8)}`;
  const { rows } = await hall.owner.query(
    `INSERT INTO staff_members (username, display_name, roles, password_hash, totp_enc) VALUES ($1, $1, ARRAY[$2], 'none', '\\x00') RETURNING id`,
    [username, role],
  );
  const token = randomToken();
  await hall.owner.query(
    `INSERT INTO staff_sessions (token_hash, staff_id, expires_at) VALUES ($1, $2, now() + interval '30 minutes')`,
    [tokenHash(token), rows[0].id],
  );
  return { id: rows[0].id, username, cookie: `${staffCookie}=${token}` };
}

export async function createScene(hall: RunningHall, desk: Scene['desk']): Promise<Scene> {
  const { world } = hall;
  const first = await world.household({ name: '钱旧主' });
  const previous = await world.resident({ phone: first.phone });
  await world.bind(previous, first, { isHolder: true });
  const room = `${digits(6)}室`;
  await hall.owner.query('UPDATE premises SET room = $2 WHERE id = $1', [first.premisesId, room]);
  const [home, otherHome] = await Promise.all([world.moveIn(first, '2025-06-01'), world.household()]);
  const [owner, family, payOnly, stranger] = await Promise.all([
    world.resident({ phone: home.phone }),
    world.resident(),
    world.resident(),
    world.resident(),
  ]);
  const [ownerBindingId, familyBindingId] = await Promise.all([
    world.bind(owner, home, { isHolder: true, isDefault: true }),
    world.bind(family, home),
    world.bind(payOnly, home, { level: 'pay-only' }),
    world.bind(stranger, otherHome, { isHolder: true, isDefault: true }),
  ]);
  const [bill, otherBill] = await Promise.all([world.bill(home), world.bill(otherHome)]);
  const people = { owner, ownerBindingId, family, familyBindingId, payOnly, previous, stranger };
  return { hall, home, room, bill, otherHome, otherBill, desk, ...people };
}

/** What nobody may learn of the household who is not bound to it in full. */
export function secretsOf({ home, room, owner }: Scene): string[] {
  return [home.name, home.phone, home.identityNo, home.contractNo, room, owner.token, owner.personId];
}
