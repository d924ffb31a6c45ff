import type { DeskCore } from '../desk-core.ts';
import { bookSale } from './book-sale.ts';
import type { SaleRow } from './pos.repository.ts';
import { acquirerOf, terminalKey } from './terminal-key.ts';

/** 冲正: sent until the acquirer says that no money stays, or that the sale stands. */
export async function reverseSale(sale: SaleRow, core: DeskCore): Promise<void> {
  const { pos, crashPoints } = core;
  const acquirer = acquirerOf(core);
  const key = await terminalKey(sale.terminal, core);
  const reason = sale.code === 'mac' ? 'A0' : '98';
  const answer = await acquirer.reverse(key, { ...sale, reason });
  crashPoints.reach('acquirer-answered');
  if (answer.status === 'reversed') return pos.reversed(sale.id, answer.code);
  if (answer.status === 'too-late' && (await settleByQuery(sale, core))) return;
  await pos.schedule(sale.id, later(sale, core));
}

/** The batch is closed, so the sale is what the acquirer says it is. False: it does not say. */
async function settleByQuery(sale: SaleRow, core: DeskCore): Promise<boolean> {
  const answer = await acquirerOf(core).query(await terminalKey(sale.terminal, core), sale);
  if (answer.status === 'approved') return bookSale(sale.id, answer, 'reversing', core);
  if (answer.status === 'unknown' || answer.status === 'pending') return false;
  await core.pos.reversed(sale.id, answer.status);
  return true;
}

/** 5 s, 10 s, 20 s … at most ten minutes. */
export function later({ attempts }: SaleRow, { clock }: DeskCore): Date {
  return new Date(clock.now().getTime() + Math.min(600, 5 * 2 ** Math.min(attempts, 7)) * 1000);
}
