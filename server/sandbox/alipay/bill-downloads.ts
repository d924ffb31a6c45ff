import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import type { Sandbox } from '../sandbox.ts';
import { businessDate, hourOf } from '../state/beijing-time.ts';
import { randomText } from '../state/ids.ts';
import { invalidParameter } from './errors.ts';
import { tradeBill } from './trade-bill.ts';

const PERIOD = /^\d{4}-\d{2}(-\d{2})?$/;

/** Addresses of bill files, each good for about half a minute and without any signature. */
export function billDownloads(sandbox: Sandbox) {
  const tickets = new Map<string, { file: Buffer; period: string; expiresAt: number }>();
  return {
    issue(_: Sandbox, period: string): string | undefined {
      if (!PERIOD.test(period)) throw invalidParameter('bill_date');
      if (sandbox.settings().enforceBillTime && !isReady(period)) return undefined;
      const { sellerId } = sandbox.keys.alipay;
      const file = tradeBill(sandbox.store, sellerId, period);
      if (!file) return undefined;
      for (const [old, ticket] of tickets) if (ticket.expiresAt < Date.now()) tickets.delete(old);
      const id = randomText(16);
      tickets.set(id, { file, period, expiresAt: Date.now() + sandbox.settings().downloadUrlSeconds * 1000 });
      const query = new URLSearchParams({
        bizType: 'trade',
        userId: `${sellerId}0156`,
        fileType: 'csv.zip',
        bizDates: period.replaceAll('-', ''),
        downloadFileName: `${sellerId}0156_${period.replaceAll('-', '')}.csv.zip`,
        fileId: id,
      });
      return `${sandbox.baseUrl}/alipay/bill-download?${query}`;
    },
    async serve(ctx: Context): Promise<void> {
      const broken = () => ({ status: 500, headers: {}, body: 'error' });
      const misbehaviour = { outOfOrder: broken, declined: broken, pay: async () => {} };
      await withFaults(ctx, sandbox, { gateway: 'alipay', on: 'bill-download' }, misbehaviour, () => {
        const ticket = tickets.get(String(ctx.query['fileId'] ?? ''));
        if (!ticket || ticket.expiresAt < Date.now()) {
          return { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>下载链接已失效</h1>' };
        }
        return { status: 200, headers: { 'Content-Type': 'application/octet-stream' }, body: ticket.file };
      });
    },
  };
}

/** A day's bill from 10:00 of the next day, a month's from the third of the next month. */
function isReady(period: string): boolean {
  const now = new Date();
  if (period.length === 7) return businessDate(new Date(now.getTime() - 2 * 86_400_000)).slice(0, 7) > period;
  const yesterday = businessDate(new Date(now.getTime() - 86_400_000));
  return period < yesterday || (period === yesterday && hourOf(now) >= 10);
}
