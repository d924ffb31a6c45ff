import { templateOf, useConsent } from '../messages/consents.ts';
import { keepMessage } from '../messages/keep.ts';
import type { Sandbox } from '../sandbox.ts';
import { alipayOpenIdOf, alipayUserIdIsKnown, randomText } from '../state/ids.ts';
import { AlipayError, business, missing } from './errors.ts';
import type { Parameters } from './parameters.ts';
import { bizContent } from './signature.ts';

const DATA_LIMIT = 2048;

/**
 * `alipay.open.app.mini.templatemessage.send`. The answer holds no number of the message, and nothing is told of it later:
 * whoever is not answered cannot find out.
 */
export function sendTemplateMessage(sandbox: Sandbox, parameters: Parameters): Record<string, unknown> {
  if (!sandbox.rates.allows('alipay', sandbox.settings().alipayMessagesPerSecond)) {
    throw new AlipayError('40005', 'isv.app-call-limited', '应用调用次数超限');
  }
  const { to_user_id, to_open_id, user_template_id, page, data } = bizContent(parameters);
  const user = recipientOf(sandbox, to_user_id, to_open_id);
  const template = textOf(user_template_id, 'user_template_id', 64);
  const leadsTo = textOf(page, 'page', 128);
  const fields = fieldsOf(textOf(data, 'data', DATA_LIMIT));
  const known = templateOf(sandbox, 'alipay', template);
  const some = sandbox.store.all('messageTemplate').some(one => one.app === 'alipay');
  if (some && !known) throw business('TEMPLATE_NOT_EXIST', '消息模板不存在');
  // Its place holders and the keys must be the same, neither more nor fewer.
  if (known && !sameNames(known.fields, Object.keys(fields))) {
    throw business('TEMPLATE_PARAM_INVALID', '模板参数与模板关键词不一致');
  }
  if (!useConsent(sandbox, 'alipay', user, template)) {
    throw business('USER_NOT_SUBSCRIBE', '用户未订阅该消息模板');
  }
  keepMessage(sandbox, {
    id: randomText(16),
    channel: 'alipay',
    to: user,
    template,
    title: known?.title,
    fields,
    page: leadsTo,
    outcome: 'received',
  });
  return {};
}

function recipientOf(sandbox: Sandbox, userId: unknown, openId: unknown): string {
  if (typeof userId === 'string' && alipayUserIdIsKnown(userId)) return userId;
  // Open ids are known of people who signed in or agreed here.
  const open = typeof openId === 'string' ? openId : undefined;
  const name = open && sandbox.store.get('alipayPerson', open)?.name;
  if (open && name && alipayOpenIdOf(name) === open) return open;
  throw userId === undefined && openId === undefined
    ? missing('to-user-id')
    : business('USER_NOT_EXIST', '用户不存在');
}

function textOf(value: unknown, name: string, limit: number): string {
  if (typeof value !== 'string' || !value) throw missing(name.replaceAll('_', '-'));
  if (value.length > limit) throw new AlipayError('40002', 'isv.invalid-parameter', `参数${name}过长`);
  return value;
}

/** `data` is JSON in a text: `{"keyword1":{"value":"…"}}`. */
function fieldsOf(data: string): Record<string, string> {
  try {
    const entries = Object.entries(JSON.parse(data) as Record<string, { value?: unknown }>).map(
      ([name, field]) => {
        if (typeof field.value !== 'string') throw new Error(name);
        return [name, field.value];
      },
    );
    return Object.fromEntries(entries) as Record<string, string>;
  } catch {
    throw new AlipayError('40002', 'isv.invalid-parameter', '参数data格式错误');
  }
}

const sameNames = (a: string[], b: string[]): boolean => [...a].sort().join(' ') === [...b].sort().join(' ');
