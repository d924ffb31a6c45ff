import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { customerNotFound } from './customer-timeline.errors.ts';
import {
  type CustomerTimelineRepository,
  pageSize,
  type TimelineRow,
} from './customer-timeline.repository.ts';

const Params = z.object({ caseNo: z.string().regex(/^GD\d{16}$/) });
const Query = z.strictObject({ page: z.coerce.number().int().min(1).max(1_000).default(1) });
const View = z.object({
  /** Of an anonymous case nothing is shown. */
  anonymous: z.boolean(),
  lines: z.array(
    z.object({
      at: z.string(),
      what: z.enum(['act', 'chat', 'mail', 'follow-up', 'rating']),
      reference: z.string(),
      of: z.enum(['case', 'chat', 'counter', 'application']),
      source: z.string().nullable(),
      kind: z.string().nullable(),
      act: z.string().nullable(),
      by: z.string().nullable(),
      stars: z.int().nullable(),
      words: z.string().nullable(),
      certain: z.boolean(),
      readable: z.boolean(),
    }),
  ),
  more: z.boolean(),
});

/** The whole of it stands where the line leads. */
const longest = 120;
const beginningOf = (text: string) =>
  [...text].length > longest ? `${[...text].slice(0, longest).join('')}…` : text;

export function customerTimelineRoutes({
  timeline,
  cipher,
  audit,
}: {
  timeline: CustomerTimelineRepository;
  cipher: FieldCipher;
  audit: Audit;
}): Route[] {
  const shown = ({ at, wordsEnc, actor, ...row }: TimelineRow) => ({
    ...row,
    what: row.what as z.output<typeof View>['lines'][number]['what'],
    of: row.of as z.output<typeof View>['lines'][number]['of'],
    at: at.toISOString(),
    by: actor,
    words: wordsEnc && beginningOf(cipher.decrypt(wordsEnc)),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/customer-timeline',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'Everything of whoever brought this case, of all ways, latest first',
      tag: 'Staff: service cases',
      input: { params: Params, query: Query },
      output: View,
      async handle({ actor, params: { caseNo }, query: { page }, requestId }) {
        const { username: me, roles } = actor;
        const seesAll = roles.includes('supervisor');
        const whose = await timeline.whose(caseNo, me, seesAll);
        if (!whose) throw customerNotFound();
        await audit.record({
          actor: staffName(actor),
          action: 'case.customer-timeline',
          subject: `case:${caseNo}`,
          requestId,
        });
        if (whose.anonymous) return { anonymous: true, lines: [], more: false };
        const reader = { me, seesAll, readsChats: seesAll || roles.includes('auditor') };
        const lines = await timeline.lines(whose, reader, page);
        return {
          anonymous: false,
          lines: lines.slice(0, pageSize).map(shown),
          more: lines.length > pageSize,
        };
      },
    }),
  ];
}
