import type { TerminalKey } from '../../payments/index.ts';
import { cardsNotTaken, terminalNotFound } from '../desk.errors.ts';
import type { DeskCore } from '../desk-core.ts';
import type { TerminalRow } from './pos.repository.ts';

/** @throws AppError cards-not-taken, when no acquirer is set up or the channel is not enabled */
export function acquirerOf({ acquirer, channels }: DeskCore) {
  if (!acquirer || !channels.find('pos')?.cardPresent) throw cardsNotTaken();
  return acquirer;
}

export function keyOf(row: TerminalRow, merchant: string, { cipher }: DeskCore): TerminalKey {
  const key = Buffer.from(cipher.decrypt(row.keyEnc), 'hex');
  return { merchant, terminal: row.terminal, keyId: row.keyId, key };
}

/** Of a sale that is going on: a terminal that was put out of use since still ends what it began. */
export async function terminalKey(terminal: string, core: DeskCore): Promise<TerminalKey> {
  const row = await core.pos.terminal(terminal);
  if (!row) throw terminalNotFound();
  return keyOf(row, acquirerOf(core).merchant, core);
}

export const tradeNoOf = ({ terminal, batch, trace }: { terminal: string; batch: number; trace: number }) =>
  `${terminal}-${String(batch).padStart(6, '0')}-${String(trace).padStart(6, '0')}`;
