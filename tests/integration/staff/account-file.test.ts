import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Desk, openDesk } from './desk.ts';
import { makeHouseholds, tenant } from './households.ts';

let desk: Desk;
let clerk: string;
beforeAll(async () => {
  desk = await openDesk();
  await makeHouseholds(desk.ownerDb, desk.cipher);
  clerk = await desk.cookieOf('clerk1');
});
afterAll(() => desk.close());

const search = async (query: string) =>
  (await desk.call('GET', `/staff/accounts?query=${encodeURIComponent(query)}`, undefined, clerk)).body;
const numbers = async (query: string) =>
  (await search(query)).accounts.map((row: { accountNo: string }) => row.accountNo);

describe('a clerk looks for an account', () => {
  test('by the whole 户号 or its beginning', async () => {
    expect(await numbers(tenant.accountNo)).toEqual([tenant.accountNo]);
    expect(await numbers(tenant.accountNo.slice(0, 6))).toContain(tenant.accountNo);
  });

  test('by phone, by name, by contract and by the number on the meter', async () => {
    for (const key of [tenant.phone, tenant.name, tenant.contractNo, tenant.meterAssetNo])
      expect({ key, found: await numbers(key) }).toEqual({ key, found: [tenant.accountNo] });
  });

  test('and sees names, phones and addresses masked, whatever was typed', async () => {
    const { accounts } = await search(tenant.name);
    expect(accounts[0]).toMatchObject({ nameMasked: '**梅', phoneMasked: '139****0002', owedFen: 12_345 });
    const text = JSON.stringify(accounts);
    for (const secret of [tenant.name, tenant.phone, '1203']) expect(text).not.toContain(secret);
  });

  test('the one who moved out is found at the account, which is shown as the new holder’s', async () => {
    const { accounts } = await search('李旧住');
    expect(accounts).toMatchObject([
      { accountNo: tenant.accountNo, nameMasked: '**梅', holding: 'present', foundBy: 'past' },
    ]);
  });

  test('a search leaves a trace of its kind and not of its words', async () => {
    await search(tenant.phone);
    const { rows } = await desk.ownerDb.pool.query(
      `SELECT detail FROM audit_entries WHERE action = 'account.search' ORDER BY id DESC LIMIT 1`,
    );
    expect(rows[0].detail).toEqual({ kinds: ['accountNoPrefix', 'phone', 'documentNo'], found: 1 });
  });

  test('an administrator, who manages members, sees no customers', async () => {
    const admin = await desk.cookieOf('admin1');
    expect(
      (await desk.call('GET', `/staff/accounts?query=${tenant.accountNo}`, undefined, admin)).status,
    ).toBe(403);
    expect((await desk.call('GET', `/staff/accounts/${tenant.accountNo}`, undefined, admin)).status).toBe(
      403,
    );
  });
});

describe('the customer’s file', () => {
  test('shows balances, bills, payments and who is bound, on one page and masked', async () => {
    const { status, body } = await desk.call('GET', `/staff/accounts/${tenant.accountNo}`, undefined, clerk);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      account: { accountNo: tenant.accountNo, meters: [{ assetNo: tenant.meterAssetNo, removedOn: null }] },
      holder: { contractNo: tenant.contractNo, nameMasked: '**梅', phoneMasked: '139****0002' },
      money: { owedFen: 12_345, balanceFen: 500, prepaidFen: 0 },
      bills: [{ status: 'unpaid', totalFen: 12_345 }],
      payments: [{ paymentNo: 'P2026110200000000000001', amountFen: 12_345, status: 'pending' }],
      bindings: [{ level: 'full', isHolder: true, phoneMasked: '139****0002' }],
      consents: [{ kind: 'privacy-policy', subject: '2026-11-22', phoneMasked: '139****0002', until: null }],
      holders: [
        { contractNo: tenant.contractNo, state: 'present' },
        { contractNo: 'HT-OLD-1', state: 'past' },
      ],
    });
    const text = JSON.stringify(body);
    for (const secret of [tenant.name, tenant.phone, '李旧住', '1203', 'holderPeriodId'])
      expect(text).not.toContain(secret);
  });

  test('that it was read stands in the log', async () => {
    const { rows } = await desk.ownerDb.pool.query(
      `SELECT actor FROM audit_entries WHERE action = 'account-file.read' AND subject = $1`,
      [`account:${tenant.accountNo}`],
    );
    expect(rows[0]).toEqual({ actor: 'staff:clerk1' });
  });

  test('is shown in clear only for a reason, which is logged with the name of who asked', async () => {
    const path = `/staff/accounts/${tenant.accountNo}/reveal`;
    expect((await desk.call('POST', path, {}, clerk)).status).toBe(400);
    const { body } = await desk.call('POST', path, { reason: '客户来电核对地址' }, clerk);
    expect(body).toEqual({
      name: tenant.name,
      phone: tenant.phone,
      identityNo: null,
      address: '环翠区海滨路8号2栋1单元1203',
    });
    const { rows } = await desk.ownerDb.pool.query(
      `SELECT actor, detail FROM audit_entries WHERE action = 'personal-data.reveal'`,
    );
    expect(rows).toEqual([{ actor: 'staff:clerk1', detail: { reason: '客户来电核对地址' } }]);
  });

  test('an auditor reads it masked and cannot reveal it', async () => {
    const auditor = await desk.cookieOf('auditor1');
    expect((await desk.call('GET', `/staff/accounts/${tenant.accountNo}`, undefined, auditor)).status).toBe(
      200,
    );
    const refused = await desk.call(
      'POST',
      `/staff/accounts/${tenant.accountNo}/reveal`,
      { reason: 'curious' },
      auditor,
    );
    expect(refused.status).toBe(403);
  });

  test('of a number that nobody has is said not to exist, in the reader’s language', async () => {
    const reply = await desk.call('GET', '/staff/accounts/9999999999', undefined, clerk, {
      'Accept-Language': 'en-GB',
    });
    expect(reply).toMatchObject({
      status: 404,
      body: { error: 'account-not-found', message: 'There is no such account' },
    });
  });
});
