/** 一柜通 and 上门服务: any clerk takes any business, and nobody is left out for want of a telephone. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import type { DeskMember } from '../access/scene.ts';
import { home, kindOf, type Office, openOffice, today, yesterday } from './office.ts';
import { customer, desk, formOf, papersOf } from './walker.ts';

let hall: Office['hall'];
let clerk: Office['clerk'];
let colleague: Office['colleague'];
let handedIn: Office['handedIn'];
let heldHome: Office['heldHome'];
let keys = 0;

beforeAll(async () => {
  ({ hall, clerk, colleague, handedIn, heldHome } = await openOffice());
});
afterAll(() => hall.close());

const scan = '%PDF-1.4\n1 0 obj\n<< >>\nendobj\ntrailer\n<< >>\n%%EOF\n';

function counter(member: DeskMember) {
  const ask = (method: string, path: string, body?: unknown) =>
    hall.call(method, `/staff/counter-applications${path}`, {
      cookie: member.cookie,
      body,
      key: `counter-${++keys}`,
    });
  return {
    ask,
    scan: async (caseNo: string, code: string) =>
      (await ask('POST', `/${caseNo}/papers/${code}`, scan)).status,
  };
}

describe('at the counter', () => {
  it('any clerk takes in any business: on the customer’s telephone it is theirs, in the log it is the clerk’s', async () => {
    const at = counter(clerk);
    const resident = await hall.world.resident();
    const begun = await at.ask('POST', '', {
      kind: home.code,
      regionCode: 'weihai',
      phone: resident.phone,
      identitySeen: true,
    });
    expect(begun.status).toBe(201);
    const { caseNo } = begun.body;
    expect((await at.ask('PATCH', `/${caseNo}`, { form: formOf(home, today) })).status).toBe(200);
    expect((await counter(colleague).ask('GET', `/${caseNo}`)).status).toBe(404);
    const early = await at.ask('POST', `/${caseNo}/submission`);
    expect([early.status, early.body.error]).toEqual([422, 'application-certificate-needed']);
    expect(await at.scan(caseNo, 'identity-card')).toBe(201);
    expect((await at.ask('POST', `/${caseNo}/submission`)).status).toBe(200);
    const me = customer({ hall, resident, clerk });
    const theirs = (await me.ask('GET', `/${caseNo}`)).body;
    expect(theirs).toMatchObject({ status: 'open', form: { applicant: '王新户' } });
    expect(theirs.manager.displayName).toBeTruthy();
    const { body } = await desk({ hall, resident, clerk }).ask('GET', `/${caseNo}`);
    expect(body).toMatchObject({
      takenAtCounter: true,
      owner: { username: clerk.username },
      firstReceiver: { username: clerk.username },
    });
    const actors = body.log.map(({ actor }: { actor: string }) => actor);
    expect(new Set(actors)).toEqual(new Set([`staff:${clerk.username}`]));
    expect((await at.ask('GET', '')).body.drafts).toEqual([]);
  });

  it('knows a newcomer by the number they give, who finds it when they sign in by it', async () => {
    const phone = '13700001234';
    const wish = { kind: home.code, regionCode: 'weihai', phone, identitySeen: true };
    const { caseNo } = (await counter(clerk).ask('POST', '', wish)).body;
    const { rows } = await hall.owner.query(
      `SELECT p.id, (SELECT count(*)::int FROM identities i WHERE i.person_id = p.id) AS proved FROM people p JOIN applications c ON c.person_id = p.id WHERE c.case_no = $1`,
      [caseNo],
    );
    expect(rows[0].proved).toBe(0);
    await hall.call('POST', '/sms-codes', { body: { purpose: 'sign-in', phone } });
    const texts = () =>
      hall.sandbox
        .get<{ params: { code: string } }[]>(`/control/sms?phone=${phone}`)
        .then(list => list ?? []);
    const [text] = await eventually(texts, list => list.length > 0);
    const { code } = text!.params;
    const signedIn = await hall.call('POST', '/sessions', { body: { kind: 'sms', phone, code } });
    const list = await hall.call('GET', '/applications', { token: signedIn.body.token });
    expect(list.body.applications.map((each: { caseNo: string }) => each.caseNo)).toEqual([caseNo]);
  });

  it('lets nobody close what is not theirs by coming to the counter', async () => {
    const household = await hall.world.household();
    const wish = { kind: 'account-closing', accountNo: household.accountNo, identitySeen: true };
    const stranger = await counter(clerk).ask('POST', '', { ...wish, phone: '13700009999' });
    expect([stranger.status, stranger.body.error]).toEqual([403, 'application-account-not-yours']);
    const holder = await counter(clerk).ask('POST', '', { ...wish, phone: household.phone });
    expect(holder.status).toBe(201);
    const unseen = { ...wish, phone: household.phone, identitySeen: false };
    expect((await counter(clerk).ask('POST', '', unseen)).status).toBe(400);
  });

  it('knows a holder with a new number by their identity number, and asks nobody to give the old one', async () => {
    const household = await hall.world.household();
    const { rows } = await hall.owner.query(
      'SELECT k.identity_no_enc AS enc FROM holder_periods h JOIN customers k ON k.id = h.customer_id WHERE h.id = $1',
      [household.holderPeriodId],
    );
    const phone = '13700007777';
    const begin = (identityNo: string) =>
      counter(clerk).ask('POST', '', {
        kind: 'details-change',
        accountNo: household.accountNo,
        phone,
        identityNo,
        identitySeen: true,
      });
    expect((await begin('11010519491231002X')).body.error).toBe('application-account-not-yours');
    const begun = await begin(testCipher.decrypt(rows[0].enc).toLowerCase());
    expect(begun.status).toBe(201);
    const of = `SELECT p.phone_hash FROM applications c JOIN people p ON p.id = c.person_id WHERE c.case_no = $1`;
    const [applicant] = (await hall.owner.query(of, [begun.body.caseNo])).rows;
    expect(applicant.phone_hash).toEqual(testCipher.hash('phone', phone));
    // On file as a file brought it once, with a small x.
    await hall.owner.query('UPDATE customers SET identity_hash = $2 WHERE id = $1', [
      household.customerId,
      testCipher.hash('identity-no', '11010519491231002x'),
    ]);
    expect((await begin('11010519491231002X')).status).toBe(201);
  });
});

describe('money of who holds an account no longer, or not yet', () => {
  const staff = (method: string, path: string, body?: unknown) =>
    hall.call(method, `/staff${path}`, { cookie: clerk.cookie, body, key: `takings-${++keys}` });
  const quoteOf = async (accountNo: string) =>
    (await staff('GET', `/desk/quote?accountNo=${accountNo}`)).body;
  const itemsOf = (quote: { items: { payableId: number; outstandingFen: number }[] }) =>
    quote.items.map(({ payableId, outstandingFen }) => ({ payableId, amountFen: outstandingFen }));

  beforeAll(async () => {
    const opened = await staff('POST', '/desk/shifts', { counter: '1 号窗口', floatFen: 10_000 });
    expect(opened.status).toBe(201);
  });

  it('is taken at the till: the final bill of somebody bound to pay only, who closed at the counter', async () => {
    const { household } = await heldHome();
    const { accountNo, phone } = household;
    // Whoever was bound to it has never proved to be the holder.
    await hall.owner.query(
      `UPDATE bindings SET level = 'pay-only', is_holder = false, is_default = false WHERE holder_period_id = $1`,
      [household.holderPeriodId],
    );
    const [at, office] = [counter(clerk), desk({ hall, resident: await hall.world.resident(), clerk })];
    const wish = { kind: 'account-closing', accountNo, phone, identitySeen: true };
    const { caseNo } = (await at.ask('POST', '', wish)).body;
    await at.ask('PATCH', `/${caseNo}`, { form: { phone } });
    await at.scan(caseNo, 'identity-card');
    await at.ask('POST', `/${caseNo}/submission`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/reading`, { on: yesterday, total: 101_000, peak: 60_500, valley: 40_500 });
    await office.must(`/${caseNo}/moves`, { move: 'read' });
    const { leftToPay } = await office.must(`/${caseNo}/moves`, { move: 'close' });
    expect(leftToPay).toEqual({ holder: household.holderPeriodId, owedFen: expect.any(Number) });
    const { owedFen } = leftToPay;
    const listed = async () =>
      (await staff('GET', '/final-bills')).body.holders.filter(
        (each: { accountNo: string }) => each.accountNo === accountNo,
      );
    expect(await listed()).toEqual([
      expect.objectContaining({ owedFen, until: yesterday, caseNo, holder: leftToPay.holder }),
    ]);
    // Who signs in by the number on file finds it as well.
    const { rows: bound } = await hall.owner.query(
      `SELECT p.phone_hash AS hash, b.level FROM bindings b JOIN people p ON p.id = b.person_id WHERE b.holder_period_id = $1 AND b.removed_at IS NULL`,
      [household.holderPeriodId],
    );
    expect(bound).toEqual([{ hash: testCipher.hash('phone', phone), level: 'full' }]);
    const quote = await quoteOf(accountNo);
    expect(quote).toMatchObject({ standing: 'ended', until: yesterday, owedFen, others: [] });
    const taking = { accountNo, holder: quote.holder, items: itemsOf(quote), tender: 'cash' };
    const ahead = await staff('POST', '/desk/takings', { ...taking, prepaymentFen: 100 });
    expect([ahead.status, ahead.body.error]).toEqual([422, 'prepayment-for-nobody']);
    const taken = await staff('POST', '/desk/takings', taking);
    expect([taken.status, taken.body.stage, taken.body.amountFen]).toEqual([201, 'paid', owedFen]);
    expect(await listed()).toEqual([]);
    expect((await office.ask('GET', `/${caseNo}`)).body.leftToPay).toBeNull();
    expect((await staff('GET', `/desk/quote?accountNo=${accountNo}`)).status).toBe(404);
  });

  it('is taken at the till: fees of a supply that is not on yet, by transfer, and the case goes on', async () => {
    const kind = kindOf('new-high-dual');
    const walk = { hall, resident: await hall.world.resident(), clerk };
    const [me, office] = [customer(walk), desk(walk)];
    const caseNo = await me.begin(kind, { regionCode: 'weihai' }, today);
    for (const paper of papersOf(kind)) await me.hand(caseNo, paper);
    await me.ask('POST', `/${caseNo}/submission`);
    await office.must(`/${caseNo}/take`);
    await office.must(`/${caseNo}/moves`, { move: 'accept' });
    await office.must(`/${caseNo}/visit`, { outcome: 'done' });
    await office.must(`/${caseNo}/moves`, { move: 'onwards' });
    await office.must(`/${caseNo}/fees`, { fees: { reliability: 36_000 } });
    const { accountNo } = await office.must(`/${caseNo}/moves`, { move: 'approved' });
    const quote = await quoteOf(accountNo);
    expect(quote).toMatchObject({ standing: 'pending', until: null, owedFen: 36_000 });
    const paper = { tender: 'transfer', reference: 'TT20261202001', bank: '工商银行' };
    const taken = await staff('POST', '/desk/takings', { accountNo, items: itemsOf(quote), ...paper });
    expect([taken.status, taken.body.status]).toEqual([201, 'uncleared']);
    await hall.app.runJob('follow-applications');
    expect((await me.ask('GET', `/${caseNo}`)).body).toMatchObject({ step: 'works', status: 'waiting' });
  });
});

describe('whoever has no telephone for it', () => {
  it('withdraws, and appeals against a refusal, by the clerk who serves them; other eyes decide', async () => {
    const at = counter(clerk);
    const resident = await hall.world.resident();
    const wish = { kind: home.code, regionCode: 'weihai', phone: resident.phone, identitySeen: true };
    async function handedInHere() {
      const { caseNo } = (await at.ask('POST', '', wish)).body;
      await at.ask('PATCH', `/${caseNo}`, { form: formOf(home, today) });
      await at.scan(caseNo, 'identity-card');
      await at.ask('POST', `/${caseNo}/submission`);
      return caseNo;
    }
    const office = desk({ hall, resident, clerk });
    const refused = await handedInHere();
    await office.must(`/${refused}/moves`, { move: 'refuse', reason: '地址不清' });
    expect((await office.ask('GET', `/${refused}`)).body.canAppeal).toBe(true);
    const stranger = await counter(colleague).ask('POST', `/${refused}/appeal`, { reason: '地址已说明' });
    expect([stranger.status, stranger.body.error]).toEqual([409, 'application-not-yours']);
    expect((await at.ask('POST', `/${refused}/appeal`, { reason: '地址已说明' })).status).toBe(200);
    expect((await office.ask('GET', `/${refused}`)).body).toMatchObject({
      status: 'open',
      owner: null,
      appealed: true,
    });
    expect((await office.ask('POST', `/${refused}/take`)).body.error).toBe('application-own-refusal');
    const dropped = await handedInHere();
    expect((await at.ask('POST', `/${dropped}/withdrawal`, { reason: '客户不办了' })).status).toBe(200);
    const { body } = await customer({ hall, resident, clerk }).ask('GET', `/${dropped}`);
    expect([body.status, body.reason]).toEqual(['withdrawn', '客户不办了']);
    const told = `SELECT params ->> 'reason' AS reason FROM notices WHERE event = 'application-withdrawn' AND person_id = $1`;
    expect((await hall.owner.query(told, [resident.personId])).rows).toEqual([{ reason: '客户不办了' }]);
  });
});

describe('at home', () => {
  it('whoever has it in hand brings the papers of somebody who cannot come, and nobody else does', async () => {
    const { caseNo, me, office } = await handedIn();
    await office.must(`/${caseNo}/take`);
    const items = [{ kind: 'paper', code: 'property', what: '请提供房产证明' }];
    await office.must(`/${caseNo}/return`, { items });
    // Not asked for, it is the customer's own business.
    expect(await counter(clerk).scan(caseNo, 'property')).toBe(409);
    const wished = await me.ask('PATCH', `/${caseNo}`, { form: {}, homeService: true });
    expect(wished.body.homeService).toBe(true);
    const inbox = await hall.call('GET', '/staff/applications?scope=mine', { cookie: clerk.cookie });
    const line = inbox.body.cases.find((each: { caseNo: string }) => each.caseNo === caseNo);
    expect(line.homeService).toBe(true);
    expect(await counter(colleague).scan(caseNo, 'property')).toBe(409);
    expect(await counter(clerk).scan(caseNo, 'property')).toBe(201);
    expect((await counter(clerk).ask('POST', `/${caseNo}/answer`)).status).toBe(200);
    expect((await me.ask('GET', `/${caseNo}`)).body.status).toBe('open');
  });
});
