import type Router from '@koa/router';
import type { Sandbox } from '../sandbox.ts';
import { readAsked, requiredText } from './request.ts';

/** The other side of the service desk's mailbox. */
export function mailControl(router: Router, sandbox: Sandbox): void {
  /** A mail exactly as given, in base64, whatever its headers say. */
  router.post('/control/mail/deliver', async ctx => {
    const raw = requiredText(await readAsked(ctx), 'raw');
    ctx.body = { uid: sandbox.inbox.deliver(Buffer.from(raw, 'base64')) };
  });
  router.post('/control/mail/renumber', ctx => {
    sandbox.inbox.renumber();
    ctx.body = { uidValidity: sandbox.inbox.uidValidity };
  });
}
