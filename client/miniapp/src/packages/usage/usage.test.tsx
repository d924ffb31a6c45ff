import { fireEvent, render, screen } from '@testing-library/react';
import { accountNo } from '../../../test/answers';
import { signedIn } from '../../../test/signed-in';
import { phone } from '../../../test/taro';
import UsagePage from './history/index';
import PlansPage from './plans/index';

const months = [
  ['2025-10', '200.00'],
  ...['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04', '2026-05'].map(one => [
    one,
    '150.00',
  ]),
  ['2026-06', null],
  ...['2026-07', '2026-08'].map(one => [one, '300.00']),
  ['2026-09', '240.00'],
  ['2026-10', '180.00'],
].map(([month, energy]) => ({ month, energy, peak: null, valley: null, estimated: false, totalFen: 9_900 }));

const plans = {
  current: 'flat',
  unavailable: null,
  flatFen: 120_000,
  timeOfUseFen: 111_100,
  energy: '2000.00',
  valley: '900.00',
  months: [{ month: '2026-10', energy: '180.00', valley: '90.00', flatFen: 9_900, timeOfUseFen: 9_000 }],
  leftOut: ['2026-06'],
};

let tierLimits: string[] = [];
beforeEach(() => {
  tierLimits = [];
  signedIn({
    [`GET /households/${accountNo}/usage?months=36`]: { body: { months } },
    [`GET /households/${accountNo}/usage/tier`]: () => ({
      body: {
        year: '2026',
        asOf: '2026-11-21',
        used: tierLimits.length ? '2700.00' : '0.00',
        usedBefore: tierLimits.length ? '2500.00' : '0.00',
        limits: tierLimits,
        tier: tierLimits.length ? 2 : null,
        toNextTier: null,
        months: tierLimits.length ? 12 : null,
      },
    }),
    [`GET /households/${accountNo}/usage/daily?days=7`]: {
      body: {
        asOf: '2026-11-21',
        days: [
          { on: '2026-11-18', energy: '7.20', peak: null, valley: null, estimated: false },
          { on: '2026-11-19', energy: '6.10', peak: null, valley: null, estimated: true },
          { on: '2026-11-20', energy: null, peak: null, valley: null, estimated: false },
          { on: '2026-11-21', energy: '8.40', peak: '5.40', valley: '3.00', estimated: false },
        ],
      },
    },
    [`GET /households/${accountNo}/usage/plans`]: { body: plans },
  });
  phone.params = { accountNo };
});

test('a month is told beside the month before and the same month last year', async () => {
  render(<UsagePage />);
  expect(await screen.findByText('180 度')).toBeTruthy();
  expect(screen.getByText('比上月 −25% · 比去年同月 −10%')).toBeTruthy();
});

test('a missing month is a gap with a word, in the chart and in the table', async () => {
  render(<UsagePage />);
  expect(await screen.findByText('断开的月份没有数据')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '查看表格' }));
  expect(screen.getAllByText('缺').length).toBeGreaterThan(0);
});

test('before the first reading there is a word of what will be here, and no empty chart', async () => {
  const { answer } = phone;
  const unread = months.map(one => ({ ...one, energy: null, totalFen: null }));
  phone.answer = asked =>
    asked.path.includes('/usage?months=') ? { body: { months: unread } } : answer(asked);
  render(<UsagePage />);
  expect(await screen.findByText('这里会显示每月的用电')).toBeTruthy();
  expect(screen.queryByText('断开的月份没有数据')).toBeNull();
});

test('the limits of the tiers stand as lines where the months cross them, and say what they are', async () => {
  tierLimits = ['2520.00', '4800.00'];
  render(<UsagePage />);
  expect(await screen.findByText('横线 210 度：第 1 档全年上限平均到每月')).toBeTruthy();
  // No month comes near the second.
  expect(screen.queryByText(/第 2 档全年上限/)).toBeNull();
});

test('the year’s tiers say what of their energy another system billed', async () => {
  tierLimits = ['2520.00', '4800.00'];
  render(<UsagePage />);
  expect(await screen.findByText('本年已用 2,700 度，当前第 2 档')).toBeTruthy();
  expect(screen.getByText('其中 2,500 度在启用本系统之前用的，已由原系统出账')).toBeTruthy();
});

test('seven days are a line, with peak and valley of the day chosen', async () => {
  render(<UsagePage />);
  fireEvent.click(await screen.findByRole('radio', { name: '近 7 天' }));
  expect((await screen.findAllByText('8.4 度')).length).toBe(2);
  expect(screen.getByText('谷 3 度（36%）')).toBeTruthy();
  expect(screen.getByText('断开的日期没有数据')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '前一天' }));
  expect(screen.getByText('2026年11月20日没有数据')).toBeTruthy();
});

test('the table tells peak and valley apart where any reading does, and has no such columns where none does', async () => {
  render(<UsagePage />);
  fireEvent.click(await screen.findByRole('button', { name: '查看表格' }));
  const table = () =>
    screen.getAllByRole('row').map(({ children }) => [...children].map(cell => cell.textContent));
  expect(table()[0]).toEqual(['月份', '用电（度）', '电费']);
  fireEvent.click(screen.getByRole('radio', { name: '近 7 天' }));
  fireEvent.click(await screen.findByRole('button', { name: '查看表格' }));
  expect(table()).toEqual([
    ['日期', '用电（度）', '峰（度）', '谷（度）'],
    ['2026年11月21日', '8.40', '5.40', '3.00'],
    ['2026年11月20日', '缺', '缺', '缺'],
    ['2026年11月19日', '6.10 · 估算', '缺', '缺'],
    ['2026年11月18日', '7.20', '缺', '缺'],
  ]);
});

test('an estimated day is dashed in the line, and said to be one when chosen and in the table', async () => {
  const { container } = render(<UsagePage />);
  fireEvent.click(await screen.findByRole('radio', { name: '近 7 天' }));
  expect(await screen.findByText('虚线段的日期为估算')).toBeTruthy();
  expect(screen.queryByText('虚线的月份为估算')).toBeNull();
  const line = container.querySelector<HTMLElement>('.chart__line');
  const drawn = decodeURIComponent(line?.getAttribute('style') ?? '');
  expect(drawn).toMatch(/<path d="M0.5 [\d.]+L1.5 [\d.]+" stroke-dasharray/);
  expect(screen.queryByText('估算')).toBeNull();
  for (let step = 0; step < 2; step += 1) fireEvent.click(screen.getByRole('button', { name: '前一天' }));
  expect(screen.getByText('6.1 度')).toBeTruthy();
  expect(screen.getByText('估算')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '查看表格' }));
  expect(screen.getByText('6.10 · 估算')).toBeTruthy();
});

test('the cheaper plan is named with the difference, and what was left out', async () => {
  render(<PlansPage />);
  expect(await screen.findByText('峰谷电价便宜')).toBeTruthy();
  expect(screen.getByText('¥89.00')).toBeTruthy();
  expect(screen.getByText('没有计入（缺峰谷读数）：2026年6月')).toBeTruthy();
});
