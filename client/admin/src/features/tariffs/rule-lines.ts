/** The rules of an edition as lines that can be laid side by side. Pure. */
import type { Rules } from './tariffs.queries.ts';
import type { texts } from './texts.ts';

type Key = keyof (typeof texts)['zh'];
type Say = (key: Key, params?: Record<string, string | number>) => string;

export interface RuleLine {
  /** The same for the same thing in every edition. */
  key: string;
  label: string;
  value: string;
}

export function ruleLines(rules: Rules, t: Say, language: 'zh' | 'en'): RuleLine[] {
  const { tiers, timeOfUse, largeHousehold, lowIncome } = rules;
  const line = (key: string, label: string, value: string): RuleLine => ({ key, label, value });
  return [
    line('flat', t('rule.flat'), rules.flatYuan),
    ...(tiers
      ? tiers.addYuan.map((add, index) => {
          const limit = tiers.limitsKwhPerYear[index];
          const reach = limit === undefined ? t('rule.above') : t('rule.up-to', { limit });
          return line(
            `tier-${index}`,
            t('rule.tier', { tier: index + 1 }),
            t('rule.tier-value', { limit: reach, add }),
          );
        })
      : [line('tiers', t('rule.tiers'), t('rule.no-tiers'))]),
    line('year', t('rule.year-start'), String(rules.tierYearStartMonth)),
    ...(timeOfUse
      ? timeOfUse.seasons.flatMap((season, index) => {
          const name = language === 'zh' ? season.nameZh : season.nameEn;
          return [
            line(`season-${index}`, t('rule.season', { name }), `${season.peakYuan} / ${season.valleyYuan}`),
            line(`months-${index}`, t('rule.season-months', { name }), season.months.join(', ')),
            line(`hours-${index}`, t('rule.season-hours', { name }), hoursText(season.peakHours)),
          ];
        })
      : [line('time-of-use', t('rule.time-of-use'), t('rule.no-time-of-use'))]),
    line(
      'large',
      t('rule.large-household'),
      largeHousehold
        ? t('rule.large-value', {
            people: largeHousehold.minPeople,
            limits: largeHousehold.limitsKwhPerYear.join(' / '),
          })
        : t('rule.none'),
    ),
    line('low-income', t('rule.low-income'), lowIncome ? String(lowIncome.freeKwhPerMonth) : t('rule.none')),
  ];
}

export const hoursText = (hours: readonly number[][]) =>
  hours.map(([from, to]) => `${from}-${to}`).join(', ');

/** Every line of either edition, with what it says in each. */
export function sideBySide(left: RuleLine[], right: RuleLine[]) {
  const keys = [...new Set([...left, ...right].map(({ key }) => key))];
  return keys.map(key => {
    const [one, other] = [left, right].map(lines => lines.find(line => line.key === key));
    return {
      key,
      label: (one ?? other)!.label,
      left: one?.value ?? '—',
      right: other?.value ?? '—',
      differs: one?.value !== other?.value,
    };
  });
}
