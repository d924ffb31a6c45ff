import type Router from '@koa/router';
import PDFDocument from 'pdfkit';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import { refusalOf } from '../sms/authorization.ts';
import { randomDigits } from '../state/ids.ts';
import type { FaultRule, IssuedInvoice } from '../state/records.ts';

const json = (status: number, value: object): RawReply => ({
  status,
  headers: { 'Content-Type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

/** An issuer of electronic invoices: takes an order, is at it for a moment, and then has issued it. */
export function invoiceRoutes(router: Router, sandbox: Sandbox): void {
  const nonces = new Set<string>();
  const misbehaviour = {
    outOfOrder: (rule: FaultRule) => json(rule.status ?? 503, { code: 'BUSY' }),
    declined: (rule: FaultRule) => json(rule.status ?? 400, { code: rule.code ?? 'TITLE_INVALID' }),
    pay: async () => {},
  };
  router.post('/invoicing/invoices', async ctx => {
    const body = await readRawBody(ctx.req);
    await withFaults(ctx, sandbox, { gateway: 'invoicing', on: 'issue' }, misbehaviour, () => {
      const refused = refusalOf(ctx.get('Authorization'), body, sandbox.keys.invoicing, nonces, new Date());
      return refused ? json(403, { code: refused }) : take(sandbox, body);
    });
  });
  router.get('/invoicing/pdf/:fiscalNo', async ctx => {
    const invoice = sandbox.store.all('invoice').find(one => one.fiscalNo === ctx.params['fiscalNo']);
    if (!invoice) return;
    ctx.type = 'application/pdf';
    ctx.body = draw(invoice);
  });
  router.get('/control/invoices', ctx => {
    ctx.body = { invoices: sandbox.store.all('invoice') };
  });
}

function take(sandbox: Sandbox, body: Buffer): RawReply {
  let order: Record<string, unknown>;
  try {
    order = JSON.parse(body.toString('utf8')) as Record<string, unknown>;
  } catch {
    return json(400, { code: 'BODY_INVALID' });
  }
  const { requestNo, kind, amount, originalFiscalNo } = order;
  const title = order['title'] as Record<string, unknown> | undefined;
  if (typeof requestNo !== 'string' || !/^[0-9A-Za-z]{8,40}$/.test(requestNo))
    return json(400, { code: 'REQUEST_NO_INVALID' });
  const known = sandbox.store.get('invoice', requestNo);
  if (known) return json(200, { code: 'OK', status: 'issued', ...shown(sandbox, known) });
  if (typeof title?.['name'] !== 'string' || title['name'].trim().length < 2)
    return json(400, { code: 'TITLE_INVALID' });
  if (title['kind'] === 'company' && !/^[0-9A-Z]{15,20}$/.test(String(title['taxNo'])))
    return json(400, { code: 'TAX_NO_INVALID' });
  if (typeof amount !== 'string' || !/^\d{1,9}\.\d{2}$/.test(amount) || Number(amount) <= 0)
    return json(400, { code: 'AMOUNT_INVALID' });
  const original = sandbox.store.all('invoice').find(one => one.fiscalNo === originalFiscalNo);
  if (kind === 'red' && !original) return json(400, { code: 'ORIGINAL_UNKNOWN' });
  const invoice: IssuedInvoice = {
    requestNo,
    kind: kind === 'red' ? 'red' : 'blue',
    fiscalNo: `26${randomDigits(18)}`,
    titleName: title['name'],
    amount,
    issuedAt: new Date().toISOString(),
  };
  if (original) invoice.originalFiscalNo = original.fiscalNo;
  sandbox.store.put('invoice', requestNo, invoice);
  return json(200, { code: 'OK', status: 'processing' });
}

const shown = (sandbox: Sandbox, { fiscalNo, issuedAt }: IssuedInvoice) => ({
  fiscalNo,
  issuedAt,
  pdfUrl: `${sandbox.baseUrl}/invoicing/pdf/${fiscalNo}`,
});

/** In Latin letters: the sandbox has no font of its own. */
function draw({ fiscalNo, kind, amount, originalFiscalNo }: IssuedInvoice): NodeJS.ReadableStream {
  const pdf = new PDFDocument({ size: 'A5', layout: 'landscape' });
  pdf.fontSize(16).text('SANDBOX INVOICE - NO VALUE').moveDown();
  pdf.fontSize(12).text(`No. ${fiscalNo}`);
  if (originalFiscalNo) pdf.text(`Takes back No. ${originalFiscalNo}`);
  pdf.text(`Amount ${kind === 'red' ? '-' : ''}${amount} CNY, 13 % tax included`);
  pdf.end();
  return pdf;
}
