import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { randomText } from '../state/ids.ts';
import { ControlError, optionalCount, optionalText, readAsked, requiredText } from './request.ts';

/** The acquirer's back office: terminals and their keys, and what was done at them. */
export function acquirerControl(router: Router, sandbox: Sandbox): void {
  router.get('/control/acquirer/terminals', ctx => {
    ctx.body = sandbox.store.all('posTerminal');
  });
  // Puts up a terminal, gives it a further key (the old one goes on), or sets its batch.
  router.post('/control/acquirer/terminals', async ctx => {
    const asked = await readAsked(ctx);
    const terminal = requiredText(asked, 'terminal');
    if (!/^[0-9A-Z]{8}$/.test(terminal)) throw new ControlError(400, 'terminal must be 8 of 0-9 A-Z');
    const known = sandbox.store.get('posTerminal', terminal);
    const number = optionalText(asked, 'keyNo') ?? '01';
    const key = optionalText(asked, 'key') ?? known?.keys[number] ?? randomText(16).toUpperCase();
    const batch = optionalCount(asked, 'batch') ?? known?.batch ?? 1;
    sandbox.store.put('posTerminal', terminal, {
      terminal,
      keys: { ...known?.keys, [number]: key },
      batch,
    });
    ctx.body = sandbox.store.get('posTerminal', terminal);
  });
  router.get('/control/acquirer/trades', ctx => {
    const { terminal, state } = ctx.query;
    ctx.body = sandbox.store
      .all('posTrade')
      .filter(one => (!terminal || one.terminal === terminal) && (!state || one.state === state));
  });
}
