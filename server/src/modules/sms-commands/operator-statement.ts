/**
 * The operator's day file as a source of reconciliation: every message that came from a user is found in our inbox, or was
 * lost on the way. It moves no money; what the operator charges is shown and stays with its invoice.
 */
import type { FieldCipher } from '../../infra/crypto.ts';
import { keepFile, readAndRemove } from '../../infra/kept-file.ts';
import { withSftp } from '../../infra/sftp.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  ChannelError,
  type CommandChannel,
  type FileKey,
  FileRefused,
  type OperatorRow,
  type StatementContent,
  type StatementDownload,
  type StatementLine,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
  statementProblem,
} from '../payments/index.ts';
import type { SmsDayFileSettings } from './settings.ts';

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
/** As of every file that is brought; a million messages have about 90 MB. */
const largestFile = 256 * 1024 * 1024;
const longestFetchMs = 600_000;
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
        read: (content, day) => readDay(content, day, dependencies),
      },
    ],
  };
}

/** It stays where it lies: the same bytes are the same file, and a corrected one under its name counts. @throws ChannelError */
async function fetchDay(sftp: SmsDayFileSettings, name: string): Promise<StatementDownload | undefined> {
  const path = `${sftp.folder}/${name}`;
  try {
    const kept = await withSftp(
      sftp,
      async remote => {
        const size = await remote.sizeOf(path);
        if (size === undefined) return undefined;
        if (size > largestFile) throw new ChannelError('bad-response', 'FILE_TOO_LARGE');
        return keepFile({ content: remote.read(path) });
      },
      longestFetchMs,
    );
    return kept && { content: readAndRemove(kept) };
  } catch (error) {
    if (error instanceof ChannelError) throw error;
    throw new ChannelError('unreachable', 'SFTP', (error as Error).message, { cause: error });
  }
}

async function* readDay(
  content: StatementContent,
  day: BusinessDate,
  { channel, cipher, fileKeys, appId }: Dependencies,
): AsyncGenerator<StatementLine[], StatementTotals> {
  try {
    const file = await channel.readDay(nameOf(day), content, fileKeys);
    if (appId && file.appId !== appId) throw new StatementProblem('wrong-merchant', 1, file.appId);
    let count = 0;
    for await (const rows of file.rows()) {
      const first = count + 2;
      count += rows.length;
      yield rows.map((row, index) => lineOf(row, first + index, cipher));
    }
    return { rows: count };
  } catch (error) {
    throw error instanceof FileRefused ? statementProblem(error) : error;
  }
}

/** A message is named by its second, the keyed hash of its phone and the digest of its text: nothing personal is kept here. */
function lineOf(row: OperatorRow, line: number, cipher: Dependencies['cipher']): StatementLine {
  const at = new Date(row.at.getTime() + beijingMs).toISOString().slice(0, 19).replace('T', ' ');
  const phone = cipher.hash('phone', row.phone).toString('hex').slice(0, 16);
  const inbound = row.direction === 'MO';
  return {
    line,
    kind: inbound ? 'message' : 'fee',
    state: 'done',
    tradeNo: inbound ? `${at.replace(/\D/g, '')}-${phone}-${row.digest}` : row.serial,
    ...{ orderNo: null, refundNo: null, accountNo: null, amountFen: 0, feeMilli: row.feeFen * 1000, at },
    place: inbound ? 'MO' : row.template,
  };
}
