import { expect, test } from '@jest/globals';
import type { BusinessDate } from '../../shared/dates.ts';
import type { CalendarDayKind } from '../../shared/working-days.ts';
import type { ChatRules } from './chat-rules.ts';
import { serviceHours } from './service-hours.ts';

const rules: ChatRules = {
  'opens-minute': 8 * 60,
  'closes-minute': 20 * 60,
  'rest-days': 0,
  'most-a-minute': 20,
  'silent-minutes': 30,
  'owed-minutes': 120,
  'tell-after-minutes': 2,
};
const days = new Map<BusinessDate, CalendarDayKind>([
  ['2026-10-01' as BusinessDate, 'holiday'],
  ['2026-10-02' as BusinessDate, 'holiday'],
  ['2026-10-03' as BusinessDate, 'workday'],
]);
const at = (shanghai: string, given = rules) => serviceHours(new Date(`${shanghai}+08:00`), given, days);

test('opens and closes by the minute', () => {
  expect(at('2026-09-30T07:59:59').open).toBe(false);
  expect(at('2026-09-30T08:00:00')).toEqual({
    open: true,
    from: '08:00',
    until: '20:00',
    restDays: false,
    opensAt: null,
  });
  expect(at('2026-09-30T19:59:59').open).toBe(true);
  expect(at('2026-09-30T20:00:00').open).toBe(false);
});

test('says when it opens next: past holidays, on a Saturday that is worked', () => {
  expect(at('2026-09-30T07:00:00').opensAt).toEqual(new Date('2026-09-30T08:00:00+08:00'));
  expect(at('2026-09-30T21:00:00').opensAt).toEqual(new Date('2026-10-03T08:00:00+08:00'));
  expect(at('2026-10-01T12:00:00').open).toBe(false);
  expect(at('2026-10-03T12:00:00').open).toBe(true);
});

test('serves days of rest where the rule says so, and never where it closes before it opens', () => {
  expect(at('2026-10-01T12:00:00', { ...rules, 'rest-days': 1 }).open).toBe(true);
  expect(at('2026-09-30T12:00:00', { ...rules, 'closes-minute': 0 })).toMatchObject({
    open: false,
    opensAt: null,
  });
});
