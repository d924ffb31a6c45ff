/** What staff do with partners: admitted, limited, keys rotated, topped up by two people, seen in the audit log. */
import { createPrivateKey, generateKeyPairSync, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openDatabase } from '../../../server/src/infra/database.ts';
import { seedPartners } from '../../../server/src/modules/agency/index.ts';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';
import { openDesk, type Scene } from '../access/scene.ts';
import { differences, sha256 } from './partners.ts';

let hall: RunningHall;
let desk: Scene['desk'];

beforeAll(async () => {
  hall = await startHall();
  desk = await openDesk(hall);
  const db = openDatabase({ url: hall.settings.DATABASE_URL, poolSize: 1 });
  await seedPartners(db, testCipher);
  await seedPartners(db, testCipher);
  await db.close();
});
afterAll(async () => {
  expect(await differences(hall)).toEqual([]);
  await hall.close();
});

const as = (role: keyof Scene['desk'], body?: unknown, key?: string) => ({
  cookie: desk[role].cookie,
  body,
  key,
});

test('the demo has six partners, each shown with its keys and terminals, and no secret of any', async () => {
  const { body } = await hall.call('GET', '/staff/partners', as('auditor'));
  expect(body.partners.map((partner: { code: string }) => partner.code)).toEqual([
    'AG0001',
    'BK0001',
    'FT0001',
    'MB0001',
    'PO0001',
    'WX0001',
  ]);
  expect(body.partners[0]).toMatchObject({ prefunded: true, balanceFen: 5_000_000, cutOff: '24:00:00' });
  for (const { code } of body.partners) {
    const shown = await hall.call('GET', `/staff/partners/${code}`, as('auditor'));
    expect([code, shown.status, shown.body.keys.length]).toEqual([code, 200, 1]);
    expect(JSON.stringify(shown.body)).not.toMatch(/BEGIN|secret/);
  }
});

test('customers are told of points that carry the mark, and of no others', async () => {
  const { body } = await hall.call('GET', '/collection-points?channel=postal');
  expect(body.points.map((point: { pointNo: string }) => point.pointNo).sort()).toEqual(['P0001', 'P0002']);
  const terminal = {
    terminalNo: 'P0002',
    channel: 'postal',
    name: '文登邮政支局',
    address: '文登区文昌路19号',
    marked: true,
    active: false,
  };
  await hall.call('POST', '/staff/partners/PO0001/terminals', as('administrator', terminal));
  const fewer = await hall.call('GET', '/collection-points?channel=postal');
  expect(fewer.body.points).toHaveLength(1);
});

test('the demo keys are what their note says', async () => {
  const seed = Buffer.from(sha256('dianting-demo-partner:MB0001'), 'hex');
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]),
    format: 'der',
    type: 'pkcs8',
  });
  expect(key.asymmetricKeyType).toBe('ed25519');
});

test('a top-up is entered by one and approved by another, once, and stands on the books', async () => {
  const entered = { amountFen: 123_400, bankReference: 'BR-77001' };
  const { body } = await hall.call(
    'POST',
    '/staff/partners/AG0001/top-ups',
    as('finance', entered, 'key-top-up-1'),
  );
  expect(body.status).toBe('awaiting-approval');
  const decide = (role: 'finance' | 'supervisor', key: string) =>
    hall.call('POST', `/staff/partner-top-ups/${body.topUpId}/decision`, as(role, { approve: true }, key));
  expect((await decide('finance', 'key-decide-1')).body.error).toBe('top-up-same-person');
  expect((await decide('supervisor', 'key-decide-2')).body.status).toBe('approved');
  expect((await decide('supervisor', 'key-decide-3')).body.error).toBe('top-up-not-open');
  const again = await hall.call(
    'POST',
    '/staff/partners/AG0001/top-ups',
    as('finance', entered, 'key-top-up-2'),
  );
  expect(again.body.error).toBe('reference-taken');
  // Turned down for its sum, the money comes in under its own number all the same.
  const other = { amountFen: 432_100, bankReference: 'BR-77002' };
  for (const [amountFen, approve, status] of [
    [432_100, false, 'rejected'],
    [123_400, true, 'approved'],
  ] as const) {
    const path = '/staff/partners/AG0001/top-ups';
    const asked = await hall.call(
      'POST',
      path,
      as('finance', { ...other, amountFen }, `key-again-${status}`),
    );
    const decision = as('supervisor', { approve, note: '金额有误' }, `key-settle-${status}`);
    const decided = await hall.call(
      'POST',
      `/staff/partner-top-ups/${asked.body.topUpId}/decision`,
      decision,
    );
    expect(decided.body.status).toBe(status);
  }
  const shown = await hall.call('GET', '/staff/partners/AG0001', as('finance'));
  expect(shown.body.partner.balanceFen).toBe(5_246_800);
  expect(
    (await hall.call('POST', '/staff/partners/PO0001/top-ups', as('finance', entered, 'key-top-up-3'))).body
      .error,
  ).toBe('not-prefunded');
});

test('a commission is proposed by one and decided by another, from a clearing date on that has not begun; nobody is admitted with one', async () => {
  const propose = (body: object, code = 'AG0001') =>
    hall.call(
      'POST',
      `/staff/partners/${code}/terms`,
      as('administrator', { reason: '新协议', ...body }, randomUUID()),
    );
  const decide = (termsId: number, approve = true, cookie = desk.supervisor.cookie) =>
    hall.call('POST', `/staff/partners/AG0001/terms/${termsId}/decision`, {
      cookie,
      body: { approve, note: '与凭证不符' },
      key: randomUUID(),
    });
  const { partner } = (await hall.call('GET', '/staff/partners/AG0001', as('auditor'))).body;
  expect(partner.commissionPpm).toBe(3_000);
  expect((await propose({ commissionPpm: 9_000, validFrom: partner.clearingOn })).body.error).toBe(
    'terms-too-early',
  );
  expect((await propose({ commissionPpm: 9_000, validFrom: partner.termsFrom }, 'PO0001')).body.error).toBe(
    'not-prefunded',
  );
  const proposed = await propose({ commissionPpm: 9_000, validFrom: partner.termsFrom });
  expect([proposed.status, proposed.body.partner.commissionPpm]).toEqual([201, 3_000]);
  const { id, proposedBy } = proposed.body.terms[0];
  expect((await propose({ commissionPpm: 1, validFrom: partner.termsFrom })).body.error).toBe('terms-wait');

  // Whoever proposed it cannot decide it, whatever roles they have been given since.
  await hall.owner.query(`UPDATE partner_terms SET proposed_by = $2 WHERE id = $1`, [
    id,
    `staff:${desk.supervisor.username}`,
  ]);
  const own = await decide(id);
  expect([own.status, own.body.error]).toEqual([403, 'terms-same-person']);
  await expect(
    hall.owner.query(
      `UPDATE partner_terms SET status = 'approved', decided_by = proposed_by, decided_at = now() WHERE id = $1`,
      [id],
    ),
  ).rejects.toThrow('partner_terms_four_eyes_check');
  await hall.owner.query(`UPDATE partner_terms SET proposed_by = $2 WHERE id = $1`, [id, proposedBy]);
  const both = await Promise.all([decide(id), decide(id, true, desk.finance.cookie)]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);

  const on = async (day: string) =>
    (await hall.owner.query(`SELECT commission_on(id, $1) AS ppm FROM partners WHERE code = 'AG0001'`, [day]))
      .rows[0].ppm;
  expect([await on(partner.clearingOn), await on(partner.termsFrom)]).toEqual([3_000, 9_000]);
  const admitted = {
    ...{ code: 'AG0888', nameZh: '某店', nameEn: 'A shop', form: 'agency-json', channels: ['agent'] },
    ...{ prefunded: true, cutOff: '24:00:00', units: { request: 'yuan', reply: 'yuan', file: 'fen' } },
    ...{ inquiriesPerMinute: 10, addresses: [], settings: {} },
  };
  const admit = (body: object) =>
    hall.call('POST', '/staff/partners', as('administrator', body, randomUUID()));
  expect((await admit({ ...admitted, commissionPpm: 100_000 })).status).toBe(400);
  expect((await admit(admitted)).body.partner.commissionPpm).toBe(0);
  const byHand = { commissionPpm: 100_000, reason: '一个人的主意' };
  expect((await hall.call('PATCH', '/staff/partners/AG0888', as('administrator', byHand))).status).toBe(400);
});

test('a suspended partner is told so at once; keys are added and ended; every step is in the audit log', async () => {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  const add = (code: string, body: object) =>
    hall.call('POST', `/staff/partners/${code}/keys`, as('administrator', body));
  expect((await add('MB0001', { keyId: 'k2', publicKey: pem })).body).toEqual({
    keyId: 'k2',
    algorithm: 'rsa-sha256',
    secret: null,
  });
  expect((await add('MB0001', { keyId: 'k2', publicKey: pem })).body.error).toBe('key-taken');
  expect((await add('MB0001', { keyId: 'k3', publicKey: 'nonsense' })).body.error).toBe('key-not-usable');
  expect((await add('BK0001', { keyId: '02' })).body.secret).toMatch(/^[0-9a-f]{32}$/);
  const confirm = (role: keyof Scene['desk'], keyId: string) =>
    hall.call('POST', `/staff/partners/MB0001/keys/${keyId}/confirmation`, as(role));
  expect((await confirm('administrator', 'k2')).body.error).toBe('key-same-person');
  const confirmed = await confirm('supervisor', 'k2');
  expect(confirmed.body.keys.find((key: { keyId: string }) => key.keyId === 'k2').confirmedBy).toMatch(
    /^staff:/,
  );
  expect((await confirm('finance', 'none')).body.error).toBe('key-not-found');
  const alone = `UPDATE partner_keys SET confirmed_by = created_by, confirmed_at = now() WHERE key_id = '02'`;
  await expect(hall.owner.query(alone)).rejects.toThrow('partner_keys_four_eyes_check');
  const end = (keyId: string) =>
    hall.call('POST', `/staff/partners/MB0001/keys/${keyId}/end`, as('administrator', { reason: '轮换' }));
  expect((await end('demo')).status).toBe(200);
  expect((await end('none')).body.error).toBe('key-not-found');
  const changed = await hall.call(
    'PATCH',
    '/staff/partners/MB0001',
    as('administrator', { status: 'suspended', reason: '合同到期' }),
  );
  expect(changed.body.partner.status).toBe('suspended');
  const wrong = await hall.call(
    'PATCH',
    '/staff/partners/MB0001',
    as('administrator', { channels: ['bank-kiosk'], reason: '误操作' }),
  );
  expect(wrong.body.error).toBe('channel-not-of-form');
  const { rows } = await hall.owner.query(
    `SELECT action, count(*)::int FROM audit_entries WHERE subject LIKE 'partner:%' GROUP BY 1 ORDER BY 1`,
  );
  expect(rows).toEqual([
    { action: 'partner.change', count: 1 },
    { action: 'partner.create', count: 1 },
    { action: 'partner.key-add', count: 2 },
    { action: 'partner.key-confirm', count: 1 },
    { action: 'partner.key-end', count: 1 },
    { action: 'partner.terminal', count: 1 },
    { action: 'partner.terms-decide', count: 1 },
    { action: 'partner.terms-propose', count: 1 },
    { action: 'partner.top-up-decide', count: 3 },
    { action: 'partner.top-up-request', count: 3 },
  ]);
});

test('what a stranger sent is counted for staff to see', async () => {
  await fetch(`${hall.url}/agency/v1/query`, { method: 'POST', body: '{}' });
  await hall.app.runJob('handle-partner-messages');
  const seen = await eventually(
    async () => (await hall.call('GET', '/staff/partners', as('auditor'))).body.strangers,
    strangers => strangers.length > 0,
    12_000,
  );
  expect(seen).toEqual([{ reason: 'form', count: 1 }]);
}, 20_000);
