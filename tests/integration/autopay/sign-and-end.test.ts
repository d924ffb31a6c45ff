import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { type SharedClock, sharedClock } from '../../support/shared-clock.ts';
import { type AutopayStory, autopayStory, type Wallet } from './story.ts';

let hall: RunningHall;
let clock: SharedClock;
let story: AutopayStory;
beforeAll(async () => {
  clock = sharedClock();
  hall = await startHall({ clock, timeFile: clock.timeFile });
  story = autopayStory(hall, clock);
});
afterAll(async () => {
  await hall.close();
  clock.close();
});

describe.each<Wallet>(['wechat-pay', 'alipay'])('%s: an agreement', wallet => {
  test('is signed in the wallet, and stands once the wallet has told', async () => {
    const { resident, household } = await story.person(wallet);
    const begun = await story.begin(resident, household, wallet);
    expect(begun.status).toBe(201);
    expect(begun.body).toMatchObject({
      status: 'signing',
      accountNo: household.accountNo,
      gateway: wallet,
      debits: [],
    });
    await story.agree(begun.body.action);
    const signer = { resident, household, agreementNo: begun.body.agreementNo };
    const stands = await eventually(
      () => story.agreement(signer),
      agreement => agreement.status === 'active',
    );
    expect(stands).toMatchObject({ action: null, endReason: null });
  });

  test('whose message is lost stands once the wallet is asked', async () => {
    const { resident, household } = await story.person(wallet);
    const { body } = await story.begin(resident, household, wallet);
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: wallet, on: 'notify-agreement', fault: 'drop', count: 1 }],
      keep: true,
    });
    await story.agree(body.action);
    const checked = await hall.call('POST', `/agreements/${body.agreementNo}/check`, {
      token: resident.token,
    });
    expect(checked.body.status).toBe('active');
  });

  test('that nobody signs binds nobody: after two hours it is gone', async () => {
    const { resident, household } = await story.person(wallet);
    const { body } = await story.begin(resident, household, wallet);
    clock.pass(2 * 3_600 + 60);
    await hall.app.runJob('agreements');
    const signer = { resident, household, agreementNo: body.agreementNo };
    expect(await story.agreement(signer)).toBeUndefined();
  });

  test('is ended by the customer: here at once, and the wallet is told', async () => {
    const signer = await story.signer(wallet);
    const { body } = await hall.call('POST', `/agreements/${signer.agreementNo}/cancel`, {
      token: signer.resident.token,
    });
    expect(body).toMatchObject({ status: 'ended', endReason: 'customer' });
    const there = await hall.sandbox.get<{ outCode: string; state: string }[]>('/control/agreements');
    expect(there.find(({ outCode }) => outCode === signer.agreementNo)?.state).toBe('terminated');
  });

  test('that the wallet cannot be told of is over here all the same, and told later', async () => {
    const signer = await story.signer(wallet);
    await hall.sandbox.post('/control/faults', {
      rules: [{ gateway: wallet, on: 'unsign', fault: 'error-5xx', status: 500, count: 2 }],
      keep: true,
    });
    const { body } = await hall.call('POST', `/agreements/${signer.agreementNo}/cancel`, {
      token: signer.resident.token,
    });
    expect(body.status).toBe('ending');
    await story.bill(signer);
    await story.run();
    expect(await story.debit(signer)).toBeUndefined();
    await eventually(
      async () => {
        clock.pass(300);
        await hall.app.runJob('agreements');
        return story.agreement(signer);
      },
      agreement => agreement.status === 'ended',
    );
  });

  test('ended in the wallet is ended here', async () => {
    const signer = await story.signer(wallet);
    await hall.sandbox.post('/control/agreements/terminate', { outCode: signer.agreementNo });
    const over = await eventually(
      () => story.agreement(signer),
      agreement => agreement.status === 'ended',
    );
    expect(over.endReason).toBe('wallet');
  });

  test('ends with the holder: whoever moves in is not paid for by who moved out', async () => {
    const signer = await story.signer(wallet);
    await hall.owner.query('UPDATE holder_periods SET to_date = $2 WHERE id = $1', [
      signer.household.holderPeriodId,
      clock.now().toISOString().slice(0, 10),
    ]);
    await hall.app.runJob('agreements');
    const over = await eventually(
      () => story.agreement(signer),
      agreement => agreement.status === 'ended',
    );
    expect(over.endReason).toBe('holder-ended');
  });

  test('ends when the person is no longer bound to the household', async () => {
    const signer = await story.signer(wallet);
    await hall.owner.query(
      `UPDATE bindings SET removed_at = now(), removed_by = 'person' WHERE person_id = $1`,
      [signer.resident.personId],
    );
    await hall.app.runJob('agreements');
    expect(await story.agreement(signer)).toMatchObject({ status: 'ended', endReason: 'unbound' });
  });
});

describe('what is offered', () => {
  const offers = async (token: string) => (await hall.call('GET', '/agreements', { token })).body.offers;

  test("in WeChat only WeChat's, in Alipay only Alipay's, in a browser either", async () => {
    const [inWechat, inAlipay] = [await story.person('wechat-pay'), await story.person('alipay')];
    expect(await offers(inWechat.resident.token)).toEqual([{ gateway: 'wechat-pay', scene: 'mini' }]);
    expect(await offers(inAlipay.resident.token)).toEqual([{ gateway: 'alipay', scene: 'mini' }]);
    const anyone = await hall.world.resident();
    expect(await offers(anyone.token)).toEqual([
      { gateway: 'wechat-pay', scene: 'browser' },
      { gateway: 'alipay', scene: 'browser' },
    ]);
    const refused = await story.begin(inWechat.resident, inWechat.household, 'alipay');
    expect(refused.body.error).toBe('agreement-not-offered');
  });

  test('in a browser leads to the page of the wallet', async () => {
    const resident = await hall.world.resident();
    const household = await hall.world.household();
    await hall.world.bind(resident, household);
    for (const wallet of ['wechat-pay', 'alipay'] as const) {
      const { body } = await story.begin(resident, household, wallet, { returnUrl: '/?from=wallet' });
      expect(body.action).toMatchObject({ kind: 'redirect', gateway: wallet });
      expect((await fetch(body.action.url)).status).toBe(200);
    }
  });
});

test('a household is paid by one agreement: a second is refused, and one signed all the same is ended', async () => {
  const first = await story.person('wechat-pay');
  const second = await story.person('alipay', first.household);
  const early = await story.begin(second.resident, second.household, 'alipay');
  const signer = await story.signer('wechat-pay', first);
  const late = await story.begin(second.resident, second.household, 'alipay');
  expect([late.status, late.body.error]).toEqual([409, 'agreement-exists']);
  await story.agree(early.body.action);
  const unwanted = { ...second, agreementNo: early.body.agreementNo };
  await eventually(
    async () => {
      await hall.app.runJob('agreements');
      return story.agreement(unwanted);
    },
    agreement => agreement.status === 'ended' && agreement.endReason === 'duplicate',
  );
  expect((await story.agreement(signer)).status).toBe('active');
});

test("nobody sees or ends another person's agreement", async () => {
  const signer = await story.signer('wechat-pay');
  const stranger = await hall.world.resident();
  for (const what of ['check', 'cancel']) {
    const answer = await hall.call('POST', `/agreements/${signer.agreementNo}/${what}`, {
      token: stranger.token,
    });
    expect(answer.status).toBe(404);
  }
  expect((await hall.call('GET', '/agreements', { token: stranger.token })).body.agreements).toEqual([]);
});
