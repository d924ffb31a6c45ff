import type { Application } from '@api/types';
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { cache } from '@/state/cache';
import { signedIn } from '../../../test/signed-in';
import { type Asked, phone } from '../../../test/taro';
import ApplicationPage from './case/index';
import FormPage from './form/index';
import KindPage from './kind/index';

const caseNo = 'SQ2026112900000001';
const words = (zh: string) => ({ zh, en: zh });
const kind = {
  code: 'meter-move',
  name: words('移表'),
  summary: words('电表换个位置'),
  start: 'acceptance',
  fields: [
    { code: 'phone', label: words('联系电话'), type: 'phone', required: true, mayFollow: false },
    { code: 'wish', label: words('补充说明'), type: 'long-text', required: false, mayFollow: false },
  ],
  steps: [{ code: 'fees', name: words('缴纳业务费'), type: 'fee', by: 'customer', moves: [] }],
};
const draft = {
  caseNo,
  kind,
  status: 'draft',
  step: null,
  form: {},
  checklist: [],
  fees: [],
  fieldsMissing: [],
  inspections: [],
  timeline: [],
  shares: [],
  wanted: null,
  team: null,
  manager: null,
  following: false,
  canBook: false,
  papersSettled: false,
  canWithdraw: false,
  canAppeal: false,
} as unknown as Application;

const problem = {
  error: 'application-form-incomplete',
  message: '申请还缺少内容',
  requestId: 'req-1',
  details: [{ field: 'form.phone', rule: 'phone', message: '应为手机号' }],
};

/** As the server keeps it: all of what is sent, or nothing. */
function server() {
  const kept: Record<string, unknown> = {};
  const save = ({ data }: Asked) => {
    const { form } = data as { form: Record<string, string> };
    if (form['phone'] && form['phone'].length < 11) return { status: 422, body: problem };
    Object.assign(kept, form);
    return { body: { ...draft, form: kept } };
  };
  return { kept, save };
}

test('a form keeps what is right while what is not stands beside its field', async () => {
  const { kept, save } = server();
  signedIn({
    [`GET /applications/${caseNo}`]: { body: draft },
    [`POST /applications/${caseNo}`]: save,
    [`POST /applications/${caseNo}/submission`]: { body: { ...draft, status: 'open' } },
  });
  phone.params = { caseNo };
  render(<FormPage />);
  fireEvent.change(await screen.findByLabelText('联系电话'), { target: { value: '139' } });
  fireEvent.change(screen.getByLabelText('补充说明（选填）'), { target: { value: '移到楼下' } });
  expect(await screen.findByText('应为手机号')).toBeTruthy();
  expect(kept).toEqual({ wish: '移到楼下' });
  // Nothing is handed in while something is wrong, and nobody is told that it is saved.
  expect(screen.getByText('尚未保存')).toBeTruthy();
  const handIn = { name: '提交申请' };
  for (let press = 0; press < 2; press += 1) {
    fireEvent.click(screen.getByRole('button', handIn));
    await screen.findByRole('button', handIn);
  }
  fireEvent.change(screen.getByLabelText('联系电话'), { target: { value: '13912345678' } });
  fireEvent.click(screen.getByRole('button', handIn));
  await waitFor(() => expect(phone.went).toContain(`redirectTo /packages/apply/case/index?caseNo=${caseNo}`));
  expect(kept).toEqual({ wish: '移到楼下', phone: '13912345678' });
  expect(phone.asked.filter(({ path }) => path.endsWith('/submission'))).toHaveLength(1);
  expect(screen.queryByText('应为手机号')).toBeNull();
});

test('what was filled in elsewhere meanwhile takes the place of the copy kept on the device', async () => {
  signedIn({ [`GET /applications/${caseNo}`]: { body: { ...draft, form: { wish: '移到院墙外' } } } });
  cache(`zh:application:${caseNo}`, { ...draft, form: { wish: '移到楼下' } });
  phone.params = { caseNo };
  render(<FormPage />);
  expect(await screen.findByDisplayValue('移到楼下')).toBeTruthy();
  expect(await screen.findByDisplayValue('移到院墙外')).toBeTruthy();
});

test('what could be left open as it was handed in is given on the page of the case', async () => {
  const { kept, save } = server();
  const open = { ...draft, status: 'open', fieldsMissing: ['phone'] };
  signedIn({
    [`GET /applications/${caseNo}`]: { body: open },
    [`POST /applications/${caseNo}`]: asked => {
      const answer = save(asked);
      return answer.status === 422 ? answer : { body: { ...open, fieldsMissing: [] } };
    },
  });
  phone.params = { caseNo };
  render(<ApplicationPage />);
  fireEvent.change(await screen.findByLabelText('联系电话'), { target: { value: '139' } });
  fireEvent.click(screen.getByRole('button', { name: '补上' }));
  expect(await screen.findByText('应为手机号')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('联系电话'), { target: { value: '13912345678' } });
  fireEvent.click(screen.getByRole('button', { name: '补上' }));
  await waitFor(() => expect(screen.queryByText('还需补充的信息')).toBeNull());
  expect(kept).toEqual({ phone: '13912345678' });
});

test('what is filled in elsewhere stands in the form beside what is typed here, and none of it is kept on the device', async () => {
  const { kept, save } = server();
  let form = { phone: '13900000001' };
  signedIn({
    [`GET /applications/${caseNo}`]: () => ({ body: { ...draft, form } }),
    [`POST /applications/${caseNo}`]: save,
  });
  phone.params = { caseNo };
  render(<FormPage />);
  expect(await screen.findByDisplayValue('13900000001')).toBeTruthy();
  expect(JSON.stringify([...phone.storage])).toContain(caseNo);
  expect(JSON.stringify([...phone.storage])).not.toContain('13900000001');
  fireEvent.change(screen.getByLabelText('补充说明（选填）'), { target: { value: '移到楼下' } });
  form = { phone: '13900000002' };
  act(() => {
    for (const shown of phone.shown) shown();
  });
  expect(await screen.findByDisplayValue('13900000002')).toBeTruthy();
  expect(screen.getByDisplayValue('移到楼下')).toBeTruthy();
  await waitFor(() => expect(kept).toEqual({ wish: '移到楼下' }));
});

test('what an inspection found is read item by item where the works are reported again', async () => {
  const works = {
    code: 'works',
    name: words('施工'),
    message: words('完成后请报验'),
    type: 'confirm',
    by: 'customer',
    moves: [{ code: 'ready', name: words('报验'), to: 'final' }],
  };
  const failed = {
    step: 'final',
    name: words('竣工检验'),
    passed: false,
    items: [
      { name: words('接地可靠'), passed: false, note: '接地电阻偏大' },
      { name: words('配线合格'), passed: true, note: '' },
    ],
    note: '请加装接地极',
    at: '2026-12-01T02:00:00Z',
  };
  const waiting = {
    ...draft,
    kind: { ...kind, steps: [works] },
    status: 'waiting',
    step: 'works',
    wanted: { kind: 'step', round: null, items: [], note: '', step: works },
    inspections: [failed],
  };
  signedIn({ [`GET /applications/${caseNo}`]: { body: waiting } });
  phone.params = { caseNo };
  render(<ApplicationPage />);
  expect(await screen.findByText('检验未通过。请按检验意见整改，完成后再次报验。')).toBeTruthy();
  for (const text of ['接地电阻偏大', '请加装接地极', '不合格']) expect(screen.getByText(text)).toBeTruthy();
  expect(screen.queryByText('完成后请报验')).toBeNull();
});

/** A case that waits in its fee step; so much of the fee has come. */
function waitsForFee(paidFen: number) {
  return {
    ...draft,
    status: 'waiting',
    step: 'fees',
    dueOn: '2026-12-04',
    limitDays: 5,
    daysUsed: 2,
    wanted: {
      kind: 'step',
      round: null,
      items: [],
      note: '',
      step: { code: 'fees', type: 'fee', name: words('缴纳业务费') },
    },
    fees: [
      { code: 'works', step: 'fees', name: words('移表工料费'), amountFen: 28_000, paidFen, payableId: 7 },
    ],
  };
}

test('a fee that has come is asked for no second time while the case has not gone on yet', async () => {
  signedIn({ [`GET /applications/${caseNo}`]: { body: waitsForFee(28_000) } });
  phone.params = { caseNo };
  render(<ApplicationPage />);
  expect(await screen.findByText(/费用已收到/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /确认支付/ })).toBeNull();
});

test('a fee is paid from the page of the case, by the payment that bills are paid by', async () => {
  signedIn({
    [`GET /applications/${caseNo}`]: { body: waitsForFee(0) },
    'GET /config': { body: { unionPayChannels: [] } },
    'POST /payments': { status: 201, body: { paymentNo: 'P1' } },
  });
  phone.params = { caseNo };
  render(<ApplicationPage />);
  expect(await screen.findByText('等您办理')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '确认支付 ¥280.00' }));
  await waitFor(() => expect(phone.went).toContain('redirectTo /packages/pay/result/index?paymentNo=P1'));
  const paid = phone.asked.find(({ path }) => path === '/payments');
  expect(paid?.data).toMatchObject({ items: [{ payableId: 7, amountFen: 28_000 }] });
});

test('a contract is signed after a code that was mistyped once, without agreeing again', async () => {
  const signing = {
    ...draft,
    status: 'waiting',
    step: 'contract',
    wanted: {
      kind: 'step',
      round: null,
      items: [],
      note: '',
      step: { code: 'contract', type: 'sign', name: words('签订合同') },
    },
  };
  const contract = { contractNo: 'HT1', utility: words('供电公司'), facts: [], clauses: [], sha256: 'a1' };
  const refused = (error: string) => ({
    status: 409,
    body: { error, message: `因为 ${error}`, details: [], requestId: 'r' },
  });
  let proved = false;
  const signatures: unknown[] = [];
  signedIn({
    [`GET /applications/${caseNo}`]: () => ({
      body: signatures.length > 0 ? { ...draft, status: 'open' } : signing,
    }),
    [`GET /applications/${caseNo}/contract`]: { body: contract },
    [`POST /applications/${caseNo}/signature`]: ({ data }: Asked) => {
      if (!proved) return refused('identity-unproved');
      signatures.push(data);
      return { status: 204 };
    },
    'POST /me/proof': ({ data }: Asked) => {
      proved = (data as { code: string }).code === '111111';
      return proved ? { status: 204 } : refused('code-wrong');
    },
  });
  phone.params = { caseNo };
  render(<ApplicationPage />);
  fireEvent.click(await screen.findByRole('checkbox'));
  fireEvent.click(screen.getByRole('button', { name: '签字' }));
  await screen.findByText('因为 identity-unproved');
  for (const code of ['000000', '111111']) {
    fireEvent.change(screen.getByLabelText('短信验证码'), { target: { value: code } });
    fireEvent.click(screen.getByRole('button', { name: '验证并继续' }));
    if (code === '000000') await screen.findByText('因为 code-wrong');
  }
  await waitFor(() => expect(screen.queryByRole('checkbox')).toBeNull());
  expect(signatures).toEqual([{ sha256: 'a1', agreed: true }]);
});

test('who follows reads whose turn it is, and is asked for nothing', async () => {
  const step = { message: words('请缴纳业务费用'), state: 'now', by: 'customer', doneAt: null, dueOn: null };
  const timeline = [{ name: words('缴纳业务费'), ...step }];
  const wanted = { kind: 'step', round: null, items: [], note: '', step: kind.steps[0] };
  const followed = { ...draft, status: 'waiting', step: 'fees', following: true, wanted, timeline };
  signedIn({ [`GET /applications/${caseNo}`]: { body: followed } });
  phone.params = { caseNo };
  render(<ApplicationPage />);
  expect(await screen.findByText('等申请人办理')).toBeTruthy();
  expect(screen.getByText('由申请人办理，不计入时限')).toBeTruthy();
  expect(screen.queryByText(/请缴纳|您办理/)).toBeNull();
});

test('one of the service stars is asked for as the manager, or anybody', async () => {
  const star = {
    id: '7f000001-0000-4000-8000-000000000001',
    name: '李娜',
    stars: 5,
    score: 9_500,
    ratings: 12,
  };
  const asked: unknown[] = [];
  signedIn({
    [`GET /applications/${caseNo}`]: { body: { ...draft, wished: null } },
    'GET /service-stars': { body: { months: [{ month: '2026-10', stars: [star] }] } },
    [`POST /applications/${caseNo}`]: ({ data }: Asked) => {
      const { wishedStaffId } = data as { wishedStaffId: string | null };
      asked.push(wishedStaffId);
      return { body: { ...draft, wished: wishedStaffId ? { id: star.id, name: star.name } : null } };
    },
  });
  phone.params = { caseNo };
  render(<FormPage />);
  fireEvent.click(await screen.findByRole('radio', { name: '李娜' }));
  await waitFor(() =>
    expect(screen.getByRole('radio', { name: '李娜' })).toHaveProperty('ariaChecked', 'true'),
  );
  fireEvent.click(screen.getByRole('radio', { name: '不指定' }));
  await waitFor(() => expect(asked).toEqual([star.id, null]));
});

test('nobody is told to bind a household while theirs are being asked for, or could not be had', async () => {
  const toBind = () => screen.queryByRole('button', { name: '绑定户号' });
  let arrive = (_: { body: object }) => {};
  signedIn({
    'GET /application-kinds': {
      body: {
        kinds: [
          {
            ...kind,
            summary: words('电表换个位置'),
            subject: 'household',
            limit: { workingDays: 5, source: '—' },
            papers: [],
            fees: [],
          },
        ],
      },
    },
    'GET /households': () => new Promise(resolve => (arrive = resolve)),
  });
  phone.params = { kind: 'meter-move' };
  render(<KindPage />);
  await screen.findByText('电表换个位置');
  expect(toBind()).toBeNull();
  phone.answer = () => 'no answer';
  act(() => {
    for (const shown of phone.shown) shown();
  });
  expect(await screen.findAllByRole('button', { name: '重试' })).toBeTruthy();
  expect(toBind()).toBeNull();
  arrive({ body: { households: [] } });
});
