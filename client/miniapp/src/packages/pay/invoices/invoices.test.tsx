import type { Invoice } from '@api/types';
import { fireEvent, render, screen } from '@testing-library/react';
import { signedIn } from '../../../../test/signed-in';
import { type Asked, phone } from '../../../../test/taro';
import InvoicesPage from './index';

const paymentNo = 'P2026112200000000000001';
const invoice: Invoice = {
  invoiceNo: 'FP202611220000000001',
  kind: 'blue',
  originalInvoiceNo: null,
  paymentNo,
  title: { kind: 'company', name: '威海测试有限公司', taxNo: '91371002MA3C0000X1' },
  amountFen: 12_345,
  status: 'requested',
  fiscalNo: null,
  pdfUrl: null,
  requestedAt: '2026-11-22T02:00:00.000Z',
  issuedAt: null,
};
const title = { titleId: 7, kind: 'company', name: '威海测试有限公司', taxNo: '91371002MA3C0000X1' };

function hall(invoices: Invoice[], titles: object[] = [title]): Asked[] {
  const asked: Asked[] = [];
  signedIn({
    [`GET /invoices?paymentNo=${paymentNo}`]: () => ({ body: { offered: true, invoices } }),
    'GET /invoices': { body: { offered: true, invoices } },
    'GET /invoice-titles': () => ({ body: { offered: true, titles } }),
    'POST /invoice-titles': call => {
      titles.push(title);
      asked.push(call);
      return { body: title };
    },
    'POST /invoices': call => {
      invoices.push(invoice);
      asked.push(call);
      return { body: invoice };
    },
  });
  return asked;
}

test('an invoice is asked for with a title that was kept, and its way is shown', async () => {
  const asked = hall([]);
  phone.params = { paymentNo };
  render(<InvoicesPage />);
  fireEvent.click(await screen.findByRole('button', { name: '申请开票' }));
  expect(await screen.findByText('开票中')).toBeTruthy();
  expect(asked[0]?.data).toEqual({ paymentNo, titleId: 7 });
  expect(asked[0]?.header['Idempotency-Key']).toBeTruthy();
  expect(screen.queryByRole('button', { name: '申请开票' })).toBeNull();
});

test('a company’s title needs a tax number of the right form', async () => {
  const asked = hall([], []);
  phone.params = { paymentNo };
  render(<InvoicesPage />);
  fireEvent.click(await screen.findByRole('radio', { name: '单位' }));
  fireEvent.change(screen.getByLabelText('单位名称'), { target: { value: '威海测试有限公司' } });
  const keep = () => screen.getByRole('button', { name: '保存抬头' }) as HTMLButtonElement;
  fireEvent.change(screen.getByLabelText('纳税人识别号'), { target: { value: '91371002ma3c000' } });
  fireEvent.change(screen.getByLabelText('纳税人识别号'), { target: { value: '91371002ma3c0000' } });
  expect(screen.getByText('应为 15、18 或 20 位数字和大写字母')).toBeTruthy();
  expect(keep().disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('纳税人识别号'), { target: { value: '91371002ma3c0000x1' } });
  fireEvent.click(keep());
  await screen.findByRole('button', { name: '申请开票' });
  expect(asked[0]?.data).toEqual({ kind: 'company', name: '威海测试有限公司', taxNo: '91371002MA3C0000X1' });
});

test('a red invoice says what it takes back and why', async () => {
  const red: Invoice = {
    ...invoice,
    invoiceNo: 'FP202611220000000002',
    kind: 'red',
    status: 'issued',
    originalInvoiceNo: invoice.invoiceNo,
    amountFen: 2_345,
    fiscalNo: '26000000000000000002',
  };
  hall([red, { ...invoice, status: 'issued', fiscalNo: '26000000000000000001' }]);
  phone.params = {};
  render(<InvoicesPage />);
  expect(await screen.findByText('红字发票')).toBeTruthy();
  expect(screen.getByText('因退款冲减原发票')).toBeTruthy();
  expect(screen.getByText('−¥23.45')).toBeTruthy();
});

test('another title chosen after a lost answer goes with a key of its own', async () => {
  const other = { ...title, titleId: 8, name: '威海第二有限公司' };
  hall([], [title, other]);
  const sent: Asked[] = [];
  const answer = phone.answer;
  phone.answer = asked => {
    if (`${asked.method} ${asked.path}` !== 'POST /invoices') return answer(asked);
    sent.push(asked);
    return sent.length === 1 ? 'no answer' : answer(asked);
  };
  phone.params = { paymentNo };
  render(<InvoicesPage />);
  fireEvent.click(await screen.findByRole('button', { name: '申请开票' }));
  await screen.findByText('没有连上服务器，请检查网络');
  fireEvent.click(screen.getByRole('radio', { name: /威海第二有限公司/ }));
  fireEvent.click(screen.getByRole('button', { name: '申请开票' }));
  await screen.findByText('开票中');
  expect(sent.map(({ data }) => data)).toEqual([
    { paymentNo, titleId: 7 },
    { paymentNo, titleId: 8 },
  ]);
  expect(new Set(sent.map(({ header }) => header['Idempotency-Key'])).size).toBe(2);
});
