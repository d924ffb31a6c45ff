/** A household that pays by its bank: its mandate, and the file in which its bill is out. */
import type { RunningHall } from '../support/hall.ts';
import { asking } from './asking.ts';

export async function debit(hall: RunningHall, financeToken: string): Promise<void> {
  const home = await hall.world.household();
  await hall.world.bill(home, { amountFen: 12_840 });
  const resident = await hall.world.resident({ phone: home.phone });
  await hall.world.bind(resident, home, { isHolder: true, isDefault: true });
  const mine = asking(hall, { token: resident.token });
  await mine('POST', `/households/${home.accountNo}/mandate`, {
    bankCode: 'ICBC',
    bankAccount: '6222020000012345675',
    holderName: home.name,
  });
  await hall.owner.query('UPDATE debit_mandates SET effective_from = current_date - 1');
  const batch = await asking(hall, { staff: financeToken })('POST', '/staff/debit-batches', {
    bankCode: 'ICBC',
  });
  if (batch.files === 0) throw new Error('nothing was due for the bank');
}
