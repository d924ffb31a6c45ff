/** The acquirer's T+1 file (README): fetched with a MAC over the request, proved by the MAC over every byte before its end. */
import type { Readable } from 'node:stream';
import { aesCmac, createCmac } from '../../../../infra/aes-cmac.ts';
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
import { readLines } from '../../gateways/statement-text.ts';
import type { AcquirerSettings } from './settings.ts';

const silenceMs = 30_000;
/** `END|`, a MAC and their line's end, with room to spare. */
const longestEnd = 256;

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
          const mac = hexOf(aesCmac(fileKey, Buffer.from(`GET\n${path}\n${time}\n`)));
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

const hexOf = (mac: Buffer) => mac.toString('hex').toUpperCase();

interface Expected {
  merchant: string;
  fileKey: Buffer;
  saleOf: SaleOf;
}

/** Read twice from the disk, in pieces: its MAC first, then its lines. Throws StatementProblem. */
export async function* readAcquirerFile(
  content: StatementContent,
  day: BusinessDate,
  { merchant, fileKey, saleOf }: Expected,
): AsyncGenerator<StatementLine[], StatementTotals> {
  if (content.size === 0) throw new StatementProblem('empty', null);
  const end = await provenEnd(content, fileKey);
  let head: string[] | undefined;
  const references = new Map<string, string>();
  const totals = { rows: 0, paidFen: 0, refundedFen: 0, feeMilli: 0 };
  for await (const { first, lines } of readLines(content.stream(0, end), 'latin1')) {
    head ??= headOf(lines[0]!, day, merchant);
    const rows: StatementLine[] = [];
    for (const [index, line] of lines.entries())
      if (first + index > 1) rows.push(await rowOf(line, first + index, references, saleOf));
    for (const { kind, amountFen, feeMilli } of rows) {
      totals.rows += 1;
      totals[kind === 'payment' ? 'paidFen' : 'refundedFen'] += amountFen;
      totals.feeMilli += feeMilli;
    }
    yield rows;
  }
  const { rows, paidFen, refundedFen } = totals;
  const feeFen = totals.feeMilli / 1000;
  const netFen = paidFen - refundedFen - feeFen;
  if (head?.join('|') !== [rows, paidFen, refundedFen, feeFen, netFen].join('|'))
    throw new StatementProblem('totals', 1, head?.join('|'));
  return { rows, settled: { paidFen, refundedFen, feeFen, netFen } };
}

/** Where its last line begins, once that line has proved every byte before it. */
async function provenEnd(content: StatementContent, fileKey: Buffer): Promise<number> {
  const from = Math.max(0, content.size - longestEnd);
  const tail = (await content.read(from, content.size - from)).toString('latin1');
  const mark = tail.lastIndexOf('\nEND|');
  if (mark < 0 || !tail.endsWith('\n'))
    throw new StatementProblem('truncated', await linesIn(content.stream()), 'no END');
  const end = from + mark + 1;
  const cmac = createCmac(fileKey);
  for await (const piece of content.stream(0, end)) cmac.update(piece as Buffer);
  if (tail.slice(mark + 5).trimEnd() !== hexOf(cmac.digest()))
    throw new StatementProblem('hash', (await linesIn(content.stream(0, end))) + 1, 'MAC');
  return end;
}

async function linesIn(text: Readable): Promise<number> {
  let count = 0;
  for await (const { lines } of readLines(text, 'latin1')) count += lines.length;
  return count;
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
