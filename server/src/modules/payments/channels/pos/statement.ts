/** The acquirer's T+1 file (README): fetched with a MAC over the request, proved by the MAC over every byte before its end. */

import { aesCmac } from '../../../../infra/aes-cmac.ts';
import type { Clock } from '../../../../infra/clock.ts';
import { type HttpClient, HttpUnreachable } from '../../../../infra/http-client.ts';
import { type BusinessDate, shanghaiIso } from '../../../../shared/dates.ts';
import { ChannelError } from '../../gateways/channel-error.ts';
import {
  type StatementContent,
  type StatementLine,
  StatementProblem,
  type StatementSource,
  type StatementTotals,
} from '../../gateways/statement.ts';
import type { AcquirerSettings } from './settings.ts';

const silenceMs = 30_000;
const largestFile = 64 * 1024 * 1024;

/** A sale of ours by what a void states of it; undefined when there is none. */
export type SaleOf = (sale: {
  terminal: string;
  batch: number;
  reference: string;
}) => Promise<{ trace: number } | undefined>;

export function acquirerStatementSource(
  settings: AcquirerSettings,
  { http, clock, saleOf }: { http: HttpClient; clock: Clock; saleOf: SaleOf },
): StatementSource {
  const { url, merchant, fileKey } = settings;
  return {
    source: `acquirer:${merchant}`,
    name: { zh: '银行卡收单', en: 'Card acquirer' },
    parts: [
      {
        code: 'trade',
        isDetail: true,
        async open(day) {
          const path = `/pos/v1/files/${merchant}/${day.replaceAll('-', '')}`;
          const time = shanghaiIso(clock.now()).slice(0, 19).replace(/\D/g, '');
          const mac = hexMac(fileKey, Buffer.from(`GET\n${path}\n${time}\n`));
          const { status, body } = await http
            .open({
              method: 'GET',
              url: url + path,
              headers: { 'x-pos-time': time, 'x-pos-mac': mac },
              timeoutMs: silenceMs,
            })
            .catch(error => {
              throw error instanceof HttpUnreachable ? new ChannelError('unreachable', error.code) : error;
            });
          if (status === 200) return { content: body };
          body.destroy();
          if (status === 404) return undefined;
          throw new ChannelError(status >= 500 ? 'unreachable' : 'rejected', `HTTP_${status}`);
        },
        read: (content, day) => readAcquirerFile(content, day, { merchant, fileKey, saleOf }),
      },
    ],
  };
}

const hexMac = (key: Buffer, bytes: Buffer) => aesCmac(key, bytes).toString('hex').toUpperCase();

interface Expected {
  merchant: string;
  fileKey: Buffer;
  saleOf: SaleOf;
}

/** Throws StatementProblem. */
export async function* readAcquirerFile(
  content: StatementContent,
  day: BusinessDate,
  { merchant, fileKey, saleOf }: Expected,
): AsyncGenerator<StatementLine[], StatementTotals> {
  if (content.size === 0) throw new StatementProblem('empty', null);
  if (content.size > largestFile) throw new StatementProblem('row', null, 'too large');
  const bytes = await content.read(0, content.size);
  const text = bytes.toString('latin1');
  const lines = text.split('\n');
  const end = text.lastIndexOf('\nEND|');
  if (end < 0 || lines.at(-1) !== '') throw new StatementProblem('truncated', lines.length, 'no END');
  if (text.slice(end + 5).trimEnd() !== hexMac(fileKey, bytes.subarray(0, end + 1)))
    throw new StatementProblem('hash', lines.length - 1, 'MAC');
  const head = headOf(lines[0]!, day, merchant);
  const references = new Map<string, string>();
  const rows: StatementLine[] = [];
  for (const [index, row] of lines.slice(1, -2).entries())
    rows.push(await rowOf(row, index + 2, references, saleOf));
  const sum = (kind: string, of: (row: StatementLine) => number) =>
    rows.filter(row => row.kind === kind).reduce((total, row) => total + of(row), 0);
  const paidFen = sum('payment', row => row.amountFen);
  const refundedFen = sum('refund', row => row.amountFen);
  const feeFen = rows.reduce((total, row) => total + row.feeMilli, 0) / 1000;
  const netFen = paidFen - refundedFen - feeFen;
  if (head.join('|') !== [rows.length, paidFen, refundedFen, feeFen, netFen].join('|'))
    throw new StatementProblem('totals', 1, head.join('|'));
  yield rows;
  return { rows: rows.length, settled: { paidFen, refundedFen, feeFen, netFen } };
}

function headOf(line: string, day: BusinessDate, merchant: string): string[] {
  const [mark, version, whose, settles, ...totals] = line.split('|');
  if (mark !== 'POSFILE' || version !== '1' || totals.length !== 5) throw new StatementProblem('columns', 1);
  if (whose !== merchant) throw new StatementProblem('wrong-merchant', 1, whose);
  if (settles !== day.replaceAll('-', '')) throw new StatementProblem('wrong-day', 1, settles);
  return totals;
}

/** A void names its sale by the sale's reference. After 23:00 it may be of a sale that stands in the file of the day before. */
async function rowOf(
  row: string,
  line: number,
  references: Map<string, string>,
  saleOf: SaleOf,
): Promise<StatementLine> {
  const cells = row.split('|');
  const [type, terminal, batch, trace, reference, , amount, fee, time, original] = cells;
  const isSale = type === 'S';
  if (cells.length !== 10 || (!isSale && type !== 'V')) throw new StatementProblem('row', line, 'form');
  if (![amount, fee].every(text => /^\d{1,12}$/.test(text!)) || !/^\d{14}$/.test(time!))
    throw new StatementProblem('row', line, 'amount');
  const numberOf = (ownTrace: string) => `${terminal}-${batch}-${ownTrace}`;
  if (isSale) references.set(reference!, numberOf(trace!));
  let tradeNo = isSale ? numberOf(trace!) : references.get(original!);
  if (tradeNo === undefined && /^\d{1,6}$/.test(batch!)) {
    const sale = await saleOf({ terminal: terminal!, batch: Number(batch), reference: original! });
    if (sale) tradeNo = numberOf(String(sale.trace).padStart(6, '0'));
  }
  if (tradeNo === undefined) throw new StatementProblem('row', line, 'original');
  return {
    line,
    kind: isSale ? 'payment' : 'refund',
    state: 'done',
    tradeNo,
    orderNo: null,
    refundNo: null,
    accountNo: null,
    amountFen: Number(amount),
    feeMilli: (isSale ? 1 : -1) * Number(fee) * 1000 || 0,
    at: time!.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5:$6'),
    place: terminal!,
  };
}
