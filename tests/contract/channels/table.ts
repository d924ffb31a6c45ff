/** Channel × case: what each way to pay must pass, and why it need not pass the rest. docs/channels.md is made of this. */
import { type CaseId, caseIds } from './cases.ts';

export type Cell = 'required' | { notApplicable: string };
export type Row = Readonly<Record<CaseId, Cell>>;

type Reasons = Partial<Record<CaseId, string>>;

/** Every case is required unless a reason says otherwise: a new case is owed by every channel until somebody thinks about it. */
function row(...reasons: Reasons[]): Row {
  const notApplicable: Reasons = Object.assign({}, ...reasons);
  return Object.fromEntries(
    caseIds.map(id => [id, notApplicable[id] ? { notApplicable: notApplicable[id] } : 'required']),
  ) as Record<CaseId, Cell>;
}

const because = (reason: string, ...ids: CaseId[]): Reasons =>
  Object.fromEntries(ids.map(id => [id, reason]));

const agencyOnly: CaseId[] = ['unseen-reversal', 'other-day-reversal', 'same-answer', 'limits', 'garbage'];
const gatewayOnly: CaseId[] = ['notified-first', 'reordered', 'late-success', 'unknown-key'];
const batchOnly: CaseId[] = ['locked', 'altered-file', 'unlocks'];

const noPartner = because('no partner calls us here', ...agencyOnly);
const noGateway = because('no gateway notifies us here', ...gatewayOnly);
/** Half of what a machine takes, and a pay code at the counter, is an order at WeChat or Alipay, played by the rows of those. */
const gatewayOfItsOwn = because(
  'notes and papers know no gateway; what a QR or a pay code brings is told by WeChat or Alipay: see there',
  ...gatewayOnly,
);
const noBatch = because('no file goes out', ...batchOnly);
const unproved = (reason: string) => because(reason, 'unreadable');
const noSecret = because('the customer types no secret of ours', 'guessing', 'expired');
const noCash = because('no cash changes hands', 'count-differs');
const signedIn = because('the customer is signed in at the hall or identified at the gateway', 'stranger');

const prepay = row(noPartner, noBatch, noSecret, noCash, signedIn);
/** In key mode, which is the one spoken here, its messages name no key: there is none to be unknown. */
const alipay = row(noPartner, noBatch, noSecret, noCash, signedIn, {
  'unknown-key':
    'Alipay’s messages name no key in key mode, so there is none to be unknown; one signed by another key is forged: see forged',
});
const agency = row(noGateway, noBatch, noSecret, noCash, {
  decline: 'the partner declines to its customer before it calls us',
  unknown: 'what is unknown to the partner is asked by it: see same-answer and repeat',
  'give-back-unknown':
    'a partner whose reversal got no answer sends it again: see give-back-once and same-answer',
  stranger: 'see wrong-party: partner, address and terminal are checked',
});

export const table: Readonly<Record<string, Row>> = {
  wechat: prepay,
  alipay,
  'web-hall': prepay,
  app: prepay,
  'online-bank': prepay,
  agent: agency,
  postal: agency,
  'mobile-bank': agency,
  'financial-terminal': agency,
  'bank-counter': agency,
  'bank-kiosk': agency,
  'wechat-bill': agency,
  'bank-debit': row(noPartner, noGateway, noSecret, noCash, {
    unknown: 'a file that has not come is asked for again until the batch expires: see unlocks',
    'wrong-party': 'the file names bank and utility: see altered-file',
    stranger: 'a mandate is signed by a holder who is signed in',
    'give-back-unknown':
      'we ask the bank for nothing back: what it gives back by itself stands in its day file',
    unreadable: 'the bank’s file is refused whole: see altered-file',
  }),
  'recharge-card': row(noPartner, noGateway, noBatch, noCash, signedIn, unproved('no message comes in'), {
    unknown: 'redeeming is one transaction of our own',
    'wrong-amount': 'the card’s value stands with us, nobody states it',
    'give-back': 'a redeemed card is not given back; the balance is paid out like every other',
    'give-back-once': 'see give-back',
    'give-back-unknown': 'see give-back',
  }),
  sms: row(
    noPartner,
    noGateway,
    noBatch,
    noCash,
    unproved('the operator signs nothing; what is no command is answered with help'),
    {
      'give-back': 'it pays through an agreement or a pay link, whose channel gives back',
      'give-back-once': 'see give-back',
      'give-back-unknown': 'see give-back',
      midnight: 'clears with the gateway behind the agreement',
      'wrong-amount': 'the message names no sum; the code confirms ours',
      expired: 'nothing is bought beforehand',
    },
  ),
  counter: row(noPartner, gatewayOfItsOwn, noBatch, noSecret, unproved('no message comes in'), {
    forged:
      'no message comes from outside; a request without a clerk’s session is refused as at every staff route',
    stranger: 'only staff with an open shift take money: see wrong-party',
    'wrong-amount': 'the clerk enters what is handed over; change is given',
    'give-back-unknown':
      'a void of cash is one transaction of our own; what a pay code brought goes back at WeChat or Alipay, and what is unknown of that is played there',
  }),
  kiosk: row(
    noPartner,
    gatewayOfItsOwn,
    noBatch,
    noSecret,
    unproved('the machine is ours: its events keep until they are taken'),
    {
      decline: 'a bill acceptor declines a note before it counts it; a wallet declines its own customer',
      'wrong-amount':
        'the device reports what its acceptor counted, the surplus is balance; of a QR see wechat and alipay',
      'give-back':
        'a machine gives no notes back, staff pay out; what a QR brought is refunded like every payment by WeChat or Alipay',
      'give-back-once': 'see give-back',
      'give-back-unknown': 'see give-back',
    },
  ),
  pos: row(
    noPartner,
    noGateway,
    noBatch,
    noSecret,
    noCash,
    unproved('we ask, the acquirer answers: see unknown'),
    {
      stranger: 'terminals belong to a shift: see wrong-party',
    },
  ),
};
