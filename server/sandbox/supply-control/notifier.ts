import type { Notifier } from '../notify/raw-request.ts';
import type { Sandbox } from '../sandbox.ts';
import { instant, signedHeaders } from './signature.ts';

const MINUTE = 60;
/** 10 s, 30 s, 60 s, 5 min, then every quarter of an hour for a day. */
const SCHEDULE = [10, 30, MINUTE, 5 * MINUTE, ...Array.from({ length: 96 }, () => 15 * MINUTE)];

/** Results of commands, signed with the head-end's key. */
export const supplyNotifier = (sandbox: Sandbox): Notifier => ({
  schedule: SCHEDULE,
  accepts: answer => answer.status === 204,
  async build(delivery, fault) {
    const body = JSON.stringify(delivery.facts);
    const { pathname, search } = new URL(delivery.url);
    const { supplySigner, strangerEdKey, supplyControl } = sandbox.keys;
    const key = fault?.fault === 'forged-signature' ? strangerEdKey : supplySigner;
    const at = fault?.fault === 'stale-timestamp' ? new Date(Date.now() - 600_000) : new Date();
    return {
      url: delivery.url,
      headers: {
        'content-type': 'application/json',
        ...signedHeaders(key, supplyControl.peer, 'POST', pathname + search, body, instant(at)),
      },
      body: fault?.fault === 'malformed' ? body.slice(0, body.length / 2) : body,
    };
  },
});
