import type { OutageDetail } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { files } from '@/platform/files';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import OutagePage from './index';

const outageNo = 'TD20261201000001';
const planned = {
  outageNo,
  kind: 'planned',
  status: 'changed',
  reason: '变压器增容改造',
  area: '文登区昆嵛路',
  fromAt: '2026-12-10T01:00:00.000Z',
  untilAt: '2026-12-10T09:00:00.000Z',
  restoredAt: null,
  homes: [{ accountNo: '3710000000001', nickname: '老家', address: '昆嵛路88号' }],
  notices: [],
  history: [
    {
      what: 'changed',
      at: '2026-12-03T02:00:00.000Z',
      fromAt: '2026-12-10T01:00:00.000Z',
      untilAt: '2026-12-10T09:00:00.000Z',
      reason: '改在白天施工',
    },
    {
      what: 'published',
      at: '2026-12-01T02:00:00.000Z',
      fromAt: '2026-12-09T22:00:00.000Z',
      untilAt: '2026-12-10T02:00:00.000Z',
      reason: '变压器增容改造',
    },
  ],
} as unknown as OutageDetail;

function shown(change: Partial<OutageDetail> = {}) {
  signedIn({ [`GET /outages/${outageNo}`]: { body: { ...planned, ...change } } });
  phone.params = { outageNo };
  render(<OutagePage />);
}

test('says from when to when, which homes, how to prepare, and what was announced before it was changed', async () => {
  shown();
  expect(await screen.findByText('时间已变更')).toBeTruthy();
  expect(screen.getByText('2026年12月10日 17:00')).toBeTruthy();
  expect(screen.getByText('预计恢复')).toBeTruthy();
  expect(screen.getByText('老家')).toBeTruthy();
  expect(screen.getByText(/停电期间请视线路为带电/)).toBeTruthy();
  expect(screen.getByText('首次公告')).toBeTruthy();
  expect(screen.getByText('改在白天施工')).toBeTruthy();
});

test('after it is over says when power came back, and no longer when it was expected', async () => {
  shown({ status: 'restored', restoredAt: '2026-12-10T07:30:00.000Z' } as Partial<OutageDetail>);
  expect(await screen.findByText('恢复时间')).toBeTruthy();
  expect(screen.getByText('2026年12月10日 15:30')).toBeTruthy();
  expect(screen.queryByText('预计恢复')).toBeNull();
});

test('one that is of none of my homes says that', async () => {
  shown({ homes: [] });
  expect(await screen.findByText('不涉及您绑定的家')).toBeTruthy();
});

test('without a number it leads to all of them', () => {
  signedIn({});
  render(<OutagePage />);
  fireEvent.click(screen.getByRole('button', { name: '停电信息' }));
  expect(phone.went).toEqual(['navigateTo /packages/outage/list/index']);
});

test('a notice that cannot be had says so', async () => {
  jest.spyOn(files, 'openForeignPdf').mockRejectedValueOnce(new Error('no file'));
  shown({ notices: [{ name: '3号楼', path: '/o/x/notice?building=3' }] } as Partial<OutageDetail>);
  fireEvent.click(await screen.findByRole('button', { name: /3号楼/ }));
  expect(await screen.findByText('文件没有取到，请稍后重试')).toBeTruthy();
});
