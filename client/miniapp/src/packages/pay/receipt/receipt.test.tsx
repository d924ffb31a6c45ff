import type { Receipt } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { phone } from '../../../../test/taro';
import ReceiptPage from './index';

const paymentNo = 'P2026112200000000000001';
const receipt: Receipt = {
  receiptNo: 'R2026112200000001',
  paymentNo,
  issuedAt: '2026-11-22T08:01:00.000Z',
  paidAt: '2026-11-22T08:00:30.000Z',
  amountFen: 12_345,
  refundedFen: 0,
  payerMasked: '138****0001',
  items: [
    {
      title: '2026年10月电费',
      accountNoMasked: '370******7890',
      addressMasked: '威海市环翠区****12号楼',
      nameMasked: '王**',
      amountFen: 12_345,
    },
  ],
  checkUrl: 'https://hall.example/receipts/check?code=abc',
  pdfUrl: '/api/v1/receipts/R2026112200000001/pdf',
};
const shows = (change: Partial<Receipt> = {}) => {
  signedIn({ [`GET /payments/${paymentNo}/receipt`]: { body: { ...receipt, ...change } } });
  phone.params = { paymentNo };
  render(<ReceiptPage />);
};
const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});

test('a receipt says what was paid, for whom masked, and where anybody may check it', async () => {
  shows();
  expect(await screen.findByText('R2026112200000001')).toBeTruthy();
  expect(screen.getByText('2026年10月电费 · 370******7890 · 王**')).toBeTruthy();
  expect(screen.getAllByText('¥123.45')).toHaveLength(2);
  expect(screen.getByText('2026年11月22日 16:01')).toBeTruthy();
  expect(screen.getByRole('link').getAttribute('href')).toBe(receipt.checkUrl);
  expect(screen.queryByText('其中已退款')).toBeNull();
});

test('what was given back stands on it', async () => {
  shows({ refundedFen: 2_345 });
  expect(await screen.findByText('其中已退款')).toBeTruthy();
  expect(screen.getByText('¥23.45')).toBeTruthy();
});

test('a paper that does not come can be asked for again', async () => {
  const asked: string[] = [];
  globalThis.fetch = (async (url: string) => {
    asked.push(String(url));
    return { ok: false, status: 503 } as Response;
  }) as typeof fetch;
  shows();
  const open = await screen.findByRole('button', { name: '下载 PDF 收据' });
  fireEvent.click(open);
  expect(await screen.findByText('收据没有打开，请稍后重试')).toBeTruthy();
  expect(asked).toEqual([expect.stringContaining('/receipts/R2026112200000001/pdf')]);
  expect(screen.getByRole('button', { name: '下载 PDF 收据' })).toHaveProperty('disabled', false);
});
