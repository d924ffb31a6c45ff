import { staff } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { staffName } from '../../../shared/audit.ts';
import { saleNotFound } from '../desk.errors.ts';
import {
  BatchView,
  SaleList,
  SaleParam,
  SaleView,
  SellBody,
  TerminalBody,
  TerminalList,
  TerminalParam,
  TerminalView,
} from '../desk.schemas.ts';
import type { DeskCore } from '../desk-core.ts';
import { viewBatch, viewSale, viewTerminal } from '../desk-views.ts';
import { sellByCard } from './sell.ts';
import { settleBatch } from './settle-batch.ts';

const tag = 'card terminals';
const latest = 50;

export function posRoutes(core: DeskCore): Route[] {
  const { pos, cipher, clock } = core;
  return [
    defineRoute({
      method: 'post',
      path: '/staff/desk/card-sales',
      access: staff('clerk', 'supervisor'),
      summary: 'Ask the acquirer for a sale at a card terminal; without an answer it is reversed',
      tag,
      input: { body: SellBody },
      output: SaleView,
      status: 201,
      idempotent: true,
      handle: async ({ body, actor, requestId, requestKey }) =>
        viewSale(await sellByCard(actor, body, { requestId, requestKey: requestKey! }, core)),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/desk/card-sales',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Card sales: what is uncertain, then the latest',
      tag,
      output: SaleList,
      handle: async () => ({ sales: (await pos.sales(latest)).map(viewSale) }),
    }),
    defineRoute({
      method: 'get',
      path: '/staff/desk/card-sales/:saleId',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'One card sale',
      tag,
      input: { params: SaleParam },
      output: SaleView,
      async handle({ params }) {
        const sale = await pos.sale(params.saleId);
        if (!sale) throw saleNotFound();
        return viewSale(sale);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/desk/card-terminals',
      access: staff('clerk', 'finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Card terminals and the latest batches',
      tag,
      output: TerminalList,
      async handle() {
        const [terminals, batches] = await Promise.all([pos.terminals(), pos.batches(latest)]);
        return { terminals: terminals.map(viewTerminal), batches: batches.map(viewBatch) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/card-terminals',
      access: staff('administrator'),
      summary: 'Enter a terminal and its key, change its key, or put it out of use',
      tag,
      input: { body: TerminalBody },
      output: TerminalView,
      status: 201,
      idempotent: true,
      async handle({ body, actor, requestId }) {
        const { key, ...row } = body;
        const terminal = { ...row, keyEnc: cipher.encrypt(key), now: clock.now() };
        const saved = await pos.saveTerminal(terminal, {
          actor: staffName(actor),
          action: 'card-terminal.save',
          subject: `card-terminal:${row.terminal}`,
          detail: { keyId: row.keyId, active: row.active },
          requestId,
        });
        return viewTerminal(saved);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/card-terminals/:terminal/settlement',
      access: staff('clerk', 'finance', 'supervisor'),
      summary: "Close the terminal's batch; our totals stand beside the acquirer's",
      tag,
      input: { params: TerminalParam },
      output: BatchView,
      status: 201,
      idempotent: true,
      handle: async ({ params, actor, requestId }) =>
        viewBatch(await settleBatch(actor, params.terminal, requestId, core)),
    }),
  ];
}
