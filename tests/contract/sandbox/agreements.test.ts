import { createVerify } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Fields } from './support/alipay-merchant.ts';
import { type Harness, newNo, startHarness } from './support/harness.ts';
import { startListener, until } from './support/listener.ts';
import { unseal, verifies } from './support/wechat-merchant.ts';

let harness: Harness;
let listener: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.sandbox.close());
beforeEach(async () => {
  await harness.control('POST', '/settings', { papayDelayMs: 5, papayEnforceTimes: false });
  listener = await startListener(() => ({ status: 200, body: 'success' }));
});
afterEach(() => listener.stop());

describe('WeChat auto-debit', () => {
  const post = (target: string, body: object) => harness.wechat.call('POST', target, body);
  const contractPath = (code: string) => `/v3/papay/sign/contracts/plan-id/12535/out-contract-code/${code}`;
  const opened = () =>
    listener.received.map(({ raw, headers }) => {
      const known = verifies(harness.credentials, name => headers[name] as string | undefined, raw);
      const { event_type, resource } = JSON.parse(raw);
      const content = JSON.parse(unseal(harness.credentials['WECHAT_PAY_API_V3_KEY']!, resource));
      return { known, event: event_type as string, original: resource.original_type as string, content };
    });

  async function askToSign(code: string) {
    const { wechatOpenid } = await harness.control<Fields>('GET', '/people/zhang-wei');
    return post('/v3/papay/scheduled-deduct-sign/contracts/pre-entrust-sign/mini-program', {
      appid: harness.wechat.appid,
      openid: wechatOpenid,
      plan_id: 12535,
      out_contract_code: code,
      contract_display_account: '户号尾号0018',
      contract_notify_url: `${listener.url}/contract`,
    });
  }
  async function signed(): Promise<{ code: string; contractId: string }> {
    const code = newNo();
    const { json } = await askToSign(code);
    await harness.control('POST', '/wechat/entrust', json);
    const { contract_id } = (await harness.wechat.call('GET', contractPath(code))).json;
    return { code, contractId: contract_id as string };
  }
  const notice = (contractId: string, amount: number) =>
    post(`/v3/papay/contracts/${contractId}/notify`, {
      mchid: harness.wechat.mchid,
      appid: harness.wechat.appid,
      estimated_amount: { amount, currency: 'CNY' },
    });
  const apply = (contractId: string, total: number, outTradeNo = newNo()) =>
    post('/v3/papay/pay/transactions/apply', {
      appid: harness.wechat.appid,
      out_trade_no: outTradeNo,
      description: '电费',
      transaction_notify_url: `${listener.url}/debit`,
      contract_id: contractId,
      amount: { total, currency: 'CNY' },
    });
  const query = async (no: string) =>
    (
      await harness.wechat.call(
        'GET',
        `/v3/pay/transactions/out-trade-no/${no}?mchid=${harness.wechat.mchid}`,
      )
    ).json;

  test('is not known until the customer signs, and then told by a sealed ENTRUST.SIGN', async () => {
    const code = newNo();
    const { json } = await askToSign(code);
    expect(Object.keys(json).sort()).toEqual(['pre_entrustweb_id', 'redirect_appid', 'redirect_path']);
    expect((await harness.wechat.call('GET', contractPath(code))).status).toBe(404);
    expect(await harness.control('POST', '/wechat/entrust', json)).toEqual({ return_code: 'SUCCESS' });
    expect(opened()).toMatchObject([
      {
        known: true,
        event: 'ENTRUST.SIGN',
        original: 'entrust',
        content: { out_contract_code: code, contract_state: 'SIGNED', plan_id: 12535 },
      },
    ]);
    expect((await harness.wechat.call('GET', contractPath(code))).json).toEqual(opened()[0]!.content);
    expect((await askToSign(code)).json).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  test('debits what was notified, once a notice', async () => {
    const { contractId } = await signed();
    expect((await apply(contractId, 100)).json).toMatchObject({ code: 'RULE_LIMIT' });
    expect((await notice(contractId, 5000)).status).toBe(204);
    expect((await apply(contractId, 5001)).json).toMatchObject({ code: 'RULE_LIMIT' });
    const no = newNo();
    expect((await apply(contractId, 4999, no)).status).toBe(204);
    await until(() => listener.received.length === 2);
    expect(opened()[1]).toMatchObject({
      event: 'TRANSACTION.SUCCESS',
      content: { out_trade_no: no, trade_type: 'PAP', amount: { total: 4999 } },
    });
    expect((await apply(contractId, 1)).json).toMatchObject({ code: 'RULE_LIMIT' });
  });

  test('debits on days 3 to 9 only', async () => {
    const { code, contractId } = await signed();
    await notice(contractId, 5000);
    await harness.control('POST', '/settings', { papayEnforceTimes: true });
    expect((await apply(contractId, 1)).json).toMatchObject({
      code: 'RULE_LIMIT',
      message: '不在可扣费期内',
    });
    await harness.control('POST', '/agreements/age-notice', { outCode: code, days: 2 });
    expect((await apply(contractId, 1)).status).toBe(204);
    const second = await signed();
    await harness.control('POST', '/settings', { papayEnforceTimes: false });
    await notice(second.contractId, 5000);
    await harness.control('POST', '/agreements/age-notice', { outCode: second.code, days: 9 });
    await harness.control('POST', '/settings', { papayEnforceTimes: true });
    expect((await apply(second.contractId, 1)).json).toMatchObject({ code: 'RULE_LIMIT' });
  });

  test('that fails says why to whoever asks, tells nobody, and may be tried again', async () => {
    const { code, contractId } = await signed();
    await notice(contractId, 5000);
    await harness.control('POST', '/agreements/behave', { outCode: code, behaviour: 'poor' });
    const no = newNo();
    await apply(contractId, 4000, no);
    await until(async () => (await query(no))['trade_state'] === 'PAYERROR');
    expect(await query(no)).toMatchObject({ trade_state_desc: '用户余额不足' });
    expect(listener.received).toHaveLength(1);
    await harness.control('POST', '/agreements/behave', { outCode: code, behaviour: 'pays' });
    expect((await apply(contractId, 4000, no)).status).toBe(204);
    await until(async () => (await query(no))['trade_state'] === 'SUCCESS');
  });

  test('ends by either side, told by ENTRUST.TERMINATE; nothing is debited any more', async () => {
    const byMerchant = await signed();
    const end = await post(`${contractPath(byMerchant.code)}/terminate`, {
      contract_termination_remark: '用户在营业厅关闭',
    });
    expect(end.status).toBe(204);
    await until(() => listener.received.length === 2);
    expect(opened()[1]).toMatchObject({
      event: 'ENTRUST.TERMINATE',
      content: {
        contract_state: 'TERMINATED',
        contract_terminate_info: { contract_termination_mode: 'MCH_API_TERMINATE' },
      },
    });
    const byUser = await signed();
    await harness.control('POST', '/agreements/terminate', { outCode: byUser.code });
    expect((await harness.wechat.call('GET', contractPath(byUser.code))).json).toMatchObject({
      contract_state: 'TERMINATED',
    });
    expect((await apply(byUser.contractId, 1)).json).toMatchObject({ code: 'RULE_LIMIT' });
  });
});

describe('an Alipay agreement', () => {
  const SCENE = 'INDUSTRY|ELECTRICITY';
  const terms = (code: string) => ({
    personal_product_code: 'GENERAL_WITHHOLDING_P',
    product_code: 'GENERAL_WITHHOLDING',
    sign_scene: SCENE,
    external_agreement_no: code,
    external_logon_id: '户号尾号0018',
    access_params: { channel: 'ALIPAYAPP' },
  });
  const notifyUrl = () => ({ notify_url: `${listener.url}/agreement` });
  const told = (): Fields[] =>
    listener.received.map(({ raw }) => Object.fromEntries(new URLSearchParams(raw)));
  const query = async (code: string) =>
    (
      await harness.alipay.call('alipay.user.agreement.query', {
        personal_product_code: 'GENERAL_WITHHOLDING_P',
        sign_scene: SCENE,
        external_agreement_no: code,
      })
    ).node;
  async function signed(): Promise<{ code: string; agreementNo: string }> {
    const code = newNo();
    const fields = harness.alipay.sign('alipay.user.agreement.page.sign', terms(code), notifyUrl());
    const signStr = encodeURIComponent(new URLSearchParams(fields).toString());
    expect(await harness.control('POST', '/alipay/sign-center', { signStr })).toEqual({
      resultStatus: '7000',
    });
    return { code, agreementNo: (await query(code))['agreement_no']! };
  }
  const debit = async (agreementNo: string, outTradeNo: string, amount = '40.00') =>
    (
      await harness.alipay.call(
        'alipay.trade.pay',
        {
          out_trade_no: outTradeNo,
          total_amount: amount,
          subject: '电费',
          product_code: 'GENERAL_WITHHOLDING',
          agreement_params: { agreement_no: agreementNo },
        },
        { notify_url: `${listener.url}/pay` },
      )
    ).node;

  test('does not exist until signed; then dut_user_sign comes, signed with its sign_type in the text', async () => {
    const code = newNo();
    expect(await query(code)).toMatchObject({ sub_code: 'USER_AGREEMENT_NOT_EXIST' });
    await signed();
    const [message] = told();
    expect(message).toMatchObject({ notify_type: 'dut_user_sign', status: 'NORMAL', sign_type: 'RSA2' });
    const { sign, ...rest } = message!;
    const text = Object.keys(rest)
      .sort()
      .map(name => `${name}=${rest[name]}`)
      .join('&');
    const good = createVerify('RSA-SHA256')
      .update(text)
      .verify(harness.credentials['ALIPAY_PUBLIC_KEY']!, sign!, 'base64');
    expect(good).toBe(true);
  });

  test('is signed on a page, which sends the browser back', async () => {
    const code = newNo();
    const address = harness.alipay.address('alipay.user.agreement.page.sign', terms(code), {
      ...notifyUrl(),
      return_url: `${listener.url}/back`,
    });
    const shown = await (await fetch(address)).text();
    const token = /name="token" value="([^"]+)"/.exec(shown)![1]!;
    const reply = await fetch(`${harness.sandbox.url}/cashier/entrust/confirm`, {
      method: 'POST',
      body: new URLSearchParams({ token, action: 'sign' }),
      redirect: 'manual',
    });
    expect(reply.headers.get('location')).toContain(`external_agreement_no=${code}`);
    expect(await query(code)).toMatchObject({ status: 'NORMAL' });
  });

  test('debits, waits, lacks money or leaves one in the dark', async () => {
    const { code, agreementNo } = await signed();
    const behave = (behaviour: string) =>
      harness.control('POST', '/agreements/behave', { outCode: code, behaviour });
    const no = newNo();
    expect(await debit(agreementNo, no)).toMatchObject({ code: '10000', out_trade_no: no });
    await until(() => told().some(message => message['trade_status'] === 'TRADE_SUCCESS'));
    await behave('poor');
    expect(await debit(agreementNo, newNo())).toMatchObject({
      code: '40004',
      sub_code: 'ACQ.BUYER_BALANCE_NOT_ENOUGH',
    });
    await behave('asks');
    expect(await debit(agreementNo, newNo())).toMatchObject({ code: '10003' });
    await behave('unclear');
    const unclear = newNo();
    expect(await debit(agreementNo, unclear)).toMatchObject({ code: '20000' });
    const { node } = await harness.alipay.call('alipay.trade.query', { out_trade_no: unclear });
    expect(node).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
  });

  test('ends by either side, told by dut_user_unsign; debits are refused', async () => {
    const { code, agreementNo } = await signed();
    const end = await harness.alipay.call(
      'alipay.user.agreement.unsign',
      { agreement_no: agreementNo },
      notifyUrl(),
    );
    expect(end.node['code']).toBe('10000');
    await until(() => told().some(message => message['notify_type'] === 'dut_user_unsign'));
    expect(await query(code)).toMatchObject({ status: 'STOP' });
    expect(await debit(agreementNo, newNo())).toMatchObject({ sub_code: 'ACQ.AGREEMENT_STATUS_NOT_NORMAL' });
    expect(await debit('20260000000000000000', newNo())).toMatchObject({
      sub_code: 'ACQ.AGREEMENT_NOT_EXIST',
    });
  });
});
