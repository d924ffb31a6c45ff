import type { MyOutage, OutageProposal } from '@api/types';
import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { dayOf, instantOf } from '@/features/outage/outage-days';
import { day } from '@/i18n/formats';
import { signedIn } from '../../../test/signed-in';
import { type Asked, phone } from '../../../test/taro';
import OutagesPage from './list/index';
import ProposalsPage from './proposals/index';

const inDays = (days: number) => dayOf(Date.now() + days * 86_400_000);
const at = (days: number, time: string) => instantOf(inDays(days), time) as string;

const planned = {
  outageNo: 'TD20261201000001',
  kind: 'planned',
  status: 'published',
  reason: '变压器增容改造',
  area: '文登区昆嵛路',
  fromAt: at(40, '08:30'),
  untilAt: at(40, '17:00'),
  homes: [{ accountNo: '3710000000001', nickname: '老家', address: '昆嵛路88号' }],
} as unknown as MyOutage;

/** Turns the calendar's pages until the month of that day is shown. */
function turnTo(date: string): void {
  const months = (to: string) => Number(to.slice(0, 4)) * 12 + Number(to.slice(5, 7));
  for (let turns = months(date) - months(inDays(0)); turns > 0; turns -= 1)
    fireEvent.click(screen.getByRole('button', { name: '下个月' }));
}

test('the calendar marks the day of an outage, says how many, and opens what is on it', async () => {
  signedIn({ 'GET /outages': { body: { outages: [planned] } } });
  render(<OutagesPage />);
  await screen.findByText('停电日历');
  const date = inDays(40);
  turnTo(date);
  const marked = screen.getByRole('button', { name: `${day(date, 'zh')}，1次停电` });
  fireEvent.click(marked);
  const rows = await screen.findAllByText(/变压器增容改造/);
  expect(rows).toHaveLength(2);
  expect(screen.getAllByText(/老家/).length).toBeGreaterThan(0);
  fireEvent.click(rows[1]!);
  await waitFor(() => expect(phone.went.join()).toContain('TD20261201000001'));
});

test('a day without an outage says so, and so does a list without one', async () => {
  signedIn({ 'GET /outages': { body: { outages: [] } } });
  render(<OutagesPage />);
  await screen.findByText('停电日历');
  const name = `${day(inDays(0), 'zh')}，没有停电`;
  fireEvent.click(screen.getByRole('button', { name }));
  expect(screen.getAllByText(name).length).toBeGreaterThan(0);
});

const accountNo = '3710000000009';
const proposal = {
  id: 7,
  outageNo: 'TD20261201000002',
  state: 'to-answer',
  reason: '线路检修',
  area: '工业园',
  rounds: [
    {
      round: 1,
      side: 'utility',
      act: 'propose',
      note: '',
      madeAt: at(-1, '10:00'),
      fromAt: at(20, '08:00'),
      untilAt: at(20, '18:00'),
      answerByAt: at(3, '18:00'),
    },
  ],
} as unknown as OutageProposal;

function asked() {
  const answers: Asked['data'][] = [];
  signedIn({
    [`GET /households/${accountNo}/outage-proposals`]: { body: { proposals: [proposal] } },
    [`POST /households/${accountNo}/outage-proposals/7/answer`]: ({ data }) => {
      answers.push(data);
      return { body: { proposals: [{ ...proposal, state: 'answered' }] } };
    },
  });
  phone.params = { accountNo };
  return answers;
}

test('a proposal is agreed to only when asked once more', async () => {
  const answers = asked();
  render(<ProposalsPage />);
  fireEvent.click(await screen.findByRole('button', { name: '同意这个时间' }));
  const sure = within(screen.getByRole('group', { name: '同意这个时间' }));
  expect(answers).toEqual([]);
  fireEvent.click(sure.getByRole('button', { name: '确定同意' }));
  await screen.findByText('已答复，等待供电公司');
  expect(answers).toEqual([{ act: 'agree' }]);
});

test('another time needs a reason, and an end after its beginning', async () => {
  const answers = asked();
  render(<ProposalsPage />);
  fireEvent.click(await screen.findByRole('button', { name: '换个时间' }));
  const send = () => screen.getByRole('button', { name: '提出这个时间' });
  const fill = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  fill('日期', inDays(22));
  fill('开始时间', '19:00');
  fill('理由', '周日停产，影响最小');
  expect(screen.getByText('请填写今后的日期和先后正确的时间')).toBeTruthy();
  fireEvent.click(send());
  fill('开始时间', '09:00');
  fill('理由', '');
  fireEvent.click(send());
  expect(answers).toEqual([]);
  fill('理由', '周日停产，影响最小');
  fireEvent.click(send());
  await screen.findByText('已答复，等待供电公司');
  expect(answers).toEqual([
    { act: 'counter', fromAt: at(22, '09:00'), untilAt: at(22, '18:00'), note: '周日停产，影响最小' },
  ]);
});
