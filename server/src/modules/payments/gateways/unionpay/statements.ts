import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import { ChannelError } from '../channel-error.ts';
import type { Statements } from '../gateway.ts';
import type { StatementSource } from '../statement.ts';
import { unionpayTime } from './beijing-time.ts';
import type { UnionpayClient } from './client.ts';
import { readSettlementFile } from './read-settlement-file.ts';

const unpack = promisify(inflate);
const noFile = '98';
const largestZip = 512 * 1024 * 1024;

/** The zip of a clearing day. It comes within a signed reply, so its bytes are proved before any of them is used. */
export function unionpayStatements(client: UnionpayClient): Statements {
  return {
    async open(date, kind) {
      if (kind !== 'trade') return undefined;
      const reply = await client.call('file', {
        txnType: '76',
        txnSubType: '01',
        bizType: '000000',
        txnTime: unionpayTime(client.clock.now()),
        settleDate: date.slice(5).replace('-', ''),
        fileType: '00',
      });
      const respCode = reply.get('respCode');
      if (respCode === noFile) return undefined;
      if (respCode !== '00') throw new ChannelError('rejected', `RESP_${respCode ?? 'NONE'}`);
      return Readable.from([await fileOf(reply.get('fileContent'))]);
    },
  };
}

/** The merchant's file of a clearing day, for reconciliation. */
export function unionpayStatementSource(client: UnionpayClient): StatementSource {
  const { merId } = client.settings;
  const statements = unionpayStatements(client);
  return {
    source: `unionpay:${merId}`,
    name: { zh: '银联', en: 'UnionPay' },
    parts: [
      {
        code: 'trade',
        isDetail: true,
        async open(day) {
          const content = await statements.open(day, 'trade');
          return content && { content };
        },
        read: (content, day) => readSettlementFile(content, day, merId),
      },
    ],
  };
}

async function fileOf(content: string | undefined): Promise<Buffer> {
  if (!content) throw new ChannelError('bad-response', 'UNEXPECTED_SHAPE', 'a reply without its file');
  try {
    return await unpack(Buffer.from(content, 'base64'), { maxOutputLength: largestZip });
  } catch (cause) {
    throw new ChannelError('bad-response', 'NOT_DEFLATED', undefined, { cause });
  }
}
