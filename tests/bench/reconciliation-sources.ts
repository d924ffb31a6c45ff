/** The bench's sources as the server reads them: each fetches its file from the disk. */
import { createReadStream } from 'node:fs';
import { bankStatement } from '../../server/src/modules/debits/bank-statements.ts';
import { bankDebitChannel } from '../../server/src/modules/payments/channels/bank-debit/bank-debit.ts';
import { readAlipayBill } from '../../server/src/modules/payments/gateways/alipay/read-bill.ts';
import type { StatementSource } from '../../server/src/modules/payments/index.ts';
import { alipay, seller } from './reconciliation-alipay.ts';
import { bank } from './reconciliation-bank.ts';

export function sourceOf(source: string, path: string): StatementSource {
  return source === alipay.source ? alipayStatement(path) : debitStatement(path);
}

const alipayStatement = (path: string): StatementSource => ({
  source: alipay.source,
  name: { zh: '支付宝', en: 'Alipay' },
  parts: [
    {
      code: 'trade',
      isDetail: true,
      open: async () => ({ content: createReadStream(path) }),
      read: (content, on) => readAlipayBill(content, on, seller),
    },
  ],
});

function debitStatement(path: string): StatementSource {
  const { batchDebit } = bankDebitChannel.create({} as never);
  const keys = Object.entries(bank.keys).map(([id, key]) => ({ id, key: Buffer.from(key, 'hex') }));
  const row = {
    code: bank.bank,
    nameZh: '电亭农商银行',
    nameEn: 'Dianting Rural Bank',
    utilityCode: bank.utility,
  };
  return bankStatement({ row, keys }, batchDebit!, async () => createReadStream(path));
}
