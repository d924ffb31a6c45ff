/** What stops the clock, and what each stop leaves standing. */
import { describe, expect, it } from '@jest/globals';
import type { BusinessDate } from '../../shared/dates.ts';
import type { CalendarDayKind } from '../../shared/working-days.ts';
import { nextStep, withStepOfDebt } from './decide.ts';
import type { CaseStatus, DunningCase, StopCode } from './dunning-case.ts';
import type { DunningRules } from './dunning-rules.ts';
import type { Facts } from './facts.ts';

const rules: DunningRules = {
  lateFee: {
    enabled: false,
    residentPpm: 1000,
    otherPpm: 2000,
    otherCrossYearPpm: 3000,
    minimumFen: 0,
    capPercent: null,
  },
  reminders: { days: [1, 7, 15] },
  suspension: {
    overdueDays: 30,
    minimumDebtFen: 1000,
    noticeDays: 7,
    lastCallMinutes: 30,
    proof: 'delivered',
  },
  noticeWindow: { leastDays: 3, mostDays: 7 },
  timing: {
    writingHour: 9,
    restDays: 30,
    lastCallHours: 4,
    mostCallsADay: 2,
    disconnectMinutes: 60,
    reconnectDays: 7,
  },
  hours: { fromHour: 9, toHour: 16, workingDaysOnly: true, notBeforeHoliday: true },
  coldDays: { months: [], dates: [] },
  restore: { withinHours: 24, fieldAfterMinutes: 120 },
  prepaid: { enabled: false, graceHours: 24 },
  instalments: { mostParts: 12, graceDays: 3 },
};

const prepaidOn: DunningRules = { ...rules, prepaid: { enabled: true, graceHours: 24 } };

/** The spring festival of 2026: the 14th, a Saturday, is worked; the 15th to the 23rd are free. */
const festival = new Map<BusinessDate, CalendarDayKind>([
  ['2026-02-14' as BusinessDate, 'workday'],
  ...Array.from(
    { length: 9 },
    (_, index) => [`2026-02-${15 + index}` as BusinessDate, 'holiday'] as [BusinessDate, CalendarDayKind],
  ),
]);
const calendar = { days: festival, knows: (year: number) => year === 2026 };
const beijing = (text: string) => new Date(`${text}:00+08:00`);

const facts: Facts = {
  debtFen: 20_000,
  ripeFen: 20_000,
  oldestDueOn: '2026-01-20' as BusinessDate,
  remindedOn: '2026-01-25' as BusinessDate,
  movedOut: false,
  signed: true,
  debtKnown: true,
  specialNeed: false,
  disputed: false,
  instalments: false,
  important: false,
  isProtected: false,
  paused: false,
  paymentUnderWay: false,
  provenAt: beijing('2026-01-25T10:00'),
  callsToday: 0,
  lastCallAt: beijing('2026-03-11T10:00'),
  lastPaidAt: null,
  disconnect: 'none',
  connect: 'none',
};

const standing = (status: CaseStatus, change: Partial<DunningCase> = {}): DunningCase => ({
  id: 1,
  caseNo: 'DN1',
  holderPeriodId: 1,
  accountId: 1,
  kind: 'postpaid',
  status,
  step: 3,
  round: 1,
  debtFen: 20_000,
  overdueSince: '2026-01-20',
  stops: [],
  holdUntil: null,
  noticedOn: '2026-03-04',
  disconnectOn: '2026-03-11',
  lapsesOn: '2026-03-11',
  disconnectAt: beijing('2026-03-11T10:30'),
  submittedBy: 'staff:a',
  decidedBy: 'staff:b',
  suspendedAt: null,
  clearedAt: null,
  restoreAskedBy: null,
  ...change,
});

/** A case whose notice names the day of that moment, and stands for as long as the longest festival. */
const onDay = (status: CaseStatus, at: string, change: Partial<DunningCase> = {}) =>
  standing(status, { disconnectOn: at.slice(0, 10), lapsesOn: '2027-12-31', ...change });

/** A Wednesday that is worked, half an hour and more after the last call. */
const wednesday = '2026-03-11T10:31';
const step = (file: DunningCase, change: Partial<Facts> = {}, at = wednesday, changed = rules) =>
  nextStep(file, { ...facts, ...change }, { rules: changed, calendar, now: beijing(at) });
const nothing = { debtFen: 0, ripeFen: 0 };
const codes = (given: ReturnType<typeof step>) =>
  'stops' in given ? given.stops.map(({ code }) => code) : [];

it('disconnects when nothing stands against it', () => {
  expect(step(standing('last-call'))).toEqual({ do: 'disconnect' });
});

describe.each<[StopCode, Partial<Facts>, Partial<DunningCase>]>([
  ['moved-out', { movedOut: true }, {}],
  ['special-need', { specialNeed: true }, {}],
  ['other', { disputed: true }, {}],
  ['instalments', { instalments: true }, {}],
  ['important-user', { important: true }, {}],
  ['protected', { isProtected: true }, {}],
  ['small-debt', { debtFen: 999, ripeFen: 999 }, {}],
  ['supply-paused', { paused: true }, {}],
  ['hold', {}, { holdUntil: '2026-04-01' }],
])('%s', (code, change, file) => {
  it.each<CaseStatus>(['noticed', 'proposed', 'submitted', 'approved', 'last-call'])(
    'withdraws what stands at %s',
    status => {
      const given = step(standing(status, file), change);
      expect([given.do, codes(given)]).toEqual(['withdraw', [code]]);
    },
  );

  it('gives no notice', () => {
    const given = step(standing('reminding', { ...file, round: 0 }), change);
    expect([given.do, codes(given)]).toEqual(['wait', [code]]);
  });
});

describe.each<[StopCode, Partial<Facts>, string, DunningRules]>([
  ['payment-under-way', { paymentUnderWay: true }, wednesday, rules],
  ['estimate-old', { debtKnown: false }, wednesday, rules],
  ['not-proven', { provenAt: null }, wednesday, rules],
  ['late-arrival', { provenAt: beijing('2026-03-09T08:00') }, wednesday, rules],
  ['cold-day', {}, wednesday, { ...rules, coldDays: { months: [3], dates: [] } }],
  ['cold-day', {}, wednesday, { ...rules, coldDays: { months: [], dates: ['2026-03-11'] } }],
  ['holiday', {}, '2026-02-16T10:31', rules],
  ['holiday', {}, '2026-03-14T10:31', rules],
  ['outside-hours', {}, '2026-03-11T16:00', rules],
  ['outside-hours', {}, '2026-03-11T08:59', rules],
  ['no-calendar', {}, '2027-03-10T10:31', rules],
])('%s', (code, change, at, changed) => {
  it(`lets an approved suspension wait at ${at}`, () => {
    const given = step(onDay('approved', at), change, at, changed);
    expect([given.do, codes(given)]).toEqual(['wait', [code]]);
  });

  it(`stops it in its last minutes at ${at}`, () => {
    const file = onDay('last-call', at, { disconnectAt: beijing(at) });
    const called = new Date(beijing(at).getTime() - 31 * 60_000);
    const given = step(file, { ...change, lastCallAt: called }, at, changed);
    // A payment or an estimate is waited for; whatever takes longer needs a new call.
    expect(given.do).toBe(['payment-under-way', 'estimate-old'].includes(code) ? 'wait' : 'call-again');
  });
});

describe('the spring festival', () => {
  const notice = (day: string) => {
    const file = standing('reminding', { disconnectOn: null, round: 0 });
    const given = step(file, { oldestDueOn: '2026-01-02' as BusinessDate }, `${day}T09:30`);
    return given.do === 'notice' ? given.disconnectOn : given;
  };

  it('holds a notice whose day would fall into it, or on its eve, until seven days before the first worked day after it', () => {
    const held = { do: 'wait', stops: [{ code: 'holiday' }], until: beijing('2026-02-17T09:00') };
    expect(notice('2026-02-08')).toEqual(held);
    // The 14th is worked, but the day before a holiday.
    expect(notice('2026-02-07')).toEqual(held);
    expect(notice('2026-02-06')).toBe('2026-02-13');
    expect(notice('2026-02-17')).toBe('2026-02-24');
  });

  it('takes a shorter notice, where the rules allow it, for a day that suits within seven', () => {
    const shorter = { ...rules, suspension: { ...rules.suspension, noticeDays: 3 } };
    const file = standing('reminding', { disconnectOn: null, round: 0 });
    const late = { oldestDueOn: '2026-01-02' as BusinessDate };
    // The 7th and 8th are a weekend.
    expect(step(file, late, '2026-02-04T09:30', shorter)).toEqual({
      do: 'notice',
      disconnectOn: '2026-02-09',
      lapsesOn: '2026-02-11',
    });
  });

  it('gives no notice in autumn for a day in spring', () => {
    const winter = { ...rules, coldDays: { months: [2], dates: [] } };
    const file = standing('reminding', { disconnectOn: null, round: 0 });
    const given = step(file, { oldestDueOn: '2025-12-01' as BusinessDate }, '2026-01-29T09:30', winter);
    expect(given).toEqual({ do: 'wait', stops: [{ code: 'cold-day' }], until: beijing('2026-02-23T09:00') });
  });

  it('lets nobody be cut off on its eve, though that is worked', () => {
    const given = step(onDay('approved', '2026-02-14'), {}, '2026-02-14T10:31');
    expect(given).toMatchObject({ do: 'wait', stops: [{ code: 'holiday', until: '2026-02-24' }] });
  });
});

describe('a year whose holidays nobody has put in', () => {
  const inDecember = standing('reminding', { disconnectOn: null, round: 0 });
  const late = { oldestDueOn: '2026-11-01' as BusinessDate };

  it('is given no day of suspension: the notice waits, and says why', () => {
    const given = step(inDecember, late, '2026-12-28T09:30');
    expect([given.do, codes(given)]).toEqual(['wait', ['no-calendar']]);
  });

  it('leaves its last known days alone, but for New Year’s Eve, of which the morrow is not known', () => {
    const given = step(inDecember, late, '2026-12-23T09:30');
    expect(given).toEqual({ do: 'notice', disconnectOn: '2026-12-30', lapsesOn: '2026-12-30' });
    expect(codes(step(onDay('approved', '2026-12-31'), {}, '2026-12-31T10:31'))).toEqual(['no-calendar']);
  });
});

describe('money', () => {
  it.each<CaseStatus>(['reminding', 'noticed', 'proposed', 'submitted', 'approved', 'last-call'])(
    'that came before the command closes a case at %s',
    status => {
      expect(step(standing(status), nothing)).toEqual({ do: 'close', reason: 'paid' });
    },
  );

  it('that came with or after the command orders power back', () => {
    expect(step(standing('disconnecting'), { ...nothing, disconnect: 'pending' })).toEqual({ do: 'restore' });
    expect(step(standing('suspended'), { ...nothing, disconnect: 'effective' })).toEqual({ do: 'restore' });
  });

  it('finds nothing to restore where the command came to nothing', () => {
    expect(step(standing('disconnecting'), { ...nothing, disconnect: 'void' })).toEqual({
      do: 'close',
      reason: 'paid',
    });
  });
});

describe('whoever is without power', () => {
  it.each<Partial<Facts>>([
    { specialNeed: true },
    { instalments: true },
    { movedOut: true },
    nothing,
    { debtFen: 20_000, ripeFen: 0 },
    { debtFen: 999, ripeFen: 999 },
  ])('gets it back for %j, or keeps it where the order may be on its way', change => {
    expect(step(standing('suspended'), { ...change, disconnect: 'effective' })).toEqual({ do: 'restore' });
    expect(step(standing('disconnecting'), { ...change, disconnect: 'pending' })).toEqual({ do: 'restore' });
  });

  it('and has paused the supply, be it paid, gets it back as the pause ends and not before, unless a person asks for it', () => {
    const paid = { ...nothing, disconnect: 'effective', paused: true } as const;
    const given = step(standing('suspended'), paid);
    expect([given.do, codes(given)]).toEqual(['wait', ['supply-paused']]);
    expect(step(standing('suspended'), { ...paid, paused: false }).do).toBe('restore');
    expect(step(standing('suspended', { restoreAskedBy: 'staff:a' }), paid).do).toBe('restore');
    expect(step(standing('disconnecting'), { ...paid, disconnect: 'pending' }).do).toBe('wait');
  });

  it('stays so for what only stops the clock before', () => {
    expect(step(standing('suspended'), { important: true, disconnect: 'effective' }).do).toBe('wait');
  });

  it('is said to have paid only when that is so', () => {
    const back = { connect: 'effective' } as const;
    expect(step(standing('restoring'), { ...back, ...nothing })).toEqual({ do: 'close', reason: 'restored' });
    expect(step(standing('restoring'), back)).toEqual({ do: 'close', reason: 'restored-owing' });
  });
});

describe('a command that came to nothing', () => {
  it('is not given again without another call', () => {
    expect(step(standing('disconnecting'), { disconnect: 'void' })).toEqual({ do: 'call-again' });
    expect(step(standing('disconnecting'), { disconnect: 'unsure' })).toEqual({ do: 'call-again' });
  });

  it('is given again when it was to bring power back', () => {
    const file = standing('restoring', { clearedAt: beijing('2026-03-11T12:00') });
    expect(step(file, { ...nothing, connect: 'void' })).toEqual({ do: 'restore' });
  });
});

describe('the three to seven days of the notice', () => {
  const tomorrowOn = { disconnectOn: '2026-03-12', lapsesOn: '2026-03-12' };
  const lapsed = { disconnectOn: '2026-03-10', lapsesOn: '2026-03-10' };

  it('begin with its arrival: people look at it while they run', () => {
    expect(step(standing('noticed', tomorrowOn), { provenAt: beijing('2026-03-10T12:00') })).toEqual({
      do: 'propose',
    });
    expect(codes(step(standing('noticed', tomorrowOn), { provenAt: null }))).toEqual(['not-proven']);
  });

  it('leave whoever is approved early in peace until the day that was named', () => {
    const given = step(standing('approved', tomorrowOn));
    expect([given.do, codes(given)]).toEqual(['wait', []]);
    expect(step(standing('approved', tomorrowOn), {}, '2026-03-12T09:00').do).toBe('last-call');
  });

  it.each<CaseStatus>(['noticed', 'proposed', 'submitted', 'approved', 'last-call'])(
    'end what stands at %s, in the morning after the last of them',
    status => {
      expect(step(standing(status, lapsed))).toEqual({ do: 'lapse' });
      // The night before, nothing more is done and nobody is written to.
      const given = step(standing(status, lapsed), {}, '2026-03-11T08:30');
      expect(given).toMatchObject({ do: 'wait', until: beijing('2026-03-11T09:00') });
    },
  );

  it('are waited for no longer than they last, whatever it is that stops the clock', () => {
    const given = step(standing('approved'), {}, wednesday, {
      ...rules,
      coldDays: { months: [3], dates: [] },
    });
    expect(given).toMatchObject({ do: 'wait', until: beijing('2026-03-12T09:00') });
  });

  it('take the order back from a fitter who has not gone by then, or hours after the last call', () => {
    const ordered = standing('disconnecting');
    expect(step(ordered, { disconnect: 'visit' }).do).toBe('wait');
    expect(step(ordered, { disconnect: 'visit' }, '2026-03-11T14:31')).toEqual({ do: 'recall' });
    expect(step(standing('disconnecting', lapsed), { disconnect: 'visit' })).toEqual({ do: 'recall' });
    expect(step(ordered, { disconnect: 'visit', disputed: true })).toEqual({ do: 'recall' });
    const held = standing('disconnecting', { holdUntil: '2026-04-01' });
    expect(step(held, { disconnect: 'visit' })).toEqual({ do: 'recall' });
    expect(step(ordered, { disconnect: 'pending' }, '2026-03-11T14:31').do).toBe('wait');
  });
});

describe('the hours that a prepaid holder signed', () => {
  const prepaid = (status: CaseStatus) => standing(status, { kind: 'prepaid', lapsesOn: '2026-03-18' });

  it('are counted from the hour at which the notice arrived', () => {
    const late = { provenAt: beijing('2026-03-10T14:00') };
    const given = step(prepaid('approved'), late, wednesday, prepaidOn);
    expect(given).toEqual({
      do: 'wait',
      stops: [{ code: 'late-arrival', until: '2026-03-11' }],
      until: beijing('2026-03-11T14:00'),
    });
    expect(step(prepaid('approved'), late, '2026-03-11T14:00', prepaidOn).do).toBe('last-call');
  });

  it('name the first day on which they are over within the hours of suspension', () => {
    const named = (at: string) => {
      const given = step(standing('reminding', { kind: 'prepaid', step: 0 }), {}, at, prepaidOn);
      return given.do === 'notice' ? given.disconnectOn : given;
    };
    expect(named('2026-03-10T15:29')).toBe('2026-03-11');
    // With the last call it would be four o’clock.
    expect(named('2026-03-10T15:30')).toBe('2026-03-12');
    expect(named('2026-03-10T20:01')).toBe('2026-03-12');
  });
});

describe('a debt that has not been overdue for more than thirty days', () => {
  const young = { ripeFen: 999, oldestDueOn: '2026-02-20' as BusinessDate };

  it.each<CaseStatus>(['noticed', 'proposed', 'submitted', 'approved', 'last-call'])(
    'takes back what the older one brought to %s',
    status => {
      const given = step(standing(status), young);
      expect([given.do, codes(given)]).toEqual(['withdraw', ['young-debt']]);
    },
  );

  it('is given no notice for a few yuan that are older', () => {
    const file = standing('reminding', { round: 0 });
    expect(step(file, { ripeFen: 999 })).toMatchObject({ do: 'wait', stops: [] });
    expect(step(file, { ripeFen: 1_000 }).do).toBe('notice');
  });

  it('is reminded of from its first step', () => {
    const file = withStepOfDebt(standing('reminding', { round: 0 }), { ...facts, ...young });
    expect([file.step, step(file, young)]).toEqual([0, { do: 'remind', step: 1 }]);
    expect(withStepOfDebt(file, facts).step).toBe(0);
    expect(withStepOfDebt(standing('reminding'), facts).step).toBe(3);
  });
});

describe('the reminders', () => {
  const file = (sent: number) =>
    standing('reminding', { round: 0, step: sent, noticedOn: null, lapsesOn: null });
  const since = (oldestDueOn: string, remindedOn: string | null = null): Partial<Facts> => ({
    oldestDueOn: oldestDueOn as BusinessDate,
    remindedOn: remindedOn as BusinessDate | null,
    ripeFen: 0,
  });

  it.each([
    [0, '2026-03-10', null],
    [1, '2026-03-04', '2026-03-05'],
    [2, '2026-02-24', '2026-03-03'],
  ])(
    'after %i of them, the next is waited for from midnight to its hour and not to another day',
    (sent, due, last) => {
      const facts = since(due, last);
      const early = step(file(sent), facts, '2026-03-11T00:05');
      expect(early).toEqual({ do: 'wait', stops: [], until: beijing('2026-03-11T09:00') });
      expect(step(file(sent), facts, '2026-03-11T09:00')).toMatchObject({ do: 'remind', step: sent + 1 });
    },
  );

  it('wait no day longer for what only stops a notice', () => {
    const small = { ...since('2026-03-10'), debtFen: 500 };
    const early = step(file(0), small, '2026-03-11T00:05');
    expect(early).toMatchObject({ do: 'wait', until: beijing('2026-03-11T09:00') });
    expect(step(file(0), small, '2026-03-11T09:00')).toEqual({ do: 'remind', step: 1 });
  });

  it('that were missed while nothing ran come late, one a day, before any notice', () => {
    const late = (remindedOn: string | null) => ({ ...since('2026-01-20', remindedOn), ripeFen: 20_000 });
    expect(step(file(0), late(null))).toEqual({ do: 'remind', step: 1 });
    const after = step(file(1), late('2026-03-11'));
    expect(after).toMatchObject({ do: 'wait', until: beijing('2026-03-12T09:00') });
    expect(step(file(1), late('2026-03-11'), '2026-03-12T09:00')).toEqual({ do: 'remind', step: 2 });
    expect(step(file(2), late('2026-03-12'), '2026-03-13T09:00')).toEqual({
      do: 'remind',
      step: 3,
      // A week after the notice of the 14th, which is a Saturday.
      suspendOn: '2026-03-23',
    });
    expect(step(file(3), late('2026-03-13'), '2026-03-16T09:00').do).toBe('notice');
  });

  it('name in the last the first day on which power may go, where it may and that day is known', () => {
    const last = { ...since('2026-02-24', '2026-03-03') };
    // Ripe on the 27th of March, a Friday; the week of notice ends on a Friday as well.
    const given = (change: Partial<Facts> = {}, calls = rules) =>
      step(file(2), { ...last, ...change }, '2026-03-11T09:00', calls);
    expect(given()).toEqual({ do: 'remind', step: 3, suspendOn: '2026-04-03' });
    for (const change of [{ specialNeed: true }, { important: true }, { debtFen: 500 }])
      expect(given(change)).toEqual({ do: 'remind', step: 3 });
    const cold = { ...rules, coldDays: { months: [4], dates: [] } };
    expect(given({}, cold)).toMatchObject({ suspendOn: '2026-05-01' });
    const overNewYear = since('2026-11-28', '2026-12-05');
    expect(step(file(2), overNewYear, '2026-12-13T09:00')).toEqual({ do: 'remind', step: 3 });
  });

  it('go to whoever has moved out as well, and are followed by nothing', () => {
    const gone = { ...since('2026-01-20', '2026-03-10'), movedOut: true, ripeFen: 20_000 };
    expect(step(file(2), gone, '2026-03-11T09:00')).toEqual({ do: 'remind', step: 3 });
    const after = step(file(3), gone, '2026-03-12T09:00');
    expect([after.do, codes(after)]).toEqual(['wait', ['moved-out']]);
    const prepaid = standing('reminding', { kind: 'prepaid' });
    expect(step(prepaid, gone, wednesday, prepaidOn)).toEqual({ do: 'close', reason: 'moved-out' });
  });

  it('come once each', () => {
    expect(step(file(1), since('2026-03-10', '2026-03-11'))).toEqual({
      do: 'wait',
      stops: [],
      until: beijing('2026-03-17T09:00'),
    });
  });
});

it('gives no formal notice on the day of the reminder', () => {
  const file = standing('reminding', { round: 0, step: 3 });
  const given = step(file, { remindedOn: '2026-03-11' as BusinessDate });
  expect(given).toMatchObject({ do: 'wait', until: beijing('2026-03-12T09:00') });
  expect(step(file, { remindedOn: '2026-03-10' as BusinessDate }).do).toBe('notice');
});

describe('the last call', () => {
  const stopped = (at: string, change: Partial<Facts> = {}, inForce = rules) => {
    const given = step(onDay('approved', at), change, at, inForce);
    return [given.do, codes(given)];
  };

  it('is not made for a moment after the hours', () => {
    expect(stopped('2026-03-11T15:29')).toEqual(['last-call', []]);
    expect(stopped('2026-03-11T15:30')).toEqual(['wait', ['outside-hours']]);
  });

  it('is made twice a day at most, whatever its order comes to', () => {
    expect(stopped(wednesday, { callsToday: 1 })).toEqual(['last-call', []]);
    expect(stopped(wednesday, { callsToday: 2 })).toEqual(['wait', ['called-often']]);
  });

  it('is made as often a day as the rule of the day says', () => {
    const once = { ...rules, timing: { ...rules.timing, mostCallsADay: 1 } };
    expect(stopped(wednesday, { callsToday: 1 }, once)).toEqual(['wait', ['called-often']]);
  });
});

describe.each([
  ['the agreement has ended', { signed: false }, prepaidOn],
  ['the utility has switched the rule off', { signed: true }, rules],
])('the prepaid rule, when %s,', (_, change, inForce) => {
  const given = (status: CaseStatus, kind: 'prepaid' | 'postpaid' = 'prepaid') =>
    step(standing(status, { kind }), { ...change, disconnect: 'pending' }, wednesday, inForce);

  it('cuts nobody off and leaves nobody without power', () => {
    expect(given('last-call')).toEqual({ do: 'close', reason: 'not-prepaid' });
    expect([given('disconnecting').do, given('suspended').do]).toEqual(['restore', 'restore']);
  });

  it('is no matter of those who pay afterwards', () => {
    expect(given('last-call', 'postpaid').do).toBe('disconnect');
    expect(given('suspended', 'postpaid').do).toBe('wait');
  });
});
