/** What bears on a case, as the books and the other modules say at this moment. */
import type { BusinessDate } from '../../shared/dates.ts';

export interface Facts {
  /** Of overdue bills, late fees aside; for prepaid holders, how far the balance is below zero. */
  debtFen: number;
  /** Of it, what is overdue for longer than supply must be left on; for prepaid holders all of it. */
  ripeFen: number;
  oldestDueOn: BusinessDate | null;
  /** The day of the last reminder. */
  remindedOn: BusinessDate | null;
  /** Whose debt it is holds the account no longer. */
  movedOut: boolean;
  /** Of a prepaid case: the agreement that allows it still holds. */
  signed: boolean;
  /** Of a prepaid case: what was used stands as of today. Until it does nobody goes a step further. */
  debtKnown: boolean;
  /** Of the holder, or of the one before as long as nobody has ended it: whoever needed power may live there still. */
  specialNeed: boolean;
  disputed: boolean;
  /** An agreed instalment plan that is being kept. */
  instalments: boolean;
  important: boolean;
  /** The head-end has refused to cut this supply off: it stands on its own list of those that never are. */
  isProtected: boolean;
  /** 暂停用电: there is nothing to cut off, and nothing to bring back before the customer has asked for it. */
  paused: boolean;
  /** Somebody is paying, or a bank was asked, and nobody knows yet what became of it. */
  paymentUnderWay: boolean;
  /** When the formal notice of this round is proven to have arrived; served on paper, the end of its day. */
  provenAt: Date | null;
  /** Last calls that were made today. */
  callsToday: number;
  /** When this round's last call had been handed over or sent: the 30 minutes count from there. */
  lastCallAt: Date | null;
  /** When the latest money came since power was to go. */
  lastPaidAt: Date | null;
  disconnect: CommandOutcome;
  connect: CommandOutcome;
}

/**
 * `visit`: a fitter has the order. `effective`: by remote control or by hand. `void`: has not been and will not be executed.
 * `unsure`: a disconnect that failed, nobody goes for it any more, and the meter may have acted.
 */
export type CommandOutcome = 'none' | 'pending' | 'visit' | 'effective' | 'void' | 'unsure';
