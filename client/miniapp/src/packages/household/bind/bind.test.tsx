import { act, fireEvent, render, screen } from '@testing-library/react';
import { accountNo, household } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone, type Reply } from '../../../../test/taro';
import BindPage from './index';

const bound: Asked[] = [];
const regions = [
  {
    code: 'weihai',
    nameZh: '威海',
    nameEn: 'Weihai',
    accountNoPattern: '^37\\d{11}$',
    accountNoHintZh: '37 开头的 13 位数字',
    accountNoHintEn: '13 digits',
  },
  {
    code: 'wuhu',
    nameZh: '芜湖',
    nameEn: 'Wuhu',
    accountNoPattern: '^\\d{10}$',
    accountNoHintZh: '10 位数字',
    accountNoHintEn: '10 digits',
  },
];
const preview = {
  accountNo,
  nameMasked: '王**',
  addressMasked: '威海市****12号楼',
  phoneHint: '139****0001',
  ownPhone: false,
  acceptedFacts: ['phone', 'identityNoTail', 'contractNo'],
};

function hall(found: object = preview): void {
  bound.length = 0;
  signedIn({
    'GET /config': { body: { regions, maxHouseholds: 5, demo: false } },
    [`GET /household-previews/${accountNo}`]: { body: found },
    'POST /meter-lookups': {
      body: { matches: [{ accountNo, nameMasked: '王**', addressMasked: '威海市****12号楼' }] },
    },
    'POST /sms-codes': { body: { sentTo: '139****0001', expiresInSeconds: 300, resendInSeconds: 60 } },
    'POST /households': asked => {
      bound.push(asked);
      return { status: 201, body: household };
    },
  });
}

async function find(): Promise<void> {
  fireEvent.change(await screen.findByLabelText('户号'), { target: { value: '3701 2345 6789 0' } });
  expect(await screen.findByText('王**')).toBeTruthy();
}

test('a number that follows no region’s rule is not looked for', async () => {
  hall();
  render(<BindPage />);
  fireEvent.change(await screen.findByLabelText('户号'), { target: { value: '99012345678' } });
  expect(screen.getByText('户号与规则不符，请对照账单检查')).toBeTruthy();
  expect((screen.getByRole('button', { name: '查找这一户' }) as HTMLButtonElement).disabled).toBe(true);
});

test('a number of ten digits is looked for once nothing more is typed, and not while it goes on', async () => {
  hall();
  const asked: string[] = [];
  const look = (no: string) => () => {
    asked.push(no);
    return { body: { ...preview, accountNo: no } };
  };
  signedIn({
    'GET /config': { body: { regions, maxHouseholds: 5, demo: false } },
    'GET /household-previews/3701234567': look('3701234567'),
    [`GET /household-previews/${accountNo}`]: look(accountNo),
  });
  render(<BindPage />);
  const field = await screen.findByLabelText('户号');
  fireEvent.change(field, { target: { value: '3701234567' } });
  fireEvent.change(field, { target: { value: accountNo } });
  expect(await screen.findByText('王**')).toBeTruthy();
  await new Promise(resolve => setTimeout(resolve, 900));
  expect(asked).toEqual([accountNo]);
  fireEvent.change(field, { target: { value: '3701234567' } });
  expect(await screen.findByText('王**', {}, { timeout: 3_000 })).toBeTruthy();
  expect(asked).toEqual([accountNo, '3701234567']);
});

test('where the number stands is shown by a picture, with each region’s rule', async () => {
  hall();
  render(<BindPage />);
  fireEvent.click(await screen.findByRole('button', { name: '户号在哪里' }));
  expect(screen.getByRole('img', { name: /纸质账单右上角/ })).toBeTruthy();
  expect(screen.getByText('威海：37 开头的 13 位数字')).toBeTruthy();
});

test('for parents: two taps after the number, and no proof is sent', async () => {
  hall();
  render(<BindPage />);
  await find();
  fireEvent.click(screen.getByRole('radio', { name: '仅缴费' }));
  fireEvent.click(screen.getByRole('button', { name: '绑定，仅缴费' }));
  await screen.findByRole('button', { name: '绑定，仅缴费' });
  expect(bound[0]?.data).toEqual({ accountNo });
  expect(bound[0]?.header['Idempotency-Key']).toBeTruthy();
  expect(phone.went).toEqual(['reLaunch /pages/home/index']);
});

test('one’s own household is proved by a code to the phone on file', async () => {
  hall();
  render(<BindPage />);
  await find();
  fireEvent.click(screen.getByRole('button', { name: '发送验证码' }));
  expect(await screen.findByText('验证码已发送到 139****0001')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: '123456' } });
  fireEvent.click(screen.getByRole('button', { name: '验证并绑定' }));
  await screen.findByRole('button', { name: '验证并绑定' });
  expect(bound[0]?.data).toEqual({ accountNo, proof: { kind: 'phone', code: '123456' } });
});

test('without a phone on file exactly two facts prove it', async () => {
  hall({ ...preview, phoneHint: null });
  render(<BindPage />);
  await find();
  const confirm = () => screen.getByRole('button', { name: '验证并绑定' }) as HTMLButtonElement;
  fireEvent.change(screen.getByLabelText('证件号后 6 位'), { target: { value: '01002X' } });
  expect(confirm().disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('供用电合同号'), { target: { value: 'HT1' } });
  fireEvent.click(confirm());
  await screen.findByRole('button', { name: '验证并绑定' });
  expect(bound[0]?.data).toEqual({
    accountNo,
    proof: { kind: 'facts', identityNoTail: '01002X', contractNo: 'HT1' },
  });
});

test('without a bill: the households that have my phone on file are found by it', async () => {
  hall({ ...preview, ownPhone: true });
  render(<BindPage />);
  fireEvent.click(await screen.findByRole('button', { name: '手边没有账单' }));
  fireEvent.click(screen.getByRole('button', { name: '查户号' }));
  expect(await screen.findByText('请核对户名和地址')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '验证并绑定' }));
  await screen.findByRole('button', { name: '验证并绑定' });
  expect(bound[0]?.data).toEqual({ accountNo, proof: { kind: 'own-phone' } });
});

test('who signed in with the phone on file needs no code', async () => {
  hall({ ...preview, ownPhone: true });
  render(<BindPage />);
  await find();
  fireEvent.click(screen.getByRole('button', { name: '验证并绑定' }));
  await screen.findByRole('button', { name: '验证并绑定' });
  expect(bound[0]?.data).toEqual({ accountNo, proof: { kind: 'own-phone' } });
});

test.each([
  [
    '按地址查',
    '小区、楼号、单元和房号',
    '昆嵛路12号楼1单元',
    { regionCode: 'wuhu', address: '昆嵛路12号楼1单元' },
  ],
  ['按电表号查', '电表资产编号', '00120034', { assetNo: '00120034' }],
])('without a bill: %s finds the household', async (way, label, typed, asked) => {
  hall();
  render(<BindPage />);
  fireEvent.click(await screen.findByRole('button', { name: '手边没有账单' }));
  fireEvent.click(screen.getByRole('radio', { name: way }));
  const button = screen.getByRole('button', { name: '查户号' });
  expect((button as HTMLButtonElement).disabled).toBe(true);
  if ('regionCode' in asked) fireEvent.click(screen.getByRole('radio', { name: '芜湖' }));
  fireEvent.change(screen.getByLabelText(label), { target: { value: typed } });
  fireEvent.click(button);
  expect(await screen.findByText('请核对户名和地址')).toBeTruthy();
  expect(phone.asked.find(({ path }) => path === '/meter-lookups')?.data).toEqual(asked);
});

test('a number changed before the first answer: only the household of the number that stands there is shown and bound', async () => {
  hall();
  const second = '3701234567891';
  const arrive = new Map<string, (reply: Reply) => void>();
  const answer = phone.answer;
  phone.answer = asked => {
    if (!asked.path.startsWith('/household-previews/')) return answer(asked);
    return new Promise(resolve => arrive.set(asked.path.slice(-13), resolve));
  };
  render(<BindPage />);
  fireEvent.change(await screen.findByLabelText('户号'), { target: { value: accountNo } });
  fireEvent.change(screen.getByLabelText('户号'), { target: { value: second } });
  await act(async () => arrive.get(second)!({ body: { ...preview, accountNo: second, nameMasked: '李**' } }));
  await act(async () => arrive.get(accountNo)!({ body: preview }));
  expect(screen.queryByText('王**')).toBeNull();
  expect(screen.getByText('李**')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '仅缴费' }));
  fireEvent.click(screen.getByRole('button', { name: '绑定，仅缴费' }));
  await screen.findByRole('button', { name: '绑定，仅缴费' });
  expect(bound.map(({ data }) => data)).toEqual([{ accountNo: second }]);
});

test('the first answer comes while nothing is known of the second number: nothing is shown', async () => {
  hall();
  const arrive: ((reply: Reply) => void)[] = [];
  const answer = phone.answer;
  phone.answer = asked => {
    if (!asked.path.startsWith('/household-previews/')) return answer(asked);
    return new Promise(resolve => arrive.push(resolve));
  };
  render(<BindPage />);
  fireEvent.change(await screen.findByLabelText('户号'), { target: { value: accountNo } });
  fireEvent.change(screen.getByLabelText('户号'), { target: { value: '3701234567891' } });
  await act(async () => arrive[0]!({ body: preview }));
  expect(screen.queryByText('王**')).toBeNull();
  expect(arrive).toHaveLength(2);
});

const unproved = {
  error: 'own-phone-unproved',
  message: '请先确认手机号是您的',
  details: [],
  requestId: 'r',
};

test.each([
  ['has a phone: a code to it', '138****0000'],
  ['has none: the phone is told first', null],
])('by one’s own phone, signed in by a wallet; the account %s, and the search goes on', async (_, own) => {
  hall();
  const answer = phone.answer;
  const now = { phone: own, proved: false };
  phone.answer = asked => {
    if (asked.path === '/me') return { body: { phone: now.phone, identities: [] } };
    if (asked.path === '/me/proof' || asked.path === '/me/phone')
      Object.assign(now, { proved: true, phone: '138****0000' });
    if (asked.path === '/me/proof') return { status: 204 };
    if (asked.path === '/me/phone') return { body: { phone: now.phone, identities: [] } };
    if (asked.path === '/meter-lookups' && !now.proved) return { status: 409, body: unproved };
    return answer(asked);
  };
  render(<BindPage />);
  fireEvent.click(await screen.findByRole('button', { name: '手边没有账单' }));
  fireEvent.click(screen.getByRole('button', { name: '查户号' }));
  const code = await screen.findByLabelText('短信验证码');
  if (own === null) fireEvent.change(screen.getByLabelText('手机号'), { target: { value: '13800000000' } });
  fireEvent.change(code, { target: { value: '123456' } });
  fireEvent.click(screen.getByRole('button', { name: own ? '验证并继续' : '绑定手机号' }));
  expect(await screen.findByText('王**')).toBeTruthy();
});
