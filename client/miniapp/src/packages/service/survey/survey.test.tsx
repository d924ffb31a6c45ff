import type { Survey } from '@api/types';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import SurveyPage from './index';

const surveyNo = 'DC2026110001';
const words = (zh: string, en: string) => ({ zh, en });
const survey = {
  surveyNo,
  titleZh: '缴费服务满意度',
  titleEn: 'How paying went',
  answered: false,
  questions: [
    { kind: 'scale', ...words('缴费方便吗？', 'Is paying easy?') },
    {
      kind: 'choice',
      many: true,
      ...words('您用过哪些方式？', 'Which ways have you used?'),
      options: [words('微信', 'WeChat'), words('营业厅', 'The counter'), words('银行代扣', 'Direct debit')],
    },
    { kind: 'text', ...words('还有什么想说的？', 'Anything else?') },
  ],
} as unknown as Survey;

function invited(change: Partial<Survey> = {}) {
  const answers: Asked['data'][] = [];
  signedIn({
    [`GET /surveys/${surveyNo}`]: { body: { ...survey, ...change } },
    [`POST /surveys/${surveyNo}/answers`]: ({ data }) => {
      answers.push(data);
      return { body: { ...survey, answered: true } };
    },
  });
  phone.params = { surveyNo };
  render(<SurveyPage />);
  return answers;
}
const send = () => screen.getByRole('button', { name: '提交' }) as HTMLButtonElement;

test('who answers reads first that nobody learns who said it, and sends once what is asked is answered', async () => {
  const answers = invited();
  expect(await screen.findByText(/不记名：您的回答与您的姓名分开保存/)).toBeTruthy();
  expect(send().disabled).toBe(true);
  fireEvent.click(screen.getByRole('radio', { name: '4分' }));
  expect(send().disabled).toBe(true);
  const ways = within(screen.getByRole('group', { name: '2. 您用过哪些方式？' }));
  for (const name of ['微信', '营业厅', '银行代扣', '营业厅']) fireEvent.click(ways.getByText(name));
  expect(send().disabled).toBe(false);
  fireEvent.click(send());
  expect(await screen.findByText('已收到您的回答，谢谢您')).toBeTruthy();
  // Words may be left out, and are then nothing rather than an empty text.
  expect(answers).toEqual([{ answers: [4, [0, 2], null] }]);
  expect(screen.queryByRole('button', { name: '提交' })).toBeNull();
});

test('what was answered already is not asked again', async () => {
  invited({ answered: true });
  expect(await screen.findByText('已收到您的回答，谢谢您')).toBeTruthy();
  expect(screen.queryByRole('radio')).toBeNull();
});

test('without a number the page says where invitations are found', () => {
  signedIn({});
  render(<SurveyPage />);
  expect(screen.getByText('没有找到这份调查')).toBeTruthy();
  expect(screen.getByText('收到邀请的调查会列在“评价与回访”里。')).toBeTruthy();
});
