import type { Tariff } from '@api/types';
import { fireEvent, render, screen, within } from '@testing-library/react';
import { chooseLanguage } from '@/i18n/language';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import TariffsPage from './index';

type Version = Tariff['versions'][number];

const region = (code: string, nameZh: string, nameEn: string) => ({
  code,
  nameZh,
  nameEn,
  accountNoPattern: '^\\d{13}$',
  accountNoHintZh: '13 位数字',
  accountNoHintEn: '13 digits',
});
const now: Version = {
  effectiveFrom: '2019-07-01',
  effectiveTo: null,
  source: '鲁发改价格〔2019〕509号',
  note: null,
  tierYearStartMonth: 1,
  flatYuan: '0.5469',
  tiers: [
    { tier: 1, upToKwhPerYear: 2_520, addYuan: '0.0000' },
    { tier: 2, upToKwhPerYear: 4_800, addYuan: '0.0500' },
    { tier: 3, upToKwhPerYear: null, addYuan: '0.3000' },
  ],
  seasons: [
    {
      nameZh: '采暖季',
      nameEn: 'heating season',
      months: [11, 12, 1, 2, 3],
      peakHours: [[8, 20]],
      peakYuan: '0.5769',
      valleyYuan: '0.3469',
    },
  ],
  largeHousehold: { minPeople: 5, limitsKwhPerYear: [3_720, 6_000], renewYears: 2 },
  freeKwhPerMonth: 15,
};
const tariff = (regionCode: string, versions: Version[]): Tariff => ({
  regionCode,
  category: 'residential',
  nameZh: `${regionCode}居民`,
  nameEn: `${regionCode} homes`,
  versions,
});

function hall() {
  signedIn({
    'GET /config': {
      body: { regions: [region('weihai', '威海', 'Weihai'), region('jiaxing', '嘉兴', 'Jiaxing')] },
    },
    'GET /tariffs': {
      body: {
        tariffs: [
          tariff('weihai', [
            { ...now, effectiveFrom: '2012-07-01', effectiveTo: '2019-06-30', source: '2012 年的文件' },
            now,
          ]),
          tariff('jiaxing', [{ ...now, flatYuan: '0.5380', source: '浙价资〔2012〕169号', seasons: [] }]),
        ],
      },
    },
  });
}
beforeEach(() => chooseLanguage('zh'));

const cardOf = (title: string) =>
  within(screen.getByRole('heading', { name: title }).closest('section') as HTMLElement);

test('prices per tier, flat and by time of use, with the day they hold from and the document they come from', async () => {
  hall();
  render(<TariffsPage />);
  await screen.findByRole('heading', { name: '2019年7月1日起' });
  const card = cardOf('2019年7月1日起');
  expect(card.getByText('现行')).toBeTruthy();
  for (const price of ['0.5469', '0.5969', '0.8469', '0.5769', '0.3469', '0.6469'])
    expect(card.getByText(`${price} 元/度`)).toBeTruthy();
  expect(card.getByText('鲁发改价格〔2019〕509号')).toBeTruthy();
  expect(card.getByText(/采暖季 · 峰 08:00–20:00/)).toBeTruthy();
  expect(card.getByText('各档上限 3,720 / 6,000 度/年')).toBeTruthy();
  expect(card.getByText('每 2 年续办一次')).toBeTruthy();
  expect(card.getByText('每月免费 15 度')).toBeTruthy();
});

test('what was in force before is one tap away and not called current', async () => {
  hall();
  render(<TariffsPage />);
  const earlier = await screen.findByRole('button', { name: '以前的电价（1）' });
  expect(screen.queryByText('2012 年的文件')).toBeNull();
  fireEvent.click(earlier);
  expect(cardOf('2012年7月1日 至 2019年6月30日').queryByText('现行')).toBeNull();
  expect(screen.getByText('2012 年的文件')).toBeTruthy();
});

test('another region is chosen, and whoever comes from a household begins with its own', async () => {
  hall();
  phone.params = { regionCode: 'jiaxing', category: 'residential' };
  render(<TariffsPage />);
  expect(await screen.findByText('0.5380 元/度')).toBeTruthy();
  expect(screen.queryByText('0.5469 元/度')).toBeNull();
  fireEvent.click(screen.getByRole('radio', { name: '威海' }));
  expect(screen.getByText('0.5469 元/度')).toBeTruthy();
});

test('in English, too', async () => {
  hall();
  chooseLanguage('en');
  render(<TariffsPage />);
  expect(await screen.findByRole('heading', { name: 'weihai homes' })).toBeTruthy();
  expect(screen.getAllByText(/Heating season/).length).toBeGreaterThan(0);
});

test('without the list of regions the page says so, and a region that is not there is not shown as an empty page', async () => {
  const of = [tariff('weihai', [now])];
  signedIn({ 'GET /tariffs': { body: { tariffs: of } } });
  const { unmount } = render(<TariffsPage />);
  expect(await screen.findByRole('button', { name: '重试' })).toBeTruthy();
  unmount();
  signedIn({
    'GET /tariffs': { body: { tariffs: of } },
    'GET /config': { body: { regions: [region('weihai', '威海', 'Weihai')] } },
  });
  phone.params = { regionCode: 'nowhere' };
  render(<TariffsPage />);
  expect(await screen.findByRole('heading', { name: 'weihai居民' })).toBeTruthy();
});
