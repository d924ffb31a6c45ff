import { z } from 'zod';
import {
  complaintClasses,
  grades,
  moods,
  openableKinds,
  outcomes,
  responsibilities,
  sources,
} from './case-kinds.ts';
import { caseRuleNames } from './case-rules.ts';
import { caseStatuses, personActs, staffActs } from './service-case.ts';

export const wordsField = (least: number, most: number) =>
  z
    .string()
    .max(most * 2)
    .transform(text => text.trim())
    .refine(text => text.length >= least && text.length <= most && !/[^\P{Cc}\n\t]/u.test(text), {
      params: {
        rule: 'words',
        wording: { zh: `请用${least}到${most}个字说明`, en: `Say it in ${least} to ${most} characters` },
      },
    });

const words = wordsField;
const accountNo = z.string().regex(/^[0-9A-Za-z]{4,32}$/);
const phone = z.string().regex(/^1\d{10}$|^0\d{2,3}-?\d{7,8}$/);
const kind = z.enum(openableKinds as [(typeof openableKinds)[number], ...(typeof openableKinds)[number][]]);
const when = z.string().nullable();

export const CaseNo = z.string().regex(/^GD\d{16}$/);
export const CaseParams = z.object({ caseNo: CaseNo });

const saying = {
  kind,
  complaintClass: z.enum(complaintClasses).optional(),
  words: words(5, 2000),
  /** Where it is about, when that is no household. */
  place: words(2, 100).optional(),
  /** Chosen on a map, with the place's name in `place`. */
  position: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
  accountNo: accountNo.optional(),
};

export const OpenBody = z.strictObject({
  ...saying,
  /** A colleague among the published service stars. */
  wishedStaffId: z.uuid().optional(),
  anonymous: z.boolean().default(false),
  confidential: z.boolean().default(false),
});

/** By the public form: nobody's name is known but by their telephone. */
export const WebBody = z.strictObject({
  ...saying,
  contactName: words(1, 40).optional(),
  confidential: z.boolean().default(false),
  phone: z.string().regex(/^1\d{10}$/),
  code: z.string().regex(/^\d{6}$/),
});

export const TypeInBody = z.strictObject({
  ...saying,
  source: z.enum(sources).exclude(['hall', 'wallet']),
  contactName: words(1, 40).optional(),
  contactPhone: phone.optional(),
  anonymous: z.boolean().default(false),
  confidential: z.boolean().default(false),
  mood: z.enum(moods).optional(),
});

export const WordsBody = z.strictObject({ words: words(2, 2000) });
export const ReminderBody = z.strictObject({ words: words(2, 500).optional() });
export const RatingBody = z.strictObject({
  stars: z.int().min(1).max(5),
  satisfied: z.boolean(),
  words: words(2, 500).optional(),
});

const version = z.int().min(1);
const act = <Name extends (typeof staffActs)[number], Shape extends z.ZodRawShape>(
  name: Name,
  shape: Shape,
) => z.strictObject({ act: z.literal(name), version, ...shape });

export const ActBody = z.discriminatedUnion('act', [
  act('take', {}),
  act('hand-over', { to: z.string().regex(/^[\w.-]{1,64}$/), words: words(2, 500) }),
  act('contact', { words: words(2, 1000) }),
  act('update', { words: words(2, 1000) }),
  act('note', { words: words(1, 2000) }),
  /** Until: the last day it waits; left out, as long as the rule allows. */
  act('pause', { words: words(2, 500), until: z.iso.date().optional() }),
  act('resume', {}),
  act('answer', {
    outcome: z.enum(outcomes),
    words: words(5, 2000),
    cause: words(2, 500).optional(),
    remedy: words(2, 500).optional(),
    responsibility: z.enum(responsibilities).optional(),
  }),
  act('close', { words: words(2, 500) }),
  act('merge', { into: z.string().regex(/^GD\d{16}$/) }),
  act('grade', { grade: z.enum(grades), words: words(2, 500) }),
  /** It came in as something else than it is. */
  act('change-kind', { kind, complaintClass: z.enum(complaintClasses).optional(), words: words(2, 500) }),
  /** From now on for its owner, its first receiver and supervisors. */
  act('confide', { words: words(2, 500) }),
  /** To a fault that no crew is sent to any more. */
  act('send-crew', { words: words(2, 500) }),
  act('classify', { complaintClass: z.enum(complaintClasses), words: words(2, 500) }),
  /** What a caller asks for who has no account in the hall. */
  act('remind', { words: words(2, 500) }),
  act('reopen', { words: words(2, 500) }),
]);
export type ActInput = z.output<typeof ActBody>;

const event = z.object({
  at: z.string(),
  act: z.string(),
  /** person, system or staff; the desk reads the colleague's name: staff:<username>. */
  by: z.string(),
  words: z.string().nullable(),
});
const limits = {
  openedAt: z.string(),
  contactDueAt: when,
  contactedAt: when,
  answerDueAt: z.string(),
  answeredAt: when,
  closedAt: when,
};
const fields = {
  caseNo: z.string(),
  kind: z.string(),
  complaintClass: z.string().nullable(),
  status: z.enum(caseStatuses),
  accountNo: z.string().nullable(),
  words: z.string(),
  anonymous: z.boolean(),
  confidential: z.boolean(),
  mergedInto: z.string().nullable(),
  outcome: z.string().nullable(),
  answer: z.string().nullable(),
  remedy: z.string().nullable(),
  ...limits,
};
const ratingFields = z
  .object({ stars: z.int(), satisfied: z.boolean(), words: z.string().nullable(), at: z.string() })
  .nullable();

export const CaseView = z.object({
  ...fields,
  /** Who is responsible now. */
  owner: z.string().nullable(),
  /** Whom I asked for. */
  wishedName: z.string().nullable(),
  /** Who received it first and answers for it to the end (首问负责), and who has it now. */
  responsible: z.array(
    z.object({
      role: z.enum(['first', 'now']),
      name: z.string(),
      teamZh: z.string().nullable(),
      teamEn: z.string().nullable(),
      teamPhone: z.string().nullable(),
      from: z.string(),
    }),
  ),
  promisedAt: z.string(),
  place: z.string().nullable(),
  acts: z.array(z.enum(personActs)),
  events: z.array(event),
  rating: ratingFields,
});
export const CasesView = z.object({
  cases: z.array(
    z.object({
      ...limits,
      caseNo: z.string(),
      kind: z.string(),
      status: z.enum(caseStatuses),
      words: z.string(),
      promisedAt: z.string(),
    }),
  ),
});

/** Of a case that nobody has. */
export const nobody = 'nobody';

export const urgency = z.enum(['in-time', 'at-risk', 'overdue']);
export const QueueFilters = z.strictObject({
  view: z
    .enum(['open', 'mine', 'mentioned', 'unassigned', 'overdue', 'undelivered', 'answered', 'all'])
    .default('open'),
  kind: kind.optional(),
  source: z.enum(sources).optional(),
  grade: z.enum(grades).optional(),
  complaintClass: z.enum(complaintClasses).optional(),
  status: z.enum(caseStatuses).optional(),
  /** A region, or a district of one: weihai, weihai:文登区. */
  area: z
    .string()
    .regex(/^[a-z0-9-]{1,32}(:[^:]{1,40})?$/)
    .optional(),
  /** A colleague’s username, or `nobody`. */
  owner: z
    .string()
    .regex(/^[\w.-]{1,64}$/)
    .optional(),
  /** Opened on these days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A case number, an account number, a telephone number, or words of the case. */
  q: z.string().max(100).optional(),
});
export const QueueQuery = QueueFilters.extend({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});
export const QueueView = z.object({
  cases: z.array(
    z.object({
      caseNo: z.string(),
      kind: z.string(),
      complaintClass: z.string().nullable(),
      grade: z.enum(grades),
      source: z.enum(sources),
      status: z.enum(caseStatuses),
      accountNo: z.string().nullable(),
      words: z.string(),
      anonymous: z.boolean(),
      confidential: z.boolean(),
      owner: z.string().nullable(),
      reminders: z.int(),
      reopened: z.int(),
      openedAt: z.string(),
      answeredAt: when,
      nearestDueAt: when,
      urgency: urgency.nullable(),
      escalatedAt: when,
      escalationLevel: z.int(),
      pausedUntil: when,
    }),
  ),
  more: z.boolean(),
  counts: z.record(z.string(), z.int()),
});

export const StaffCaseView = z.object({
  ...fields,
  grade: z.enum(grades),
  source: z.enum(sources),
  position: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  version,
  owner: z.string().nullable(),
  wishedStaff: z.string().nullable(),
  firstReceiver: z.string().nullable(),
  place: z.string().nullable(),
  contactName: z.string().nullable(),
  contactPhone: z.string().nullable(),
  mood: z.string().nullable(),
  cause: z.string().nullable(),
  responsibility: z.string().nullable(),
  reminders: z.int(),
  reopened: z.int(),
  updateDueAt: z.string(),
  promisedAt: z.string(),
  escalatedAt: when,
  escalationLevel: z.int(),
  /** The last day of a pause; the clock goes on by itself after it. */
  pausedUntil: when,
  urgency: urgency.nullable(),
  duplicates: z.array(z.string()),
  acts: z.array(z.enum(staffActs)),
  /** How an answer of this kind may end. */
  outcomes: z.array(z.enum(outcomes)),
  events: z.array(
    event.extend({
      public: z.boolean(),
      /** Of a change of kind: what it was before. */
      kindBefore: z.string().nullable(),
      /** By mail, and nobody vouches for the sender. */
      unverified: z.boolean(),
    }),
  ),
  rating: ratingFields,
});

export const ColleaguesView = z.object({
  colleagues: z.array(z.object({ username: z.string(), displayName: z.string() })),
});

export const AreasView = z.object({
  areas: z.array(
    z.object({
      regionCode: z.string(),
      regionZh: z.string(),
      regionEn: z.string(),
      district: z.string(),
    }),
  ),
});

export const FiguresQuery = z.strictObject({ days: z.coerce.number().int().min(1).max(366).default(30) });
export const FiguresView = z.object({
  since: z.string(),
  kinds: z.array(
    z.object({
      kind: z.string(),
      open: z.int(),
      overdue: z.int(),
      atRisk: z.int(),
      opened: z.int(),
      answered: z.int(),
      answeredInTime: z.int(),
      rated: z.int(),
      satisfied: z.int(),
    }),
  ),
});

const boardRow = z.object({
  nameZh: z.string().nullable(),
  nameEn: z.string().nullable(),
  answered: z.int(),
  inTime: z.int(),
  firstContact: z.int(),
  rated: z.int(),
  satisfied: z.int(),
});
export const BoardView = z.object({ since: z.string(), areas: z.array(boardRow), teams: z.array(boardRow) });

export const RulesView = z.object({
  rules: z.array(
    z.object({
      name: z.enum(caseRuleNames),
      value: z.int(),
      validFrom: z.string(),
      source: z.string(),
      setBy: z.string(),
      setAt: z.string(),
      state: z.enum(['scheduled', 'in-force', 'past']),
    }),
  ),
});
export const RuleBody = z.strictObject({
  name: z.enum(caseRuleNames),
  value: z.int().min(1).max(365),
  validFrom: z.iso.date(),
  source: words(2, 200),
});
