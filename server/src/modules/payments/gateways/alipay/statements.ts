import { z } from 'zod';
import { ChannelError } from '../channel-error.ts';
import type { Statements } from '../gateway.ts';
import type { StatementSource } from '../statement.ts';
import type { AlipayClient } from './client.ts';
import { readAlipayBill } from './read-bill.ts';

const reply = z.object({ bill_download_url: z.url() });
const billTypes = { trade: 'trade', 'fund-flow': 'signcustomer' } as const;

/** A zip of GBK CSV files as Alipay made it. The address lives about 30 s, so it is used at once. */
export function alipayStatements(client: AlipayClient): Statements {
  return {
    async open(date, kind) {
      const address = await downloadAddress(client, date, billTypes[kind]);
      return address === undefined ? undefined : client.download(address);
    },
  };
}

/** The seller's file of a day, for reconciliation: one zip holds the lines and what is settled. Alipay announces no hash. */
export function alipayStatementSource(client: AlipayClient): StatementSource {
  const { sellerId } = client.settings;
  const statements = alipayStatements(client);
  return {
    source: `alipay:${sellerId}`,
    name: { zh: '支付宝', en: 'Alipay' },
    parts: [
      {
        code: 'trade',
        isDetail: true,
        async open(day) {
          const content = await statements.open(day, 'trade');
          return content && { content };
        },
        read: (content, day) => readAlipayBill(content, day, sellerId),
      },
    ],
  };
}

/** @param period a day (2026-11-21) or a month (2026-10); undefined when there is no such bill */
async function downloadAddress(
  client: AlipayClient,
  period: string,
  billType: 'trade' | 'signcustomer',
): Promise<string | undefined> {
  const bizContent = { bill_type: billType, bill_date: period };
  try {
    return (await client.call(reply, 'alipay.data.dataservice.bill.downloadurl.query', { bizContent }))
      .bill_download_url;
  } catch (error) {
    if (error instanceof ChannelError && error.problem === 'rejected' && error.code === 'isp.bill_not_exist')
      return undefined;
    throw error;
  }
}
