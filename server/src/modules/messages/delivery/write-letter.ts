/** Writes a notice out in one language: values as people read them, filled into the texts in force. Pure. */
import { businessDate, shanghaiIso } from '../../../shared/dates.ts';
import { fill, type Language } from '../../../shared/errors.ts';
import { fen, showYuan } from '../../../shared/money.ts';
import type { Params, ParamValue } from '../events/catalogue.ts';
import type { NoticeText } from '../events/texts.ts';
import { isSealed } from './sealed-values.ts';

export interface Edition extends NoticeText {
  /** 0: the catalogue's own. */
  version: number;
}

const monthsEn = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Every value by the name that a text uses; the year of a day is said only when it is another one than today's. */
export function valuesOf(params: Params, language: Language, now: Date): Record<string, string> {
  const year = businessDate(now).slice(0, 4);
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => shown(name, value, language, year)),
  );
}

function shown(name: string, value: ParamValue, language: Language, year: string): [string, string][] {
  if (value === null || isSealed(name)) return [];
  const text = String(value);
  if (name.endsWith('Fen')) return [[name.slice(0, -3), showYuan(fen(Number(value)))]];
  if (name.endsWith('On')) return [[name, day(text, language, year)], whole(name, text.slice(0, 10))];
  if (name.endsWith('At')) {
    const local = shanghaiIso(new Date(text));
    return [
      [name, instant(text, language, year)],
      whole(name, `${local.slice(0, 10)} ${local.slice(11, 16)}`),
    ];
  }
  if (name.endsWith('Zh') || name.endsWith('En'))
    return name.endsWith(language === 'zh' ? 'Zh' : 'En') ? [[name.slice(0, -2), text]] : [];
  if (name.endsWith('No'))
    return [
      [name, text],
      [`${name.slice(0, -2)}Tail`, text.slice(-4)],
    ];
  return [[name, name === 'month' ? month(text, language) : text]];
}

/** The wallets' cards take a day only with its year, as digits in either language. */
const whole = (name: string, text: string): [string, string] => [`${name}Whole`, text];

function day(text: string, language: Language, thisYear: string): string {
  const [year = '', month = '', date = ''] = text.slice(0, 10).split('-');
  const other = year !== thisYear;
  return language === 'zh'
    ? `${other ? `${year}年` : ''}${Number(month)}月${Number(date)}日`
    : `${Number(date)} ${monthsEn[Number(month) - 1]}${other ? ` ${year}` : ''}`;
}

function instant(text: string, language: Language, thisYear: string): string {
  const local = shanghaiIso(new Date(text));
  const time = local.slice(11, 16);
  return `${day(local, language, thisYear)}${language === 'zh' ? '' : ' '}${time}`;
}

function month(text: string, language: Language): string {
  const [year = '', number = ''] = text.split('-');
  return language === 'zh' ? `${year}年${Number(number)}月` : `${monthsEn[Number(number) - 1]} ${year}`;
}

/** The texts with their values. What a text names and the notice does not have is left out. */
export function writeOut(edition: NoticeText, values: Record<string, string>): NoticeText {
  const write = (text: string) => fill(text, values).replace(/\{\w+\}/g, '');
  return { title: write(edition.title), body: write(edition.body), sms: write(edition.sms) };
}

/** The names a text uses, in order and each once. */
export function namesIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(match => match[1]!))];
}
