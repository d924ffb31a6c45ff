import { expect, test } from '@jest/globals';
import { entryOf, rulesOf } from './rules-entry.ts';

test('rules that were put into a form and not touched come out as they were', () => {
  const rules = {
    tierYearStartMonth: 1,
    flatYuan: '0.5469',
    tiers: { limitsKwhPerYear: [2_520, 4_800], addYuan: ['0.0000', '0.0500', '0.3000'] },
    timeOfUse: {
      seasons: [
        {
          nameZh: '全年',
          nameEn: 'All year',
          months: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
          peakHours: [
            [8, 12],
            [14, 22],
          ],
          peakYuan: '0.5769',
          valleyYuan: '0.3769',
        },
      ],
    },
    largeHousehold: { minPeople: 5, limitsKwhPerYear: [3_720, 6_000], renewYears: 2 },
    lowIncome: { freeKwhPerMonth: 15 },
  };
  expect(rulesOf(entryOf(rules), rules)).toEqual(rules);
});

test('what is emptied is not offered any more', () => {
  const rules = {
    tierYearStartMonth: 1,
    flatYuan: '0.5469',
    tiers: null,
    timeOfUse: null,
    largeHousehold: { minPeople: 5, limitsKwhPerYear: [3_720], renewYears: null },
    lowIncome: { freeKwhPerMonth: 15 },
  };
  const emptied = { ...entryOf(rules), minPeople: null, freeKwh: null };
  expect(rulesOf(emptied, rules)).toMatchObject({ largeHousehold: null, lowIncome: null });
});
