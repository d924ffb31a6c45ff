import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { keepPoint, pointOf } from '../supply-control/points.ts';
import { OUTCOMES, type Outcome } from '../supply-control/records.ts';
import { CALL_OUTCOMES, type CallOutcome } from '../voice/records.ts';
import { type Asked, ControlError, optionalCount, optionalText, readAsked, requiredText } from './request.ts';

/** The head-end's console: relays as they stand, and what commands are to come to. */
export function supplyControl(router: Router, sandbox: Sandbox): void {
  router.get('/control/supply/points', ctx => {
    const { meteringPoint } = ctx.query;
    ctx.body = meteringPoint ? [pointOf(sandbox, String(meteringPoint))] : sandbox.store.all('supplyPoint');
  });
  router.post('/control/supply/points', async ctx => {
    const asked = await readAsked(ctx);
    const point = pointOf(sandbox, requiredText(asked, 'meteringPoint'));
    const relay = optionalText(asked, 'relay') ?? point.relay;
    if (relay !== 'connected' && relay !== 'suspended') {
      throw new ControlError(400, 'relay must be connected or suspended');
    }
    keepPoint(sandbox, {
      ...point,
      relay,
      meter: optionalText(asked, 'meter') ?? point.meter,
      next: 'next' in asked ? listed(asked, 'next', OUTCOMES) : point.next,
      always: 'always' in asked ? listed(asked, 'always', OUTCOMES)[0] : point.always,
      executeMs: optionalCount(asked, 'executeMs') ?? point.executeMs,
    });
    ctx.body = pointOf(sandbox, point.meteringPoint);
  });
  // For the next commands, whichever points they are for.
  router.post('/control/supply/next', async ctx => {
    const outcomes: Outcome[] = listed(await readAsked(ctx), 'outcomes', OUTCOMES);
    sandbox.store.put('supplyNext', 'any', { outcomes });
    ctx.body = { outcomes };
  });
  router.get('/control/supply/commands', ctx => {
    const { meteringPoint, state } = ctx.query;
    ctx.body = sandbox.store
      .all('supplyCommand')
      .filter(
        one => (!meteringPoint || one.meteringPoint === meteringPoint) && (!state || one.state === state),
      );
  });
}

/** Phones and how they answer; calls as they stand. */
export function voiceControl(router: Router, sandbox: Sandbox): void {
  router.get('/control/voice/calls', ctx => {
    const { phone } = ctx.query;
    ctx.body = sandbox.store.all('voiceCall').filter(one => !phone || one.phone === phone);
  });
  router.post('/control/voice/phones', async ctx => {
    const asked = await readAsked(ctx);
    const phone = requiredText(asked, 'phone');
    const outcomes: CallOutcome[] = 'outcomes' in asked ? listed(asked, 'outcomes', CALL_OUTCOMES) : [];
    sandbox.store.put('voicePhone', phone, { phone, outcomes, blocked: asked['blocked'] === true });
    ctx.body = sandbox.store.get('voicePhone', phone);
  });
}

/** One value or a list of them; null is none. */
function listed<T extends string>(asked: Asked, name: string, allowed: readonly T[]): T[] {
  const given = asked[name] ?? [];
  const values = (Array.isArray(given) ? given : [given]) as T[];
  if (values.some(value => !allowed.includes(value))) {
    throw new ControlError(400, `${name}: ${allowed.join(', ')}`);
  }
  return values;
}
