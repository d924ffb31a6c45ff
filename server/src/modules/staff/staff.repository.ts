import type { StaffRole } from '../../http/access.ts';
import type { Database, Transaction } from '../../infra/database.ts';
import type * as Prisma from '../../infra/prisma/internal/prismaNamespace.ts';
import type { AuditRecord } from '../../shared/audit.ts';
import { lastAdministrator, usernameTaken } from './staff.errors.ts';
import type { StaffCredentials, StaffMember } from './staff-member.ts';

export interface NewStaffMember {
  username: string;
  displayName: string;
  roles: StaffRole[];
  passwordHash: string;
  totpEnc: Uint8Array;
  phoneHash: Uint8Array | null;
}

export interface StaffChange {
  displayName?: string;
  roles?: StaffRole[];
  active?: boolean;
  passwordHash?: string;
  totpEnc?: Uint8Array;
  phoneHash?: Uint8Array | null;
}

const columns = {
  id: true,
  username: true,
  displayName: true,
  roles: true,
  active: true,
  phoneHash: true,
  createdAt: true,
} as const;

type Row = Omit<StaffMember, 'roles' | 'phoneKnown'> & { roles: string[]; phoneHash: Uint8Array | null };
const memberOf = ({ phoneHash, roles, ...row }: Row): StaffMember => ({
  ...row,
  roles: roles as StaffRole[],
  phoneKnown: phoneHash !== null,
});

/** A column's bytes in a buffer of their own, as Prisma wants them. */
const bytes = (value: Uint8Array) => Uint8Array.from(value);

async function log(tx: Transaction, { detail = {}, ...entry }: AuditRecord): Promise<void> {
  await tx.auditEntry.create({ data: { ...entry, detail: detail as Prisma.InputJsonObject } });
}

export function createStaffRepository(db: Database) {
  return {
    async credentialsOf(username: string): Promise<StaffCredentials | undefined> {
      const row = await db.prisma.staffMember.findFirst({ where: { username, active: true } });
      return row ? { ...row, roles: row.roles as StaffRole[] } : undefined;
    },

    async members(): Promise<StaffMember[]> {
      const rows = await db.prisma.staffMember.findMany({
        select: columns,
        orderBy: [{ active: 'desc' }, { username: 'asc' }],
      });
      return rows.map(memberOf);
    },

    /** Whoever has left as well: their name stands beside what they did. */
    async names(): Promise<Pick<StaffMember, 'username' | 'displayName'>[]> {
      return db.prisma.staffMember.findMany({
        select: { username: true, displayName: true },
        orderBy: { username: 'asc' },
      });
    },

    async member(id: string): Promise<StaffMember | undefined> {
      const row = await db.prisma.staffMember.findUnique({ where: { id }, select: columns });
      return row ? memberOf(row) : undefined;
    },

    /**
     * @param entry of the log; none for a member whom the installation itself brings
     * @throws usernameTaken
     */
    create(member: NewStaffMember, entry?: AuditRecord): Promise<StaffMember> {
      const totpEnc = bytes(member.totpEnc);
      const phoneHash = member.phoneHash && bytes(member.phoneHash);
      return db.inTransaction(async tx => {
        const { count } = await tx.staffMember.createMany({
          data: [{ ...member, totpEnc, phoneHash }],
          skipDuplicates: true,
        });
        if (count === 0) throw usernameTaken();
        if (entry) await log(tx, entry);
        const where = { username: member.username };
        return memberOf(await tx.staffMember.findUniqueOrThrow({ where, select: columns }));
      });
    },

    /** By username, the step of the last one-time code used. */
    async lastSteps(): Promise<Map<string, number>> {
      const rows = await db.prisma.staffMember.findMany({
        where: { active: true },
        select: { username: true, totpLastStep: true },
      });
      return new Map(rows.map(row => [row.username, row.totpLastStep]));
    },

    /** Other sessions of the same member end; the one of this token goes on. */
    setOwnPassword(id: string, passwordHash: string, token: Uint8Array, entry: AuditRecord): Promise<void> {
      return db.inTransaction(async tx => {
        await tx.staffMember.update({ where: { id }, data: { passwordHash } });
        await tx.staffSession.deleteMany({ where: { staffId: id, tokenHash: { not: bytes(token) } } });
        await log(tx, entry);
      });
    },

    /**
     * Applies a change and ends the member's sessions when it touches what a session stands on.
     * @throws lastAdministrator when nobody could manage members afterwards
     */
    change(id: string, change: StaffChange, entry: AuditRecord): Promise<StaffMember> {
      return db.inTransaction(async tx => {
        // Two administrators who remove each other at the same moment must not both succeed.
        await tx.$queryRaw`SELECT id FROM staff_members WHERE 'administrator' = ANY(roles) ORDER BY id FOR UPDATE`;
        const { totpEnc, phoneHash, ...rest } = change;
        const data = {
          ...rest,
          ...(totpEnc ? { totpEnc: bytes(totpEnc), totpLastStep: 0 } : {}),
          ...(phoneHash === undefined ? {} : { phoneHash: phoneHash && bytes(phoneHash) }),
        };
        const row = await tx.staffMember.update({ where: { id }, data, select: columns });
        const administrators = await tx.staffMember.count({
          where: { active: true, roles: { has: 'administrator' } },
        });
        if (administrators === 0) throw lastAdministrator();
        const standing = change.roles ?? change.active ?? change.passwordHash ?? change.totpEnc;
        if (standing !== undefined) await tx.staffSession.deleteMany({ where: { staffId: id } });
        await log(tx, entry);
        return memberOf(row);
      });
    },
  };
}

export type StaffRepository = ReturnType<typeof createStaffRepository>;
