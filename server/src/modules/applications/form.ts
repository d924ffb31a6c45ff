/** The answers of a form: each one judged by its field's type, and what is still missing. Pure. */
import type { FieldProblem, Wording } from '../../shared/errors.ts';
import { isIdentityNo, isOrganisationNo, tidyIdentityNo } from '../../shared/identity-numbers.ts';
import { maskIdentityNo, maskName, maskPhone } from '../../shared/mask.ts';
import type { Field, KindDefinition } from './kind.ts';

export type Answer = string | number;
export type Answers = Record<string, Answer>;

const problem = (field: string, rule: string, zh: string, en: string): FieldProblem => ({
  field: `form.${field}`,
  rule,
  message: { zh, en },
});

/** Tidied answers, and what is wrong with them. Null takes an answer back. */
export function judgeAnswers(
  kind: KindDefinition,
  given: Record<string, Answer | null>,
): { answers: Record<string, Answer | null>; problems: FieldProblem[] } {
  const answers: Record<string, Answer | null> = {};
  const problems: FieldProblem[] = [];
  for (const [code, value] of Object.entries(given)) {
    const field = kind.fields.find(each => each.code === code);
    if (!field) problems.push(problem(code, 'unknown-field', '不认识的字段', 'Unknown field'));
    else if (value === null) answers[code] = null;
    else {
      const judged = judge(field, value);
      if (judged.problem) problems.push({ ...judged.problem, field: `form.${code}` });
      else answers[code] = judged.answer;
    }
  }
  return { answers, problems };
}

type Judged = { answer: Answer; problem?: undefined } | { problem: FieldProblem };

function judge(field: Field, value: Answer): Judged {
  if (field.type === 'number') return judgeNumber(field, value);
  if (typeof value !== 'string') return wrong('type', '应为文字', 'Should be text');
  const text = value.normalize('NFC').trim();
  if (/\p{Cc}/u.test(text.replace(/\n/g, field.type === 'long-text' ? ' ' : '\n')))
    return wrong('character', '含有不允许的字符', 'Holds a character that is not allowed');
  switch (field.type) {
    case 'name':
      return judgeText(text, 2, field.max ?? 60);
    case 'text':
      return judgeText(text, 1, field.max ?? 100);
    case 'long-text':
      return judgeText(text, 1, field.max ?? 500);
    case 'phone': {
      const digits = text.replace(/[\s-]/g, '');
      return /^(1\d{10}|0\d{9,11})$/.test(digits)
        ? { answer: digits }
        : wrong('phone', '应为手机号或带区号的固定电话', 'Should be a phone number');
    }
    case 'identity-no':
      return isIdentityNo(text)
        ? { answer: tidyIdentityNo(text) }
        : wrong('check-digit', '身份证号码不正确，请核对', 'This identity number cannot be right');
    case 'organisation-no':
      return isOrganisationNo(text)
        ? { answer: tidyIdentityNo(text) }
        : wrong('check-digit', '统一社会信用代码不正确，请核对', 'This code cannot be right');
    case 'date':
      return isDay(text)
        ? { answer: text }
        : wrong('date', '应为日期，如2026-12-01', 'Should be a date, such as 2026-12-01');
    default:
      return field.choices?.some(({ code }) => code === text)
        ? { answer: text }
        : wrong('choice', '请从选项中选择', 'Choose one of the options');
  }
}

function judgeNumber({ min, max }: Field, value: Answer): Judged {
  const number = typeof value === 'number' ? value : Number(value);
  if (!Number.isFinite(number) || String(value).trim() === '')
    return wrong('number', '应为数字', 'Should be a number');
  if (min !== undefined && number < min) return wrong('min', `不能小于${min}`, `Should be at least ${min}`);
  if (max !== undefined && number > max) return wrong('max', `不能大于${max}`, `Should be at most ${max}`);
  return { answer: number };
}

function judgeText(text: string, min: number, max: number): Judged {
  const length = [...text].length;
  if (length < min) return wrong('min', `至少${min}个字`, `Should have at least ${min} characters`);
  if (length > max) return wrong('max', `最多${max}个字`, `Should have at most ${max} characters`);
  return { answer: text };
}

const wrong = (rule: string, zh: string, en: string): { problem: FieldProblem } => ({
  problem: problem('', rule, zh, en),
});

const isDay = (text: string) => {
  const date = new Date(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  );
};

/** Required fields without an answer; those that may follow only when all is asked for. */
export function missingFields(kind: KindDefinition, answers: Answers, all: boolean): Field[] {
  return kind.fields.filter(
    ({ code, required, mayFollow }) => required && (all || !mayFollow) && answers[code] === undefined,
  );
}

/**
 * Of what is given after handing in, the fields that are settled: somebody has looked at them, or will sign for them. Open is
 * what was asked for in the list, and what may follow and has not come yet; the same answer again changes nothing.
 */
export function settledFields(
  kind: KindDefinition,
  answers: Answers,
  given: Record<string, Answer | null>,
  asked: readonly string[],
): Field[] {
  const open = ({ code, mayFollow }: Field) =>
    asked.includes(code) || (mayFollow && answers[code] === undefined);
  return kind.fields.filter(
    field => field.code in given && given[field.code] !== answers[field.code] && !open(field),
  );
}

export const settledProblem = ({ code, label }: Field): FieldProblem =>
  problem(
    code,
    'settled',
    `${label.zh}已提交，不能自行修改`,
    `The ${label.en.toLowerCase()} has been handed in and stays as it is`,
  );

export const requiredProblem = ({ code, label }: Field): FieldProblem =>
  problem(code, 'required', `请填写${label.zh}`, `Give the ${label.en.toLowerCase()}`);

/** As staff see the answers before they ask to see all: identity numbers and phones hide their middle. */
export function maskAnswers(kind: KindDefinition, answers: Answers): Answers {
  return Object.fromEntries(
    Object.entries(answers).map(([code, value]) => {
      const type = kind.fields.find(field => field.code === code)?.type;
      if (type === 'phone') return [code, maskPhone(String(value))];
      if (type === 'identity-no' || type === 'organisation-no') return [code, maskIdentityNo(String(value))];
      return [code, type === 'name' ? maskName(String(value)) : value];
    }),
  );
}

/** Days that should lie ahead, and have passed. */
export const passedDays = (kind: KindDefinition, answers: Answers, today: string): Field[] =>
  kind.fields.filter(({ code, ahead }) => ahead && answers[code] !== undefined && answers[code] < today);

export const passedProblem = ({ code, label }: Field): FieldProblem =>
  problem(code, 'ahead', `${label.zh}不能早于今天`, `${label.en}: this day has passed`);

export interface Place {
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
}

export function placeOf(answers: Answers): Place {
  const part = (name: string) => String(answers[name] ?? '');
  return {
    district: part('district'),
    street: part('street'),
    building: part('building'),
    unit: part('unit'),
    room: part('room'),
  };
}

export const joined = (names: readonly Wording[], language: keyof Wording) =>
  names.map(name => name[language]).join(language === 'zh' ? '、' : ', ');
