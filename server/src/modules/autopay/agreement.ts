/** What an auto-pay agreement and its monthly debit are, and how they may go on. Pure. */

/**
 * - `signing`: the customer was sent to the wallet; nobody knows yet whether it was signed;
 * - `active`: signed, debits may be made;
 * - `ending`: over here, the wallet is still to be told; no debit begins any more;
 * - `ended`: the wallet knows too.
 */
export type AgreementStatus = 'signing' | 'active' | 'ending' | 'ended';

/** Why it ended. `wallet`: in the wallet itself; `holder-ended`: moved out; `unbound`: no longer bound to the household. */
export type EndReason =
  | 'customer'
  | 'wallet'
  | 'holder-ended'
  | 'unbound'
  | 'duplicate'
  | 'not-signed'
  | 'refused';

/**
 * - `planned`: this month's bills are known, the customer is still to be told;
 * - `noticed`: may be debited from its first day on, or tried again;
 * - `debiting`: a payment is under way;
 * - `skipped`: paid otherwise meanwhile; `cancelled`: the agreement ended first.
 */
export type DebitStatus =
  | 'planned'
  | 'noticed'
  | 'debiting'
  | 'succeeded'
  | 'failed'
  | 'skipped'
  | 'cancelled';

/** Tries of one month's debit, each on a day of its own. */
export const mostAttempts = 3;
