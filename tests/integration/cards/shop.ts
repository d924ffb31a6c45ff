/** Recharge cards as people buy them: printed, fetched by the printer, handed over to a shop. */
import type { HallOutside } from '../../support/hall.ts';
import { freshKey, paymentStory } from '../payments/story.ts';
import { type Card, printerKey, readPrinterFile } from './printer.ts';

export async function soldCards(
  hall: HallOutside,
  count: number,
  faceFen: number,
): Promise<{ cards: Card[]; saleNo: string; paid(bankReference: string): Promise<void> }> {
  const story = paymentStory(hall);
  const cookies = new Map<string, string>();
  for (const role of ['finance', 'supervisor', 'clerk']) cookies.set(role, await story.staff(role));
  const staff = async (role: string, path: string, body: unknown, status: number) => {
    const answer = await hall.call('POST', `/staff/${path}`, {
      cookie: cookies.get(role),
      body,
      key: freshKey(),
    });
    if (answer.status !== status) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const wish = { faceFen, count, expiresOn: '2099-12-31', printerKey };
  const { batchNo } = await staff('finance', 'card-batches', wish, 201);
  await staff('supervisor', `card-batches/${batchNo}/decision`, { approve: true }, 200);
  const file = await staff('finance', `card-batches/${batchNo}/export`, {}, 200);
  const cards = readPrinterFile(Buffer.isBuffer(file) ? file : Buffer.from(JSON.stringify(file)));
  const range = { fromSerial: cards[0]!.serial, toSerial: cards.at(-1)!.serial };
  const { saleNo } = await staff('clerk', 'card-sales', { ...range, buyer: '文登路便利店' }, 201);
  return {
    cards,
    saleNo,
    paid: async bankReference =>
      void (await staff('finance', `card-sales/${saleNo}/payment`, { bankReference }, 200)),
  };
}
