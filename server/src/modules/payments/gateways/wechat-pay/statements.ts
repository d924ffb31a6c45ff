import { createHash } from 'node:crypto';
import { pipeline, type Readable, Transform } from 'node:stream';
import { z } from 'zod';
import type { BusinessDate } from '../../../../shared/dates.ts';
import { ChannelError } from '../channel-error.ts';
import type { StatementKind, Statements } from '../gateway.ts';
import type { WechatPayClient } from './client.ts';

const offer = z.object({
  hash_type: z.literal('SHA1'),
  hash_value: z.string().regex(/^[0-9a-fA-F]{40}$/),
  download_url: z.url(),
});

/** Trade bill and fund-flow bill: CSV as WeChat made it, its SHA1 checked while it streams. */
export function wechatStatements(client: WechatPayClient): Statements {
  return {
    async open(date, kind) {
      const found = await ask(client, date, kind);
      if (!found) return undefined;
      return checkSha1(await client.download(found.download_url), found.hash_value);
    },
  };
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
      done(
        hash.digest('hex') === expected.toLowerCase() ? null : new ChannelError('bad-response', 'WRONG_HASH'),
      );
    },
  });
  // Errors of either side destroy both; the reader sees them.
  return pipeline(source, check, () => {});
}
