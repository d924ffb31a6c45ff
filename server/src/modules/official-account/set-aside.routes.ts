/** What followers wrote that no case was made of: listed with the reason, and made one all the same where a supervisor says so. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import type { CaseIntake } from '../cases/index.ts';
import type { OfficialAccount, Said } from '../messages/index.ts';
import { messageNotFound, messageUnreadable } from './official-account.errors.ts';
import type { OfficialAccountRepository } from './official-account.repository.ts';
import { createOpenFromSaid, openSaid, wordsOf } from './open-from-said.ts';

const pageSize = 50;
const View = z.object({
  messages: z.array(
    z.object({
      id: z.int(),
      reason: z.enum(['flood', 'unreadable']),
      storedAt: z.string(),
      sender: z.string().describe('The same for whatever one follower wrote; not who they are'),
      kept: z.boolean(),
      words: z
        .string()
        .nullable()
        .describe(
          'To supervisors only: a report of misconduct may be among them. Null too where it cannot be read',
        ),
    }),
  ),
  page: z.int(),
  hasMore: z.boolean(),
});

export interface SetAsideDependencies {
  messages: OfficialAccountRepository;
  intake: CaseIntake;
  account: OfficialAccount | undefined;
  cipher: FieldCipher;
  clock: Clock;
  audit: Audit;
  nudge(): void;
}

export function setAsideRoutes(dependencies: SetAsideDependencies): Route[] {
  const { messages, cipher, audit } = dependencies;
  function words(sealed: Buffer | null): string | null {
    try {
      return sealed && wordsOf(openSaid(sealed, cipher));
    } catch {
      return null;
    }
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/official-account/set-aside',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary:
        'What followers of the official account wrote that no case was made of, newest first, with the reason',
      tag: 'Staff: service cases',
      input: { query: z.strictObject({ page: z.coerce.number().int().min(1).max(10_000).default(1) }) },
      output: View,
      async handle({ actor, query: { page }, requestId }) {
        const rows = await pageAndOne((at, size) => messages.listAside(at, size), page, pageSize);
        const shown = rows.slice(0, pageSize);
        const opens = actor.roles.includes('supervisor');
        if (opens && shown.length > 0)
          await audit.record({
            actor: staffName(actor),
            action: 'official-account.read',
            subject: 'official-account:set-aside',
            detail: { from: shown.at(-1)!.id, to: shown[0]!.id },
            requestId,
          });
        return {
          messages: shown.map(({ id, verdict, storedAt, senderHash, saidEnc }) => ({
            id,
            reason: verdict,
            storedAt: storedAt.toISOString(),
            sender: senderHash.toString('hex').slice(0, 8),
            kept: saidEnc !== null,
            words: opens ? words(saidEnc) : null,
          })),
          page,
          hasMore: rows.length > pageSize,
        };
      },
    }),
    makeCaseRoute(dependencies),
  ];
}

/** A person has read it: neither the sender's allowance nor their number of messages counts. */
function makeCaseRoute(dependencies: SetAsideDependencies): Route {
  const { messages, account, cipher, clock, nudge } = dependencies;
  const open = createOpenFromSaid(dependencies);
  const read = (sealed: Buffer): Said => {
    try {
      return openSaid(sealed, cipher);
    } catch {
      throw messageUnreadable();
    }
  };
  return defineRoute({
    method: 'post',
    path: '/staff/official-account/set-aside/:id/case',
    access: staff('supervisor'),
    summary: 'Make a case of one of them all the same',
    tag: 'Staff: service cases',
    input: { params: z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }) },
    output: z.object({ caseNo: z.string() }),
    status: 201,
    idempotent: true,
    async handle({ actor, params: { id }, requestId }) {
      const kept = await messages.aside(id);
      if (!kept) throw messageNotFound();
      const said = read(kept.saidEnc);
      const by = staffName(actor);
      const entry = {
        actor: by,
        action: 'official-account.make-case',
        subject: `account-message:${id}`,
        requestId,
      };
      const caseNo = await open(said, {
        senderHash: kept.senderHash,
        personId: account ? await messages.personOf(account.appId, said.openId) : null,
        decided: true,
        async settle(tx, caseId) {
          const taken = { caseId, mediaWaits: said.mediaId !== null, at: clock.now() };
          // Another supervisor may have decided meanwhile.
          if (!(await messages.takeUp(tx, id, taken, entry))) throw messageNotFound();
        },
      });
      nudge();
      return { caseNo };
    },
  });
}
