import { fireEvent, render, screen } from '@testing-library/react';
import { endSession } from '@/state/session';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import StarsPage from './index';

const star = (id: string, name: string) => ({ id, name, stars: 5, score: 9_650, ratings: 12 });
const months = [
  { month: '2026-11', stars: [star('7', '林晓梅')] },
  { month: '2026-10', stars: [star('8', '周建国')] },
];
const answers = { 'GET /service-stars': { body: { months } } };

test('the stars of each month stand with what they were judged by, and those of now can be asked for', async () => {
  signedIn(answers);
  render(<StarsPage />);
  expect(await screen.findByText('林晓梅')).toBeTruthy();
  expect(screen.getAllByText('96.50分 · 12次评价')).toHaveLength(2);
  expect(screen.queryByRole('button', { name: '请周建国受理' })).toBeNull();
  fireEvent.click(screen.getByRole('button', { name: '请林晓梅受理' }));
  expect(phone.went).toEqual(['navigateTo /packages/service/say/index?wished=7']);
});

test('a visitor reads them, too', async () => {
  signedIn(answers);
  endSession();
  render(<StarsPage />);
  expect(await screen.findByText('林晓梅')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '请林晓梅受理' })).toBeNull();
});

test('before the first month is judged the page says when', async () => {
  signedIn({ 'GET /service-stars': { body: { months: [] } } });
  render(<StarsPage />);
  expect(await screen.findByText('每月初公布上个月的服务之星。')).toBeTruthy();
});
