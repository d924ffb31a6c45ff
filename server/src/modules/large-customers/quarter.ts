/** A large customer's quarter: load rate, power factor, how it compares with the quarter before, and what to do. Pure. */
import type { Wording } from '../../shared/errors.ts';

export interface LoadMonth {
  /** YYYY-MM */
  month: string;
  /** kW */
  maxDemand: number;
  /** kWh */
  active: number;
  /** kvarh */
  reactive: number;
}

export interface LoadRules {
  'power-factor-permille': number;
  'load-rate-percent': number;
  'demand-rise-percent': number;
}

export interface QuarterFigures {
  maxDemand: number;
  active: number;
  /** 功率因数 in thousandths; null without energy. */
  powerFactor: number | null;
  /** 负荷率: mean load of the highest, in percent; null without a month. */
  loadRate: number | null;
}

/** Active over apparent energy, in thousandths. */
export function powerFactorOf(active: number, reactive: number): number | null {
  if (active === 0 && reactive === 0) return null;
  return Math.round((active * 1000) / Math.hypot(active, reactive));
}

const hoursOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate() * 24;

export function figuresOf(months: readonly LoadMonth[]): QuarterFigures {
  const sum = (value: (month: LoadMonth) => number) =>
    months.reduce((total, month) => total + value(month), 0);
  const maxDemand = Math.max(0, ...months.map(month => month.maxDemand));
  const active = sum(month => month.active);
  const hours = sum(({ month }) => hoursOf(month));
  return {
    maxDemand,
    active,
    powerFactor: powerFactorOf(
      active,
      sum(month => month.reactive),
    ),
    loadRate: maxDemand === 0 ? null : Math.round((active * 100) / (maxDemand * hours)),
  };
}

/** 'YYYY-Qn' → its three months. */
export function monthsOf(quarter: string): string[] {
  const first = (Number(quarter.slice(6)) - 1) * 3 + 1;
  return [0, 1, 2].map(place => `${quarter.slice(0, 4)}-${String(first + place).padStart(2, '0')}`);
}

/** 'YYYY-MM' → 'YYYY-Qn'. */
export const quarterOf = (month: string): string =>
  `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

export function quarterBefore(quarter: string): string {
  const [year, number] = [Number(quarter.slice(0, 4)), Number(quarter.slice(6))];
  return number === 1 ? `${year - 1}-Q4` : `${year}-Q${number - 1}`;
}

const inUnits = (permille: number) => (permille / 1000).toFixed(2);

/** What the figures suggest; always at least one sentence. */
export function adviceFor(now: QuarterFigures, before: QuarterFigures, rules: LoadRules): Wording[] {
  const advice: Wording[] = [];
  const least = rules['power-factor-permille'];
  if (now.powerFactor !== null && now.powerFactor < least)
    advice.push({
      zh: `本季功率因数${inUnits(now.powerFactor)}，低于标准${inUnits(least)}，会加收力调电费；建议检查或增加无功补偿装置。`,
      en: `The power factor of ${inUnits(now.powerFactor)} is below ${inUnits(least)} and costs a surcharge; check or add reactive compensation.`,
    });
  if (now.loadRate !== null && now.loadRate < rules['load-rate-percent'])
    advice.push({
      zh: `本季负荷率${now.loadRate}%，用电集中在少数时段；建议把可移动的生产安排到低谷，降低最大需量。`,
      en: `The load rate is ${now.loadRate}%: use is crowded into a few hours. Move what can be moved to the valley and lower the highest demand.`,
    });
  const rise =
    before.maxDemand === 0 ? 0 : Math.round(((now.maxDemand - before.maxDemand) * 100) / before.maxDemand);
  if (rise >= rules['demand-rise-percent'])
    advice.push({
      zh: `最大需量比上季升高${rise}%；请核对变压器容量，需要时申请增容。`,
      en: `The highest demand rose by ${rise}% over the quarter before; check the transformer’s capacity and apply for more if needed.`,
    });
  if (advice.length === 0)
    advice.push({
      zh: '本季负荷和功率因数都在合理范围，请保持。',
      en: 'Load and power factor are as they should be; keep them so.',
    });
  return advice;
}
