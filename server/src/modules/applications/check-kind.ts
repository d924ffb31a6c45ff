/** Finds the holes in a definition: what would leave a case with nowhere to go, nobody to act, or nothing to go by. Pure. */
import {
  customerTypes,
  type Effect,
  type KindDefinition as Kind,
  KindDefinition,
  mainWay,
  type Step,
  type StepType,
} from './kind.ts';

export interface Hole {
  /** Where, such as steps.survey.moves.onwards. */
  at: string;
  what: string;
}

const ends = ['done', 'refused'];

/** What an effect takes from the form and from the steps before it. */
const needsOf: Record<Effect, { fields: string[]; type?: StepType; subject: Kind['subject'][] }> = {
  'open-account': {
    fields: ['applicant', 'phone', 'district', 'street', 'building'],
    type: 'meter',
    subject: ['new-place'],
  },
  'switch-holder': { fields: ['applicant', 'phone'], type: 'reading', subject: ['other-household'] },
  'close-account': { fields: [], type: 'reading', subject: ['household'] },
  'change-plan': { fields: ['plan'], subject: ['household'] },
  'change-details': { fields: ['applicant', 'phone'], subject: ['household'] },
  'change-capacity': { fields: ['capacity'], subject: ['household'] },
  'exchange-meter': { fields: [], type: 'meter', subject: ['household'] },
  'suspend-supply': { fields: [], subject: ['household'] },
  'resume-supply': { fields: [], subject: ['household'] },
  'extend-supply': { fields: ['until'], subject: ['household'] },
};

/** The definition, or everything that is wrong with it. */
export function checkKind(source: unknown): { kind: Kind; holes: [] } | { kind?: undefined; holes: Hole[] } {
  const parsed = KindDefinition.safeParse(source);
  if (!parsed.success)
    return {
      holes: parsed.error.issues.map(issue => ({
        at: issue.path.join('.') || 'definition',
        what: issue.message,
      })),
    };
  const kind = parsed.data;
  const broken = [...stepHoles(kind), ...wayHoles(kind)];
  const holes = [
    ...repeated(kind),
    ...broken,
    ...formHoles(kind),
    ...dayHoles(kind),
    ...paperHoles(kind),
    ...feeHoles(kind),
    ...inspectionHoles(kind),
    // What lies before an effect can only be followed where every way leads somewhere.
    ...(broken.length === 0 ? effectHoles(kind) : []),
  ];
  return holes.length > 0 ? { holes } : { kind, holes: [] };
}

function repeated({ steps, fields, papers, fees }: Kind): Hole[] {
  const lists = { steps, fields, papers, fees };
  return Object.entries(lists).flatMap(([name, entries]) => {
    const codes = entries.map(({ code }) => code);
    const twice = codes.filter((code, index) => codes.indexOf(code) !== index);
    return twice.map(code => ({ at: `${name}.${code}`, what: 'stands there twice' }));
  });
}

function stepHoles({ steps, start }: Kind): Hole[] {
  const known = new Set(steps.map(({ code }) => code));
  const holes: Hole[] = known.has(start) ? [] : [{ at: 'start', what: `there is no step ${start}` }];
  for (const step of steps) {
    const at = `steps.${step.code}`;
    const customer = customerTypes.includes(step.type);
    if (ends.includes(step.code)) holes.push({ at, what: `${step.code} is the name of an end` });
    if (customer && step.by !== 'customer')
      holes.push({ at, what: `a step of type ${step.type} is the customer's` });
    if (!customer && step.by === 'customer')
      holes.push({ at, what: `a step of type ${step.type} is nothing a customer does` });
    if (!customer && step.workingDays === 0) holes.push({ at, what: 'has no time limit' });
    if (customer && step.workingDays > 0)
      holes.push({ at, what: 'the clock stands while the customer is to act: its days are 0' });
    const codes = step.moves.map(({ code }) => code);
    for (const [index, move] of step.moves.entries()) {
      const place = `${at}.moves.${move.code}`;
      if (!ends.includes(move.to) && !known.has(move.to))
        holes.push({ at: place, what: `there is no step ${move.to}` });
      if (codes.indexOf(move.code) !== index) holes.push({ at: place, what: 'stands there twice' });
      if (customer && move.to === 'refused')
        holes.push({ at: place, what: 'a customer withdraws; only the utility refuses' });
    }
  }
  return holes;
}

/** Every step can be reached, and from every step the end. The limit holds all steps of the longest way. */
function wayHoles(kind: Kind): Hole[] {
  const { steps, start, limit } = kind;
  const byCode = new Map(steps.map(step => [step.code, step]));
  const reached = new Set<string>();
  const visit = (code: string) => {
    if (reached.has(code)) return;
    reached.add(code);
    for (const { to } of byCode.get(code)?.moves ?? []) visit(to);
  };
  visit(start);
  const holes = steps
    .filter(({ code }) => !reached.has(code))
    .map(({ code }) => ({ at: `steps.${code}`, what: 'no way leads there' }));
  const ending = new Set(['done']);
  for (let grown = true; grown; ) {
    const more = steps.filter(
      ({ code, moves }) => !ending.has(code) && moves.some(({ to }) => ending.has(to)),
    );
    for (const { code } of more) ending.add(code);
    grown = more.length > 0;
  }
  holes.push(
    ...steps
      .filter(({ code }) => !ending.has(code))
      .map(({ code }) => ({ at: `steps.${code}`, what: 'never comes to an end' })),
  );
  if (holes.length > 0 || !byCode.has(start)) return holes;
  const days = mainWay(kind, start).reduce((sum, { workingDays }) => sum + workingDays, 0);
  if (mainWay(kind, start).at(-1)?.moves[0]?.to !== 'done')
    holes.push({ at: 'start', what: 'the first move of each step does not lead to the end' });
  if (days > limit.workingDays)
    holes.push({ at: 'limit.workingDays', what: `the steps take ${days} working days together` });
  return holes;
}

function formHoles({ fields }: Kind): Hole[] {
  const holes: Hole[] = [];
  for (const { code, type, choices, min, max, required, mayFollow } of fields) {
    const at = `fields.${code}`;
    if ((type === 'choice') !== (choices !== undefined && choices.length > 0))
      holes.push({ at, what: 'choices go with a choice, and a choice with choices' });
    if (min !== undefined && max !== undefined && min > max)
      holes.push({ at, what: 'its least is more than its most' });
    if (mayFollow && !required) holes.push({ at, what: 'what is not required need not follow' });
  }
  if (!fields.some(({ code, required, mayFollow }) => code === 'phone' && required && !mayFollow))
    holes.push({ at: 'fields.phone', what: 'nobody could be reached without a phone' });
  return holes;
}

/** Days that are waited for, or watched, are days that the form asks. */
function dayHoles(kind: Kind): Hole[] {
  const asked = (field: string | undefined) =>
    kind.fields.some(
      ({ code, type, required, mayFollow }) => code === field && type === 'date' && required && !mayFollow,
    );
  const holes: Hole[] = [];
  for (const { code, type, field } of kind.steps) {
    if (type === 'day' && !asked(field))
      holes.push({ at: `steps.${code}.field`, what: 'waits for a day that the form does not ask' });
    if (type !== 'day' && field !== undefined)
      holes.push({ at: `steps.${code}.field`, what: 'only a step of type day waits for one' });
  }
  for (const { code, type, ahead } of kind.fields)
    if (ahead && type !== 'date') holes.push({ at: `fields.${code}`, what: 'only a date can lie ahead' });
  if (!kind.temporary) return holes;
  if (!asked(kind.temporary.until))
    holes.push({ at: 'temporary.until', what: 'ends on a day that the form does not ask' });
  if (!kind.steps.some(({ moves }) => moves.some(({ effect }) => effect === 'open-account')))
    holes.push({ at: 'temporary', what: 'opens no account that could end' });
  return holes;
}

/** What one kind takes from another: the ending of a temporary supply. */
export function pairHoles(kinds: readonly Kind[]): Hole[] {
  return kinds.flatMap(({ code, temporary }) => {
    if (!temporary) return [];
    const ending = kinds.find(other => other.code === temporary.ending);
    const closes = ending?.steps.some(({ moves }) => moves.some(({ effect }) => effect === 'close-account'));
    return closes && ending?.openedBy === 'hall'
      ? []
      : [
          {
            at: `${code}.temporary.ending`,
            what: `there is no kind ${temporary.ending} that the hall opens and that closes an account`,
          },
        ];
  });
}

function paperHoles({ papers, steps, start }: Kind): Hole[] {
  const holes: Hole[] = [];
  const reviews = new Set(steps.filter(({ type }) => type === 'review').map(({ code }) => code));
  for (const { code, by } of papers)
    if (!reviews.has(by))
      holes.push({ at: `papers.${code}`, what: `${by} is no step in which papers are looked at` });
  if (papers.some(({ required }) => required) && !papers.some(({ certificate }) => certificate))
    holes.push({ at: 'papers', what: 'no certificate is enough to hand in' });
  if (!reviews.has(start))
    holes.push({ at: 'start', what: 'a case begins with a look at what was handed in' });
  return holes;
}

function feeHoles({ subject, fees, fields, steps }: Kind): Hole[] {
  const holes: Hole[] = [];
  if (subject === 'other-household' && fees.length > 0)
    holes.push({ at: 'fees', what: 'whoever takes over has no account yet that could owe them' });
  const typeOf = (code: string) => steps.find(step => step.code === code)?.type;
  for (const fee of fees) {
    const at = `fees.${fee.code}`;
    if (typeOf(fee.step) !== 'fee') holes.push({ at, what: `${fee.step} is no step in which fees are paid` });
    const number = fields.some(
      ({ code, type, mayFollow }) => code === fee.field && type === 'number' && !mayFollow,
    );
    if (fee.how === 'per-unit' && !number)
      holes.push({ at, what: 'counts by a number that the form does not ask' });
  }
  // Staff set what is assessed, and leave the step before it only then.
  for (const { code, by, moves } of steps)
    for (const { code: move, to } of moves)
      if (by === 'customer' && fees.some(({ step, how }) => step === to && how === 'assessed'))
        holes.push({
          at: `steps.${code}.moves.${move}`,
          what: 'leads from the customer to a fee that staff have to set first',
        });
  for (const { code, type } of steps)
    if (type === 'fee' && !fees.some(({ step }) => step === code))
      holes.push({ at: `steps.${code}`, what: 'there is nothing to pay' });
  return holes;
}

function inspectionHoles({ inspections, steps }: Kind): Hole[] {
  const wanted = steps.filter(({ type }) => type === 'inspection').map(({ code }) => code);
  const given = inspections.map(({ step }) => step);
  return [
    ...wanted
      .filter(code => !given.includes(code))
      .map(code => ({ at: `steps.${code}`, what: 'has no list to inspect by' })),
    ...given
      .filter((code, index) => !wanted.includes(code) || given.indexOf(code) !== index)
      .map(code => ({ at: `inspections.${code}`, what: 'belongs to no step, or stands there twice' })),
    ...steps
      .filter(({ type, moves }) => type === 'inspection' && moves.length < 2)
      .map(({ code }) => ({ at: `steps.${code}`, what: 'has no way for what did not pass' })),
  ];
}

function effectHoles(kind: Kind): Hole[] {
  const all = kind.steps.flatMap(step => step.moves.map(move => ({ step, move })));
  const asked = new Set(kind.fields.filter(({ required }) => required).map(({ code }) => code));
  return all.flatMap(({ step, move }) => {
    if (!move.effect) return [];
    const { fields, type, subject } = needsOf[move.effect];
    const at = `steps.${step.code}.moves.${move.code}`;
    const holes: Hole[] = fields
      .filter(field => !asked.has(field))
      .map(field => ({ at, what: `${move.effect} needs the form's ${field}` }));
    if (type && !leadsThrough(kind, type, step))
      holes.push({ at, what: `${move.effect} needs a step of type ${type} before it` });
    if (!subject.includes(kind.subject))
      holes.push({ at, what: `${move.effect} is not for a subject ${kind.subject}` });
    if (move.effect === 'open-account' && !kind.category)
      holes.push({ at, what: 'opens an account of no category' });
    return holes;
  });
}

function leadsThrough(kind: Kind, type: StepType, last: Step): boolean {
  if (last.type === type) return true;
  const way = mainWay(kind, kind.start);
  return way.slice(0, way.indexOf(last)).some(step => step.type === type);
}
