/** The kiosk's cases: a machine that signs, reports notes and has its box counted. */
import { expect } from '@jest/globals';
import { type Customer, openDeskStory } from '../../../integration/desk/desk-story.ts';
import { enrolled, Machine, newKey } from '../../../integration/desk/machine.ts';
import { openDeafLine } from '../../../support/deaf-line.ts';
import { eventually } from '../../../support/hall.ts';
import { sharedClock } from '../../../support/shared-clock.ts';
import type { OpenDriver } from '../driver.ts';
import { booked, clearingDays, foundInWallet, gatewayOf, reconciled } from './counter.ts';

const fed = 15_000;
const once = { times: 1, fen: fed };

export const openKiosk: OpenDriver = async () => {
  const clock = sharedClock();
  const story = await openDeskStory({ clock });
  const [finance, supervisor] = [await story.member('finance'), await story.member('supervisor')];
  const device = await enrolled(story);
  const feeds = ({ household }: Customer, machine = device) =>
    machine.notes(household.accountNo, [10_000, 5_000]);
  const isOnce = async (customer: Customer) => {
    expect(await story.owed(customer)).toBe(0);
    expect(await booked(story, customer)).toEqual(once);
    expect(await story.balance(customer)).toBe(fed - 12_300);
  };
  /** Takes the box out, and hands it to whoever counts. */
  const boxOf = async (machine: Machine) => {
    const { boxNo } = (await machine.call('GET', '/kiosk/state')).body;
    await machine.report([machine.event('box', { removed: '1', inserted: '2' })]);
    const path = `/staff/desk/cash-boxes/${boxNo}/count`;
    const confirm = () =>
      story.post(supervisor, `/staff/desk/cash-boxes/${boxNo}/confirmation`, { approve: true });
    return { boxNo, path, confirm };
  };

  return {
    differences: story.differences,
    async close() {
      await story.close();
      clock.close();
    },
    play: {
      async success() {
        const customer = await story.customer();
        const { body } = await device.report(feeds(customer));
        expect(body.sessions[0].receiptNo).toMatch(/\d/);
        await isOnce(customer);
      },
      async unknown() {
        const customer = await story.customer();
        const events = feeds(customer);
        const line = await openDeafLine(story.hall.url);
        await expect(
          device.call('POST', '/kiosk/events', { events }, { through: line.url }),
        ).rejects.toThrow();
        line.close();
        // What the hall has, the machine does not know: it asks, and says it again.
        await isOnce(customer);
        const { next } = (await device.call('GET', '/kiosk/state')).body;
        expect(next).toBe(device.sequence);
        const again = await device.report(events);
        expect([again.status, again.body.sessions[0].receiptNo]).toEqual([200, expect.stringMatching(/^SJ/)]);
        await isOnce(customer);
      },
      async repeat() {
        const customer = await story.customer();
        const events = feeds(customer);
        const answers = [await device.report(events), await device.report(events)];
        expect(answers[1]!.body).toEqual(answers[0]!.body);
        await isOnce(customer);
      },
      async concurrent() {
        const customer = await story.customer();
        const events = feeds(customer);
        await Promise.all(Array.from({ length: 5 }, () => device.report(events)));
        await isOnce(customer);
      },
      async forged() {
        const customer = await story.customer();
        const forger = await enrolled(story);
        const events = feeds(customer, forger);
        const key = newKey().privateKey;
        const answer = await forger.call('POST', '/kiosk/events', { events }, { key });
        expect([answer.status, answer.body.error]).toEqual([401, 'bad-signature']);
        expect(await booked(story, customer)).toEqual({ times: 0, fen: 0 });
      },
      async 'wrong-party'() {
        const customer = await story.customer();
        const [one, other] = [await enrolled(story), await enrolled(story)];
        const events = feeds(customer, one);
        const answer = await one.call('POST', '/kiosk/events', { events }, { key: other.key.privateKey });
        expect(answer.status).toBe(401);
        expect(await booked(story, customer)).toEqual({ times: 0, fen: 0 });
      },
      async 'paid-elsewhere'() {
        const [customer, clerk] = [await story.customer(), await story.clerk()];
        const [first, second, finish] = feeds(customer);
        await device.report([first]);
        await story.post(clerk, '/staff/desk/takings', { ...story.pays(customer), tender: 'cash' });
        await device.report([second, finish]);
        expect(await story.owed(customer)).toBe(0);
        expect(await story.balance(customer)).toBe(fed);
      },
      async midnight() {
        clock.untilBeijing('23:58');
        const [early, late] = [await story.customer(), await story.customer()];
        const machine = await enrolled(story);
        await machine.report(feeds(early, machine));
        clock.pass(300);
        await machine.report(feeds(late, machine));
        const [[before], [after]] = [await clearingDays(story, early), await clearingDays(story, late)];
        expect(Date.parse(after!) - Date.parse(before!)).toBe(86_400_000);
        // One count of both, and each stands in the sheet of its own day.
        const { boxNo, path, confirm } = await boxOf(machine);
        await story.post(finance, path, { counted: { '10000': 2, '5000': 2 } });
        expect((await confirm()).body).toMatchObject({ status: 'counted', differenceFen: 0 });
        for (const day of [before, after])
          expect(await reconciled(story, `cash-box:${boxNo}`, day)).toMatchObject({
            status: 'matched',
            matched: 1,
            open: 0,
          });
      },
      async killed() {
        const customer = await story.customer();
        const events = feeds(customer);
        story.dieAt('kiosk-booking');
        expect((await device.report(events)).status).toBe(500);
        await story.hall.app.runJob('book-kiosk-sessions');
        await device.report(events);
        await isOnce(customer);
      },
      async file() {
        const machine = await enrolled(story);
        await machine.report(feeds(await story.customer(), machine));
        const { boxNo, path, confirm } = await boxOf(machine);
        await story.post(finance, path, { counted: { '10000': 1, '5000': 1 } });
        expect((await confirm()).body).toMatchObject({
          status: 'counted',
          expectedFen: fed,
          differenceFen: 0,
        });
        expect(await reconciled(story, `cash-box:${boxNo}`)).toMatchObject({ status: 'matched', matched: 1 });
        // What is paid at its QR code stands in the wallet's file.
        for (const [method, gateway] of Object.entries(gatewayOf)) {
          const customer = await story.customer();
          const { body } = await machine.call('POST', '/kiosk/payments', { ...story.pays(customer), method });
          await story.hall.sandbox.post('/control/pay', { paymentNo: body.paymentNo });
          await eventually(
            async () => (await machine.call('GET', `/kiosk/payments/${body.paymentNo}`)).body.stage,
            stage => stage === 'paid',
          );
          await foundInWallet(story, gateway, 'kiosk', body.paymentNo);
        }
      },
      async stranger() {
        const customer = await story.customer();
        const nobody = new Machine(story);
        nobody.deviceNo = 'KSK999999';
        expect((await nobody.report(feeds(customer, nobody))).status).toBe(401);
        expect(await booked(story, customer)).toEqual({ times: 0, fen: 0 });
      },
      async 'count-differs'() {
        const machine = await enrolled(story);
        await machine.report(feeds(await story.customer(), machine));
        const { path, confirm } = await boxOf(machine);
        const before = await story.account('cash-differences');
        const counted = { '10000': 1 };
        expect((await story.post(finance, path, { counted })).body.error).toBe('difference-unexplained');
        await story.post(finance, path, { counted, explanation: '少一张 50 元' });
        expect(await story.account('cash-differences')).toBe(before);
        await confirm();
        expect((await story.account('cash-differences')) - before).toBe(5_000);
      },
    },
  };
};
