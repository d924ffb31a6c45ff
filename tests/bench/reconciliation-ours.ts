/** A process of its own, so that its memory is its own: reconciles the day whose file lies at argv[2]. */
import { createReadStream } from 'node:fs';
import { systemClock } from '../../server/src/infra/clock.ts';
import { noCrashPoints } from '../../server/src/infra/crash-point.ts';
import { openDatabase } from '../../server/src/infra/database.ts';
import { createLogger } from '../../server/src/infra/logging.ts';
import { readAlipayBill } from '../../server/src/modules/payments/gateways/alipay/read-bill.ts';
import { createReconciliationModule } from '../../server/src/modules/reconciliation/index.ts';
import type { BusinessDate } from '../../server/src/shared/dates.ts';
import { day, seller, source } from './reconciliation-town.ts';

const [, , url, path] = process.argv;
const db = openDatabase({ url: url!, poolSize: 4 });
const statements = {
  source,
  name: { zh: '支付宝', en: 'Alipay' },
  parts: [
    {
      code: 'trade',
      isDetail: true,
      open: async () => ({ content: createReadStream(path!) }),
      read: (content: Parameters<typeof readAlipayBill>[0], on: BusinessDate) =>
        readAlipayBill(content, on, seller),
    },
  ],
};
const module = createReconciliationModule({
  db,
  clock: systemClock,
  logger: createLogger('warn'),
  crashPoints: noCrashPoints,
  audit: { record: async () => {}, names: async () => [] },
  sources: async () => [statements],
});
const stages: Record<string, number> = {};
const began = performance.now();
const result = await module.run(statements, day as BusinessDate, ({ stage }) => {
  stages[stage] ??= (performance.now() - began) / 1000;
});
const seconds = (performance.now() - began) / 1000;
await db.close();
console.log(
  JSON.stringify({
    seconds,
    stages,
    peakMB: Math.round((process.resourceUsage().maxRSS * 1024) / 1e6),
    ...result,
  }),
);
