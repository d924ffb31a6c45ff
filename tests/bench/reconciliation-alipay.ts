/** Alipay's day: a zip of GBK CSV. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { crc32, createDeflateRaw } from 'node:zlib';
import iconv from 'iconv-lite';
import type pg from 'pg';
import { compactDay, type Town, type Trade, tradesOf } from './reconciliation-town.ts';

export const seller = '2088000000000000';

export const alipay: Town = {
  name: 'Alipay, zip of GBK CSV',
  source: `alipay:${seller}`,
  tradeNo: `'${compactDay}22001' || lpad(((n::bigint * 48271) % 2147483647)::text, 15, '0')`,
  channel: `CASE WHEN n % 3 = 0 THEN 'web-hall' ELSE 'alipay' END`,
  product: 'create',
  columns: 25,
  makeFiles,
};

const encode = (text: string) => iconv.encode(text, 'gbk');

const headings =
  '支付宝交易号,商户订单号,业务类型,商品名称,创建时间,完成时间,门店编号,门店名称,操作员,终端号,对方账户,订单金额（元）,商家实收（元）,支付宝红包（元）,集分宝（元）,支付宝优惠（元）,商家优惠（元）,券核销金额（元）,券名称,商家红包消费金额（元）,卡消费金额（元）,退款批次号/请求号,服务费（元）,分润（元）,备注';

async function makeFiles(client: pg.Client, rows: number, zipPath: string, csvPath: string): Promise<void> {
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
  for await (const trades of tradesOf(client, rows)) {
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
