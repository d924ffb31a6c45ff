/** What followers wrote that no case was made of: listed with the reason, so that nothing is stored that nobody sees. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { pageAndOne } from '../../http/page-and-one.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { openSaid, wordsOf } from './handle-said.ts';
import type { OfficialAccountRepository } from './official-account.repository.ts';

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
  cipher: FieldCipher;
  audit: Audit;
}

export function setAsideRoutes({ messages, cipher, audit }: SetAsideDependencies): Route[] {
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
  ];
}
