/**
 * The operator's day file as a source of reconciliation: every message that came from a user is found in our inbox, or was
 * lost on the way. It moves no money; what the operator charges is shown and stays with its invoice.
 */
import type { FieldCipher } from '../../infra/crypto.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import {
  type CommandChannel,
  type FileKey,
  FileRefused,
  type StatementLine,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
} from '../payments/index.ts';

type OperatorRow = ReturnType<CommandChannel['readDay']>['rows'][number];

interface Dependencies {
  channel: CommandChannel;
  cipher: Pick<FieldCipher, 'hash'>;
  /** The newest first. */
  fileKeys: readonly FileKey[];
  /** Ours at the operator; undefined: messages go out another way, and any is taken. */
  appId?: string;
}

/** As the file's header names it: the provider of the numbers. */
const operator = 'TENCENT';
const beijingMs = 8 * 3_600_000;

export function operatorStatement(dependencies: Dependencies): StatementSource {
  return {
    source: `sms-operator:${operator}`,
    name: { zh: '短信运营商', en: 'SMS operator' },
    parts: [
      {
        code: 'day',
        isDetail: true,
        // Carried by hand: there is no `open`.
        async *read(content, day): AsyncGenerator<StatementLine[], StatementTotals> {
          const lines = readDay(await content.read(0, content.size), day, dependencies);
          yield lines;
          return { rows: lines.length };
        },
      },
    ],
  };
}

function readDay(bytes: Buffer, day: BusinessDate, { channel, cipher, fileKeys, appId }: Dependencies) {
  const name = `SMSDAY_${operator}_${day.replaceAll('-', '')}.txt`;
  try {
    const read = channel.readDay(name, bytes, fileKeys);
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
