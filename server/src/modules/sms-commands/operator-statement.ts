/**
 * The operator's day file as a source of reconciliation: every message that came from a user is found in our inbox, or was
 * lost on the way. It moves no money; what the operator charges is shown and stays with its invoice.
 */
import { Readable } from 'node:stream';
import type { FieldCipher } from '../../infra/crypto.ts';
import { withSftp } from '../../infra/sftp.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  ChannelError,
  type CommandChannel,
  type FileKey,
  FileRefused,
  type StatementDownload,
  type StatementLine,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
} from '../payments/index.ts';
import type { SmsDayFileSettings } from './settings.ts';

type OperatorRow = ReturnType<CommandChannel['readDay']>['rows'][number];

interface Dependencies {
  channel: CommandChannel;
  cipher: Pick<FieldCipher, 'hash'>;
  /** The newest first. */
  fileKeys: readonly FileKey[];
  /** Ours at the operator; undefined: messages go out another way, and any is taken. */
  appId?: string;
  /** Where the operator lays its files down; undefined: finance brings them. */
  sftp?: SmsDayFileSettings;
}

/** As the file's header names it: the provider of the numbers. */
const operator = 'TENCENT';
const beijingMs = 8 * 3_600_000;
/** A million messages have about 90 MB; it is held whole. */
const largestFile = 128 * 1024 * 1024;
const nameOf = (day: BusinessDate) => `SMSDAY_${operator}_${day.replaceAll('-', '')}.txt`;

export function operatorStatement(dependencies: Dependencies): StatementSource {
  const { sftp } = dependencies;
  return {
    source: `sms-operator:${operator}`,
    name: { zh: '短信运营商', en: 'SMS operator' },
    parts: [
      {
        code: 'day',
        isDetail: true,
        ...(sftp ? { open: (day: BusinessDate) => fetchDay(sftp, nameOf(day)) } : {}),
        async *read(content, day): AsyncGenerator<StatementLine[], StatementTotals> {
          const lines = readDay(await content.read(0, content.size), day, dependencies);
          yield lines;
          return { rows: lines.length };
        },
      },
    ],
  };
}

/** It stays where it lies: the same bytes are the same file, and a corrected one under its name counts. @throws ChannelError */
async function fetchDay(sftp: SmsDayFileSettings, name: string): Promise<StatementDownload | undefined> {
  const path = `${sftp.folder}/${name}`;
  try {
    return await withSftp(sftp, async remote => {
      const size = await remote.sizeOf(path);
      if (size === undefined) return undefined;
      if (size > largestFile) throw new ChannelError('bad-response', 'FILE_TOO_LARGE');
      return { content: Readable.from([await remote.read(path)]) };
    });
  } catch (error) {
    if (error instanceof ChannelError) throw error;
    throw new ChannelError('unreachable', 'SFTP', (error as Error).message, { cause: error });
  }
}

function readDay(bytes: Buffer, day: BusinessDate, { channel, cipher, fileKeys, appId }: Dependencies) {
  try {
    const read = channel.readDay(nameOf(day), bytes, fileKeys);
    if (appId && read.appId !== appId) throw new StatementProblem('wrong-merchant', 1, read.appId);
    return read.rows.map((row, index) => lineOf(row, index, cipher));
  } catch (error) {
    throw error instanceof FileRefused ? problemOf(error) : error;
  }
}

function problemOf({ fault, line }: FileRefused): StatementProblem {
  const reasons = {
    encoding: 'encoding',
    totals: 'totals',
    mac: 'hash',
    hash: 'hash',
    header: 'wrong-day',
  } as const;
  const reason = fault in reasons ? reasons[fault as keyof typeof reasons] : 'row';
  return new StatementProblem(reason, line || null, fault);
}

/** A message is named by its second, the keyed hash of its phone and the digest of its text: nothing personal is kept here. */
function lineOf(row: OperatorRow, index: number, cipher: Dependencies['cipher']): StatementLine {
  const at = new Date(row.at.getTime() + beijingMs).toISOString().slice(0, 19).replace('T', ' ');
  const phone = cipher.hash('phone', row.phone).toString('hex').slice(0, 16);
  const inbound = row.direction === 'MO';
  return {
    line: index + 2,
    kind: inbound ? 'message' : 'fee',
    state: 'done',
    tradeNo: inbound ? `${at.replace(/\D/g, '')}-${phone}-${row.digest}` : row.serial,
    ...{ orderNo: null, refundNo: null, accountNo: null, amountFen: 0, feeMilli: row.feeFen * 1000, at },
    place: inbound ? 'MO' : row.template,
  };
}
