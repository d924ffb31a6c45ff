import type { ChannelDefinition } from '../channel.ts';
import { isDayFile, readDay } from './day-file.ts';
import { planFor } from './reason-codes.ts';
import { maxRows, requestName, writeRequest } from './request-file.ts';
import { checkAgainst, readResult, requestNameOf } from './result-file.ts';

/** 指定银行网点代扣: files out to the bank, files back. */
export const bankDebitChannel: ChannelDefinition = {
  code: 'bank-debit',
  gateways: [],
  create: () => ({
    code: 'bank-debit',
    name: { zh: '银行代扣', en: 'Direct debit' },
    batchDebit: {
      maxRows,
      requestName,
      writeRequest,
      kindOf(name) {
        const request = requestNameOf(name);
        if (request) return { kind: 'result', requestName: request };
        return isDayFile(name) ? { kind: 'day' } : undefined;
      },
      readResult,
      checkAgainst,
      readDay,
      planFor,
    },
  }),
};
