import type { Approval } from '../../payments/index.ts';
import type { DeskCore } from '../desk-core.ts';
import { tradeNoOf } from './terminal-key.ts';

/** Books an approved sale in the shift that took it, once, if it still stands as `from`. */
export async function bookSale(
  id: number,
  approval: Approval,
  from: 'asking' | 'reversing',
  { db, pos, counter, payments, acquirer }: DeskCore,
): Promise<boolean> {
  return db.inSqlTransaction(async tx => {
    const sale = await pos.lockSale(tx, id);
    if (sale.status !== from) return false;
    const { accountNo, amountFen, description, pays, shiftId, createdBy, requestKey } = sale;
    const tradeNo = tradeNoOf(sale);
    const takingId = await counter.addTaking(
      {
        shiftId,
        accountNo,
        tender: 'card',
        amountFen,
        reference: tradeNo,
        status: 'taken',
        takenAt: approval.at,
        takenBy: createdBy,
        requestKey,
      },
      tx,
    );
    const { paymentNo } = await payments.reception.receive(
      {
        channel: 'pos',
        source: `acquirer:${acquirer!.merchant}`,
        tradeNo,
        product: 'card',
        description,
        ...pays,
        paidAt: approval.at,
        clearingOn: approval.settlesOn,
        origin: 'acquirer',
        // The card has been charged: whatever happened to the bill meanwhile, the money is ours.
        strict: false,
        detail: { reference: approval.reference, card: approval.cardMasked },
      },
      tx,
    );
    await counter.namePayment(takingId!, paymentNo!, tx);
    await pos.approve(tx, id, paymentNo!, approval);
    return true;
  });
}
