import type { dunningZh } from './dunning.zh';

/** Texts of arrears, suspended supply and late fees, in English. */
export const dunningEn: Record<keyof typeof dunningZh, string> = {
  'dunning.noticed.title': 'Notice of disconnection',
  'dunning.noticed':
    '{amount} is {days} days overdue. Power may be cut off from {day} on, after one more notice; paid now, it stays on.',
  'dunning.last-call.title': 'Power is about to be cut off',
  'dunning.last-call': '{amount} is overdue. Power goes off at {time}; paid now, it stays on.',
  'dunning.disconnecting.title': 'Power is being cut off',
  'dunning.disconnecting':
    'The disconnection has been ordered. Once the overdue {amount} is paid, power comes back by itself; no request is needed.',
  'dunning.suspended.title': 'Power is cut off',
  'dunning.suspended':
    'Off since {time} because of overdue bills. Once {amount} is paid, power comes back by itself; no request is needed.',
  'dunning.off': 'Off since {time}. Please call if you have questions.',
  'dunning.restoring.title': 'Power is coming back',
  'dunning.restoring':
    'The overdue bills are paid and the reconnection is ordered: by {time} at the latest. Please call if power is not back by then.',
  'dunning.restoring.owing':
    'The reconnection is ordered: by {time} at the latest. Please call if power is not back by then.',
  'dunning.pay': 'Pay',
  'dunning.hardship':
    'If paying is hard, if somebody ill at home needs power, or if the bill is wrong: please call first.',

  'result.stage.supply': 'Power back',
  'result.supply.suspended': 'Off since {time}; ordered back as soon as every overdue bill is paid',
  'result.supply.reconnecting': 'Ordered at {time}',

  'late-fee.title': 'Late fee',
  'late-fee.part': '{days}, {count} days: each day {rate} of the {owed} owed on it, {sum} together',
  'late-fee.rounding': 'The stretches are added up and rounded to the fen once.',
  'late-fee.bounded':
    'A minimum, a limit or what was paid of it decides here, so that it differs from the stretches together.',
  'late-fee.growing': 'It grows daily until the bill is paid.',
  'late-fee.frozen': 'The bill is paid; nothing is added any more.',
  'late-fee.paid': '{amount} of it is paid',
  'late-fee.edition': 'By: {edition}',
  'bill.late-fee': 'Late fee to pay',
  'bill.fee-left': 'Bill paid, late fee to pay',
};
