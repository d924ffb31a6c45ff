import type { ServiceReport } from '@api/types';
import { render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import ReportsPage from './index';

const report = {
  month: '2026-10',
  content: {
    kinds: [
      { kind: 'complaint', opened: 12, answered: 11, inTime: 10 },
      { kind: 'reminder', opened: 2, answered: 2, inTime: 2 },
    ],
    ratings: { count: 30, satisfied: 28 },
    followUps: { answered: 9, satisfied: 8 },
    findings: [{ summary: '抄表日推迟一天未通知客户，已改为提前公告。' }],
  },
} as unknown as ServiceReport;

test('a month says what people said, how much of it in time, what they thought of it, and what was found', async () => {
  signedIn({ 'GET /service-reports': { body: { reports: [report] } } });
  render(<ReportsPage />);
  expect(await screen.findByText('2026年10月')).toBeTruthy();
  expect(screen.getByText('受理12，答复11，按时10')).toBeTruthy();
  expect(screen.getByText('催办')).toBeTruthy();
  expect(screen.getByText('30次，满意28次')).toBeTruthy();
  expect(screen.getByText('抄表日推迟一天未通知客户，已改为提前公告。')).toBeTruthy();
  expect(screen.getByRole('button', { name: '打开 PDF' })).toBeTruthy();
});

test('before the first there is one sentence about what will be here', async () => {
  signedIn({ 'GET /service-reports': { body: { reports: [] } } });
  render(<ReportsPage />);
  expect(await screen.findByText('每月公布上个月大家反映了什么、办得怎样，不含任何个人信息。')).toBeTruthy();
});
