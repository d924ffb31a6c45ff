/** How often what may be asked. Numbers are chosen in docs/decisions/0005: costly for a guesser, unnoticed by a family. */

/** At most `max` in `seconds`, counted from the first. */
export interface Limit {
  name: string;
  max: number;
  seconds: number;
}

/** Wrong tries are free until `free` of them; then each further one locks twice as long as the one before. */
export interface LockRule {
  name: string;
  free: number;
  firstLockSeconds: number;
  longestLockSeconds: number;
  /** After this long without a try the count starts again. */
  memorySeconds: number;
}

const minute = 60;
const hour = 3600;
const day = 24 * hour;

export const limits = {
  smsResend: { name: 'sms-resend', max: 1, seconds: minute },
  smsPerPhone: { name: 'sms-phone', max: 10, seconds: day },
  // Apart: asking for other codes to a phone must not keep its owner from defending the account.
  smsOwnPhonePerPerson: { name: 'sms-own-phone', max: 5, seconds: day },
  smsPerPerson: { name: 'sms-person', max: 15, seconds: day },
  // A whole town may sit behind one carrier address: limits by network only slow machines down.
  smsPerNetwork: { name: 'sms-network', max: 60, seconds: hour },
  signInPerNetwork: { name: 'sign-in-network', max: 120, seconds: 10 * minute },
  // Each addition, and each removal after it, is a text message to the phone.
  walletAddPerPerson: { name: 'wallet-add-person', max: 10, seconds: day },
  lookUpPerPerson: { name: 'look-up-person', max: 20, seconds: 10 * minute },
  lookUpPerPersonDaily: { name: 'look-up-person-day', max: 60, seconds: day },
  lookUpPerNetwork: { name: 'look-up-network', max: 300, seconds: hour },
  meterPerPerson: { name: 'meter-person', max: 10, seconds: 10 * minute },
  meterPerPersonDaily: { name: 'meter-person-day', max: 30, seconds: day },
} satisfies Record<string, Limit>;

export const proofLocks = {
  perPerson: {
    name: 'proof-person',
    free: 5,
    firstLockSeconds: 15 * minute,
    longestLockSeconds: day,
    memorySeconds: day,
  },
  // Shorter at most, because a stranger's tries must not keep the holder out for long.
  perAccount: {
    name: 'proof-account',
    free: 8,
    firstLockSeconds: 15 * minute,
    longestLockSeconds: 2 * hour,
    memorySeconds: day,
  },
  perNetwork: {
    name: 'proof-network',
    free: 40,
    firstLockSeconds: 15 * minute,
    longestLockSeconds: 6 * hour,
    memorySeconds: day,
  },
} satisfies Record<string, LockRule>;

export const smsCodeSeconds = 300;
export const smsCodeTries = 5;
/** How long a phone proved at sign-in counts as fresh proof. */
export const freshProofSeconds = 30 * minute;
