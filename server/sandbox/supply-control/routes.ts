import type { KeyObject } from 'node:crypto';
import type Router from '@koa/router';
import type { Context } from 'koa';
import { withFaults } from '../http/guard.ts';
import { readRawBody } from '../http/raw-body.ts';
import type { RawReply } from '../http/reply.ts';
import type { Sandbox } from '../sandbox.ts';
import type { FaultRule } from '../state/records.ts';
import { commandTaken, endNow, stateOf } from './execute.ts';
import { readOrder, sameOrder } from './order.ts';
import { keepPoint, pointOf, refusalOf, takeOutcome } from './points.ts';
import { type CommandOrder, REFUSALS, type SupplyCommand } from './records.ts';
import { answerHeaders, Gate, instant } from './signature.ts';

interface Answer {
  status: number;
  body: object;
}

/** The metering head-end, built from server/src/modules/supply-control/README.md; its base is `/supply-control`. */
export function supplyRoutes(router: Router, sandbox: Sandbox): void {
  const gate = new Gate();
  router.post('/supply-control/v1/commands', async ctx => {
    const body = await readRawBody(ctx.req, 16 * 1024);
    const point = /"meteringPoint"\s*:\s*"([^"]+)"/.exec(body.toString('utf8'))?.[1];
    await serve(ctx, sandbox, gate, { on: 'command', body, point }, () => take(sandbox, body));
  });
  router.get('/supply-control/v1/commands/:commandNo', async ctx => {
    await serve(ctx, sandbox, gate, { on: 'query', body: Buffer.alloc(0) }, () => {
      const command = sandbox.store.get('supplyCommand', ctx.params['commandNo'] ?? '');
      return command
        ? { status: 200, body: stateOf(command) }
        : { status: 404, body: { code: 'command-unknown' } };
    });
  });
}

async function serve(
  ctx: Context,
  sandbox: Sandbox,
  gate: Gate,
  { on, body, point }: { on: string; body: Buffer; point?: string },
  carryOut: () => Answer,
): Promise<void> {
  const { supplySigner, strangerEdKey, supplyControl } = sandbox.keys;
  const nonce = ctx.get('x-supply-nonce');
  const signed = (answer: Answer, key: KeyObject = supplySigner): RawReply => {
    const text = JSON.stringify(answer.body);
    const headers = answerHeaders(key, answer.status, nonce, text);
    return { status: answer.status, headers: { 'content-type': 'application/json', ...headers }, body: text };
  };
  const misbehaviour = {
    outOfOrder: (rule: FaultRule): RawReply => ({
      status: rule.status ?? 503,
      headers: { 'content-type': 'text/html' },
      body: '<h1>Service Unavailable</h1>',
    }),
    declined: (rule: FaultRule) =>
      signed({ status: rule.status ?? 503, body: { code: rule.code ?? 'busy' } }),
    pay: (meteringPoint: string) => endNow(sandbox, meteringPoint),
  };
  const occasion = { gateway: 'supply-control' as const, on, outTradeNo: point };
  await withFaults(ctx, sandbox, occasion, misbehaviour, fault => {
    const refused = gate.refusalOf(name => ctx.get(name), ctx.method, ctx.url, body, supplyControl.utility);
    const answer = refused ? { status: 401, body: { code: refused } } : carryOut();
    return signed(answer, fault?.fault === 'forged-reply' ? strangerEdKey : supplySigner);
  });
}

function take(sandbox: Sandbox, body: Buffer): Answer {
  const order = readOrder(body);
  if ('field' in order) return { status: 400, body: { code: 'bad-request', field: order.field } };
  const known = sandbox.store.get('supplyCommand', order.commandNo);
  if (known && !sameOrder(known, order)) return { status: 409, body: { code: 'command-differs' } };
  if (known) return { status: known.state === 'refused' ? 422 : 200, body: stateOf(known) };
  const command = begun(sandbox, order);
  sandbox.store.put('supplyCommand', command.commandNo, command);
  if (command.state === 'refused') return { status: 422, body: stateOf(command) };
  const point = pointOf(sandbox, order.meteringPoint);
  keepPoint(sandbox, { ...point, meter: point.meter ?? order.meter, sequence: order.sequence });
  commandTaken(sandbox, command);
  return { status: 202, body: stateOf(command) };
}

function begun(sandbox: Sandbox, order: CommandOrder): SupplyCommand {
  const point = pointOf(sandbox, order.meteringPoint);
  const refusal = refusalOf(point, order);
  const outcome = refusal ? 'done' : takeOutcome(sandbox, point);
  const code = refusal ?? (REFUSALS.includes(outcome) ? outcome : null);
  if (!code) return { ...order, outcome, state: 'accepted', code: null, supply: 'unknown', at: instant() };
  const supply = code === 'point-unknown' ? 'unknown' : point.relay;
  return { ...order, outcome, state: 'refused', code, supply, at: instant() };
}
