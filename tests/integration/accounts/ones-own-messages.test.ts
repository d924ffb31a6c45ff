/** What one has set about messages and been told: to take away in clear, and gone from under one's name when one leaves. */
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';
import { testCipher } from '../../support/world.ts';

let hall: RunningHall;
beforeAll(async () => {
  hall = await startHall();
});
afterAll(() => hall.close());

test('alert rules, wishes, consents, mandates, applications and messages are in one’s data; leaving takes wishes and addresses and stops what waits', async () => {
  const home = await hall.world.household();
  const { personId, token, phone } = await hall.world.resident();
  await hall.world.bind({ personId, token, phone, identityId: '' }, home);
  const put = (method: string, path: string, body: object) => hall.call(method, path, { token, body });
  await put('PATCH', `/households/${home.accountNo}/alerts/forecast-above`, {
    enabled: true,
    amountFen: 20_000,
  });
  await put('PUT', '/message-preferences', { channels: ['sms', 'in-app'], email: 'one@example.com' });
  await put('PUT', '/message-preferences/events/tier-step', { on: false });
  const queue = (key: string, event: string, params: object) =>
    hall.owner.query(
      `INSERT INTO notices (dedupe_key, event, person_id, holder_period_id, params) VALUES ($1, $2, $3, $4, $5)`,
      [`own:${key}`, event, personId, home.holderPeriodId, JSON.stringify(params)],
    );
  await hall.owner.query(
    `INSERT INTO debit_banks (code, name_zh, name_en, utility_code, key_id, key_enc) VALUES ('BANK9', '九号银行', 'Bank nine', '001', '01', '\\x00')`,
  );
  await hall.owner.query(
    `INSERT INTO debit_mandates (mandate_no, holder_period_id, bank_code, account_enc, account_tail, holder_name_enc, signed_at, signed_by, person_id, effective_from)
     VALUES ('DK9', $1, 'BANK9', '\\x00', '6789', '\\x00', 'hall', 'person', $2, current_date)`,
    [home.holderPeriodId, personId],
  );
  const formEnc = testCipher.encrypt(JSON.stringify({ name: '王小明' }));
  await hall.owner.query(
    `WITH kind AS (INSERT INTO service_kinds (code, version, definition, added_by) VALUES ('kind-of-test', 1, '{}', 'test') RETURNING id, code)
     INSERT INTO applications (case_no, kind_id, kind_code, person_id, region_code, form_enc, created_at)
     SELECT 'SQ9', id, code, $1, 'weihai', $2, now() FROM kind`,
    [personId, formEnc],
  );
  const linkSealed = testCipher.encrypt('https://hall.example/?token=secret').toString('base64');
  await queue('one', 'outage-restored', { area: '昆嵛路', linkSealed });
  await hall.app.runJob('deliver-outbox');

  const { body } = await hall.call('GET', '/me/data', { token });
  expect(body).toMatchObject({
    alertRules: [{ accountNo: home.accountNo, rule: 'forecast-above', enabled: true, amountFen: 20_000 }],
    messageWishes: { channels: ['sms', 'in-app'], stopped: ['tier-step'], email: 'one@example.com' },
    mandates: [{ mandateNo: 'DK9', bankCode: 'BANK9', accountTail: '6789', status: 'active' }],
    applications: [{ caseNo: 'SQ9', status: 'draft', form: { name: '王小明' }, papers: 0 }],
    messages: [{ event: 'outage-restored', accountNo: home.accountNo, ways: [{ channel: 'sms' }] }],
  });
  expect(body.messages[0].values).toEqual({ area: '昆嵛路' });

  await queue('two', 'overdue', { amountFen: 1, daysOverdue: 1 });
  await hall.owner.query(
    `UPDATE notices SET not_before = now() + interval '1 day' WHERE dedupe_key = 'own:two'`,
  );
  const leave = () => hall.call('POST', '/me/deletion', { token, body: { confirm: true } });
  expect(await leave()).toMatchObject({ status: 409, body: { error: 'application-underway' } });
  await hall.owner.query(`DELETE FROM applications WHERE case_no = 'SQ9'`);
  expect((await leave()).status).toBe(204);
  const left = async (sql: string) => (await hall.owner.query(sql, [personId])).rows;
  for (const table of ['alert_rules', 'message_preferences', 'message_consents'])
    expect(await left(`SELECT FROM ${table} WHERE person_id = $1`)).toEqual([]);
  expect(await left('SELECT status, reason FROM debit_mandates WHERE person_id = $1')).toEqual([
    { status: 'ended', reason: 'cancelled' },
  ]);
  expect(
    await left(
      `SELECT n.status, d.recipient, d.phone_hash FROM notices n LEFT JOIN message_deliveries d ON d.notice_id = n.id WHERE n.person_id = $1 ORDER BY n.id`,
    ),
  ).toEqual([
    { status: expect.stringMatching(/sent|delivered/), recipient: null, phone_hash: null },
    { status: 'stopped', recipient: null, phone_hash: null },
  ]);
});
