import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import type { Household } from '../../support/world.ts';
import { freshKey, storyOf } from './accounts-story.ts';

const clock = movingClock();
let hall: RunningHall;
let story: ReturnType<typeof storyOf>;

beforeAll(async () => {
  hall = await startHall({ clock });
  story = storyOf(hall);
});
afterAll(() => hall.close());

const bind = (token: string, body: Record<string, unknown>, language = 'zh') =>
  hall.call('POST', '/households', {
    token,
    body,
    key: freshKey(),
    headers: { 'accept-language': language },
  });
const today = () => new Date(clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
const tail = (identityNo: string) => identityNo.slice(-6);
const factsOf = (home: Household) => ({
  kind: 'facts',
  identityNoTail: tail(home.identityNo),
  contractNo: home.contractNo,
});

describe('binding a household to pay for it', () => {
  it('needs the number only, and shows the sum owed with name and address masked', async () => {
    const home = await hall.world.household({ name: '王小明' });
    await hall.world.bill(home, { amountFen: 12_345 });
    const friend = await hall.world.resident();
    const answer = await bind(friend.token, { accountNo: home.accountNo, nickname: '爸妈家' });
    expect(answer.body).toMatchObject({
      accountNo: home.accountNo,
      level: 'pay-only',
      isHolder: false,
      isDefault: true,
      nickname: '爸妈家',
      nameMasked: '**明',
      name: null,
      address: null,
      owedFen: 12_345,
      openBills: 1,
      balanceFen: null,
      prepaidFen: null,
    });
    const { accountNo: _, ...besides } = answer.body;
    expect(JSON.stringify(besides)).not.toMatch(/王|301|13\d{9}/);
  });

  it('names the rule when the number cannot be one', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    const chinese = await bind(token, { accountNo: home.accountNo.slice(1) });
    expect(chinese).toMatchObject({
      status: 400,
      body: { details: [{ field: 'accountNo', rule: 'account-no' }] },
    });
    expect(chinese.body.details[0].message).toMatch(/13 ?位/);
    const english = await bind(token, { accountNo: `99${home.accountNo.slice(2)}` }, 'en');
    expect(english.body.details[0].message).toMatch(/13 digits.*Weihai/);
  });

  it('says that a number of the right form does not exist', async () => {
    const { token } = await hall.world.resident();
    expect(await bind(token, { accountNo: '3799999999999' })).toMatchObject({
      status: 404,
      body: { error: 'account-unknown' },
    });
  });

  it('changes nothing when done twice', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    await bind(token, { accountNo: home.accountNo });
    await bind(token, { accountNo: home.accountNo });
    expect((await hall.call('GET', '/households', { token })).body.households).toHaveLength(1);
  });

  it('ends at five households, also when the sixth comes at the same moment as the fifth', async () => {
    const { token } = await hall.world.resident();
    const homes = await Promise.all(Array.from({ length: 7 }, () => hall.world.household()));
    const answers = await Promise.all(homes.map(home => bind(token, { accountNo: home.accountNo })));
    expect(answers.filter(answer => answer.status === 200)).toHaveLength(5);
    expect(answers.filter(answer => answer.body.error === 'household-limit')).toHaveLength(2);
    const { households } = (await hall.call('GET', '/households', { token })).body;
    expect(households.filter((one: { isDefault: boolean }) => one.isDefault)).toHaveLength(1);
  });
});

describe('proving a household', () => {
  it('by a code to the phone on file opens everything, and tells the phone only by two digits before', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    const preview = await hall.call('GET', `/household-previews/${home.accountNo}`, { token });
    expect(preview.body.phoneHint).toBe(`1********${home.phone.slice(-2)}`);
    const code = await story.codeFor(home.phone, { purpose: 'bind', accountNo: home.accountNo }, token);
    const answer = await bind(token, { accountNo: home.accountNo, proof: { kind: 'phone', code } });
    expect(answer.body).toMatchObject({ level: 'full', isHolder: false, name: home.name, balanceFen: 0 });
    expect(answer.body.address).toContain('301室');
  });

  it('by two facts that are not on a bill opens everything, and tells the phone on file', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    const proof = factsOf(home);
    expect((await bind(token, { accountNo: home.accountNo, proof })).body.level).toBe('full');
    const told = await eventually(
      () => hall.sandbox.lastSms(home.phone),
      sms => sms !== undefined,
    );
    expect(told?.params).toEqual({ accountTail: home.accountNo.slice(-4) });
    const { rows: logged } = await hall.owner.query(
      `SELECT detail FROM audit_entries WHERE action = 'household.bind' AND subject = $1`,
      [`account:${home.accountNo}`],
    );
    expect(logged).toEqual([{ detail: { level: 'full', proof: 'facts', isHolder: false } }]);
  });

  it('accepts nothing that stands on a bill', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    const proof = { kind: 'facts', name: home.name, meterAssetNo: home.meterAssetNo };
    const answer = await bind(token, { accountNo: home.accountNo, proof });
    expect(answer.status).toBe(400);
    expect(answer.body.details.map((one: { rule: string }) => one.rule)).toContain('on-bill');
    const one = { kind: 'facts', contractNo: home.contractNo };
    expect((await bind(token, { accountNo: home.accountNo, proof: one })).body.details[0].rule).toBe(
      'two-facts',
    );
  });

  it('does not say which fact was wrong', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    const right = { identityNoTail: tail(home.identityNo), contractNo: home.contractNo };
    const wrongs = [
      { ...right, identityNoTail: '000000' },
      { ...right, contractNo: 'HT0' },
      { identityNoTail: '000000', contractNo: 'HT0' },
    ];
    const answers = [];
    for (const facts of wrongs)
      answers.push(await bind(token, { accountNo: home.accountNo, proof: { kind: 'facts', ...facts } }));
    const shown = answers.map(({ status, body }) => ({
      status,
      error: body.error,
      message: body.message,
      details: body.details,
    }));
    expect(new Set(shown.map(one => JSON.stringify(one))).size).toBe(1);
    expect(shown[0]!.status).toBe(422);
  });

  it('locks a person out after five wrong proofs, for longer each time, and then refuses the right one too', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    const right = factsOf(home);
    const attempt = (proof: object) => bind(token, { accountNo: home.accountNo, proof });
    for (let wrong = 0; wrong < 5; wrong++)
      expect((await attempt({ ...right, contractNo: 'X1' })).status).toBe(422);
    expect(await attempt(right)).toMatchObject({ status: 429, body: { error: 'proof-locked' } });
    expect((await attempt(right)).body.message).toContain('15分钟');
    clock.pass(15 * 60 + 1);
    expect((await attempt({ ...right, contractNo: 'X1' })).status).toBe(422);
    expect((await attempt(right)).body.message).toContain('30分钟');
    clock.pass(30 * 60 + 1);
    expect((await attempt(right)).body.level).toBe('full');
  });

  it('locks the account too, so that many people do not get more guesses than one', async () => {
    const home = await hall.world.household();
    const statuses: number[] = [];
    for (let guesser = 0; guesser < 9; guesser++) {
      const { token } = await hall.world.resident();
      const proof = { kind: 'facts', phone: '13000000000', contractNo: `HT${guesser}` };
      statuses.push((await bind(token, { accountNo: home.accountNo, proof })).status);
    }
    expect(statuses).toEqual([...Array(8).fill(422), 429]);
    // The holder, phone in hand, is not kept out by somebody else's guessing.
    const holder = await hall.world.resident({ phone: home.phone });
    const code = await story.codeFor(
      home.phone,
      { purpose: 'bind', accountNo: home.accountNo },
      holder.token,
    );
    const answer = await bind(holder.token, { accountNo: home.accountNo, proof: { kind: 'phone', code } });
    expect(answer.body).toMatchObject({ level: 'full', isHolder: true });
    clock.pass(86_400);
  });

  it('takes a code only from the person who asked for it, and only for that account', async () => {
    const [home, other] = [await hall.world.household(), await hall.world.household()];
    const [asker, thief] = [await hall.world.resident(), await hall.world.resident()];
    const code = await story.codeFor(home.phone, { purpose: 'bind', accountNo: home.accountNo }, asker.token);
    const proof = { kind: 'phone', code };
    expect((await bind(thief.token, { accountNo: home.accountNo, proof })).status).toBe(422);
    expect((await bind(asker.token, { accountNo: other.accountNo, proof })).status).toBe(422);
    expect((await bind(asker.token, { accountNo: home.accountNo, proof })).body.level).toBe('full');
  });

  it('needs no second code when the phone of the sign-in is the phone on file', async () => {
    const home = await hall.world.household();
    const { token } = await story.signIn(home.phone);
    expect((await hall.call('GET', `/household-previews/${home.accountNo}`, { token })).body.ownPhone).toBe(
      true,
    );
    const answer = await bind(token, { accountNo: home.accountNo, proof: { kind: 'own-phone' } });
    expect(answer.body).toMatchObject({ level: 'full', isHolder: true });
    const stranger = await story.signIn('13611110001');
    expect(
      await bind(stranger.token, { accountNo: home.accountNo, proof: { kind: 'own-phone' } }),
    ).toMatchObject({
      status: 409,
      body: { error: 'phone-not-proved' },
    });
    const late = await hall.world.household({ phone: home.phone });
    clock.pass(31 * 60);
    expect((await bind(token, { accountNo: late.accountNo, proof: { kind: 'own-phone' } })).status).toBe(409);
  });

  it('raises a household that was pay-only', async () => {
    const home = await hall.world.household();
    const { token } = await hall.world.resident();
    await bind(token, { accountNo: home.accountNo, nickname: '老家' });
    const proof = { kind: 'facts', phone: home.phone, identityNoTail: tail(home.identityNo).toLowerCase() };
    const answer = await hall.call('POST', `/households/${home.accountNo}/proof`, { token, body: { proof } });
    expect(answer.body).toMatchObject({ level: 'full', nickname: '老家' });
  });
});

describe('finding the number', () => {
  it('behind a meter, masked', async () => {
    const home = await hall.world.household({ name: '赵铁柱' });
    const { token } = await hall.world.resident();
    const answer = await hall.call('POST', '/meter-lookups', { token, body: { assetNo: home.meterAssetNo } });
    expect(answer.body.matches).toEqual([
      { accountNo: home.accountNo, nameMasked: '**柱', addressMasked: expect.stringContaining('***') },
    ]);
  });

  it('of one home by its whole address, and of none by the street', async () => {
    const home = await hall.world.household();
    const { rows } = await hall.owner.query('SELECT * FROM premises WHERE id = $1', [home.premisesId]);
    const { district, street, building, unit, room } = rows[0];
    const { token } = await hall.world.resident();
    const ask = (address: string) =>
      hall.call('POST', '/meter-lookups', { token, body: { regionCode: 'weihai', address } });
    const whole = await ask(`威海市${district} ${street}${building} ${unit} ${room}`);
    expect(whole.body.matches.map((one: { accountNo: string }) => one.accountNo)).toContain(home.accountNo);
    expect((await ask(`${district}${street}`)).body.matches).toEqual([]);
  });

  it('of the homes that have one’s own phone on file, as long as the proof of the phone is fresh', async () => {
    const home = await hall.world.household({ name: '赵铁柱' });
    const second = await hall.world.household({ phone: home.phone });
    const holder = await story.signIn(home.phone);
    const ask = (token: string) => hall.call('POST', '/meter-lookups', { token, body: { ownPhone: true } });
    const { matches } = (await ask(holder.token)).body;
    expect(matches.map((one: { accountNo: string }) => one.accountNo).sort()).toEqual(
      [home.accountNo, second.accountNo].sort(),
    );
    expect(JSON.stringify(matches)).not.toContain('赵铁柱');
    expect((await ask((await story.signIn('13611110002')).token)).body.matches).toEqual([]);
    const byWallet = await story.signInByWechat('no-phone');
    expect(await ask(byWallet.token)).toMatchObject({ status: 409, body: { error: 'own-phone-unproved' } });
    clock.pass(31 * 60);
    expect((await ask(holder.token)).status).toBe(409);
  });

  it('is made slow for somebody who tries one number after the other', async () => {
    const { token } = await hall.world.resident();
    const statuses: number[] = [];
    for (let guess = 0; guess < 21; guess++)
      statuses.push(
        (await hall.call('GET', `/household-previews/37000000000${10 + guess}`, { token })).status,
      );
    expect(statuses).toEqual([...Array(20).fill(404), 429]);
  });
});

describe('a preview', () => {
  it('shows no number of a home, however it is written', async () => {
    const home = await hall.world.household();
    await hall.owner.query(
      `UPDATE premises SET building = '三号楼', unit = '二单元', room = '３０１室' WHERE id = $1`,
      [home.premisesId],
    );
    const { token } = await hall.world.resident();
    const preview = await hall.call('GET', `/household-previews/${home.accountNo}`, { token });
    expect(preview.body.addressMasked).toBe('文登区昆嵛路*号楼*单元***室');
  });
});

describe('looking after households', () => {
  it('has one default, which another takes over', async () => {
    const { token } = await hall.world.resident();
    const [first, second] = [await hall.world.household(), await hall.world.household()];
    await bind(token, { accountNo: first.accountNo });
    await bind(token, { accountNo: second.accountNo });
    const path = `/households/${second.accountNo}`;
    await hall.call('PATCH', path, { token, body: { isDefault: true, nickname: '  新家 ' } });
    const { households } = (await hall.call('GET', '/households', { token })).body;
    expect(
      households.map((one: Record<string, unknown>) => [one['accountNo'], one['isDefault'], one['nickname']]),
    ).toEqual([
      [second.accountNo, true, '新家'],
      [first.accountNo, false, null],
    ]);
    await hall.call('DELETE', path, { token });
    expect((await hall.call('GET', '/me', { token })).body).toMatchObject({
      householdCount: 1,
      defaultAccountNo: first.accountNo,
    });
  });

  it('lets the holder see and remove who is bound, and nobody else', async () => {
    const home = await hall.world.household();
    const holder = await hall.world.resident({ phone: home.phone });
    const daughter = await hall.world.resident();
    await bind(holder.token, { accountNo: home.accountNo, proof: factsOf(home) });
    await hall.world.bind(daughter, home, { level: 'full' });
    const path = `/households/${home.accountNo}/people`;
    expect((await hall.call('GET', path, { token: daughter.token })).status).toBe(403);
    const { people } = (await hall.call('GET', path, { token: holder.token })).body;
    expect(people).toEqual([
      expect.objectContaining({ isMe: true, phoneMasked: expect.stringMatching(/^1\d\d\*{4}\d{4}$/) }),
      expect.objectContaining({ isMe: false, level: 'full' }),
    ]);
    expect(
      (await hall.call('DELETE', `${path}/${people[0].bindingId}`, { token: holder.token })).status,
    ).toBe(409);
    expect(
      (await hall.call('DELETE', `${path}/${people[1].bindingId}`, { token: holder.token })).status,
    ).toBe(204);
    expect((await hall.call('GET', '/households', { token: daughter.token })).body.households).toEqual([]);
    const { rows } = await hall.owner.query(
      `SELECT actor FROM audit_entries WHERE action = 'household.remove-person'`,
    );
    expect(rows).toEqual([{ actor: `person:${holder.personId}` }]);
  });

  it('does not let the holder of one home remove people of another', async () => {
    const [home, other] = [await hall.world.household(), await hall.world.household()];
    const [holder, stranger] = [await hall.world.resident(), await hall.world.resident()];
    await hall.world.bind(holder, home, { isHolder: true });
    const elsewhere = await hall.world.bind(stranger, other);
    const answer = await hall.call('DELETE', `/households/${home.accountNo}/people/${elsewhere}`, {
      token: holder.token,
    });
    expect(answer.status).toBe(404);
    expect((await hall.call('GET', '/households', { token: stranger.token })).body.households).toHaveLength(
      1,
    );
  });

  it('takes the holder’s flag away when the phone on file becomes another', async () => {
    const home = await hall.world.household();
    const holder = await hall.world.resident({ phone: home.phone });
    await bind(holder.token, { accountNo: home.accountNo, proof: factsOf(home) });
    await hall.owner.query(`UPDATE customers SET phone_enc = '\\x00', phone_hash = '\\x01' WHERE id = $1`, [
      home.customerId,
    ]);
    const path = `/households/${home.accountNo}/people`;
    expect((await hall.call('GET', path, { token: holder.token })).status).toBe(403);
  });
});

describe('when somebody else moves in', () => {
  it('ends the old holder’s bindings that day, and the new one sees nothing of the old', async () => {
    const home = await hall.world.household();
    await hall.world.bill(home, { amountFen: 8_800 });
    const old = await hall.world.resident({ phone: home.phone });
    await hall.world.bind(old, home, { isHolder: true, isDefault: true });
    expect((await hall.call('GET', '/households', { token: old.token })).body.households).toHaveLength(1);
    const next = await hall.world.moveIn(home, today());
    expect((await hall.call('GET', '/households', { token: old.token })).body.households).toEqual([]);
    expect(
      (
        await hall.call('PATCH', `/households/${home.accountNo}`, {
          token: old.token,
          body: { nickname: '旧' },
        })
      ).status,
    ).toBe(404);

    const fresh = await hall.world.resident({ phone: next.phone });
    const answer = await bind(fresh.token, { accountNo: home.accountNo, proof: factsOf(next) });
    expect(answer.body).toMatchObject({ level: 'full', name: next.name, owedFen: 0, openBills: 0 });
    // What proved the old tenancy proves nothing now.
    const stale = { kind: 'facts', phone: home.phone, contractNo: home.contractNo };
    expect((await bind(old.token, { accountNo: home.accountNo, proof: stale })).status).toBe(422);
  });

  it('takes no prepayment of the old holder from that day on', async () => {
    const home = await hall.world.household();
    const old = await hall.world.resident();
    await hall.world.bind(old, home);
    await hall.world.moveIn(home, today());
    const prepayments = [{ accountNo: home.accountNo, amountFen: 5_000 }];
    const body = { channel: 'web-hall', method: 'wechat', product: 'native', prepayments };
    const answer = await hall.call('POST', '/payments', { token: old.token, body, key: freshKey() });
    expect(answer.body.error).toBe('payable-not-payable');
  });

  it('keeps the old holder in until the day of the move', async () => {
    const home = await hall.world.household();
    const old = await hall.world.resident();
    await hall.world.bind(old, home);
    const tomorrow = new Date(Date.parse(`${today()}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
    await hall.world.moveIn(home, tomorrow);
    expect((await hall.call('GET', '/households', { token: old.token })).body.households).toHaveLength(1);
    clock.pass(86_400);
    expect((await hall.call('GET', '/households', { token: old.token })).body.households).toEqual([]);
  });
});
