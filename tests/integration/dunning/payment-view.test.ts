/** What a payer sees whose home is cut off: paid, credited, power ordered back, power back. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { type Debtor, type DunningStory, openDunning } from './story.ts';

let story: DunningStory;

beforeAll(async () => {
  story = await openDunning();
});
afterAll(() => story.close());

async function starts({ resident, payableId, amountFen }: Debtor) {
  const { status, body } = await story.hall.call('POST', '/payments', {
    token: resident.token,
    key: story.key(),
    body: {
      channel: 'web-hall',
      method: 'wechat',
      product: 'native',
      items: [{ payableId, amountFen }],
    },
  });
  expect(status).toBe(201);
  return body;
}

async function sees({ resident }: Debtor, paymentNo: string) {
  const { body } = await story.hall.call('GET', `/payments/${paymentNo}`, { token: resident.token });
  return { stage: body.stage, supply: body.supply };
}

async function pays(debtor: Debtor, paymentNo: string) {
  await story.hall.sandbox.post('/control/pay', { paymentNo });
  await eventually(
    () => sees(debtor, paymentNo),
    ({ stage }) => stage === 'credited',
  );
}

it('a household that is cut off is told, step by step, that power comes back by its payment', async () => {
  const debtor = await story.debtor();
  await story.suspended(debtor);
  const offSince = (await story.page(debtor)).supply.since;
  const { paymentNo, supply } = await starts(debtor);
  expect(supply).toEqual({ state: 'suspended', since: offSince });

  story.headEnd.fault = 'slow-meter';
  await pays(debtor, paymentNo);
  await story.run();
  const ordered = await sees(debtor, paymentNo);
  expect(ordered).toMatchObject({ stage: 'credited', supply: { state: 'reconnecting' } });

  story.headEnd.fault = 'none';
  story.clock.pass(30);
  await story.headEnd.execute();
  const back = await eventually(
    async () => {
      await story.run();
      return sees(debtor, paymentNo);
    },
    seen => seen.supply?.state === 'restored',
  );
  expect(Date.parse(back.supply.since)).toBeGreaterThan(Date.parse(ordered.supply.since));
  expect(await story.moves(debtor)).toEqual(['suspended', 'connected']);
  const history = await story.hall.call('GET', '/payments', { token: debtor.resident.token });
  expect(history.body.payments[0]).toMatchObject({ paymentNo, supply: back.supply });
});

it('a payment of a home with power says nothing of power', async () => {
  const debtor = await story.debtor();
  const { paymentNo, supply } = await starts(debtor);
  expect(supply).toBeNull();
  await pays(debtor, paymentNo);
  expect(await sees(debtor, paymentNo)).toEqual({ stage: 'credited', supply: null });
});
