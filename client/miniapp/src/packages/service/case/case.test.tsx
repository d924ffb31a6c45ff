import type { ServiceCase } from '@api/types';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { type Answer, phone, type Reply } from '../../../../test/taro';
import CasePage from './index';

const caseNo = 'SR2026112900000001';
const working: ServiceCase = {
  caseNo,
  kind: 'complaint',
  complaintClass: 'business',
  status: 'working',
  accountNo: '3701234567890',
  words: '这个月电费比上个月多了一倍',
  anonymous: false,
  confidential: false,
  mergedInto: null,
  outcome: null,
  answer: null,
  remedy: null,
  openedAt: '2026-11-29T02:00:00.000Z',
  contactDueAt: '2026-11-30T02:00:00.000Z',
  contactedAt: null,
  answerDueAt: '2026-12-04T02:00:00.000Z',
  answeredAt: null,
  closedAt: null,
  owner: '林晓梅',
  wishedName: null,
  responsible: [
    {
      role: 'first',
      name: '陈立新',
      teamZh: '营业一班',
      teamEn: 'Counter team 1',
      teamPhone: null,
      from: '2026-11-29T02:00:00.000Z',
    },
    {
      role: 'now',
      name: '林晓梅',
      teamZh: '营业一班',
      teamEn: 'Counter team 1',
      teamPhone: '0631-5220001',
      from: '2026-11-29T03:00:00.000Z',
    },
  ],
  promisedAt: '2026-12-04T02:00:00.000Z',
  place: null,
  acts: ['remind', 'add', 'withdraw'],
  events: [
    { at: '2026-11-29T02:00:00.000Z', act: 'open', by: 'person', words: null },
    { at: '2026-11-29T03:00:00.000Z', act: 'hand-over', by: 'staff', words: null },
  ],
  rating: null,
};
const answered: ServiceCase = {
  ...working,
  status: 'answered',
  outcome: 'upheld',
  answer: '电表走快，已换表并退还 35.20 元。',
  remedy: '换表',
  answeredAt: '2026-12-02T06:30:00.000Z',
  acts: ['accept', 'reopen', 'add'],
};

function opened(shown: ServiceCase, more: Record<string, Reply | Answer> = {}) {
  signedIn({
    [`GET /cases/${caseNo}`]: { body: shown },
    [`GET /cases/${caseNo}/attachments`]: { body: { attachments: [] } },
    ...more,
  });
  phone.params = { caseNo };
  render(<CasePage />);
}
const sent = (path: string) => phone.asked.filter(asked => asked.method === 'POST' && asked.path === path);

test('a case says who answers for it, who has it now with a telephone, and by when I hear', async () => {
  opened(working);
  expect(await screen.findByText('陈立新 · 营业一班')).toBeTruthy();
  expect(screen.getByText('林晓梅 · 营业一班')).toBeTruthy();
  expect(screen.getByText('2026年11月29日 11:00起 · 0631-5220001')).toBeTruthy();
  expect(screen.getByText('2026年11月30日 10:00前联系您')).toBeTruthy();
  expect(screen.getByText('2026年12月4日 10:00前答复')).toBeTruthy();
  expect(screen.getByText('电费与营业')).toBeTruthy();
  // What happened last stands first.
  const log = screen.getByText('转给更合适的同事').closest('ol')!;
  expect(log.textContent).toMatch(/转给更合适的同事.*提交/);
});

test('hurried once, added to, and withdrawn only after one more question', async () => {
  const hurried = {
    ...working,
    events: [...working.events, { at: '2026-11-30T02:00:00.000Z', act: 'remind', by: 'person', words: null }],
  };
  opened(working, {
    [`POST /cases/${caseNo}/reminders`]: { body: hurried },
    [`POST /cases/${caseNo}/words`]: { body: hurried },
    [`POST /cases/${caseNo}/withdrawal`]: { body: { ...working, status: 'withdrawn', acts: [] } },
  });
  const hurry = (await screen.findByRole('button', { name: '催办' })) as HTMLButtonElement;
  fireEvent.click(hurry);
  expect(await screen.findByText('已催办，负责人会看到')).toBeTruthy();
  expect(screen.getByText('您催办了一次')).toBeTruthy();
  expect(hurry.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('补充内容'), { target: { value: ' 上月也多 ' } });
  fireEvent.click(screen.getByRole('button', { name: '提交补充' }));
  await waitFor(() => expect((screen.getByLabelText('补充内容') as HTMLTextAreaElement).value).toBe(''));
  const [added] = sent(`/cases/${caseNo}/words`);
  expect(added?.data).toEqual({ words: '上月也多' });
  // Two intentions, two keys.
  const [reminder] = sent(`/cases/${caseNo}/reminders`);
  expect(added?.header['Idempotency-Key']).not.toBe(reminder?.header['Idempotency-Key']);

  fireEvent.click(screen.getByRole('button', { name: '撤回诉求' }));
  expect(sent(`/cases/${caseNo}/withdrawal`)).toEqual([]);
  fireEvent.click(screen.getByRole('button', { name: '撤回诉求' }));
  expect(await screen.findByText('已撤回')).toBeTruthy();
  expect(screen.queryByRole('button', { name: '催办' })).toBeNull();
});

test('an answer is rated with stars and words, and not being content has it opened again', async () => {
  opened(answered, {
    [`POST /cases/${caseNo}/rating`]: { body: { ...working, events: working.events } },
  });
  expect(await screen.findByText('经核实属实')).toBeTruthy();
  expect(screen.getByText('电表走快，已换表并退还 35.20 元。')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '2星' }));
  fireEvent.change(screen.getByLabelText('想说的话（可不填）'), { target: { value: '还是快' } });
  fireEvent.click(screen.getByRole('button', { name: '不满意，重新办理' }));
  expect(await screen.findByText('处理中')).toBeTruthy();
  expect(sent(`/cases/${caseNo}/rating`).map(({ data }) => data)).toEqual([
    { stars: 2, satisfied: false, words: '还是快' },
  ]);
});

test('one that was joined with another leads there; without a number the page says what stands here', async () => {
  opened({ ...working, status: 'merged', mergedInto: 'SR2026112000000002', acts: [] });
  fireEvent.click(await screen.findByRole('button', { name: '查看合并后的诉求' }));
  expect(phone.went).toEqual(['navigateTo /packages/service/case/index?caseNo=SR2026112000000002']);
  phone.params = {};
  render(<CasePage />);
  expect(screen.getByText('这里会列出您反映的问题')).toBeTruthy();
});
