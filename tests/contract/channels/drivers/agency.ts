/** Ways to pay where somebody collects for us and calls us: asks, pays what was quoted, asks again, takes back. */
import { isDeepStrictEqual } from 'node:util';
import { expect } from '@jest/globals';
import { addDays, type BusinessDate, businessDate } from '../../../../server/src/shared/dates.ts';
import { clockFrom, tlsIdentity } from '../../../e2e/channels/partner-setup.ts';
import { agencyEnvironment, topUp } from '../../../integration/agency/partners.ts';
import { paymentStory } from '../../../integration/payments/story.ts';
import { figuresOf, grownSince } from '../../../support/figures.ts';
import { eventually, startHall } from '../../../support/hall.ts';
import { bringCredit } from '../../../support/partners/bank-credit.ts';
import { partnerDayFile, SUB_CHANNELS } from '../../../support/partners/day-file.ts';
import type { BillOfTest, Household } from '../../../support/world.ts';
import type { OpenDriver } from '../driver.ts';
import { noting } from './noting.ts';
import { type OpenWire, openBill, openJson, openTcp, type PartnerTerms, type Wire } from './wires.ts';

const amountFen = 12_345;
export const agencyWires: Record<string, OpenWire> = {
  agent: openJson,
  postal: openJson,
  'mobile-bank': openJson,
  'financial-terminal': openJson,
  'bank-counter': openTcp,
  'bank-kiosk': openTcp,
  'wechat-bill': openBill,
};
export const agencyChannels = Object.keys(agencyWires);

/** Their clearing day ends an hour from the story's beginning, 14:00 in Beijing. */
const beginsAt = '2026-11-22T06:00:00Z';
const cutOff = '15:00:00';

export const openAgency: OpenDriver = channel =>
  openAgencyOver(agencyWires[channel]!, SUB_CHANNELS[channel as keyof typeof SUB_CHANNELS])(channel);

/** The same cases over any wire of agency; `subChannel` is the channel's code in its day file. */
export const openAgencyOver =
  (wire: OpenWire, subChannel: string): OpenDriver =>
  async channel => {
    const clock = clockFrom(beginsAt);
    const now = () => clock.now();
    const tls = tlsIdentity();
    let crash: string | undefined;
    const hall = await startHall({
      clock,
      environment: {
        ...agencyEnvironment,
        ...tls,
        ENABLED_CHANNELS: [...new Set([...agencyChannels, channel, 'wechat'])].join(','),
      },
      crashPoints: {
        reach(name) {
          if (name !== crash) return;
          crash = undefined;
          throw new Error(`cut off at ${name}`);
        },
      },
    });
    const story = paymentStory(hall);
    const prefunded = channel === 'agent';
    const admit = async (terms: PartnerTerms, fundFen = 10_000_000) => {
      const partner = await wire(hall, channel, { prefunded, cutOff, ...terms }, now, tls.AGENCY_TLS_CERT);
      if (prefunded && fundFen > 0) await topUp(hall, partner.id, fundFen);
      return noting(partner, { subChannel, amountFen, cutOff, now });
    };
    // All at the beginning: the hall reads its book of partners anew every few seconds only.
    const partner = await admit({ code: 'CT0001' });
    const limited =
      channel === 'wechat-bill'
        ? partner
        : await admit({ code: 'CT0002', ...(prefunded ? {} : { perPaymentFen: 10_000 }) }, 10_000);
    const source = `${prefunded ? 'agent' : 'partner'}:CT0001`;
    let count = 0;
    const serial = () => `S${String(++count).padStart(9, '0')}`;

    interface Home {
      household: Household;
      bill: BillOfTest;
    }
    async function owing(): Promise<Home> {
      const household = await hall.world.household();
      return { household, bill: await hall.world.bill(household, { amountFen }) };
    }
    async function quoted({ household }: Home, wire: Wire = partner): Promise<unknown> {
      const answer = await wire.inquire(household.accountNo);
      expect(answer).toMatchObject({ ok: true });
      return answer.quote;
    }
    /** What the source's money became: channel, sums and clearing days of its collections for this bill. */
    async function booked({ bill }: Home) {
      const { rows } = await hall.owner.query(
        `SELECT p.channel, c.source, c.amount_fen::int AS fen, c.refunded_fen::int AS back, c.clearing_on::text AS on
         FROM collections c JOIN payments p ON p.id = c.payment_id JOIN payment_items i ON i.payment_id = p.id
        WHERE i.payable_id = $1 ORDER BY c.id`,
        [bill.payableId],
      );
      return rows;
    }
    const receiptsOf = async ({ bill }: Home): Promise<number> =>
      (
        await hall.owner.query(
          `SELECT count(*)::int AS n FROM receipts r JOIN allocations a USING (collection_id) WHERE a.payable_id = $1`,
          [bill.payableId],
        )
      ).rows[0].n;
    const once = { channel, source, fen: amountFen, back: 0, on: '2026-11-22' };
    async function paid(): Promise<Home & { no: string }> {
      const home = await owing();
      const no = serial();
      expect(await partner.pay(no, await quoted(home))).toMatchObject({ ok: true });
      return { ...home, no };
    }
    /** The partner hands in its file of a day, the bank has credited what it owes, and the day is matched. */
    async function dayMatched(on: BusinessDate) {
      const lines = partner.notes.of(on);
      expect(lines.length).toBeGreaterThan(0);
      clock.pass(26);
      expect(await partner.handIn(on.replaceAll('-', ''), partnerDayFile(lines))).toBe(true);
      const sources = await hall.app.reconciliation.sources();
      const found = sources.find(each => each.source === source)!;
      const owed = lines.reduce((sum, { type, amount }) => sum + (type === '1' ? amount : -amount), 0);
      if (!prefunded) {
        expect(await hall.app.reconciliation.run(found, on)).toMatchObject({ status: 'waiting' });
        // The bank's own day is over at midnight, whenever the partner's was.
        clock.pass(10);
        await bringCredit(hall, await story.staff('finance'), source, on, [owed]);
      }
      const result = await hall.app.reconciliation.run(found, on);
      expect(result).toMatchObject({ status: 'matched' });
      return result;
    }
    const auditor = await story.staff('auditor');
    /** Bad messages under this partner's name, as staff see them. */
    const badOnes = async (): Promise<number> => {
      const { body } = await hall.call('GET', '/staff/partners', { cookie: auditor });
      return body.partners.find(({ code }: { code: string }) => code === 'CT0001').badMessages;
    };
    /** The same, and those that name nobody we know, by partner and reason. */
    const reasons = () => figuresOf(hall.url, 'hall_partner_bad_messages_total');
    const nothingBooked = async (home: Home) => {
      expect(await booked(home)).toEqual([]);
      expect(await story.owed(home.bill)).toBe(amountFen);
    };

    return {
      differences: () => story.differences(),
      async close() {
        partner.close();
        limited.close();
        await hall.close();
      },
      play: {
        async success() {
          const home = await paid();
          expect(await booked(home)).toEqual([once]);
          expect(await story.owed(home.bill)).toBe(0);
          expect(await partner.query(home.no)).toBe('paid');
          expect(await receiptsOf(home)).toBe(1);
        },
        async repeat() {
          const home = await owing();
          const [no, quote] = [serial(), await quoted(home)];
          for (let round = 0; round < 3; round++) expect((await partner.pay(no, quote)).ok).toBe(true);
          expect(await booked(home)).toEqual([once]);
        },
        async 'same-answer'() {
          const home = await owing();
          const [no, quote] = [serial(), await quoted(home)];
          const first = await partner.pay(no, quote);
          clock.pass(1 / 3600);
          expect((await partner.pay(no, quote)).raw).toBe(first.raw);
        },
        async concurrent() {
          const home = await owing();
          const [no, quote] = [serial(), await quoted(home)];
          await Promise.allSettled(Array.from({ length: 8 }, () => partner.pay(no, quote)));
          expect((await partner.pay(no, quote)).ok).toBe(true);
          expect(await booked(home)).toEqual([once]);
        },
        async forged() {
          const home = await owing();
          const { ok, code } = await partner.forge(serial(), await quoted(home));
          expect({ ok, code }).toEqual({ ok: false, code: partner.refusals.forge });
          await nothingBooked(home);
        },
        async 'wrong-party'() {
          const home = await owing();
          const before = await reasons();
          const { ok, code } = await partner.stranger(serial(), await quoted(home));
          expect({ ok, code }).toEqual({ ok: false, code: partner.refusals.stranger });
          // Who is not known has no name in our books; who is proved, and speaks for another, has.
          const counted = channel === 'wechat-bill' ? 'CT0001 institution' : '? unknown';
          await eventually(
            async () => grownSince(before, await reasons()),
            grown => isDeepStrictEqual(grown, { [counted]: 1 }),
          );
          await nothingBooked(home);
        },
        async 'wrong-amount'() {
          const home = await owing();
          expect((await partner.pay(serial(), await quoted(home), { lessFen: 1 })).ok).toBe(false);
          await nothingBooked(home);
        },
        async garbage() {
          const home = await owing();
          const [before, listed] = [await reasons(), await badOnes()];
          expect(await partner.garbage(home.household.accountNo)).toEqual(partner.refusals.garbage);
          await partner.forge(serial(), await quoted(home));
          await eventually(
            async () => grownSince(before, await reasons()),
            grown =>
              isDeepStrictEqual(grown, {
                'CT0001 form': 1,
                'CT0001 encoding': 1,
                'CT0001 length': 1,
                'CT0001 signature': 1,
              }),
          );
          // Written down in bulk: what came before may be among it.
          await eventually(badOnes, count => count >= listed + 4);
          expect((await partner.inquire(home.household.accountNo)).ok).toBe(true);
        },
        async unreadable() {
          const home = await owing();
          await partner.garbage(home.household.accountNo);
          const { rows } = await eventually(
            () =>
              hall.owner.query(
                `SELECT DISTINCT i.status, o.kind, o.status AS queued, length(i.body) > 0 AS kept FROM inbox_messages i
                   LEFT JOIN odd_payments o ON o.inbox_id = i.id WHERE i.kind = 'unreadable' AND i.source = 'partner:CT0001'`,
              ),
            found => found.rows.length > 0 && found.rows.every(row => row.status === 'handled'),
          );
          expect(rows).toEqual([{ status: 'handled', kind: 'unreadable', queued: 'open', kept: true }]);
          await nothingBooked(home);
        },
        async limits() {
          if (channel === 'wechat-bill') {
            await hall.owner.query(`UPDATE partners SET per_payment_fen = 10000 WHERE code = 'CT0001'`);
            clock.pass(1 / 60);
            await new Promise(resolve => setTimeout(resolve, 6_000));
          }
          const home = await owing();
          const answer = await limited.inquire(home.household.accountNo);
          const refused = answer.ok ? await limited.pay(serial(), answer.quote) : answer;
          await hall.owner.query(`UPDATE partners SET per_payment_fen = NULL WHERE code = 'CT0001'`);
          if (channel === 'wechat-bill') await new Promise(resolve => setTimeout(resolve, 6_000));
          expect(refused.ok).toBe(false);
          await nothingBooked(home);
        },
        async 'paid-elsewhere'() {
          const home = await owing();
          const quote = await quoted(home);
          await hall.owner.query(
            `SELECT receive_payment($1, 'pos', 'acquirer:000', $1, 'card', NULL, '电费', ARRAY[$2::bigint], ARRAY[$3::bigint], '{}', '{}', now(), current_date, 'desk', true, '{}')`,
            [`P${String(Date.now()).padStart(22, '0')}`, home.bill.payableId, amountFen],
          );
          expect((await partner.pay(serial(), quote)).ok).toBe(false);
          expect(await story.owed(home.bill)).toBe(0);
          expect(await story.balance(home.household)).toBe(0);
        },
        async 'give-back'() {
          const home = await paid();
          expect(await partner.reverse(home.no, amountFen, home.household.accountNo)).toBe('reversed');
          expect(await story.owed(home.bill)).toBe(amountFen);
          expect(await booked(home)).toEqual([{ ...once, back: amountFen }]);
        },
        async 'give-back-once'() {
          const home = await paid();
          const take = () => partner.reverse(home.no, amountFen, home.household.accountNo);
          await Promise.allSettled([take(), take(), take()]);
          await take();
          expect(await booked(home)).toEqual([{ ...once, back: amountFen }]);
          expect(await story.balance(home.household)).toBe(0);
        },
        async 'unseen-reversal'() {
          const home = await owing();
          const no = serial();
          expect(await partner.reverse(no, amountFen, home.household.accountNo)).toBe('unseen');
          expect((await partner.pay(no, await quoted(home))).ok).toBe(false);
          await nothingBooked(home);
        },
        async killed() {
          const home = await owing();
          const [no, quote] = [serial(), await quoted(home)];
          crash = 'partner-message-stored';
          await partner.pay(no, quote).catch(() => {});
          crash = undefined;
          // The partner knows nothing, so it says it again.
          expect((await partner.pay(no, quote)).ok).toBe(true);
          expect(await booked(home)).toEqual([{ ...once, on: expect.any(String) }]);
        },
        async midnight() {
          // Days of their own: what the cases before have left stands on earlier ones.
          const day = addDays(businessDate(clock.now()), 2);
          const until = (at: string) => clock.pass((Date.parse(at) - clock.now().getTime()) / 3_600_000);
          until(`${day}T06:30:00Z`);
          const early = await paid();
          until(`${day}T07:00:01Z`);
          const late = await paid();
          const days = [(await booked(early))[0].on, (await booked(late))[0].on];
          expect(days).toEqual([day, addDays(day, 1)]);
          for (const on of days) expect(await dayMatched(on)).toMatchObject({ matched: 1, open: 0 });
        },
        async 'other-day-reversal'() {
          const home = await paid();
          clock.pass(24);
          const answer = await partner.reverse(home.no, amountFen, home.household.accountNo);
          expect(answer).not.toBe('reversed');
          expect(await story.owed(home.bill)).toBe(0);
        },
        async file() {
          const day = partner.notes.clearingDay();
          await paid();
          await dayMatched(day);
        },
      },
    };
  };
