import type { KnowledgeArticle } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { endSession } from '@/state/session';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import HelpPage from './index';

const article = (code: string, section: string, zh: string, answer: string) =>
  ({ code, section, title: { zh, en: code }, body: { zh: answer, en: code } }) as KnowledgeArticle;
const paidTwice = article('paid-twice', 'payment', '付了两次怎么办', '多出的钱会记入这一户的余额。');
const lateFee = article('late-fee', 'bill', '违约金怎样计算', '自逾期之日起每日按比例计算。');

const desk = {
  'GET /config': { body: { hotline: '95598', regions: [] } },
  'GET /chats': { body: { chats: [{ unread: 2 }, { unread: 1 }], hours: {} } },
  'GET /knowledge': { body: { articles: [paidTwice, lateFee] } },
};
const question = (name: string) => screen.findByRole('button', { name });

test('answers stand under what they are about, and open in place', async () => {
  signedIn(desk);
  render(<HelpPage />);
  fireEvent.click(await question('付了两次怎么办'));
  screen.getByText('多出的钱会记入这一户的余额。');
  expect(screen.queryByText('违约金怎样计算')).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: '账单与电价' }));
  await question('违约金怎样计算');
  expect(screen.queryByText('付了两次怎么办')).toBeNull();
});

test('words are looked for once whoever types pauses; nothing found says what to do', async () => {
  signedIn({
    ...desk,
    [`GET /knowledge?q=${encodeURIComponent('违约金')}`]: { body: { articles: [lateFee] } },
    [`GET /knowledge?q=${encodeURIComponent('火星')}`]: { body: { articles: [] } },
  });
  render(<HelpPage />);
  const search = await screen.findByLabelText('搜索');
  for (const typed of ['违', '违约', '违约金']) fireEvent.change(search, { target: { value: typed } });
  await question('违约金怎样计算');
  expect(phone.asked.filter(({ path }) => path.startsWith('/knowledge?'))).toHaveLength(1);
  fireEvent.change(search, { target: { value: '火星' } });
  await screen.findByText('没有找到，换个词试试，或直接告诉我们。');
  expect(screen.queryByText('违约金怎样计算')).toBeNull();
});

test('whoever is signed in finds the desk and what it answered; everybody else the telephone', async () => {
  signedIn(desk);
  const { unmount } = render(<HelpPage />);
  fireEvent.click(await question('在线咨询人工客服 · 3 条未读'));
  fireEvent.click(await question('我的诉求'));
  expect(phone.went).toEqual([
    'navigateTo /packages/service/chat/index',
    'navigateTo /packages/service/cases/index',
  ]);
  unmount();
  endSession();
  render(<HelpPage />);
  await question('拨打 95598');
  await question('服务之星');
  expect(screen.queryByRole('button', { name: '我的诉求' })).toBeNull();
  expect(screen.queryByRole('button', { name: /在线咨询人工客服/ })).toBeNull();
});
