import type { Mandate } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { accountNo, household, parents } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Answer, phone, type Reply } from '../../../../test/taro';
import MandatePage from './index';

const banks = [
  { code: 'ICBC', name: { zh: '工商银行', en: 'ICBC' } },
  { code: 'CCB', name: { zh: '建设银行', en: 'China Construction Bank' } },
];
const signed: Mandate = {
  mandate: {
    mandateNo: 'DK2026110001',
    accountNo,
    bankCode: 'CCB',
    bankName: banks[1]!.name,
    accountTail: '6677',
    holderNameMasked: '王**',
    signedAt: 'hall',
    effectiveFrom: '2026-12-01',
    status: 'active',
    reason: null,
    reasonText: null,
    createdAt: '2026-11-20T02:00:00.000Z',
    endedAt: null,
  },
  debits: [],
};
const none: Mandate = { mandate: null, debits: [] };
const path = `/households/${accountNo}/mandate`;

function opened(mandate: Mandate, more: Record<string, Reply | Answer> = {}) {
  signedIn({
    'GET /households': { body: { households: [parents, household] } },
    'GET /debit-banks': { body: { banks } },
    [`GET ${path}`]: { body: mandate },
    ...more,
  });
  render(<MandatePage />);
}
const sign = () => screen.getByRole('button', { name: '同意并签约' }) as HTMLButtonElement;
const type = (label: string, value: string) =>
  fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('signing needs a bank, an account number of digits and a name, and then says from when it holds', async () => {
  opened(none, { [`POST ${path}`]: { body: signed } });
  const ccb = await screen.findByRole('radio', { name: '建设银行' });
  expect(sign().disabled).toBe(true);
  type('银行账号（借记卡）', '6227 0012 3456 6677');
  type('账户户名', ' 王建国 ');
  expect(sign().disabled).toBe(true);
  fireEvent.click(ccb);
  expect(sign().disabled).toBe(false);
  fireEvent.click(sign());
  expect(await screen.findByText('已生效')).toBeTruthy();
  expect(screen.getByText('自 2026年12月1日 起')).toBeTruthy();
  expect(screen.getByText('建设银行 尾号 6677')).toBeTruthy();
  const asked = phone.asked.at(-1)!;
  expect(asked.data).toEqual({ bankCode: 'CCB', bankAccount: '6227001234566677', holderName: '王建国' });
  expect(asked.header['Idempotency-Key']).toBeTruthy();
  expect(screen.queryByRole('button', { name: '同意并签约' })).toBeNull();
});

test('sent again after no answer it is the same signing; with another number it is another', async () => {
  opened(none, { [`POST ${path}`]: () => 'no answer' });
  fireEvent.click(await screen.findByRole('radio', { name: '工商银行' }));
  type('银行账号（借记卡）', '62220011223344');
  type('账户户名', '王建国');
  const keys: (string | undefined)[] = [];
  const press = async () => {
    fireEvent.click(sign());
    await screen.findByRole('button', { name: '同意并签约' });
    keys.push(phone.asked.filter(({ method }) => method === 'POST').at(-1)?.header['Idempotency-Key']);
  };
  await press();
  expect(await screen.findByText('没有连上服务器，请检查网络')).toBeTruthy();
  await press();
  type('银行账号（借记卡）', '62220011223355');
  await press();
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('what the bank could not take says when it is tried again, and leads to paying', async () => {
  const debit = { amountFen: 12_345, code: null, decidedAt: null };
  const debits: Mandate['debits'] = [
    { ...debit, debitNo: 'D2', month: '202611', status: 'failed', paymentNo: null, retryOn: '2026-12-10' },
    { ...debit, debitNo: 'D1', month: '202610', status: 'taken', paymentNo: 'P9', retryOn: null },
  ];
  const reasonText = { zh: '余额不足', en: 'Not enough money' };
  opened({ mandate: { ...signed.mandate!, status: 'suspended', reason: 'no-funds', reasonText }, debits });
  expect(await screen.findByText('已暂停')).toBeTruthy();
  expect(screen.getByText(/银行没有扣款成功，代扣已暂停/)).toBeTruthy();
  expect(screen.getByText('余额不足')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /未扣成 · 2026年12月10日 再次代扣/ }));
  fireEvent.click(screen.getByRole('button', { name: /2026年10月/ }));
  expect(phone.went).toEqual([
    `navigateTo /packages/pay/checkout/index?accountNo=${accountNo}`,
    'navigateTo /packages/pay/result/index?paymentNo=P9',
  ]);
});

test('it is ended after one more question, and another can be signed', async () => {
  const ended: Mandate = { ...signed, mandate: { ...signed.mandate!, status: 'ended' } };
  opened(signed, { [`DELETE ${path}`]: { body: ended } });
  fireEvent.click(await screen.findByRole('button', { name: '解除代扣协议' }));
  expect(screen.getByText('解除后不再代扣。已经送到银行的那一期仍会有结果。')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '解除代扣协议' }));
  expect(await screen.findByText('已终止')).toBeTruthy();
  expect(await screen.findByRole('button', { name: '同意并签约' })).toBeTruthy();
});

test('who may only pay for a household cannot sign for it', async () => {
  opened(none, { 'GET /households': { body: { households: [parents] } } });
  expect(await screen.findByText('还没有代扣协议')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '同意并签约' })).toBeNull();
});
