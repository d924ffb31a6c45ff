/** Turns what zod found into problems that name the field and the rule, in both languages. */
import type { z } from 'zod';
import { badRequest, type FieldProblem, type Wording } from '../shared/errors.ts';

type Issue = z.core.$ZodIssue;

export function parseInput<S extends z.ZodType>(
  schema: S,
  value: unknown,
  place: 'params' | 'query' | 'body',
): z.output<S> {
  refuseNul(value, place);
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw badRequest(
    {},
    result.error.issues.flatMap(issue => problemsOf(issue, place)),
  );
}

const nulWording: Wording = { zh: '含有不允许的字符', en: 'Holds a character that is not allowed' };

/**
 * PostgreSQL's text cannot hold U+0000, and no honest input has it. Walks without recursion: a body may nest as deep as
 * it is long. @throws badRequest naming the field
 */
export function refuseNul(input: unknown, field: string): void {
  const left: [field: string, value: unknown][] = [[field, input]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [name, value] = next;
    if (typeof value === 'string' && value.includes('\u0000'))
      throw badRequest({}, [{ field: name, rule: 'character', message: nulWording }]);
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    for (const [key, inner] of Object.entries(value)) left.push([name, key], [key, inner]);
  }
}

function problemsOf(issue: Issue, place: string): FieldProblem[] {
  const path = issue.path.map(String);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({
      field: [...path, key].join('.'),
      rule: 'unknown-field',
      message: { zh: '不认识的字段', en: 'Unknown field' },
    }));
  return [{ field: path.join('.') || place, rule: ruleOf(issue), message: wordingOf(issue) }];
}

function ruleOf(issue: Issue): string {
  if (issue.code === 'invalid_format') return `format-${issue.format}`;
  if (issue.code === 'custom' && issue.params?.['rule']) return String(issue.params['rule']);
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'required';
  return issue.code.replaceAll('_', '-');
}

const typeNames: Record<string, Wording> = {
  string: { zh: '文字', en: 'text' },
  number: { zh: '数字', en: 'a number' },
  int: { zh: '整数', en: 'a whole number' },
  boolean: { zh: '是或否', en: 'true or false' },
  array: { zh: '列表', en: 'a list' },
  object: { zh: '对象', en: 'an object' },
};

function wordingOf(issue: Issue): Wording {
  switch (issue.code) {
    case 'invalid_type': {
      if (issue.input === undefined) return { zh: '必填', en: 'This is required' };
      const expected = typeNames[issue.expected] ?? { zh: issue.expected, en: issue.expected };
      return { zh: `应为${expected.zh}`, en: `Should be ${expected.en}` };
    }
    case 'too_small':
      return bound(
        issue.origin,
        Number(issue.minimum),
        { zh: '不能小于', en: 'at least' },
        { zh: '至少', en: 'at least' },
      );
    case 'too_big':
      return bound(
        issue.origin,
        Number(issue.maximum),
        { zh: '不能大于', en: 'at most' },
        { zh: '最多', en: 'at most' },
      );
    case 'invalid_value':
      return {
        zh: `应为以下之一:${issue.values.join('、')}`,
        en: `Should be one of: ${issue.values.join(', ')}`,
      };
    case 'custom':
      return isWording(issue.params?.['wording'])
        ? issue.params['wording']
        : { zh: '格式不正确', en: 'Not valid' };
    default:
      return { zh: '格式不正确', en: 'Not in the right form' };
  }
}

function bound(origin: string, limit: number, amount: Wording, length: Wording): Wording {
  if (origin === 'string')
    return { zh: `${length.zh}${limit}个字`, en: `Should have ${length.en} ${limit} characters` };
  if (origin === 'array')
    return { zh: `${length.zh}${limit}项`, en: `Should have ${length.en} ${limit} entries` };
  return { zh: `${amount.zh}${limit}`, en: `Should be ${amount.en} ${limit}` };
}

function isWording(value: unknown): value is Wording {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value;
}
