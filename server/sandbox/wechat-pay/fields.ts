import { parameterError } from './errors.ts';

interface TextRule {
  max: number;
  min?: number;
  pattern?: RegExp;
  optional?: boolean;
}

/** Value at `/a/b` of a parsed body. */
function at(body: Record<string, unknown>, path: string): unknown {
  let value: unknown = body;
  for (const step of path.slice(1).split('/')) {
    value = value && typeof value === 'object' ? (value as Record<string, unknown>)[step] : undefined;
  }
  return value;
}

/** Reads a string field or refuses with PARAM_ERROR naming it. Lengths count characters, as the gateway does. */
export function textAt(body: Record<string, unknown>, path: string, rule: TextRule): string {
  const value = at(body, path);
  if (value === undefined || value === null || value === '') {
    if (rule.optional) return '';
    throw parameterError(path, value, '必填字段缺失');
  }
  if (typeof value !== 'string') throw parameterError(path, value, '不是字符串');
  const length = [...value].length;
  if (length > rule.max) throw parameterError(path, value, `长度${length}大于最大长度${rule.max}`);
  if (length < (rule.min ?? 1))
    throw parameterError(path, value, `长度${length}小于最小长度${rule.min ?? 1}`);
  if (rule.pattern && !rule.pattern.test(value)) throw parameterError(path, value, '字符串格式不正确');
  return value;
}

/** An amount in fen: a JSON integer, at least 1. */
export function fenAt(body: Record<string, unknown>, path: string): number {
  const value = at(body, path);
  if (value === undefined) throw parameterError(path, value, '必填字段缺失');
  if (typeof value !== 'number' || !Number.isSafeInteger(value))
    throw parameterError(path, value, '不是整数');
  if (value < 1) throw parameterError(path, value, '值低于最小值 1');
  return value;
}

export function currencyAt(body: Record<string, unknown>, path: string, optional: boolean): void {
  const currency = textAt(body, path, { max: 16, optional });
  if (currency && currency !== 'CNY') throw parameterError(path, currency, '货币类型不支持');
}

/** Notification addresses: absolute, without a query string. */
export function notifyUrlAt(body: Record<string, unknown>, optional = false): string {
  const url = textAt(body, '/notify_url', { max: 255, optional });
  if (url && (!/^https?:\/\/[^\s/]+/.test(url) || url.includes('?'))) {
    throw parameterError('/notify_url', url, '通知地址必须为可直接访问的URL，不允许携带查询串');
  }
  return url;
}

export const OUT_TRADE_NO = { min: 6, max: 32, pattern: /^[0-9A-Za-z_\-|*]+$/ };
export const OUT_REFUND_NO = { max: 64, pattern: /^[0-9A-Za-z_\-|*@]+$/ };
