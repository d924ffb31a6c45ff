import { fireEvent, render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import CasesPage from './index';

const working = {
  caseNo: 'SR2026112900000001',
  kind: 'complaint',
  status: 'working',
  words: '这个月电费比上个月多了一倍，家里没有添电器，也没有人多住，请派人看看电表',
  promisedAt: '2026-12-04T02:00:00.000Z',
  answeredAt: null,
};
const answered = {
  ...working,
  caseNo: 'SR2026112000000002',
  status: 'answered',
  words: '路灯不亮',
  answeredAt: '2026-11-24T06:30:00.000Z',
};

test('each thing I said stands with its beginning, how it stands, and by when there is an answer', async () => {
  signedIn({ 'GET /cases': { body: { cases: [working, answered] } } });
  render(<CasesPage />);
  const first = await screen.findByRole('button', { name: /处理中/ });
  expect(first.textContent).toContain('这个月电费比上个月多了一倍，家里没有添电器，也没…');
  expect(first.textContent).toContain('2026年12月4日 10:00前答复');
  expect(screen.getByText('2026年11月24日 14:30答复')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /已答复，请评价/ }));
  expect(phone.went).toEqual(['navigateTo /packages/service/case/index?caseNo=SR2026112000000002']);
});

test('who has said nothing yet reads what can be said here, and begins', async () => {
  signedIn({ 'GET /cases': { body: { cases: [] } } });
  render(<CasesPage />);
  fireEvent.click(await screen.findByRole('button', { name: '我要反映' }));
  expect(screen.getByText(/报修、咨询、投诉、建议都可以在这里提交/)).toBeTruthy();
  expect(phone.went).toEqual(['navigateTo /packages/service/say/index']);
});
