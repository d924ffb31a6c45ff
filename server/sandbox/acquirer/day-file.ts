import type { Sandbox } from '../sandbox.ts';
import { cmacHex } from '../state/aes-cmac.ts';
import { compact } from '../state/beijing-time.ts';
import type { PosTrade } from './records.ts';

/** 0.38 %, rounded half up to fen. */
const feeOf = (fen: number): number => Math.floor((fen * 38 + 5000) / 10_000);

/** The T+1 file of a settlement day (`YYYYMMDD`), also of one without trades. */
export function dayFile(sandbox: Sandbox, day: string): string {
  const { merchant, fileKey } = sandbox.keys.acquirer;
  const trades = sandbox.store
    .all('posTrade')
    .filter(
      one =>
        one.settles === day &&
        ((one.type === 'sale' && (one.state === 'approved' || one.state === 'voided')) ||
          one.type === 'void'),
    )
    .sort((a, b) => a.at!.localeCompare(b.at!));
  const sum = (type: string, pick: (one: PosTrade) => number): number =>
    trades.reduce((total, one) => total + (one.type === type ? pick(one) : 0), 0);
  const sales = sum('sale', one => one.amount);
  const voids = sum('void', one => one.amount);
  const fee = sum('sale', one => feeOf(one.amount)) - sum('void', one => feeOf(one.amount));
  const header = ['POSFILE', '1', merchant, day, trades.length, sales, voids, fee, sales - voids - fee];
  const text = [header.join('|'), ...trades.map(one => row(sandbox, one)), ''].join('\n');
  return `${text}END|${cmacHex(fileKey, text)}\n`;
}

function row(sandbox: Sandbox, trade: PosTrade): string {
  const original = trade.original ? sandbox.store.get('posTrade', trade.original)?.reference : '';
  return [
    trade.type === 'sale' ? 'S' : 'V',
    trade.terminal,
    trade.batch,
    trade.trace,
    trade.reference,
    trade.card,
    trade.amount,
    feeOf(trade.amount),
    compact(new Date(trade.at!)),
    original,
  ].join('|');
}
