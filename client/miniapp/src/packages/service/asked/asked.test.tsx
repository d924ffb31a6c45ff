import { fireEvent, render, screen, within } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import AskedPage from './index';

const card = {
  id: 5,
  kind: 'counter',
  staffName: '林晓梅',
  happenedAt: '2026-11-29T02:00:00.000Z',
  rating: null,
};
const followUp = {
  id: 9,
  caseNo: 'SR2026112900000001',
  kind: 'complaint',
  words: '电表走得快',
  outcome: null,
};
const survey = {
  surveyNo: 'DC2026110001',
  titleZh: '缴费服务满意度',
  titleEn: 'How paying went',
  questions: 3,
  closesAt: '2026-12-30T16:00:00.000Z',
  answered: false,
};

function asked(lists: { cards?: object[]; followUps?: object[]; surveys?: object[] }) {
  const sent: Asked['data'][] = [];
  signedIn({
    'GET /ratings': { body: { cards: lists.cards ?? [] } },
    'GET /follow-ups': { body: { followUps: lists.followUps ?? [] } },
    'GET /surveys': { body: { surveys: lists.surveys ?? [] } },
    'POST /ratings/5': ({ data }) => {
      sent.push(data);
      return { body: { ...card, rating: { stars: 4 } } };
    },
    'POST /follow-ups/9/answer': ({ data }) => {
      sent.push(data);
      return { body: { ...followUp, outcome: 'unsatisfied' } };
    },
  });
  render(<AskedPage />);
  return sent;
}

test('who served me is rated by one tap, and thanked in the place of the stars', async () => {
  const sent = asked({ cards: [card] });
  expect(await screen.findByText('林晓梅为您服务 · 2026年11月29日 10:00')).toBeTruthy();
  const stars = within(screen.getByRole('group', { name: '给林晓梅评几颗星' }));
  fireEvent.click(stars.getByRole('button', { name: '4星' }));
  expect(await screen.findByText(/已评4星，谢谢您/)).toBeTruthy();
  expect(sent).toEqual([{ stars: 4 }]);
  expect(screen.queryByRole('group', { name: '给林晓梅评几颗星' })).toBeNull();
});

test('what is not settled is opened again, with what is still wrong', async () => {
  const sent = asked({ followUps: [followUp] });
  fireEvent.change(await screen.findByLabelText('哪里没有解决（可不填）'), {
    target: { value: ' 还是走得快 ' },
  });
  fireEvent.click(screen.getByRole('button', { name: '没有，重新办理' }));
  expect(await screen.findByText('您回答：不满意，已重新办理')).toBeTruthy();
  expect(sent).toEqual([{ satisfied: false, words: '还是走得快' }]);
});

test('a survey says how long it is, until when, and that it bears no name', async () => {
  asked({ surveys: [survey] });
  expect(await screen.findByText('3题，2026年12月30日截止，不记名')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /缴费服务满意度/ }));
  expect(phone.went).toEqual(['navigateTo /packages/service/survey/index?surveyNo=DC2026110001']);
});

test('where nothing is asked the page says when something will be', async () => {
  asked({});
  expect(await screen.findByText('现在没有要您回答的')).toBeTruthy();
  expect(screen.getByText(/可以在这里评价为您服务的人/)).toBeTruthy();
});
