import { expect, test } from '@jest/globals';
import { ruleLines, sideBySide } from './rule-lines.ts';

const rules = {
  tierYearStartMonth: 1,
  flatYuan: '0.5469',
  tiers: { limitsKwhPerYear: [2_520, 4_800], addYuan: ['0.0000', '0.0500', '0.3000'] },
  timeOfUse: null,
  largeHousehold: null,
  lowIncome: { freeKwhPerMonth: 15 },
};
const say = (key: string, params: Record<string, unknown> = {}) => [key, ...Object.values(params)].join(' ');
const linesOf = (given: typeof rules) => ruleLines(given, say, 'zh');

test('two editions laid side by side show where they differ, and only there', () => {
  const later = {
    ...rules,
    flatYuan: '0.5600',
    tiers: { ...rules.tiers, addYuan: ['0.0000', '0.0500', '0.3500'] },
  };
  const differing = sideBySide(linesOf(rules), linesOf(later)).filter(line => line.differs);
  expect(differing.map(line => line.key)).toEqual(['flat', 'tier-2']);
  expect(differing[0]).toMatchObject({ left: '0.5469', right: '0.5600' });
});

test('a tier that one of them lacks is shown as missing there', () => {
  const two = { ...rules, tiers: { limitsKwhPerYear: [2_520], addYuan: ['0.0000', '0.0500'] } };
  const missing = sideBySide(linesOf(rules), linesOf(two)).find(line => line.key === 'tier-2');
  expect(missing).toMatchObject({ right: '—', differs: true });
});
