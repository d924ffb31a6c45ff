/** Receipts: signed so that any change shows, checkable by anyone, and telling nobody who paid. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { getDocument, OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { create } from 'qrcode';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { verify } from '../../support/signed-pdf.ts';
import { freshKey, type Payer, type PaymentStory, paymentStory } from './story.ts';

let hall: RunningHall;
let story: PaymentStory;
let payer: Payer;
let paymentNo: string;
// biome-ignore lint/suspicious/noExplicitAny: as the server answers
let receipt: any;
let pdf: Buffer;

beforeAll(async () => {
  hall = await startHall();
  story = paymentStory(hall);
  payer = await story.payer();
  paymentNo = await story.paid(payer);
  receipt = (await hall.call('GET', `/payments/${paymentNo}/receipt`, { token: payer.resident.token })).body;
  const download = await hall.call('GET', receipt.pdfUrl, { token: payer.resident.token });
  expect(download.headers.get('content-type')).toBe('application/pdf');
  pdf = download.body;
});
afterAll(() => hall.close());

async function textOf(file: Buffer): Promise<string> {
  const document = await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise;
  const content = await (await document.getPage(1)).getTextContent();
  return content.items.map(item => ('str' in item ? item.str : '')).join(' ');
}

it('the PDF is signed by the utility over all of its bytes', () => {
  expect(verify(pdf)).toMatchObject({
    valid: true,
    signer: expect.stringContaining('Dianting receipts (demo)'),
  });
});

it('a PDF with a single byte changed no longer verifies', () => {
  const text = pdf.toString('latin1');
  const changed = Buffer.from(pdf);
  const at = text.indexOf('/CreationDate') + 20;
  changed[at] = changed[at]! ^ 1;
  expect(verify(changed).valid).toBe(false);
  expect(verify(Buffer.concat([pdf, Buffer.from('\n% one more line')])).valid).toBe(false);
});

it('it says what was paid, in Chinese that can be searched, and names nobody', async () => {
  const text = (await textOf(pdf)).replace(/\s/g, '');
  for (const expected of [
    '电费电子收据',
    receipt.receiptNo,
    paymentNo,
    '¥123.45',
    '微信支付',
    payer.household.accountNo.slice(-4),
  ])
    expect(text).toContain(expected);
  const { name, phone, accountNo } = payer.household;
  for (const secret of [name, phone, accountNo, payer.resident.phone, '301室'])
    expect(text).not.toContain(secret);
});

/** The only picture of the page, as rows of dark (true) and light pixels. */
async function pictureOf(file: Buffer): Promise<boolean[][]> {
  const page = await (await getDocument({ data: new Uint8Array(file), verbosity: 0 }).promise).getPage(1);
  const { fnArray, argsArray } = await page.getOperatorList();
  const drawn = fnArray.flatMap((operation, index) =>
    operation === OPS.paintImageXObject ? [argsArray[index][0] as string] : [],
  );
  expect(drawn).toHaveLength(1);
  const image = await new Promise<{ width: number; height: number; data: Uint8Array }>(resolve =>
    page.objs.get(drawn[0]!, resolve),
  );
  const { width, height, data } = image;
  const bytesPerPixel = data.length / (width * height);
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => data[Math.round((y * width + x) * bytesPerPixel)]! < 128),
  );
}

it('its QR code, as it is drawn in the file, is that of the page where anyone can check it', async () => {
  const picture = await pictureOf(pdf);
  const { modules } = create(receipt.checkUrl, { errorCorrectionLevel: 'M' });
  const step = picture.length / modules.size;
  const middle = (index: number) => Math.floor((index + 0.5) * step);
  const indexes = [...Array(modules.size).keys()];
  const drawn = indexes.map(row => indexes.map(column => picture[middle(row)]![middle(column)]!));
  expect(drawn).toEqual(indexes.map(row => indexes.map(column => modules.get(row, column) === 1)));
});

it("it bears the utility's seal: its name along the rim, and what the seal is for", async () => {
  const document = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  const texts = items.flatMap(item => ('str' in item && item.str.trim() ? [item] : []));
  // On the rim each character stands by itself, turned.
  const rim = texts.filter(({ str, transform }) => [...str].length === 1 && Math.abs(transform[1]) > 0.01);
  const upright = texts.filter(({ str, transform }) => [...str].length === 1 && transform[1] === 0);
  expect([...rim, ...upright].map(({ str }) => str).sort()).toEqual([...'明远供电公司'].sort());
  expect(texts.map(({ str }) => str)).toContain('电费收讫');
});

it('it is made once and kept', async () => {
  const again = await hall.call('GET', receipt.pdfUrl, { token: payer.resident.token });
  expect(again.body.equals(pdf)).toBe(true);
});

it('nobody else gets the receipt or its PDF', async () => {
  const stranger = await hall.world.resident();
  for (const path of [`/payments/${paymentNo}/receipt`, receipt.pdfUrl])
    expect((await hall.call('GET', path, { token: stranger.token })).status).toBe(404);
});

it('whoever scans the QR code sees that it is genuine, in two languages, and nothing personal', async () => {
  expect(receipt.checkUrl).toMatch(new RegExp(`^${hall.url}/r/[0-9a-f]{32}$`));
  for (const [language, words] of [
    ['zh', '收据真实有效'],
    ['en', 'This receipt is genuine'],
  ] as const) {
    const page = await hall.call('GET', receipt.checkUrl, { headers: { 'accept-language': language } });
    const html = page.body.toString();
    expect(page.status).toBe(200);
    for (const expected of [words, receipt.receiptNo, '¥123.45']) expect(html).toContain(expected);
    const { name, phone, accountNo } = payer.household;
    for (const secret of [name, phone, accountNo, payer.resident.phone, '301'])
      expect(html).not.toContain(secret);
  }
  const unknown = await hall.call('GET', `${hall.url}/r/${'0'.repeat(32)}`);
  expect(unknown.status).toBe(404);
  expect(unknown.body.toString()).toContain('查无此收据');
});

it('the check shows what was refunded since', async () => {
  const cookie = await story.staff('clerk');
  await hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
    cookie,
    body: { amountFen: 345, reason: '多收' },
    key: freshKey(),
  });
  const code = receipt.checkUrl.split('/').at(-1);
  for (let tries = 0; tries < 50; tries++) {
    await hall.app.runJob('send-refunds');
    const { body } = await hall.call('GET', `/receipt-checks/${code}`);
    if (body.refundedFen === 345) return expect(body).toMatchObject({ valid: true, amountFen: 12_345 });
    await new Promise(done => setTimeout(done, 200));
  }
  throw new Error('the refund did not arrive');
});

it('once all of it was returned, the check says so and no longer calls it valid', async () => {
  const cookie = await story.staff('clerk');
  const code = receipt.checkUrl.split('/').at(-1);
  await hall.call('POST', `/staff/payments/${paymentNo}/refunds`, {
    cookie,
    body: { amountFen: 12_000, reason: '误缴' },
    key: freshKey(),
  });
  const body = await eventually(
    async () => {
      await hall.app.runJob('send-refunds');
      return (await hall.call('GET', `/receipt-checks/${code}`)).body;
    },
    check => check.refundedFen === 12_345,
  );
  expect(body).toMatchObject({ valid: false, fullyRefunded: true, amountFen: 12_345 });
  for (const [language, words, notSaid] of [
    ['zh', '款项已全额退回', '收据真实有效'],
    ['en', 'all of it has been returned', 'This receipt is genuine'],
  ] as const) {
    const headers = { 'accept-language': language };
    const html = (await hall.call('GET', receipt.checkUrl, { headers })).body.toString();
    expect(html).toContain(words);
    expect(html).not.toContain(notSaid);
  }
});

let received = 0;
it.each([
  ['unionpay:898310148160568', 'online-bank', '银联'],
  ['partner:MB0001', 'mobile-bank', '手机银行'],
  ['partner:OLD001', 'a-channel-that-was', '代收机构'],
  ['acquirer:M0001', 'pos', '银行卡（POS机）'],
  ['debit-bank:ICBC', 'bank-debit', '银行代扣'],
  ['shift:GT20261122-01', 'counter', '营业厅柜台'],
  ['cash-box:B0001', 'kiosk', '自助终端（现金）'],
  ['card', 'recharge-card', '电费充值卡'],
])(
  'the receipt of money from %s says how it was paid in words, and names a payer',
  async (source, channel, words) => {
    const { resident, bill } = await story.payer();
    // As who signed in by a wallet and has told no phone.
    await hall.owner.query('UPDATE people SET phone_enc = NULL, phone_hash = NULL WHERE id = $1', [
      resident.personId,
    ]);
    const number = `P20261122${String(++received).padStart(14, '0')}`;
    await hall.owner.query(
      `SELECT receive_payment($1, $2, $3, $1, 'bank', $4, '电费', ARRAY[$5::bigint], ARRAY[$6::bigint], '{}', '{}', now(), current_date, 'partner', true, '{}')`,
      [number, channel, source, resident.personId, bill.payableId, bill.amountFen],
    );
    const { body } = await hall.call('GET', `/payments/${number}/receipt`, { token: resident.token });
    expect(body.payerMasked).toBe(words);
    const file = (await hall.call('GET', body.pdfUrl, { token: resident.token })).body;
    const text = (await textOf(file)).replace(/\s/g, '');
    expect(text).toContain(`支付方式Paidby${words.replace(/\s/g, '')}`);
    expect(text).not.toContain(`Paidby${source.split(':')[0]}`);
  },
);

it('the staff find it by the payment’s number, the receipt’s, and the wallet’s own', async () => {
  const cookie = await story.staff('finance');
  const { rows } = await hall.owner.query(
    'SELECT c.trade_no FROM collections c JOIN payments p ON p.id = c.payment_id WHERE p.payment_no = $1',
    [paymentNo],
  );
  const numbers = { payment: paymentNo, receipt: receipt.receiptNo, trade: rows[0].trade_no };
  for (const [kind, number] of Object.entries(numbers)) {
    const { body } = await hall.call('GET', `/staff/find?query=${number}`, { cookie });
    expect(body.numbers).toContainEqual(
      expect.objectContaining({ kind, number, paymentNo, amountFen: 12_345 }),
    );
  }
});

it('a new name and seal stand on receipts made from then on; what was made before stays as it was', async () => {
  const cookie = await story.staff('administrator');
  const set = (name: string, value: unknown) =>
    hall.call('POST', '/staff/settings', { cookie, body: { name, value, reason: '更名' }, key: freshKey() });
  expect((await set('utilityName', { zh: '新城供电公司', en: 'Newtown Power' })).status).toBe(201);
  expect((await set('sealPurpose', '收费专用章')).status).toBe(201);
  const later = await story.payer();
  const { token } = later.resident;
  const madeLater = await hall.call('GET', `/payments/${await story.paid(later)}/receipt`, { token });
  const file = await hall.call('GET', madeLater.body.pdfUrl, { token });
  const text = (await textOf(file.body)).replace(/\s/g, '');
  for (const expected of ['新城供电公司', '收费专用章']) expect(text).toContain(expected);
  const kept = await hall.call('GET', receipt.pdfUrl, { token: payer.resident.token });
  expect(kept.body.equals(pdf)).toBe(true);
});
