/** What the desk sees of the mail: who wrote to a case and whether that is certain, and what was not made a case. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { CaseIntake } from '../cases/index.ts';
import type { MailRepository } from './mail.repository.ts';

const CorrespondentView = z.object({
  mail: z
    .object({
      address: z.string(),
      name: z.string().nullable(),
      subject: z.string(),
      /** Our own mail server vouches for the sender's domain; otherwise anybody may have written it. */
      verified: z.boolean(),
    })
    .nullable(),
});
const SetAsideView = z.object({
  mails: z.array(
    z.object({
      id: z.int(),
      reason: z.enum(['auto-reply', 'bounce', 'list', 'flood', 'empty', 'unreadable']),
      storedAt: z.string(),
    }),
  ),
});
const shown = 100;

export function mailRoutes({
  mails,
  intake,
  cipher,
}: {
  mails: MailRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
}): Route[] {
  const tag = 'Staff: service cases';
  const readers = staff('clerk', 'supervisor', 'auditor');
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/mail',
      access: readers,
      summary: 'Who wrote a case by e-mail, and whether the sender is certain',
      tag,
      input: { params: z.object({ caseNo: z.string().regex(/^GD\d{16}$/) }) },
      output: CorrespondentView,
      async handle({ actor, params: { caseNo } }) {
        await intake.requireSeen(caseNo, actor);
        const whom = await mails.correspondent(caseNo);
        if (!whom) return { mail: null };
        const { addressEnc, nameEnc, subjectEnc, verified } = whom;
        const name = nameEnc && cipher.decrypt(nameEnc);
        return {
          mail: { address: cipher.decrypt(addressEnc), name, subject: cipher.decrypt(subjectEnc), verified },
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/mail/set-aside',
      access: readers,
      summary: 'Mails that no case was made of, newest first, with the reason',
      tag,
      output: SetAsideView,
      async handle() {
        const rows = await mails.setAside(shown);
        return {
          mails: rows.map(({ id, verdict, storedAt }) => ({
            id,
            reason: verdict as 'flood',
            storedAt: storedAt.toISOString(),
          })),
        };
      },
    }),
  ];
}
