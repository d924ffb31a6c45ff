import type { AdoptedSuggestion } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { endSession } from '@/state/session';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import SuggestionsPage from './index';

const adopted = {
  title: '把收据放大',
  body: '老人看不清收据上的字。',
  reply: '收据已改用大字，下月起执行。',
  name: null,
  publishedAt: '2026-11-20T02:00:00.000Z',
  award: { award: '建议奖', amountFen: 20_000 },
} as unknown as AdoptedSuggestion;

const shown = (suggestions: AdoptedSuggestion[]) =>
  signedIn({ 'GET /suggestions': { body: { suggestions } } });

test('what was suggested stands with what was done and awarded, and bears a name only where its person said so', async () => {
  shown([adopted, { ...adopted, title: '加一个夜间窗口', name: '王建国', award: null }]);
  render(<SuggestionsPage />);
  expect(await screen.findByText('把收据放大')).toBeTruthy();
  expect(screen.getAllByText('收据已改用大字，下月起执行。')).toHaveLength(2);
  expect(screen.getByText(/¥200\.00/)).toBeTruthy();
  expect(screen.getAllByText(/王建国/)).toHaveLength(1);
  fireEvent.click(screen.getByRole('button', { name: '我也提建议' }));
  expect(phone.went).toEqual(['navigateTo /packages/service/say/index?kind=suggestion']);
});

test('a visitor reads them, and before there are any the page says what will be here', async () => {
  shown([]);
  endSession();
  render(<SuggestionsPage />);
  expect(await screen.findByText('还没有公开的建议')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '我也提建议' })).toBeNull();
});
