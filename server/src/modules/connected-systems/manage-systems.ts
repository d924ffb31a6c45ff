/** What administrators do with the systems that bring data by themselves. Every change is audited in the statement that makes it. */
import { randomBytes } from 'node:crypto';
import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { type AuditRecord, staffName } from '../../shared/audit.ts';
import { systemKeyNotFound, systemNotFound } from './connected-systems.errors.ts';
import type {
  ConnectedSystemsRepository,
  NewSystem,
  ShownSystem,
  SystemChange,
} from './connected-systems.repository.ts';

/** Who does it, in which request. */
interface Doing {
  actor: StaffActor;
  requestId: string;
}

export type SystemManagement = ReturnType<typeof createSystemManagement>;

export function createSystemManagement(systems: ConnectedSystemsRepository, clock: Clock) {
  async function show(code: string): Promise<ShownSystem> {
    const [found] = await systems.list(code);
    if (!found) throw systemNotFound();
    return found;
  }

  return {
    list: () => systems.list(),

    async add(system: NewSystem, doing: Doing): Promise<ShownSystem> {
      const { code, scopes, addresses } = system;
      const by = staffName(doing.actor);
      await systems.add(system, by, entry(doing, 'connected-system.add', code, { scopes, addresses }));
      return show(code);
    },

    async change(
      code: string,
      { reason, ...change }: SystemChange & { reason: string },
      doing: Doing,
    ): Promise<ShownSystem> {
      const record = entry(doing, 'connected-system.change', code, { reason, to: change });
      if (!(await systems.change(code, change, record))) throw systemNotFound();
      return show(code);
    },

    /** The key is told this once: only its hash is kept. */
    async addKey(code: string, keyId: string, doing: Doing): Promise<{ keyId: string; key: string }> {
      const key = `dt_${randomBytes(32).toString('base64url')}`;
      const made = { keyId, hash: tokenHash(key), createdBy: staffName(doing.actor), createdAt: clock.now() };
      if (!(await systems.addKey(code, made, entry(doing, 'connected-system.key-add', code, { keyId }))))
        throw systemNotFound();
      return { keyId, key };
    },

    async endKey(code: string, keyId: string, reason: string, doing: Doing): Promise<ShownSystem> {
      const record = entry(doing, 'connected-system.key-end', code, { keyId, reason });
      if (!(await systems.endKey(code, keyId, clock.now(), staffName(doing.actor), record)))
        throw systemKeyNotFound();
      return show(code);
    },
  };
}

const entry = (
  { actor, requestId }: Doing,
  action: string,
  code: string,
  detail: Record<string, unknown>,
): AuditRecord => ({
  actor: staffName(actor),
  action,
  subject: `connected-system:${code}`,
  detail,
  requestId,
});
