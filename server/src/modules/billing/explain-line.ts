/** Says in words what a line of a bill is. Pure. */
import { toKwh } from '../../shared/energy.ts';
import { type Fen, showYuan } from '../../shared/money.ts';
import { type LinePeriod, type RatedLine, showPrice } from '../tariffs/index.ts';

const periods: Record<LinePeriod, { zh: string; en: string }> = {
  flat: { zh: '', en: '' },
  peak: { zh: '峰时', en: 'peak hours' },
  valley: { zh: '谷时', en: 'valley hours' },
};
const tierNames = ['', '第一档', '第二档', '第三档', '第四档'];

export function explainLine(line: RatedLine): { zh: string; en: string } {
  const [kwh, price, yuan] = [toKwh(line.energy), showPrice(line.price), showYuan(line.amountFen as Fen)];
  const sum = { zh: `${kwh} 度 × ${price} 元 = ${yuan}`, en: `${kwh} kWh × ¥${price} = ${yuan}` };
  if (line.kind === 'free-allowance')
    return { zh: `低收入家庭免费电量：${sum.zh}`, en: `Free energy for low-income households: ${sum.en}` };
  if (line.kind === 'adjustment')
    return {
      zh: `用电不足一年，按实际月数清算${tierNames[line.tier ?? 0]}加价：${sum.zh}`,
      en: `Part year: tier ${line.tier} settled for the months supplied: ${sum.en}`,
    };
  const period = line.period ? periods[line.period] : periods.flat;
  const zh = [tierNames[line.tier ?? 0], period.zh].filter(Boolean).join('') || '电量电费';
  const en = [line.tier ? `Tier ${line.tier}` : '', period.en].filter(Boolean).join(', ') || 'Energy';
  return { zh: `${zh}：${sum.zh}`, en: `${en}: ${sum.en}` };
}

export const sumsNote = {
  zh: '每行金额四舍五入到分，各行相加为应交金额。',
  en: 'Each line is rounded to the fen; the lines add up to the sum owed.',
};
