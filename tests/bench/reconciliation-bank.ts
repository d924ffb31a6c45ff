/** A debit bank's day: one sealed file, written by the stand-in. */
import { writeFile } from 'node:fs/promises';
import type pg from 'pg';
import { dayFile } from '../../server/sandbox/debit-bank/day-file.ts';
import type { BankEntry } from '../../server/sandbox/debit-bank/records.ts';
import { compactDay, type Town, tradesOf } from './reconciliation-town.ts';

export const bank = {
  bank: 'DTNS',
  utility: 'DIANTING',
  keyId: 'K1',
  keys: { K1: '2b7e151628aed2a6abf7158809cf4f3c' },
};

export const debitBank: Town = {
  name: 'debit bank, sealed file',
  source: `debit-bank:${bank.bank}`,
  tradeNo: `'${compactDay.slice(2)}' || lpad(n::text, 8, '0')`,
  channel: `'bank-debit'`,
  product: 'debit',
  columns: 8,
  makeFiles,
};

async function makeFiles(client: pg.Client, rows: number, file: string, csv: string): Promise<void> {
  const entries: BankEntry[] = [];
  for await (const trades of tradesOf(client, rows))
    for (const { tradeNo, fen, time } of trades) {
      const number = String(entries.length + 1);
      entries.push({
        serial: tradeNo,
        debitNo: `DK${compactDay}${number.padStart(12, '0')}`,
        mandateNo: `M${number.padStart(16, '0')}`,
        amount: fen,
        type: 'D',
        at: `${time.replace(' ', 'T')}+08:00`,
        date: compactDay,
      });
    }
  const { content } = dayFile(bank, compactDay, entries);
  await writeFile(file, content);
  const lines = content.toString('latin1').split('\n').slice(1, -2);
  const heading = 'kind,seq,serial,debit,mandate,fen,type,time\n';
  await writeFile(csv, `${heading}${lines.join('\n').replaceAll('|', ',')}\n`);
}
