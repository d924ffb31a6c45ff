import { compact } from '../state/beijing-time.ts';
import type { DebitBankKeys } from '../state/keys.ts';
import { sealedFile } from '../state/sealed-file.ts';
import type { BankEntry } from './records.ts';

type Seal = Pick<DebitBankKeys, 'bank' | 'utility' | 'keyId' | 'keys'>;

/** What moved on the clearing account on a date (`YYYYMMDD`), in that order. */
export function dayFile(
  { bank, utility, keyId, keys }: Seal,
  date: string,
  entries: readonly BankEntry[],
): { name: string; content: Buffer } {
  const totals = (['D', 'R'] as const).flatMap(type => {
    const some = entries.filter(entry => entry.type === type);
    return [some.length, some.reduce((sum, entry) => sum + entry.amount, 0)];
  });
  const rows = entries.map(({ serial, debitNo, mandateNo, amount, type, at }, position) => [
    '1',
    position + 1,
    serial,
    debitNo,
    mandateNo,
    amount,
    type,
    compact(new Date(at)),
  ]);
  const header = ['0', 'DKDAY', '1.0', bank, utility, date];
  const content = sealedFile([header, ...rows], totals, { keyId, key: keys[keyId]! });
  return { name: `DKDAY_${bank}_${date}.txt`, content };
}
