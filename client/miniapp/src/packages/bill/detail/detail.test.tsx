import { fireEvent, render, screen } from '@testing-library/react';
import { chooseLanguage } from '@/i18n/language';
import { accountNo, bill } from '../../../../test/answers';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import BillPage from './index';

beforeEach(() => {
  signedIn({ [`GET /households/${accountNo}/bills/B1`]: { body: bill } });
  phone.params = { accountNo, billNo: 'B1' };
});

test('a bill explains itself: readings, energy times price per tier, late fee, and what is still to pay', async () => {
  render(<BillPage />);
  expect(await screen.findByText('第一档：200.00 度 × 0.5469 元 = ¥109.38')).toBeTruthy();
  expect(screen.getByText('第二档：34.50 度 × 0.5969 元 = ¥20.59')).toBeTruthy();
  expect(screen.getByText('逾期 12 天')).toBeTruthy();
  expect(screen.getByText('12,034.20 → 12,268.70')).toBeTruthy();
  expect(screen.getByText('还需缴纳')).toBeTruthy();
  expect(screen.getByText('¥123.45')).toBeTruthy();
  expect(screen.getByText('部分已缴')).toBeTruthy();
});

test('it does so in English, too', async () => {
  chooseLanguage('en');
  render(<BillPage />);
  expect(await screen.findByText('12 days late')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1, name: 'Bill of Oct 2026' })).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: '中文' }));
  expect(await screen.findByText('逾期 12 天')).toBeTruthy();
});
