import { z } from 'zod';
import { caseStatuses, stopCodes } from './dunning-case.ts';
import { type RuleName, ruleForms, ruleNames } from './dunning-rules.ts';

export const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());
export const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^\P{Cc}*$/u);
const AccountNo = z.string().regex(/^\d{6,20}$/);
export const AccountParam = z.object({ accountNo: AccountNo });
export const CaseParam = z.object({ caseNo: z.string().regex(/^DN\d{8,24}$/) });
export const PlanParam = z.object({ planNo: z.string().regex(/^IP\d{8,24}$/) });
export const IdParam = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });

export const StopView = z.object({ code: z.enum(stopCodes), until: z.string().optional() });

export const BoardFilters = z.strictObject({
  status: z.enum(caseStatuses).optional(),
  stop: z.enum(stopCodes).optional(),
  accountNo: AccountNo.optional(),
});
export const BoardQuery = BoardFilters.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
const caseFields = {
  caseNo: z.string(),
  accountNo: z.string(),
  category: z.string(),
  kind: z.enum(['postpaid', 'prepaid']),
  status: z.enum(caseStatuses),
  step: z.int(),
  round: z.int(),
  debtFen: z.int(),
  overdueSince: z.string().describe('The due day of the oldest unpaid bill'),
  daysOverdue: z.int(),
  stops: z.array(StopView),
  holdUntil: z.string().nullable(),
  noticedOn: z.string().nullable(),
  disconnectOn: z.string().nullable(),
  lapsesOn: z.string().nullable().describe('The last day on which the notice allows a suspension'),
  disconnectAt: instant.nullable(),
  submittedBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  suspendedAt: instant.nullable(),
  clearedAt: instant.nullable(),
  restoreBy: instant.nullable(),
  openedAt: instant,
  nextAt: instant,
  nextReminderOn: z
    .string()
    .nullable()
    .describe('While nothing but time has to pass: the day of the next reminder'),
  noticeFromOn: z
    .string()
    .nullable()
    .describe('While it is reminded: before that day no formal notice is given'),
  closedAt: instant.nullable(),
  closeReason: z.string().nullable(),
};
export const CaseView = z.object(caseFields);
export const BoardView = z.object({
  total: z.int(),
  counts: z.array(z.object({ status: z.enum(caseStatuses), count: z.int(), debtFen: z.int() })),
  cases: z.array(CaseView),
});

const DebtView = z.object({
  billNo: z.string(),
  month: z.string(),
  dueOn: z.string(),
  daysOverdue: z.int(),
  outstandingFen: z.int(),
  lateFeeFen: z.int(),
});
const DeliveryView = z.object({
  channel: z.string(),
  state: z.string(),
  handedAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
  recipient: z.string().nullable().describe('Masked'),
});
const ToldView = z.object({
  noticeId: z.int(),
  event: z.string(),
  queuedAt: z.string(),
  status: z.string(),
  toPerson: z.boolean(),
  deliveries: z.array(DeliveryView),
});
export const EvidenceView = z.object({
  at: z.string(),
  /** True once it is what the proposal was made on; before that it is as it stands now. */
  frozen: z.boolean(),
  debts: z.array(DebtView),
  told: z.array(ToldView),
});
export const PlanView = z.object({
  planNo: z.string(),
  status: z.enum(['agreed', 'kept', 'broken', 'cancelled']),
  debtFen: z.int(),
  paidFen: z.int(),
  parts: z.array(z.object({ dueOn: z.string(), amountFen: z.int() })),
  note: z.string(),
  agreedBy: z.string(),
  agreedAt: instant,
  endedAt: instant.nullable(),
});
export const PlansFilters = z.strictObject({
  status: PlanView.shape.status.optional(),
  accountNo: AccountNo.optional(),
});
export const PlansQuery = PlansFilters.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const PlansView = z.object({
  total: z.int(),
  plans: z.array(
    PlanView.extend({
      accountNo: z.string(),
      nextDueOn: z
        .string()
        .nullable()
        .describe('The first part that is not paid yet; null once it has ended'),
    }),
  ),
});
export const needKinds = ['medical-device', 'elderly', 'disabled', 'infant', 'hardship', 'other'] as const;
export const NeedView = z.object({
  id: z.int(),
  kind: z.enum(needKinds),
  note: z.string().nullable(),
  addedBy: z.string(),
  addedAt: instant,
  earlierHolder: z
    .boolean()
    .describe('Recorded of the holder before: it stops the ladder until somebody has asked and ends it'),
});
export const SupplyView = z.object({
  state: z.enum(['connected', 'suspended', 'unknown']),
  since: instant.nullable(),
});
export const CaseFileView = CaseView.extend({
  evidence: EvidenceView,
  events: z.array(
    z.object({ at: instant, kind: z.string(), actor: z.string(), detail: z.record(z.string(), z.unknown()) }),
  ),
  plans: z.array(PlanView),
  needs: z.array(NeedView.pick({ id: true, kind: true })),
  supply: SupplyView,
});
const LateFeeView = z.object({
  billNo: z.string(),
  month: z.string(),
  dueOn: z.string(),
  amountFen: z.int(),
  paidFen: z.int(),
  days: z.int(),
  parts: z.array(z.object({ from: z.string(), to: z.string(), outstandingFen: z.int(), ppm: z.int() })),
  throughOn: z.string(),
  frozen: z.boolean().describe('The bill is paid: nothing is added any more'),
  edition: z.string().describe('The edition of the rule'),
});
export const AccountLadderView = z.object({
  cases: z.array(CaseView),
  plans: z.array(PlanView),
  needs: z.array(NeedView),
  supply: SupplyView,
  lateFees: z.array(LateFeeView),
});

export const SubmitBody = z.strictObject({ note: line(2, 300) });
export const DecideBody = z.strictObject({
  decision: z.enum(['approve', 'reject']),
  reason: line(2, 300),
  /** Of a rejection: until when nothing is proposed; as the rules say when left out. */
  holdUntil: z.iso.date().optional(),
});
export const HoldBody = z.strictObject({ until: z.iso.date(), reason: line(2, 300) });
export const RestoreBody = z.strictObject({ reason: line(2, 300) });
export const ServedBody = z.strictObject({
  how: z.enum(['handed-over', 'posted-at-door', 'registered-mail']),
  on: z.iso.date(),
  note: line(2, 300),
});
export const PlanBody = z.strictObject({
  parts: z
    .array(z.strictObject({ dueOn: z.iso.date(), amountFen: z.int().min(1).max(1_000_000_000) }))
    .min(2)
    .max(36),
  note: line(2, 300),
});
export const ReasonBody = z.strictObject({ reason: line(2, 300) });
export const NeedBody = z.strictObject({
  kind: z.enum(needKinds),
  /** Asked for separately: special needs are sensitive personal data. */
  consent: z.literal(true),
  note: line(1, 300).optional(),
});

const ruleBody = <Name extends RuleName>(name: Name) =>
  z.strictObject({
    name: z.literal(name),
    value: ruleForms[name],
    validFrom: z.iso.date(),
    edition: line(4, 300),
    reason: line(2, 300),
  });
export const RuleBody = z.discriminatedUnion('name', [
  ruleBody('lateFee'),
  ruleBody('reminders'),
  ruleBody('suspension'),
  ruleBody('noticeWindow'),
  ruleBody('timing'),
  ruleBody('hours'),
  ruleBody('coldDays'),
  ruleBody('restore'),
  ruleBody('prepaid'),
  ruleBody('instalments'),
]);
export const RulesView = z.object({
  rules: z.array(
    z.object({
      id: z.int(),
      name: z.enum(ruleNames as [RuleName, ...RuleName[]]),
      value: z.record(z.string(), z.unknown()),
      validFrom: z.string(),
      edition: z.string(),
      reason: z.string(),
      setBy: z.string(),
      setAt: instant,
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});

export const ResidentView = z.object({
  stage: z.enum(caseStatuses).nullable().describe('Null: nothing is dunned'),
  debtFen: z.int(),
  daysOverdue: z.int(),
  disconnectOn: z.string().nullable(),
  disconnectAt: instant.nullable(),
  clearedAt: instant.nullable(),
  restoreBy: instant.nullable(),
  stopped: z.boolean().describe('Something stops the clock'),
  supply: SupplyView,
  plan: PlanView.pick({ status: true, debtFen: true, paidFen: true, parts: true }).nullable(),
  lateFees: z.array(LateFeeView),
});
