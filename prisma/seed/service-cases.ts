/**
 * What people have said to the utility in the last two years: all order types and sources, in all states, with their clocks by
 * the hall's own rules, answers and ratings. The reminders (催办) are lines on cases, as in the hall itself.
 */
import type pg from 'pg';
import { type Cell, copyInto, copyLine } from '../../server/src/infra/copy-rows.ts';
import type { FieldCipher } from '../../server/src/infra/crypto.ts';
import { type CaseRuleName, clocksFrom, hashWords, wordsOf } from '../../server/src/modules/cases/index.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';
import type { CalendarDayKind } from '../../server/src/shared/working-days.ts';
import { answers, type SeededKind, sentence } from './case-words.ts';
import { madeUpPhone, personName } from './people-and-places.ts';
import { createRandom, type Random } from './random.ts';

export interface SeededCase {
  id: number;
  kind: SeededKind;
  status: string;
  openedAt: Date;
  answeredAt: Date | null;
  accountId: number | null;
}

const weights: [SeededKind, number][] = [
  ['repair', 22],
  ['enquiry', 25],
  ['complaint', 8],
  ['misconduct', 1],
  ['suggestion', 6],
  ['opinion', 6],
  ['praise', 4],
  ['information', 18],
  ['general', 10],
];
const sources = ['hall', 'hotline', 'web', 'email', 'official-account', 'chat', 'counter', 'letter'] as const;
const classes = ['service', 'business', 'outage', 'quality', 'grid'] as const;
const outcomeOf: Record<SeededKind, readonly [string, string]> = {
  repair: ['solved', 'solved'],
  enquiry: ['solved', 'not-solvable'],
  complaint: ['upheld', 'not-upheld'],
  misconduct: ['not-upheld', 'upheld'],
  suggestion: ['adopted', 'not-adopted'],
  opinion: ['noted', 'noted'],
  praise: ['noted', 'noted'],
  information: ['solved', 'solved'],
  general: ['solved', 'not-solvable'],
};
const columns =
  'id, case_no, kind, complaint_class, grade, source, status, person_id, holder_period_id, account_id, words_enc, contact_name_enc, contact_phone_enc, phone_hash, anonymous, confidential, mood, first_receiver, owner, outcome, responsibility, answer_enc, cause_enc, remedy_enc, merged_into, reminders, version, opened_by, opened_at, contact_due_at, update_due_at, answer_due_at, promised_at, clock, contacted_at, paused_at, answered_at, closed_at, search';
const eventColumns = 'case_id, act, actor, public, words_enc, at';
const ratingColumns = 'case_id, round, staff, stars, satisfied, at';
const perChunk = 2_000;
const minuteMs = 60_000;
const dayMs = 86_400_000;
const reach = 730;
const freshFaults = 12;
const freshFrom = 50;
/** So many belong to the demo's people, however many there are. */
const ofDemoPeople = 60;

interface Home {
  accountId: number;
  holderPeriodId: number;
  personId: string | null;
}

interface Town {
  homes: Home[];
  demoHomes: Home[];
  rules: Parameters<typeof clocksFrom>[2];
  calendar: Parameters<typeof clocksFrom>[3];
  now: Date;
  firstId: number;
  cipher: FieldCipher;
  hashes(words: string[]): string[];
}

/** @returns the faults among them, oldest first, from which orders are made */
export async function writeCases(
  client: pg.ClientBase,
  cipher: FieldCipher,
  count: number,
  seed: number,
): Promise<SeededCase[]> {
  const town = await lookAround(client, cipher);
  const faults: SeededCase[] = [];
  for (let start = 0; start < count; start += perChunk) {
    const [cases, events, ratings]: string[][] = [[], [], []];
    for (let index = start; index < Math.min(start + perChunk, count); index += 1) {
      const made = caseOf(town, index, count, seed);
      cases!.push(made.line);
      events!.push(...made.events);
      if (made.rating) ratings!.push(made.rating);
      if (made.brief.kind === 'repair') faults.push(made.brief);
    }
    await copyInto(client, `service_cases (${columns})`, cases!);
    await copyInto(client, `service_case_events (${eventColumns})`, events!);
    await copyInto(client, `service_ratings (${ratingColumns})`, ratings!);
  }
  await client.query(`SELECT setval('service_cases_id_seq', $1), setval('service_case_numbers', $1)`, [
    town.firstId + count,
  ]);
  return faults;
}

async function lookAround(client: pg.ClientBase, cipher: FieldCipher): Promise<Town> {
  const homes = await client.query<Home>(
    `SELECT h.account_id::int AS "accountId", h.id::int AS "holderPeriodId",
        (SELECT b.person_id FROM bindings b WHERE b.holder_period_id = h.id AND b.removed_at IS NULL AND b.level = 'full' LIMIT 1) AS "personId"
       FROM holder_periods h WHERE h.to_date IS NULL ORDER BY h.account_id LIMIT 20000`,
  );
  const rules = await client.query<{ name: CaseRuleName; value: number }>(
    `SELECT DISTINCT ON (name) name, value FROM case_rules WHERE valid_from <= now() ORDER BY name, valid_from DESC, id DESC`,
  );
  const days = await client.query<{ day: BusinessDate; kind: CalendarDayKind }>(
    'SELECT day::text, kind FROM calendar_days',
  );
  const last = await client.query<{ id: string }>('SELECT coalesce(max(id), 0) AS id FROM service_cases');
  const known = new Map<string, string>();
  return {
    homes: homes.rows,
    demoHomes: homes.rows.filter(({ personId }) => personId),
    rules: Object.fromEntries(rules.rows.map(({ name, value }) => [name, value])) as Town['rules'],
    calendar: new Map(days.rows.map(({ day, kind }) => [day, kind])),
    now: new Date(),
    firstId: Number(last.rows[0]!.id) + 1,
    cipher,
    hashes: words =>
      words.map(word => {
        const found = known.get(word) ?? hashWords([word], cipher)[0]!;
        known.set(word, found);
        return found;
      }),
  };
}

function kindOf(random: Random): SeededKind {
  let left = random.next() * weights.reduce((sum, [, weight]) => sum + weight, 0);
  return (weights.find(([, weight]) => {
    left -= weight;
    return left < 0;
  }) ?? weights[0]!)[0];
}

/** What is old has ended; of the last days there is one in every state. */
function statusOf(random: Random, ageDays: number): string {
  const drawn = random.next();
  if (ageDays > 12) return drawn < 0.93 ? 'closed' : drawn < 0.97 ? 'withdrawn' : 'merged';
  if (ageDays > 5)
    return drawn < 0.5 ? 'closed' : drawn < 0.85 ? 'answered' : drawn < 0.95 ? 'working' : 'paused';
  return drawn < 0.35 ? 'new' : drawn < 0.7 ? 'working' : drawn < 0.78 ? 'paused' : 'answered';
}

/** When, what, by which way, and how far it is: everything that is drawn of a case. */
function draw({ now, firstId, ...town }: Town, index: number, count: number, seed: number) {
  const random = createRandom(seed + 11, index);
  // Faults of the last hour or two come last; they have their orders, one in each state.
  const fresh = count >= freshFrom && count - index <= freshFaults ? count - 1 - index : null;
  // The newest have the highest numbers. A small town shows more of its last days, or nothing would be open.
  const ageDays = fresh === null ? reach * (1 - (index + 1) / (count + 1)) ** (count > 5_000 ? 1.3 : 2.2) : 0;
  const minutesAgo = fresh === null ? random.whole(120, 200) : 9 + 7 * fresh;
  const openedAt = new Date(now.getTime() - ageDays * dayMs - minutesAgo * minuteMs);
  const kind = fresh === null ? kindOf(random) : 'repair';
  const source = fresh !== null || random.chance(0.35) ? 'hall' : random.pick(sources);
  const drawn = fresh === null ? statusOf(random, ageDays) : 'new';
  const typed = source !== 'hall';
  // What a clerk types in is theirs at once; a case is joined to the one before it.
  const status = drawn === 'new' && typed ? 'working' : drawn === 'merged' && index === 0 ? 'closed' : drawn;
  const anonymous = (kind === 'complaint' || kind === 'misconduct') && random.chance(0.06);
  const answered = status === 'answered' || status === 'closed';
  const ended = status === 'closed' || status === 'withdrawn' || status === 'merged';
  const clocks = clocksFrom(openedAt, { kind, anonymous }, town.rules, town.calendar);
  const later = (share: number) =>
    new Date(openedAt.getTime() + share * Math.min(now.getTime() - openedAt.getTime(), 4 * dayMs));
  return {
    id: firstId + index,
    random,
    kind,
    source,
    typed,
    status,
    anonymous,
    openedAt,
    clocks,
    later,
    home: homeOf({ ...town, now, firstId }, random, source, count, fresh),
    owner: status === 'new' ? null : typed || random.chance(0.85) ? 'clerk1' : 'supervisor1',
    outcome: answered ? outcomeOf[kind][random.chance(0.75) ? 0 : 1] : null,
    answeredAt: answered ? later(0.2 + random.next() * 0.6) : null,
    closedAt: ended ? later(0.85) : null,
    contactedAt: clocks.contactDueAt && answered && !anonymous ? later(0.1) : null,
    reminders: random.chance(0.06) ? random.whole(1, 3) : 0,
    phone: typed && !anonymous ? madeUpPhone(index % 90_000_000) : null,
  };
}

type Drawn = ReturnType<typeof draw>;

function caseOf(town: Town, index: number, count: number, seed: number) {
  const drawn = draw(town, index, count, seed);
  const { id, kind, status, openedAt, answeredAt, closedAt, home, random, owner } = drawn;
  const line = copyLine(rowOf(town, drawn));
  const rated = status === 'closed' && random.chance(0.4);
  const stars = random.chance(0.85) ? random.whole(4, 5) : random.whole(2, 3);
  return {
    line,
    events: eventsOf(town, drawn),
    rating: rated ? copyLine([id, 0, owner, stars, stars > 2, closedAt!.toISOString()]) : null,
    brief: { id, kind, status, openedAt, answeredAt, accountId: home?.accountId ?? null },
  };
}

/** In the order of the columns above. */
function rowOf({ cipher, hashes }: Town, drawn: Drawn): Cell[] {
  const {
    id,
    kind,
    source,
    typed,
    status,
    anonymous,
    openedAt,
    clocks,
    later,
    home,
    owner,
    outcome,
    phone,
    random,
  } = drawn;
  const seal = (text: string | null) => (text === null ? null : cipher.encrypt(text));
  const iso = (at: Date | null) => at?.toISOString() ?? null;
  const words = sentence(random, kind);
  const upheld = outcome === 'upheld';
  return [
    id,
    `GD${day(openedAt)}${String(id).padStart(8, '0')}`,
    kind,
    kind === 'complaint' ? random.pick(classes) : null,
    random.chance(0.9) ? 'ordinary' : random.pick(['important', 'major', 'special']),
    source,
    status,
    typed ? null : (home?.personId ?? null),
    home?.holderPeriodId ?? null,
    home?.accountId ?? null,
    cipher.encrypt(words),
    seal(phone && personName(random)),
    seal(phone),
    phone && cipher.hash('phone', phone),
    anonymous,
    kind === 'misconduct' || random.chance(0.01),
    typed ? random.pick(['calm', 'calm', 'upset', 'angry']) : null,
    owner,
    owner,
    outcome,
    upheld ? 'utility' : null,
    seal(outcome && answers[kind]),
    seal(upheld ? '现场管理不到位' : null),
    seal(upheld ? '已整改并加强检查' : null),
    status === 'merged' ? id - 1 : null,
    drawn.reminders,
    1,
    typed ? 'staff:clerk1' : 'person',
    iso(openedAt),
    iso(clocks.contactDueAt),
    iso(clocks.updateDueAt),
    iso(clocks.answerDueAt),
    iso(clocks.promisedAt),
    JSON.stringify(clocks.clock),
    iso(drawn.contactedAt),
    status === 'paused' ? iso(later(0.5)) : null,
    iso(drawn.answeredAt),
    iso(drawn.closedAt),
    hashes(wordsOf(words))
      .map(hash => `'${hash}'`)
      .join(' '),
  ];
}

function eventsOf({ cipher }: Town, drawn: Drawn): string[] {
  const { id, kind, typed, openedAt, owner, reminders, contactedAt, answeredAt, closedAt, later } = drawn;
  const event = (act: string, actor: string, at: Date, words: string | null = null) =>
    copyLine([id, act, actor, true, words === null ? null : cipher.encrypt(words), at.toISOString()]);
  const member = `staff:${owner}`;
  const hurried = Array.from({ length: reminders }, () => event('remind', 'person', later(0.15)));
  return [
    event('open', typed ? member : 'person', openedAt),
    ...(owner && !typed ? [event('take', member, later(0.05))] : []),
    ...(contactedAt ? [event('contact', member, contactedAt, '已电话联系客户')] : []),
    ...hurried,
    ...(answeredAt ? [event('answer', member, answeredAt, answers[kind])] : []),
    ...(closedAt && answeredAt ? [event('closed-by-itself', 'system', closedAt)] : []),
  ];
}

/** The newest fault is that of the demo's first resident. */
function homeOf(
  { homes, demoHomes }: Town,
  random: Random,
  source: string,
  count: number,
  fresh: number | null,
): Home | null {
  if (fresh === 0 && demoHomes[0]) return demoHomes[0];
  const theirs = fresh === null && source === 'hall' && random.chance(ofDemoPeople / (0.4 * count));
  return theirs ? pickOr(random, demoHomes, homes) : pickOr(random, homes);
}

const day = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll('-', '');

function pickOr<T>(random: Random, ...lists: readonly (readonly T[])[]): T | null {
  const list = lists.find(({ length }) => length > 0);
  return list ? random.pick(list) : null;
}
