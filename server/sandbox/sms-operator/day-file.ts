import { createHash } from 'node:crypto';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, compact } from '../state/beijing-time.ts';
import { sealedFile } from '../state/sealed-file.ts';
import type { OperatorMessage } from './records.ts';

const FEE = 5;

/** First 16 hexadecimal digits of the text's SHA-256: the file says that, not what, a user wrote. */
const digestOf = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 16).toUpperCase();

const cells = (message: OperatorMessage, at: number) => {
  const toUser = message.direction === 'MT';
  return [
    '1',
    at + 1,
    message.direction,
    compact(new Date(message.at)),
    message.phone,
    toUser ? '' : digestOf(message.text ?? ''),
    message.serialNo ?? '',
    message.template ?? '',
    1,
    toUser ? FEE : 0,
  ];
};

/** The operator's file of a day (`YYYYMMDD`, Beijing), also of one without messages. */
export function operatorFile(sandbox: Sandbox, date: string): { name: string; content: Buffer } {
  const { tencentSms: keys } = sandbox.keys;
  const messages = sandbox.store
    .all('operatorMessage')
    .filter(one => businessDate(new Date(one.at)).replaceAll('-', '') === date)
    .sort((a, b) => a.at.localeCompare(b.at));
  const sent = messages.filter(one => one.direction === 'MT').length;
  const header = ['0', 'SMSDAY', '1.0', 'TENCENT', keys.sdkAppId, date];
  const totals = [messages.length - sent, sent, messages.length, sent * FEE];
  const seal = { keyId: 'K1', key: keys.fileKey };
  return {
    name: `SMSDAY_TENCENT_${date}.txt`,
    content: sealedFile([header, ...messages.map(cells)], totals, seal),
  };
}
