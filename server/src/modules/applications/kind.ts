/**
 * A kind of application as data (业务定义): what is asked, what is needed, who does what by when, and what it comes to.
 * A new kind, or a new version of one, is a new definition and no code. Pure; `check-kind.ts` finds its holes.
 */
import { z } from 'zod';

const Text = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(300) });
const Code = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

/** Work that belongs together, done by teams that take it on. */
export const duties = ['acceptance', 'survey', 'works', 'inspection', 'metering', 'billing'] as const;
export type Duty = (typeof duties)[number];

/** The columns of the board: every step of every kind stands in one of them. */
export const stages = ['accept', 'survey', 'pay', 'build', 'inspect', 'connect', 'settle'] as const;
export type Stage = (typeof stages)[number];

export const fieldTypes = [
  'text',
  'long-text',
  'name',
  'phone',
  'identity-no',
  'organisation-no',
  'number',
  'date',
  'choice',
] as const;

const Field = z.strictObject({
  code: Code,
  label: Text,
  type: z.enum(fieldTypes),
  required: z.boolean(),
  /** May be given after handing in; it is asked for in the checklist. */
  mayFollow: z.boolean().default(false),
  min: z.number().optional(),
  max: z.number().optional(),
  unit: z.string().max(10).optional(),
  choices: z.array(z.strictObject({ code: Code, label: Text })).optional(),
  /** A date that has not passed when it is handed in. */
  ahead: z.literal(true).optional(),
});

/** How long a paper is kept after the case has ended: see the documents module. */
export const paperClasses = [
  'identity',
  'property',
  'licence',
  'drawing',
  'contract',
  'photo',
  'other',
] as const;

const Paper = z.strictObject({
  code: Code,
  name: Text,
  hint: Text.optional(),
  required: z.boolean(),
  /** 一证受理: one of these is enough to hand in. */
  certificate: z.boolean().default(false),
  /** 容缺受理: the step that is not left without it. */
  by: Code,
  class: z.enum(paperClasses),
});

const Fee = z.strictObject({
  code: Code,
  name: Text,
  /** The step in which it is paid. */
  step: Code,
  /** fixed: always this sum; per-unit: times a number of the form; assessed: set by staff, with this as the most. */
  how: z.enum(['fixed', 'per-unit', 'assessed']),
  fen: z.int().min(0).max(1_000_000_000),
  field: Code.optional(),
  /** The document that fixed it. */
  source: z.string().min(1).max(200),
});

const Inspection = z.strictObject({
  step: Code,
  items: z
    .array(z.strictObject({ code: Code, name: Text }))
    .min(1)
    .max(30),
});

/** What a move does besides moving; each is code, and any kind may use it. */
export const effects = [
  'open-account',
  'switch-holder',
  'close-account',
  'change-plan',
  'change-details',
  'change-capacity',
  'exchange-meter',
  'suspend-supply',
  'resume-supply',
  'extend-supply',
] as const;
export type Effect = (typeof effects)[number];

const Move = z.strictObject({
  code: Code,
  name: Text,
  /** A step, or `done`, or `refused`. */
  to: Code,
  effect: z.enum(effects).optional(),
});

/**
 * What must be there before a step is left onwards. review: form and papers; visit: somebody was there; inspection: a
 * record; meter: one assigned, with its first reading; reading: the last one of the old holder; work: nothing but the word of who
 * did it. The customer's: fee, sign, confirm; and day: until the day has come that they named in the form.
 */
export const stepTypes = [
  'review',
  'visit',
  'inspection',
  'meter',
  'reading',
  'work',
  'fee',
  'sign',
  'confirm',
  'day',
] as const;
export type StepType = (typeof stepTypes)[number];
export const customerTypes: readonly StepType[] = ['fee', 'sign', 'confirm', 'day'];

const Step = z.strictObject({
  code: Code,
  name: Text,
  stage: z.enum(stages),
  type: z.enum(stepTypes),
  by: z.enum(['customer', ...duties]),
  /** Its share of the time limit; the customer's own steps have none. */
  workingDays: z.int().min(0).max(200),
  /** Of a step of type day: the form's date that is waited for. */
  field: Code.optional(),
  /** What the customer is told on arrival here; said by the step's name when left out. */
  message: Text.optional(),
  /** The first one leads on. */
  moves: z.array(Move).min(1).max(6),
});

export const KindDefinition = z.strictObject({
  code: Code,
  version: z.int().min(1).max(9_999),
  name: Text,
  summary: Text,
  group: z.enum(['new-supply', 'holder', 'change', 'meter', 'pause']),
  /** new-place: no account yet; household: the applicant's own; other-household: one that somebody else holds. */
  subject: z.enum(['new-place', 'household', 'other-household']),
  /** Of the account that it opens. */
  category: z.enum(['residential', 'commercial']).optional(),
  /** Working days in the utility's hands. */
  limit: z.strictObject({ workingDays: z.int().min(1).max(200), source: z.string().min(1).max(200) }),
  /** For who may appeal a refusal, working days. */
  appealDays: z.int().min(1).max(60).default(15),
  fields: z.array(Field).min(1).max(40),
  papers: z.array(Paper).max(20),
  fees: z.array(Fee).max(10).default([]),
  inspections: z.array(Inspection).max(5).default([]),
  /** Nobody applies for it: the hall opens it by itself. */
  openedBy: z.literal('hall').optional(),
  /** 临时用电: the account that it opens ends on a day of the form; that is told beforehand, and ended by a case of that kind. */
  temporary: z.strictObject({ until: Code, ending: Code, tellDaysBefore: z.int().min(1).max(60) }).optional(),
  start: Code,
  steps: z.array(Step).min(1).max(20),
});

export type KindDefinition = z.output<typeof KindDefinition>;
/** As it is written down: defaults may be left out. */
export type KindSource = z.input<typeof KindDefinition>;
export type Step = z.output<typeof Step>;
export type Move = z.output<typeof Move>;
export type Field = z.output<typeof Field>;
export type Paper = z.output<typeof Paper>;
export type Fee = z.output<typeof Fee>;

/** @throws RangeError when the definition has no such step: its holes were looked for before */
export function stepOf(kind: KindDefinition, code: string): Step {
  const step = kind.steps.find(each => each.code === code);
  if (!step) throw new RangeError(`${kind.code} has no step ${code}`);
  return step;
}

export const hasEffect = ({ steps }: KindDefinition, effect: Effect) =>
  steps.some(({ moves }) => moves.some(move => move.effect === effect));

/** Whether it ends who holds an account. */
export const endsHolding = (kind: KindDefinition) => kind.steps.some(settles);

/** Whether one of its moves ends who holds the account. */
const settles = ({ moves }: Pick<Step, 'moves'>) =>
  moves.some(({ effect }) => effect === 'switch-holder' || effect === 'close-account');

/** Whether a last reading is given here: where it is taken, and where it is settled, if it no longer fits by then. */
export const takesReading = (step: Step) => step.type === 'reading' || settles(step);

/** The form's day that a step waits for; nobody is asked for anything meanwhile. */
export const awaitsDay = (kind: KindDefinition, step: string | null) =>
  step === null ? undefined : kind.steps.find(({ code, type }) => code === step && type === 'day')?.field;

export const isCustomerStep = (step: Step) => step.by === 'customer';

/** The way a case takes when nothing goes wrong, from a step to the end. */
export function mainWay(kind: KindDefinition, from: string): Step[] {
  const way: Step[] = [];
  for (let code = from; code !== 'done' && code !== 'refused'; ) {
    const step = stepOf(kind, code);
    if (way.includes(step)) break;
    way.push(step);
    code = step.moves[0]!.to;
  }
  return way;
}
