import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { z } from 'zod';
import type { BusinessDate } from '../../../../shared/dates.ts';
import { ChannelError } from '../channel-error.ts';
import type { StatementKind, Statements } from '../gateway.ts';
import type { StatementDownload, StatementSource } from '../statement.ts';
import type { WechatPayClient } from './client.ts';
import { readFundFlow } from './read-fund-flow.ts';
import { readTradeBill } from './read-trade-bill.ts';

const offer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url(),
});

/** Trade bill and fund-flow bill: CSV as WeChat made it, its SHA1 checked while it streams. */
export function wechatStatements(client: WechatPayClient): Statements {
  return {
    async open(date, kind) {
      const download = await openBill(client, date, kind);
      return download && checkSha1(download.content, download.hash!.hex);
    },
  };
}

/** The merchant's two files of a day, for reconciliation. */
export function wechatStatementSource(client: WechatPayClient): StatementSource {
  const { mchId } = client.settings;
  return {
    source: `wechat-pay:${mchId}`,
    name: { zh: '微信支付', en: 'WeChat Pay' },
    parts: [
      {
        code: 'trade',
        isDetail: true,
        open: day => openBill(client, day, 'trade'),
        read: (content, day) => readTradeBill(content, day, mchId),
      },
      {
        code: 'fund-flow',
        isDetail: false,
        settles: true,
        open: day => openBill(client, day, 'fund-flow'),
        read: readFundFlow,
      },
    ],
  };
}

async function openBill(
  client: WechatPayClient,
  date: BusinessDate,
  kind: StatementKind,
): Promise<StatementDownload | undefined> {
  const found = await ask(client, date, kind);
  if (!found) return undefined;
  const content = await client.download(found.download_url);
  return { content, hash: { algorithm: 'sha1', hex: found.hash_value.toLowerCase() } };
}

async function ask(client: WechatPayClient, date: BusinessDate, kind: StatementKind) {
  try {
    if (kind === 'trade')
      return await client.call(offer, pay => pay.tradebill({ bill_date: date, bill_type: 'ALL' }));
    return await client.call(offer, pay => pay.fundflowbill({ bill_date: date, account_type: 'BASIC' }));
  } catch (error) {
    if (error instanceof ChannelError && error.problem === 'rejected' && error.code === 'NO_STATEMENT_EXIST')
      return undefined;
    throw error;
  }
}

/** Passes the bytes on, and fails at their end when they are not what was announced. */
function checkSha1(source: Readable, expected: string): Readable {
  const hash = createHash('sha1');
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
    flush(done) {
      done(hash.digest('hex') === expected ? null : new ChannelError('bad-response', 'WRONG_HASH'));
    },
  });
  // Errors of either side destroy both; the reader sees them.
  return pipeline(source, check, () => {});
}
