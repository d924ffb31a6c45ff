/** What the stories about auto-pay have in common: people who have signed, the hall's jobs, and what became of a month. */
import { randomUUID } from 'node:crypto';
import { businessDate } from '../../../server/src/shared/dates.ts';
import type { RunningHall } from '../../support/hall.ts';
import { eventually } from '../../support/hall.ts';
import type { SharedClock } from '../../support/shared-clock.ts';
import type { BillOfTest, Household, Resident } from '../../support/world.ts';
import { paymentStory } from '../payments/story.ts';

export type Wallet = 'wechat-pay' | 'alipay';

export interface Signer {
  resident: Resident;
  household: Household;
  agreementNo: string;
}

interface Debit {
  cycle: string;
  status: string;
  amountFen: number;
  noticedOn: string | null;
  firstOn: string | null;
  attempts: number;
  paymentNo: string | null;
  failure: { zh: string; en: string } | null;
  nextAt: string | null;
}

export interface Agreement {
  agreementNo: string;
  status: string;
  endReason: string | null;
  debits: Debit[];
  // biome-ignore lint/suspicious/noExplicitAny: every wallet's action has a shape of its own
  action: any;
}

interface SandboxPeople {
  wechatOpenid: string;
  alipayUserId: string;
}

export function autopayStory(hall: RunningHall, clock: SharedClock) {
  const { world, sandbox } = hall;
  const money = paymentStory(hall);
  let people = 0;

  const story = {
    ...money,

    /** Somebody in a wallet's mini-program, bound to a household of their own. */
    async person(
      wallet: Wallet,
      household?: Household,
    ): Promise<{ resident: Resident; household: Household }> {
      const name = `autopay-${++people}`;
      const ids = await sandbox.get<SandboxPeople>(`/control/people/${name}`);
      const inWechat = wallet === 'wechat-pay';
      const resident = await world.resident({
        provider: inWechat ? 'wechat' : 'alipay',
        subject: inWechat ? ids.wechatOpenid : ids.alipayUserId,
        appId: hall.settings[inWechat ? 'wechatPay' : 'alipay']!.appId,
        phone: `139${String(10_000_000 + people)}`,
      });
      // Stories go on for months.
      await hall.owner.query(`UPDATE sessions SET expires_at = now() + interval '5 years'`);
      // Told at any hour, and in the hall's list alone: the provider of text messages keeps to real time.
      await hall.owner.query(
        `INSERT INTO message_preferences (person_id, channels, quiet_from, quiet_until) VALUES ($1, '{in-app}', 0, 0)`,
        [resident.personId],
      );
      const home = household ?? (await world.household());
      await world.bind(resident, home);
      return { resident, household: home };
    },

    begin: (resident: Resident, household: Household, wallet: Wallet, more: object = {}) =>
      hall.call('POST', `/households/${household.accountNo}/agreements`, {
        token: resident.token,
        body: { gateway: wallet, ...more },
        key: `agreement-${randomUUID()}`,
      }),

    async agreement({ resident, agreementNo }: Signer): Promise<Agreement> {
      const { body } = await hall.call('GET', '/agreements', { token: resident.token });
      return body.agreements.find((each: Agreement) => each.agreementNo === agreementNo);
    },

    /** Agrees in the wallet, as a customer does with what the hall handed over. */
    async agree(action: Agreement['action'], answer = 'confirm'): Promise<void> {
      const refuse = answer === 'confirm' ? {} : { action: answer };
      if (action.kind === 'wechat-sign')
        await sandbox.post('/control/wechat/entrust', { ...action.extraData, ...refuse });
      else await sandbox.post('/control/alipay/sign-center', { signStr: action.signStr, ...refuse });
    },

    /** A person whose agreement stands; the wallet's message has arrived. */
    async signer(wallet: Wallet, at?: { resident: Resident; household: Household }): Promise<Signer> {
      const { resident, household } = at ?? (await story.person(wallet));
      const { status, body } = await story.begin(resident, household, wallet);
      if (status !== 201) throw new Error(`not begun: ${JSON.stringify(body)}`);
      await story.agree(body.action);
      const signer = { resident, household, agreementNo: body.agreementNo };
      await eventually(
        () => story.agreement(signer),
        agreement => agreement.status === 'active',
      );
      return signer;
    },

    /** A file with this bill is at a bank, whose result did not come by the deadline. */
    async unknownAtBank({ household }: Signer, bill: BillOfTest): Promise<void> {
      await hall.owner.query(
        `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc) VALUES ('MUTE', '无声银行', 'Mute Bank', 'DT', '01', '\\x00')
       ON CONFLICT DO NOTHING`,
      );
      await hall.owner.query(
        `WITH mandate AS (
         INSERT INTO debit_mandates (mandate_no, holder_period_id, bank_code, account_enc, account_tail, holder_name_enc, signed_at, signed_by, effective_from)
           VALUES ('M' || $1::bigint, $2, 'MUTE', '\\x00', '6789', '\\x00', 'counter', 'staff:story', current_date) RETURNING id
       ), batch AS (
         INSERT INTO debit_batches (bank_code, batch_no, made_on, deadline, rows, total_fen, created_by)
           VALUES ('MUTE', $1::bigint::text, current_date, now(), 1, $3, 'staff:story') RETURNING id
       ), file AS (
         INSERT INTO debit_files (batch_id, file_no, name, rows, total_fen, status) SELECT id, '001', 'MUTE-' || $1::bigint, 1, $3, 'expired' FROM batch RETURNING id
       )
       INSERT INTO debit_items (debit_no, file_id, bank_code, seq, mandate_id, payable_id, holder_period_id, amount_fen, month, status)
         SELECT 'DK' || $1::bigint, file.id, 'MUTE', 1, mandate.id, $1, $2, $3, '202610', 'unknown' FROM file, mandate`,
        [bill.payableId, household.holderPeriodId, bill.amountFen],
      );
    },

    async debit(signer: Signer): Promise<Debit | undefined> {
      return (await story.agreement(signer)).debits[0];
    },

    run: () => hall.app.runJob('auto-pay'),

    /** A cycle of debits is a month: the days that follow lie in one. */
    inOneMonth(days: number): void {
      const monthIn = (ahead: number) =>
        businessDate(new Date(clock.now().getTime() + ahead * 86_400_000)).slice(0, 7);
      while (monthIn(0) !== monthIn(days)) clock.pass(86_400);
    },

    /** Told in the morning, and on to the morning of the first day on which it may be debited. */
    async announced(): Promise<void> {
      clock.untilBeijing('08:00');
      await story.run();
      clock.pass(2 * 86_400 + 5_400);
    },

    /** Waits until the month is over one way or another; asks the wallets meanwhile as the hall does. */
    ends: (signer: Signer, status: string | RegExp) =>
      eventually(
        async () => {
          clock.pass(60);
          await hall.app.runJob('query-back');
          await hall.app.runJob('close-expired');
          await story.run();
          return story.debit(signer);
        },
        debit => (typeof status === 'string' ? debit?.status === status : status.test(debit?.status ?? '')),
      ),

    /** What the customer's wallet does with the next debits. */
    behave: (signer: Signer, behaviour: string) =>
      sandbox.post('/control/agreements/behave', { outCode: signer.agreementNo, behaviour }),

    /** What the person is told of failed debits in the hall's list, oldest first. */
    async told(signer: Signer, count: number): Promise<{ event: string; body: string }[]> {
      const read = async () => {
        await hall.app.runJob('deliver-outbox');
        await hall.app.runJob('deliver-notices');
        const { body } = await hall.call('GET', '/messages', { token: signer.resident.token });
        const messages: { event: string; body: string }[] = body.messages;
        return messages.filter(({ event }) => event.startsWith('autopay-failed')).reverse();
      };
      return eventually(read, found => found.length >= count);
    },

    /** How often money moved for a household, by whatever payment. */
    async collected(household: Household): Promise<number[]> {
      const { rows } = await hall.owner.query(
        `SELECT c.amount_fen::int AS fen FROM collections c JOIN payments p ON p.id = c.payment_id JOIN payment_items i ON i.payment_id = p.id
           JOIN payables y ON y.id = i.payable_id WHERE y.holder_period_id = $1 ORDER BY c.id`,
        [household.holderPeriodId],
      );
      return rows.map(row => row.fen);
    },

    bill: (signer: Signer, amountFen = 12_345): Promise<BillOfTest> =>
      world.bill(signer.household, { amountFen }),
  };
  return story;
}

export type AutopayStory = ReturnType<typeof autopayStory>;
