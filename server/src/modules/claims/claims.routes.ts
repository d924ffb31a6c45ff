import { resident, type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Audit } from '../../shared/audit.ts';
import {
  claimAnswered,
  claimedAlready,
  claimNotFound,
  notCredited,
  paymentNotFound,
  refundFirst,
} from './claims.errors.ts';
import type { ClaimRow, ClaimsRepository } from './claims.repository.ts';
import {
  AnswerBody,
  ClaimBody,
  ClaimParams,
  ClaimsView,
  ClaimView,
  StaffClaimsQuery,
  StaffClaimsView,
  StaffClaimView,
} from './claims.schemas.ts';

interface Dependencies {
  claims: ClaimsRepository;
  cipher: FieldCipher;
  audit: Audit;
}

const tag = 'claims';
const pageSize = 50;

export function claimRoutes(dependencies: Dependencies): Route[] {
  return [...residentRoutes(dependencies), ...staffRoutes(dependencies)];
}

function residentRoutes({ claims, cipher, audit }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/claims',
      access: resident(),
      summary: 'What I have said about wrong households, and the answers',
      tag,
      output: ClaimsView,
      handle: async ({ actor }) => ({
        claims: (await claims.ofPerson(actor.personId)).map(row => show(row, cipher)),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/claims',
      access: resident(),
      summary: 'I paid the wrong household; staff look at it and answer',
      tag,
      input: { body: ClaimBody },
      output: ClaimView,
      idempotent: true,
      async handle({ actor: { personId }, body, requestId }) {
        const payment = await claims.payment(personId, body.paymentNo);
        if (!payment) throw paymentNotFound();
        if (!payment.credited) throw notCredited();
        const claimNo = await claims.add({
          personId,
          paymentId: payment.id,
          reasonEnc: cipher.encrypt(body.reason),
          rightAccountNo: body.rightAccountNo ?? null,
        });
        if (!claimNo) throw claimedAlready();
        const actor = `person:${personId}`;
        await audit.record({ actor, action: 'claim.make', subject: `claim:${claimNo}`, requestId });
        return show((await claims.find(claimNo))!, cipher);
      },
    }),
  ];
}

function staffRoutes({ claims, cipher, audit }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/claims',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Claims of wrong households; the open ones first, oldest first',
      tag,
      input: { query: StaffClaimsQuery },
      output: StaffClaimsView,
      handle: async ({ query: { status = null, page } }) => ({
        claims: (await claims.list(status, page, pageSize)).map(row => showStaff(row, cipher)),
        total: await claims.count(status),
      }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/claims/:claimNo/answer',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Answer a claim; "refunded" only after a refund of the payment was asked for',
      tag,
      input: { params: ClaimParams, body: AnswerBody },
      output: StaffClaimView,
      async handle({ actor, params: { claimNo }, body, requestId }) {
        const claim = await claims.find(claimNo);
        if (!claim) throw claimNotFound();
        if (claim.status !== 'open') throw claimAnswered();
        if (body.outcome === 'refunded' && claim.refundedFen === 0) throw refundFirst();
        const by = nameOf(actor);
        if (!(await claims.answer(claimNo, body.outcome, body.answer, by))) throw claimAnswered();
        const detail = { outcome: body.outcome, paymentNo: claim.paymentNo };
        await audit.record({
          actor: by,
          action: 'claim.answer',
          subject: `claim:${claimNo}`,
          detail,
          requestId,
        });
        return showStaff((await claims.find(claimNo))!, cipher);
      },
    }),
  ];
}

const nameOf = ({ username }: StaffActor) => `staff:${username}`;

function show(row: ClaimRow, cipher: FieldCipher) {
  const { claimNo, paymentNo, amountFen, refundedFen, rightAccountNo, status, answer } = row;
  return {
    claimNo,
    paymentNo,
    amountFen,
    refundedFen,
    rightAccountNo,
    status,
    answer,
    reason: cipher.decrypt(row.reasonEnc),
    createdAt: row.createdAt.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
  };
}

const showStaff = (row: ClaimRow, cipher: FieldCipher) => ({
  ...show(row, cipher),
  answeredBy: row.answeredBy,
});
