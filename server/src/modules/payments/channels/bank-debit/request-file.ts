import iconv from 'iconv-lite';
import { sumFen } from '../../../../shared/money.ts';
import type { DebitFileHead, DebitRequest, FileKey } from '../batch-debit.ts';
import { sealFile, showDate, showTime } from '../families/sealed-file/sealed-file.ts';

export const maxRows = 1000;
const longestName = 60;

export const requestName = ({ bank, on, batchNo, fileNo }: DebitFileHead) =>
  `DKREQ_${bank}_${showDate(on)}_${batchNo}_${fileNo}.txt`;

/** README, section 2. */
export function writeRequest(request: DebitRequest, key: FileKey): Buffer {
  const { bank, utility, on, batchNo, fileNo, deadline, rows } = request;
  if (rows.length < 1 || rows.length > maxRows) throw new RangeError(`a file has 1 to ${maxRows} rows`);
  const total = sumFen(rows.map(row => row.amountFen));
  const head = ['0', 'DKREQ', '1.0', bank, utility, showDate(on), batchNo, fileNo, rows.length, total];
  const lines = rows.map(row =>
    [
      '1',
      row.seq,
      row.debitNo,
      row.mandateNo,
      row.bankAccount,
      nameForBank(row.holderName),
      row.amountFen,
      row.accountNo,
      row.month,
    ].join('|'),
  );
  return sealFile([[...head, showTime(deadline)].join('|'), ...lines], [rows.length, total], key);
}

/** Without what would break the line, and no longer than the field. */
function nameForBank(name: string): string {
  let text = name.replace(/[|\p{Cc}]/gu, ' ').trim();
  while (iconv.encode(text, 'gbk').length > longestName) text = [...text].slice(0, -1).join('');
  return text || '?';
}
