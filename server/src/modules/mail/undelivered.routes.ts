/** What the desk wrote and nobody got: listed under the case, sent again at a colleague's word. */
import { z } from 'zod';
import { staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import type { CaseIntake } from '../cases/index.ts';
import { answerNotUndelivered } from './mail.errors.ts';
import type { UndeliveredRepository } from './undelivered.repository.ts';

const caseNo = z.string().regex(/^GD\d{16}$/);
const UndeliveredView = z.object({
  answers: z.array(
    z.object({
      id: z.int(),
      /** This case or one that was joined to it. */
      caseNo: z.string(),
      way: z.enum(['mail', 'wallet', 'account']),
      /** Null: it came back after it was handed over; the words stand in the case, and it is not sent again. */
      words: z.string().nullable(),
      reason: z.string(),
      at: z.string(),
    }),
  ),
});

const wayOf = { 'case-mail': 'mail', 'wallet-complaint': 'wallet', 'case-account': 'account' } as const;

interface Dependencies {
  undelivered: UndeliveredRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
  /** Tries what waits, now. */
  deliver(): void;
}

export function undeliveredRoutes({ undelivered, intake, cipher, deliver }: Dependencies): Route[] {
  const tag = 'Staff: service cases';
  const list = async (of: string) => ({
    answers: (await undelivered.ofCase(of)).map(({ id, caseNo, kind, reason, at, sealed }) => ({
      id,
      caseNo,
      way: wayOf[kind],
      words: sealed && cipher.decrypt(Buffer.from(sealed, 'base64')),
      reason,
      at: at.toISOString(),
    })),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/cases/:caseNo/undelivered',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'Words to the customer of this case that did not arrive, by mail or at the wallet',
      tag,
      input: { params: z.object({ caseNo }) },
      output: UndeliveredView,
      async handle({ actor, params }) {
        await intake.requireSeen(params.caseNo, actor);
        return list(params.caseNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/cases/:caseNo/undelivered/:id/resend',
      access: staff('clerk', 'supervisor'),
      summary: 'Send one of them again',
      tag,
      input: {
        params: z.object({ caseNo, id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) }),
      },
      output: UndeliveredView,
      async handle({ actor, params: { caseNo: of, id }, requestId }) {
        await intake.requireSeen(of, actor);
        const audit = {
          actor: staffName(actor),
          action: 'case.resend',
          subject: `case:${of}`,
          detail: { message: id },
          requestId,
        };
        if (!(await undelivered.sendAgain(of, id, audit))) throw answerNotUndelivered();
        deliver();
        return list(of);
      },
    }),
  ];
}
