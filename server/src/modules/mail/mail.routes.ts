/** What the desk sees of a case's mail: who wrote, and whether that is certain. */
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
  ];
}
