import { resident, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { everyPage, exportRoute, type ListColumn } from '../../http/list-export.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
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
  ClaimFilters,
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
  clock: Clock;
}

const tag = 'claims';
const pageSize = 50;
const readers = staff('clerk', 'finance', 'supervisor', 'auditor');
/** What the customer wrote stays in the hall. */
const columns: ListColumn<ClaimRow>[] = [
  { title: { zh: '申请编号', en: 'Claim' }, kind: 'text', value: row => row.claimNo },
  { title: { zh: '提出时间', en: 'Since' }, kind: 'instant', value: row => row.createdAt },
  { title: { zh: '缴费单号', en: 'Payment' }, kind: 'text', value: row => row.paymentNo },
  { title: { zh: '金额(元)', en: 'Amount (CNY)' }, kind: 'yuan', value: row => row.amountFen },
  { title: { zh: '应缴户号', en: 'Meant for' }, kind: 'text', value: row => row.rightAccountNo },
  { title: { zh: '状态', en: 'Status' }, kind: 'word', group: 'claim', value: row => row.status },
  { title: { zh: '已退(元)', en: 'Refunded (CNY)' }, kind: 'yuan', value: row => row.refundedFen },
  { title: { zh: '退款中(元)', en: 'Refund under way (CNY)' }, kind: 'yuan', value: row => row.refundingFen },
  { title: { zh: '答复人', en: 'Answered by' }, kind: 'actor', value: row => row.answeredBy },
  { title: { zh: '答复时间', en: 'Answered' }, kind: 'instant', value: row => row.answeredAt },
];

export function claimRoutes(dependencies: Dependencies): Route[] {
  return [...residentRoutes(dependencies), ...staffRoutes(dependencies)];
}

function residentRoutes({ claims, cipher }: Dependencies): Route[] {
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
        const claim = {
          personId,
          paymentId: payment.id,
          reasonEnc: cipher.encrypt(body.reason),
          rightAccountNo: body.rightAccountNo ?? null,
        };
        const actor = `person:${personId}`;
        const claimNo = await claims.add(claim, made => ({
          actor,
          action: 'claim.make',
          subject: `claim:${made}`,
          requestId,
        }));
        if (!claimNo) throw claimedAlready();
        return show((await claims.find(claimNo))!, cipher);
      },
    }),
  ];
}

function staffRoutes({ claims, cipher, audit, clock }: Dependencies): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/claims',
      access: readers,
      summary: 'Claims of wrong households; the open ones first, oldest first',
      tag,
      input: { query: StaffClaimsQuery },
      output: StaffClaimsView,
      handle: async ({ query: { status = null, page } }) => ({
        claims: (await claims.list(status, page, pageSize)).map(row => showStaff(row, cipher)),
        total: await claims.count(status),
      }),
    }),
    exportRoute(
      {
        list: 'claims',
        access: readers,
        summary: 'Claims of wrong households as a file',
        tag,
        filter: ClaimFilters,
        columns,
        rows: ({ status = null }) => everyPage((page, size) => claims.list(status, page, size)),
      },
      { audit, clock },
    ),
    defineRoute({
      method: 'post',
      path: '/staff/claims/:claimNo/answer',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: 'Answer a claim; "refunded" only once a refund of the payment may leave',
      tag,
      input: { params: ClaimParams, body: AnswerBody },
      output: StaffClaimView,
      async handle({ actor, params: { claimNo }, body, requestId }) {
        const claim = await claims.find(claimNo);
        if (!claim) throw claimNotFound();
        if (claim.status !== 'open') throw claimAnswered();
        if (body.outcome === 'refunded' && !claim.released) throw refundFirst();
        const by = staffName(actor);
        const detail = { outcome: body.outcome, paymentNo: claim.paymentNo };
        const entry = { actor: by, action: 'claim.answer', subject: `claim:${claimNo}`, detail, requestId };
        if (!(await claims.answer(claimNo, body.outcome, body.answer, by, entry))) throw claimAnswered();
        return showStaff((await claims.find(claimNo))!, cipher);
      },
    }),
  ];
}

function show(row: ClaimRow, cipher: FieldCipher) {
  const { claimNo, paymentNo, amountFen, refundedFen, refundingFen, rightAccountNo, status, answer } = row;
  return {
    claimNo,
    paymentNo,
    amountFen,
    refundedFen,
    refundingFen,
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
  released: row.released,
});
