import type { Disclosure } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { chooseLanguage } from '@/i18n/language';
import HomePage from '@/pages/home/index';
import { signedIn } from '../../../test/signed-in';
import { phone } from '../../../test/taro';
import DisclosurePage from './detail/index';
import DisclosuresPage from './list/index';

const prices: Disclosure = {
  number: 'GG20260001',
  kind: 'tariff',
  edition: 1,
  title: { zh: '居民阶梯电价', en: 'Residential prices' },
  body: { zh: '年用电量分三档计价。', en: 'A year’s use is priced in three tiers.' },
  source: '鲁发改价格〔2019〕509号',
  stage: 'in-force',
  effectiveFrom: '2019-07-01',
  effectiveUntil: '2026-12-31',
  publishedAt: '2026-11-01T02:00:00.000Z',
  nextFrom: '2027-01-01',
};
const next: Disclosure = {
  ...prices,
  edition: 2,
  body: { zh: '年用电量分四档计价。', en: 'A year’s use is priced in four tiers.' },
  stage: 'upcoming',
  effectiveFrom: '2027-01-01',
  effectiveUntil: null,
  nextFrom: null,
};
beforeEach(() => chooseLanguage('zh'));

const asked = () => phone.asked.map(({ path }) => path).filter(path => path.startsWith('/disclosures'));
const answering = (disclosures: Disclosure[]) => {
  signedIn({});
  phone.answer = ({ path }) =>
    path.startsWith('/disclosures')
      ? { body: { disclosures, more: false, editions: [next, prices] } }
      : { status: 404, body: { error: 'not-found', message: '没有找到', details: [], requestId: 'r' } };
};

test('each stands with the days it holds and the day of what follows', async () => {
  answering([prices]);
  render(<DisclosuresPage />);
  expect(await screen.findByText('居民阶梯电价')).toBeTruthy();
  expect(screen.getByText('电价 · 2019年7月1日 至 2026年12月31日施行')).toBeTruthy();
  expect(screen.getByText('2027年1月1日起施行新的一版')).toBeTruthy();
});

test('a kind and what is over are asked for, and where there is nothing the page says so', async () => {
  answering([]);
  render(<DisclosuresPage />);
  await screen.findByText('没有符合的公告或政策');
  fireEvent.click(screen.getByRole('radio', { name: '用电安全' }));
  fireEvent.click(screen.getByRole('radio', { name: '以前的' }));
  await screen.findByText('没有符合的公告或政策');
  expect(asked().at(-1)).toBe('/disclosures?when=earlier&size=20&kind=safety');
});

test('what holds is read first, with its days and document; the coming edition says that it is one', async () => {
  answering([]);
  phone.params = { number: prices.number };
  render(<DisclosurePage />);
  expect(await screen.findByText('年用电量分三档计价。')).toBeTruthy();
  expect(screen.getByText('电价 · 现行有效')).toBeTruthy();
  expect(screen.getByText('鲁发改价格〔2019〕509号')).toBeTruthy();
  fireEvent.click(screen.getByText('2027年1月1日起施行'));
  expect(screen.getByText('年用电量分四档计价。')).toBeTruthy();
  expect(screen.getByText('电价 · 尚未生效')).toBeTruthy();
});

test('the latest stands on the first page, and leads to itself and to all', async () => {
  answering([prices]);
  render(<HomePage />);
  fireEvent.click(await screen.findByText('居民阶梯电价'));
  fireEvent.click(screen.getByText('全部公告与政策'));
  expect(asked()).toContain('/disclosures?size=1');
  expect(phone.went).toEqual([
    'navigateTo /packages/disclosure/detail/index?number=GG20260001',
    'navigateTo /packages/disclosure/list/index',
  ]);
});

test('what is not in force yet says so beside its kind, and leaves the line to its title', async () => {
  answering([next]);
  render(<DisclosuresPage />);
  expect(await screen.findByText('电价 · 尚未生效 · 2027年1月1日起施行')).toBeTruthy();
  expect(screen.queryByText('尚未生效')).toBeNull();
});
