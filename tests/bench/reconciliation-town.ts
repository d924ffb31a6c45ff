/** A day of a source: so many payments on the books, and the file in which each is found again. */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { crc32, createDeflateRaw } from 'node:zlib';
import type pg from 'pg';

export const seller = '2088000000000000';
export const source = `alipay:${seller}`;
export const day = '2026-11-20';

/** Payments with items, collections, allocations and postings, as settlement leaves them. */
export async function makeBooks(client: pg.Client, rows: number): Promise<void> {
  await client.query('SET session_replication_role = replica');
  await client.query(booksSql, [rows]);
  await client.query(`SELECT setval('ledger_transactions_id_seq', $1::bigint)`, [rows]);
  await client.query('SET session_replication_role = origin');
  await client.query('VACUUM (ANALYZE) payments, collections, ledger_transactions, ledger_postings');
}

const at = `timestamptz '${day} 00:00:00+08' + make_interval(secs => (n::bigint * 7919) % 86400)`;
const booksSql = `
  WITH trade AS MATERIALIZED (
    SELECT n, ${at} AS at, 'P${day.replaceAll('-', '')}' || lpad(n::text, 14, '0') AS payment_no,
           '${day.replaceAll('-', '')}22001' || lpad(((n::bigint * 48271) % 2147483647)::text, 15, '0') AS trade_no, 5000 + n % 20000 AS fen
      FROM generate_series(1, $1::int) AS n
  ), payment AS (
    INSERT INTO payments (id, payment_no, channel, gateway, product, amount_fen, status, description, created_at, expires_at, settled_at)
      SELECT n, payment_no, CASE WHEN n % 3 = 0 THEN 'web-hall' ELSE 'alipay' END, 'alipay', 'create', fen, 'settled', '电费', at, at + interval '1 hour', at FROM trade
  ), collection AS (
    INSERT INTO collections (id, payment_id, source, trade_no, order_no, amount_fen, paid_at, clearing_on, origin)
      SELECT n, n, '${source}', trade_no, payment_no, fen, at, '${day}', 'notification' FROM trade
  ), booked AS (
    INSERT INTO ledger_transactions (id, kind, reference, business_date) SELECT n, 'collection', '${source}:' || trade_no, '${day}' FROM trade
  )
  INSERT INTO ledger_postings (transaction_id, account_code, amount_fen)
    SELECT n, account, sign * fen FROM trade, (VALUES ('gateway:alipay', 1), ('unidentified', -1)) AS side (account, sign)`;

const headings =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

interface Trade {
  tradeNo: string;
  paymentNo: string;
  fen: number;
  time: string;
}

/** Alipay's zip (GBK), and the same lines as plain UTF-8 for the floor. */
export async function makeFiles(
  client: pg.Client,
  rows: number,
  encode: (text: string) => Buffer,
  zipPath: string,
  csvPath: string,
): Promise<void> {
  const csv = createWriteStream(csvPath);
  const zip = createWriteStream(zipPath);
  const details = await openEntry(zip, encode(`${seller}0156_业务明细.csv`), 0);
  const both = async (text: string) => {
    if (!csv.write(text)) await once(csv, 'drain');
    await details.write(encode(text));
  };
  await details.write(
    encode(
      `#支付宝业务明细查询\r\n#账号：[${seller}0156]\r\n#起始日期：[2026年11月20日 00:00:00]   终止日期：[2026年11月21日 00:00:00]\r\n#-----业务明细列表-----\r\n`,
    ),
  );
  await both(`${headings}\r\n`);
  let paid = 0;
  let fees = 0;
  const block = 20_000;
  for (let first = 1; first <= rows; first += block) {
    const { rows: trades } = await client.query<Trade>(
      `SELECT trade_no AS "tradeNo", order_no AS "paymentNo", amount_fen::int AS fen, to_char(paid_at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI:SS') AS time
         FROM collections WHERE id BETWEEN $1 AND $2 ORDER BY id`,
      [first, first + block - 1],
    );
    await both(trades.map(lineOf).join(''));
    for (const { fen } of trades) {
      paid += fen;
      fees += feeOf(fen);
    }
  }
  await details.write(
    encode(
      `#-----业务明细列表结束-----\r\n#交易合计：${rows}笔，商家实收共${yuan(paid)}元，商家优惠共0.00元\r\n#退款合计：0笔，商家实收退款共0.00元，商家优惠退款共0.00元\r\n`,
    ),
  );
  const first = await details.close();
  const summary = await openEntry(zip, encode(`${seller}0156_业务明细(汇总).csv`), first.next);
  await summary.write(
    encode(
      `门店编号,门店名称,交易订单总笔数,退款订单总笔数,订单金额（元）,商家实收（元）,支付宝优惠（元）,商家优惠（元）,卡消费金额（元）,服务费（元）,分润（元）,实收净额（元）\r\n合计,,${rows},0,${yuan(paid)},${yuan(paid)},0.00,0.00,0.00,-${yuan(fees)},0.00,${yuan(paid - fees)}\r\n`,
    ),
  );
  const second = await summary.close();
  const directory = Buffer.concat([first.record, second.record]);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 0, 'latin1');
  end.writeUInt16LE(2, 8);
  end.writeUInt16LE(2, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(second.next, 16);
  zip.write(directory);
  zip.end(end);
  csv.end();
  await Promise.all([once(zip, 'close'), once(csv, 'close')]);
}

function lineOf({ tradeNo, paymentNo, fen, time }: Trade): string {
  const sum = yuan(fen);
  return `${tradeNo}\t,${paymentNo}\t,交易,2026年10月电费,${time}\t,${time}\t,,,,,*三(138****0000),${sum},${sum},0.00,0.00,0.00,0.00,0.00,,0.00,0.00,,-${yuan(feeOf(fen))},0.00,\r\n`;
}

const feeOf = (fen: number) => Math.floor((fen * 6 + 500) / 1000);
const yuan = (fen: number) => `${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** One entry of a zip, its sizes written after its bytes. */
async function openEntry(zip: NodeJS.WritableStream, name: Buffer, offset: number) {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(20, 4);
  head.writeUInt16LE(8, 6);
  head.writeUInt16LE(8, 8);
  head.writeUInt16LE(name.length, 26);
  zip.write(Buffer.concat([head, name]));
  const deflate = createDeflateRaw({ level: 1 });
  let crc = 0;
  let size = 0;
  let packed = 0;
  deflate.on('data', (chunk: Buffer) => {
    packed += chunk.length;
    zip.write(chunk);
  });
  return {
    async write(bytes: Buffer) {
      crc = crc32(bytes, crc);
      size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    },
    async close() {
      deflate.end();
      await once(deflate, 'end');
      const facts = Buffer.alloc(16);
      facts.writeUInt32LE(0x08074b50, 0);
      facts.writeUInt32LE(crc, 4);
      facts.writeUInt32LE(packed, 8);
      facts.writeUInt32LE(size, 12);
      zip.write(facts);
      const record = Buffer.alloc(46);
      record.writeUInt32LE(0x02014b50, 0);
      record.writeUInt16LE(20, 4);
      record.writeUInt16LE(20, 6);
      record.writeUInt16LE(8, 8);
      record.writeUInt16LE(8, 10);
      record.writeUInt32LE(crc, 16);
      record.writeUInt32LE(packed, 20);
      record.writeUInt32LE(size, 24);
      record.writeUInt16LE(name.length, 28);
      record.writeUInt32LE(offset, 42);
      return { record: Buffer.concat([record, name]), next: offset + 30 + name.length + packed + 16 };
    },
  };
}
