import type { CaseRatingLink } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { endSession } from '@/state/session';
import { phone } from '../../../../test/taro';
import RatePage from './index';

const link: CaseRatingLink = {
  caseNo: 'SR2026112900000001',
  kind: 'complaint',
  answeredAt: '2026-12-02T06:30:00.000Z',
  staffName: '林晓梅',
  openUntil: '2026-12-09T06:30:00.000Z',
  rating: null,
};

/** A link in a text message is opened by whoever holds the telephone: nobody is signed in. */
function opened(change: Partial<CaseRatingLink> | 'unknown') {
  phone.reset();
  endSession();
  phone.params = { token: 'short' };
  phone.answer = ({ method, path, data }) =>
    path !== '/case-ratings/short' || change === 'unknown'
      ? { status: 404, body: { error: 'not-found', message: '链接已失效', details: [], requestId: 'req-5' } }
      : { body: { ...link, ...change, ...(method === 'POST' ? { rating: data } : {}) } };
  render(<RatePage />);
}

test('whose answer it is stands above the stars, and a content one closes the case', async () => {
  opened({});
  expect(await screen.findByText('林晓梅')).toBeTruthy();
  expect(screen.getByText('2026年12月2日 14:30')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: '4星' }));
  fireEvent.click(screen.getByRole('button', { name: '满意，办结' }));
  expect(await screen.findByText('诉求已办结。')).toBeTruthy();
  expect(screen.getByText('4 星')).toBeTruthy();
  expect(phone.asked.at(-1)?.data).toEqual({ stars: 4, satisfied: true });
  expect(screen.queryByRole('button', { name: '满意，办结' })).toBeNull();
});

test('what was rated before is not asked again; a link that is no longer good leads home', async () => {
  opened({ rating: { stars: 1, satisfied: false } });
  expect(await screen.findByText('我们会重新办理，并再与您联系。')).toBeTruthy();
  expect(screen.queryByRole('radio')).toBeNull();
  opened('unknown');
  expect(await screen.findByText('链接已失效')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: /首页/ }));
  expect(phone.went).toEqual(['reLaunch /pages/home/index']);
});
