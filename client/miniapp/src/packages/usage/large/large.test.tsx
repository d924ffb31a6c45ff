import { fireEvent, render, screen } from '@testing-library/react';
import { accountNo } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import LargeReportsPage from './index';

const figures = { maxDemand: 125, active: 42_000, powerFactor: 872, loadRate: 47 };
const quarter = (name: string, advice: string) => ({
  quarter: name,
  now: figures,
  before: { maxDemand: 0, active: 0, powerFactor: null, loadRate: null },
  advice: [{ zh: advice, en: advice }],
  months: [
    { month: '2026-07', maxDemand: 121, powerFactor: 856 },
    { month: '2026-09', maxDemand: 130, powerFactor: 900 },
  ],
});

function shown(reports: object) {
  signedIn({
    [`GET /households/${accountNo}/large-reports`]: { body: reports },
    [`GET /households/${accountNo}/quarters/2026-Q3`]: {
      body: quarter('2026-Q3', '功率因数偏低，建议加装补偿'),
    },
    [`GET /households/${accountNo}/quarters/2026-Q2`]: { body: quarter('2026-Q2', '负荷平稳') },
  });
  phone.params = { accountNo };
  render(<LargeReportsPage />);
}
const large = {
  large: true,
  quarters: ['2026-Q3', '2026-Q2'],
  statements: [
    { month: '2026-10', totalFen: 1_234_567, owedFen: 234_567 },
    { month: '2026-09', totalFen: 1_000_000, owedFen: 0 },
  ],
};

test('a statement says what the month cost and what of it is owed, each sum once with its sign', async () => {
  shown(large);
  expect(await screen.findByText('电费 ¥12,345.67 · 未付 ¥2,345.67')).toBeTruthy();
  expect(screen.getByText('电费 ¥10,000.00')).toBeTruthy();
  expect(screen.getByText('2026年10月对账单（PDF）')).toBeTruthy();
});

test('a quarter begins with advice, stands beside the one before, and shows a month without data as a gap', async () => {
  shown(large);
  expect(await screen.findByText('功率因数偏低，建议加装补偿')).toBeTruthy();
  expect(screen.getByText('125 千瓦（上季 —）')).toBeTruthy();
  expect(screen.getByText('0.87（上季 —）')).toBeTruthy();
  expect(screen.getByText('2026年9月 130 千瓦')).toBeTruthy();
  fireEvent.click(screen.getAllByRole('button', { name: '前一个月' })[0]!);
  expect(screen.getByText(/2026年8月.*没有数据/)).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '2026年第2季度' }));
  expect(await screen.findByText('负荷平稳')).toBeTruthy();
});

test('whoever is no large customer reads where their own use is', async () => {
  shown({ large: false, quarters: [], statements: [] });
  expect(await screen.findByText('本户不是大客户；您的用电可以在“用电”里查看。')).toBeTruthy();
});
