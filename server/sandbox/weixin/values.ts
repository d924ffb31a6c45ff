import { templateOf } from '../messages/consents.ts';
import type { Sandbox } from '../sandbox.ts';
import { WeixinError } from './errors.ts';

/** What a field of each kind may hold, by the table of «订阅消息参数值内容限制说明»; a field's kind is its name without digits. */
const KINDS: Record<string, RegExp> = {
  thing: /^[\s\S]{1,20}$/u,
  number: /^\d{1,32}(\.\d+)?$/,
  letter: /^[A-Za-z]{1,32}$/,
  symbol: /^[^\p{L}\p{N}\s]{1,5}$/u,
  character_string: /^[\x20-\x7e]{1,32}$/,
  time: /^(\d{4}年\d{1,2}月\d{1,2}日 ?)?\d{1,2}:\d{2}(:\d{2})?(~.+)?$|^\d{4}[-/]\d{1,2}[-/]\d{1,2} \d{1,2}:\d{2}(:\d{2})?(~.+)?$/,
  date: /^(\d{4}年\d{1,2}月\d{1,2}日|\d{4}[-/]\d{1,2}[-/]\d{1,2})( \d{1,2}:\d{2}(:\d{2})?)?(~.+)?$/,
  amount: /^[¥￥$€£]?-?\d{1,10}(\.\d{1,2})?元?$/,
  phone_number: /^[\d+\- ]{1,17}$/,
  car_number: /^.{1,8}$/u,
  name: /^(\p{Script=Han}{1,10}|[\p{L}\p{Script=Han} ·.]{1,20})$/u,
  phrase: /^\p{Script=Han}{1,5}$/u,
};
const OTHER = /^[\s\S]{1,20}$/u;

const textOf = (field: unknown): string | undefined => {
  const value = (field as { value?: unknown } | null)?.value;
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
};

/** The values by field; 47003 names the first field that does not fit, as the real one does. */
export function checkedValues(
  sandbox: Sandbox,
  app: 'weixin' | 'weixin-oa',
  template: string,
  data: unknown,
): Record<string, string> {
  if (!data || typeof data !== 'object' || Array.isArray(data))
    throw new WeixinError(47003, 'argument invalid! data');
  const given = data as Record<string, unknown>;
  const known = templateOf(sandbox, app, template);
  const names = known?.fields ?? Object.keys(given);
  const values: Record<string, string> = {};
  for (const name of names) {
    const value = textOf(given[name]);
    const kind = /^([a-z_]+?)\d+$/.exec(name)?.[1] ?? '';
    const fits = value !== undefined && (KINDS[kind] ?? OTHER).test(value);
    // Templates of before 2023 have fields of any name and length (first, keyword1, remark): only at the official account.
    const old = app === 'weixin-oa' && !(kind in KINDS) && value !== undefined;
    if (!fits && !old) throw new WeixinError(47003, `argument invalid! data.${name}.value invalid`);
    values[name] = value;
  }
  return values;
}
