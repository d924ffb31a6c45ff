import { z } from 'zod';
import { duties, fieldTypes, paperClasses, stages, stepTypes } from './kind.ts';

export const Words = z.object({ zh: z.string(), en: z.string() });
export const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());

export const CaseNo = z.string().regex(/^SQ\d{16}$/);
export const CaseParam = z.object({ caseNo: CaseNo });
export const Code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
export const line = (min: number, max: number) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^\P{Cc}*$/u);
export const DocumentParam = z.object({ caseNo: CaseNo, documentId: z.uuid() });

const caseStatus = z.enum(['draft', 'open', 'waiting', 'done', 'refused', 'withdrawn']);

const KindFieldView = z.object({
  code: z.string(),
  label: Words,
  type: z.enum(fieldTypes),
  required: z.boolean(),
  mayFollow: z.boolean(),
  min: z.number().optional(),
  max: z.number().optional(),
  unit: z.string().optional(),
  choices: z.array(z.object({ code: z.string(), label: Words })).optional(),
  ahead: z.literal(true).optional(),
});
export const KindView = z
  .object({
    code: z.string(),
    version: z.int(),
    name: Words,
    summary: Words,
    group: z.enum(['new-supply', 'holder', 'change', 'meter', 'pause']),
    subject: z.enum(['new-place', 'household', 'other-household']),
    category: z.enum(['residential', 'commercial']).optional(),
    limit: z.object({ workingDays: z.int(), source: z.string() }),
    appealDays: z.int(),
    fields: z.array(KindFieldView),
    papers: z.array(
      z.object({
        code: z.string(),
        name: Words,
        hint: Words.optional(),
        required: z.boolean(),
        certificate: z.boolean(),
        by: z.string(),
        class: z.enum(paperClasses),
      }),
    ),
    fees: z.array(
      z.object({
        code: z.string(),
        name: Words,
        step: z.string(),
        how: z.enum(['fixed', 'per-unit', 'assessed']),
        fen: z.int(),
        field: z.string().optional(),
        source: z.string(),
      }),
    ),
    inspections: z.array(
      z.object({ step: z.string(), items: z.array(z.object({ code: z.string(), name: Words })) }),
    ),
    openedBy: z.literal('hall').optional(),
    temporary: z.object({ until: z.string(), ending: z.string(), tellDaysBefore: z.int() }).optional(),
    start: z.string(),
    steps: z.array(
      z.object({
        code: z.string(),
        name: Words,
        stage: z.enum(stages),
        type: z.enum(stepTypes),
        by: z.enum(['customer', ...duties]),
        workingDays: z.int(),
        field: z.string().optional(),
        message: Words.optional(),
        moves: z.array(
          z.object({ code: z.string(), name: Words, to: z.string(), effect: z.string().optional() }),
        ),
      }),
    ),
  })
  .meta({ id: 'ApplicationKind' });
export const KindsView = z.object({ kinds: z.array(KindView) });

export const Answer = z.union([z.string().max(600), z.number()]);
const Person = z.object({ username: z.string(), displayName: z.string() });
const TeamCard = z.object({ code: z.string(), name: Words, phone: z.string() });

/** The document in whose place this one is handed in. */
export const ReplacesQuery = z.strictObject({ replaces: z.uuid().optional() });

export const Checklist = z.array(
  z.object({
    code: z.string(),
    name: Words,
    hint: Words.optional(),
    required: z.boolean(),
    certificate: z.boolean(),
    mayFollow: z.boolean(),
    by: z.string(),
    state: z.enum(['given', 'refused', 'missing']),
    documents: z.array(
      z.object({
        documentId: z.string(),
        mediaType: z.string(),
        status: z.enum(['given', 'refused', 'replaced']),
        at: instant,
      }),
    ),
  }),
);

/** What both sides see of a case. */
const shared = {
  caseNo: z.string(),
  kind: KindView,
  status: caseStatus,
  step: z.string().nullable(),
  stage: z.enum(stages).nullable(),
  regionCode: z.string(),
  accountNo: z.string().nullable(),
  createdAt: instant,
  submittedAt: instant.nullable(),
  limitDays: z.int().nullable(),
  daysUsed: z.int().nullable(),
  dueOn: z.string().nullable(),
  stepDueOn: z.string().nullable(),
  urgency: z.enum(['overdue', 'at-risk', 'in-time']).nullable(),
  endedAt: instant.nullable(),
  reason: z.string().nullable(),
  appealed: z.boolean(),
  homeService: z.boolean().describe('Somebody goes to the customer, for papers and signature as well'),
  wished: z
    .object({ id: z.string(), name: z.string() })
    .nullable()
    .describe('Whom the customer would like as their manager'),
  fieldsMissing: z.array(z.string()),
  timeline: z.array(
    z.object({
      code: z.string(),
      name: Words,
      message: Words.nullable(),
      stage: z.enum(stages),
      by: z.enum(['customer', 'utility']),
      state: z.enum(['done', 'now', 'ahead']),
      doneAt: instant.nullable(),
      dueOn: z.string().nullable(),
    }),
  ),
  checklist: Checklist,
  papersSettled: z
    .boolean()
    .describe('Papers were accepted: they are added or replaced, and none is taken back'),
  wanted: z
    .object({
      kind: z.enum(['list', 'step']),
      round: z.int().nullable(),
      items: z.array(z.object({ kind: z.enum(['paper', 'field']), code: z.string(), what: z.string() })),
      note: z.string(),
      step: z.object({ code: z.string(), type: z.enum(stepTypes), name: Words }).nullable(),
    })
    .nullable(),
  fees: z.array(
    z.object({
      code: z.string(),
      step: z.string(),
      name: Words,
      amountFen: z.int(),
      paidFen: z.int(),
      payableId: z.int().nullable(),
    }),
  ),
  visit: z
    .object({
      on: z.string(),
      part: z.enum(['am', 'pm']),
      status: z.enum(['booked', 'done', 'missed', 'cancelled']),
    })
    .nullable(),
  team: TeamCard.nullable(),
  events: z.array(
    z.object({
      at: instant,
      kind: z.string(),
      step: z.string().nullable(),
      by: z.enum(['customer', 'utility', 'system']),
    }),
  ),
  signature: z
    .object({ documentId: z.string(), signedAt: instant, certificateSerial: z.string() })
    .nullable(),
  result: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).nullable(),
};

export const CaseView = z
  .object({
    ...shared,
    /** True for somebody who follows by a link: no answers, papers or fees. */
    following: z.boolean(),
    form: z.record(z.string(), Answer).nullable(),
    inspections: z
      .array(
        z.object({
          step: z.string(),
          name: Words,
          passed: z.boolean(),
          items: z.array(z.object({ name: Words, passed: z.boolean(), note: z.string() })),
          note: z.string(),
          at: instant,
        }),
      )
      .describe(
        'What the last inspection of each step found, once that step is left; the result of a meter test',
      ),
    /** 客户经理 */
    manager: z.object({ displayName: z.string(), team: Words, phone: z.string() }).nullable(),
    canBook: z.boolean(),
    canWithdraw: z.boolean(),
    canAppeal: z.boolean(),
    appealUntil: z.string().nullable(),
    shares: z.array(
      z.object({ id: z.string(), givenAt: instant, expiresAt: instant, joinedAt: instant.nullable() }),
    ),
  })
  .meta({ id: 'Application' });
export const CaseListView = z.object({
  applications: z.array(
    z.object({
      caseNo: z.string(),
      kind: z.object({ code: z.string(), name: Words }),
      status: caseStatus,
      stepName: Words.nullable(),
      wanted: z.enum(['list', 'step']).nullable(),
      accountNo: z.string().nullable(),
      placeMasked: z.string(),
      dueOn: z.string().nullable(),
      createdAt: instant,
      endedAt: instant.nullable(),
      following: z.boolean(),
    }),
  ),
});

export const StaffCaseView = z
  .object({
    ...shared,
    takenAtCounter: z.boolean(),
    contractedKw: z.number().nullable().describe('合同容量 of the account, where it is on file'),
    district: z.string(),
    applicantMasked: z.string(),
    placeMasked: z.string(),
    /** Numbers and phones masked; see `reveal`. */
    form: z.record(z.string(), Answer),
    owner: Person.nullable(),
    manager: Person.nullable(),
    firstReceiver: Person.nullable(),
    returns: z.array(
      z.object({
        round: z.int(),
        items: z.array(z.object({ kind: z.enum(['paper', 'field']), code: z.string(), what: z.string() })),
        note: z.string(),
        at: instant,
        answeredAt: instant.nullable(),
      }),
    ),
    /** 二次补件 */
    returnedTwice: z.boolean(),
    leftToPay: z
      .object({ holder: z.int(), owedFen: z.int() })
      .nullable()
      .describe('What the holder whom it ended still owes, as the counter takes it'),
    inspections: z.array(
      z.object({
        step: z.string(),
        round: z.int(),
        passed: z.boolean(),
        items: z.array(z.object({ code: z.string(), passed: z.boolean(), note: z.string().optional() })),
        note: z.string(),
        photos: z.array(z.string()),
        by: z.string(),
        at: instant,
      }),
    ),
    facts: z.object({
      meter: z
        .object({
          assetNo: z.string(),
          digits: z.int(),
          multiplier: z.int(),
          timeOfUse: z.boolean(),
          on: z.string(),
          total: z.int(),
          peak: z.int().nullable(),
          valley: z.int().nullable(),
        })
        .optional(),
      reading: z
        .object({ on: z.string(), total: z.int(), peak: z.int().nullable(), valley: z.int().nullable() })
        .optional(),
    }),
    canBook: z.boolean(),
    canAppeal: z.boolean(),
    /** What may be done now by whoever has it in hand. */
    moves: z.array(z.object({ code: z.string(), name: Words, to: z.string() })),
    canRead: z.boolean().describe('A last reading is given here'),
    log: z.array(
      z.object({
        at: instant,
        kind: z.string(),
        actor: z.string(),
        step: z.string().nullable(),
        detail: z.record(z.string(), z.unknown()),
      }),
    ),
  })
  .meta({ id: 'StaffApplication' });
