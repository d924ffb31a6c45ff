import type { Dunning, Forecast, MyOutage } from '@api/types';
import { act, fireEvent, render, screen, within } from '@testing-library/react';
import { endSession } from '@/state/session';
import { household, summary } from '../../../test/answers';
import { signedIn } from '../../../test/signed-in';
import { phone } from '../../../test/taro';
import HomePage from './index';

const home = `/households/${household.accountNo}/summary`;
const works = {
  'GET /households': { body: { households: [household] } },
  [`GET ${home}`]: { body: summary },
};

test('a visitor sees what the hall is for and one way in', () => {
  phone.reset();
  endSession();
  render(<HomePage />);
  fireEvent.click(screen.getByRole('button', { name: '登录' }));
  expect(phone.went).toEqual(['navigateTo /packages/account/sign-in/index']);
});

test('a resident sees what is owed and until when, and is one tap from paying it', async () => {
  signedIn(works);
  render(<HomePage />);
  expect(await screen.findByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('请在 2026年11月30日前缴费')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '立即缴费' }));
  expect(phone.went).toEqual([
    `navigateTo /packages/pay/checkout/index?accountNo=${household.accountNo}&mode=bills`,
  ]);
});

test('eight services stand on the first page, and all others behind one tap', async () => {
  signedIn(works);
  render(<HomePage />);
  const services = await screen.findByRole('navigation', { name: '服务' });
  const names = () =>
    within(services)
      .getAllByRole('button')
      .map(one => one.textContent);
  await screen.findByText('¥123.45');
  expect(names()).toEqual([
    ...['账单', '用电情况', '预存电费', '缴费记录', '业务办理', '消息', '帮助', '我的'],
    '全部服务',
  ]);
  fireEvent.click(within(services).getByRole('button', { name: '全部服务' }));
  expect(names()).toHaveLength(15);
  fireEvent.click(within(services).getByRole('button', { name: '停电信息' }));
  expect(phone.went).toEqual(['navigateTo /packages/outage/list/index']);
  fireEvent.click(within(services).getByRole('button', { name: '收起' }));
  expect(names()).toHaveLength(9);
});

test('a month without data says so and is not a zero', async () => {
  signedIn(works);
  render(<HomePage />);
  expect(await screen.findByText('缺')).toBeTruthy();
  expect(screen.queryByText('0 度')).toBeNull();
});

test('without a household the page says how to get one', async () => {
  signedIn({ 'GET /households': { body: { households: [] } } });
  render(<HomePage />);
  fireEvent.click(await screen.findByRole('button', { name: '绑定户号' }));
  expect(phone.went).toEqual(['navigateTo /packages/household/bind/index']);
});

test('without a network the last known bill stays, and the page says what it means for the money', async () => {
  signedIn(works);
  render(<HomePage />);
  await screen.findByText('¥123.45');
  phone.answer = () => 'no answer';
  act(() => {
    for (const shown of phone.shown) shown();
  });
  expect((await screen.findAllByText('没有连上服务器，请检查网络')).length).toBeGreaterThan(0);
  expect(screen.getAllByText('您的钱没有变动。').length).toBeGreaterThan(0);
  expect(screen.getByText('¥123.45')).toBeTruthy();
});

test('a failure of the server shows its message and the number to quote', async () => {
  signedIn({
    'GET /households': {
      status: 500,
      body: { error: 'internal', message: '服务暂时不可用', details: [], requestId: 'req-77' },
    },
  });
  render(<HomePage />);
  expect(await screen.findByText('服务暂时不可用')).toBeTruthy();
  expect(screen.getByText('请求编号 req-77（咨询时请提供）')).toBeTruthy();
});

test('when the session has ended, nothing of the person stays on the device', async () => {
  signedIn({
    'GET /households': {
      status: 401,
      body: { error: 'unauthenticated', message: '请登录', details: [], requestId: 'r' },
    },
  });
  render(<HomePage />);
  expect(await screen.findByRole('button', { name: '登录' })).toBeTruthy();
  expect([...phone.storage.keys()].filter(key => /session|answers|household/.test(key))).toEqual([]);
});

const quiet: Dunning = {
  stage: null,
  debtFen: 0,
  daysOverdue: 0,
  disconnectOn: null,
  disconnectAt: null,
  clearedAt: null,
  restoreBy: null,
  stopped: false,
  supply: { state: 'connected', since: null },
  plan: null,
  lateFees: [],
};
const dunned = (change: Partial<Dunning>) =>
  signedIn({
    ...works,
    [`GET /households/${household.accountNo}/dunning`]: { body: { ...quiet, ...change } },
    'GET /config': { body: { hotline: '95598' } },
  });
const off = { state: 'suspended', since: '2026-11-22T02:00:00.000Z' } as const;

test('whose power is off reads why, what brings it back, and whom to call', async () => {
  dunned({ stage: 'suspended', debtFen: 12_345, daysOverdue: 45, supply: off });
  render(<HomePage />);
  expect(await screen.findByRole('heading', { name: '已停电' })).toBeTruthy();
  expect(screen.getByText(/2026年11月22日 10:00 起停电。缴清逾期电费 ¥123.45 后自动复电/)).toBeTruthy();
  expect(await screen.findByRole('button', { name: /95598/ })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '去缴费' }));
  expect(phone.went).toEqual([
    `navigateTo /packages/pay/checkout/index?accountNo=${household.accountNo}&mode=bills`,
  ]);
});

test('a formal notice stands on the first page with its day; reminders do not', async () => {
  dunned({ stage: 'noticed', debtFen: 12_345, daysOverdue: 31, disconnectOn: '2026-12-08' });
  render(<HomePage />);
  expect(await screen.findByText(/已逾期 31 天。2026年12月8日起可能停电/)).toBeTruthy();
});

test('who has paid reads by when power is back, and is not asked to pay again', async () => {
  dunned({ stage: 'restoring', restoreBy: '2026-11-23T02:00:00.000Z', supply: off });
  render(<HomePage />);
  expect(await screen.findByText(/最迟 2026年11月23日 10:00 恢复/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: '去缴费' })).toBeNull();
});

test('who has agreed on parts and gets power back is not said to have paid', async () => {
  dunned({ stage: 'restoring', debtFen: 12_345, restoreBy: '2026-11-23T02:00:00.000Z', supply: off });
  render(<HomePage />);
  expect(await screen.findByText(/^已下令复电，最迟 2026年11月23日 10:00 恢复/)).toBeTruthy();
});

test.each(['reminding', null] as const)('at stage %s the first page stays quiet', async stage => {
  dunned({ stage, debtFen: 12_345, daysOverdue: 5 });
  render(<HomePage />);
  await screen.findByText('¥123.45');
  expect(screen.queryByRole('button', { name: '去缴费' })).toBeNull();
});

const forecast: Forecast = {
  paymentMode: 'prepaid',
  asOf: '2026-11-28',
  since: '2026-10-31',
  energySince: '140.00',
  costSinceFen: 7_600,
  keptFen: 9_950,
  owedFen: 0,
  runningFen: 2_350,
  perDayEnergy: '5.00',
  perDayFen: 270,
  daysLeft: { days: 8, low: 6, high: 11 },
  missingDays: 0,
  month: { month: '2026-11', energy: '150.00', fen: 8_200, lowFen: 7_800, highFen: 8_600 },
};
const forecasts = (body: Forecast) =>
  signedIn({ ...works, [`GET /households/${household.accountNo}/forecast`]: { body } });

test('the days that money lasts stand on the first page, with the month as it will be and how sure that is', async () => {
  forecasts(forecast);
  render(<HomePage />);
  expect(await screen.findByText('约可用 8 天')).toBeTruthy();
  expect(screen.getByText('¥23.50')).toBeTruthy();
  expect(screen.getByText('2026年11月电费预测')).toBeTruthy();
  expect(screen.getByText('大约在 ¥78.00 至 ¥86.00 之间')).toBeTruthy();
});

test('who pays bills has no days left, and who has no readings no forecast', async () => {
  forecasts({ ...forecast, paymentMode: 'postpaid', keptFen: 0 });
  const { unmount } = render(<HomePage />);
  expect(await screen.findByText('2026年11月电费预测')).toBeTruthy();
  expect(screen.queryByText(/约可用/)).toBeNull();
  unmount();
  forecasts({ ...forecast, runningFen: null, daysLeft: null, month: null });
  render(<HomePage />);
  await screen.findByText('¥123.45');
  expect(screen.queryByText('余额与预测')).toBeNull();
});

test.each([
  ['days ahead below it', '2099-12-01T00:00:00.000Z', 'published', Node.DOCUMENT_POSITION_FOLLOWING],
  ['of today above it', new Date().toISOString(), 'under-way', Node.DOCUMENT_POSITION_PRECEDING],
])('the sum owed comes first, an outage %s', async (_, fromAt, status, place) => {
  const outage = {
    ...{ outageNo: 'TD20261201000001', kind: 'planned', status, reason: '更换变压器', area: '昆嵛路' },
    ...{ fromAt, untilAt: '2099-12-01T04:00:00.000Z', homes: [] },
  } as unknown as MyOutage;
  signedIn({ ...works, 'GET /outages': { body: { outages: [outage] } } });
  render(<HomePage />);
  const sum = await screen.findByText('¥123.45');
  const card = await screen.findByText('计划停电 · 更换变压器');
  expect(sum.compareDocumentPosition(card) & place).toBeTruthy();
});

test('of many outages two stand on the first page, and the way to all of them', async () => {
  const outages = [1, 2, 3].map(
    day =>
      ({
        outageNo: `TD2026120${day}000001`,
        kind: 'planned',
        status: 'published',
        reason: '更换变压器',
        area: '昆嵛路',
        fromAt: `2099-12-0${day}T00:00:00.000Z`,
        untilAt: `2099-12-0${day}T04:00:00.000Z`,
        homes: [{ accountNo: household.accountNo, nickname: null, address: '昆嵛路12号楼' }],
      }) as unknown as MyOutage,
  );
  signedIn({ ...works, 'GET /outages': { body: { outages } } });
  render(<HomePage />);
  fireEvent.click(await screen.findByRole('button', { name: '查看全部 3 次停电' }));
  expect(screen.getAllByText('计划停电 · 更换变压器')).toHaveLength(2);
  expect(phone.went).toEqual(['navigateTo /packages/outage/list/index']);
});
