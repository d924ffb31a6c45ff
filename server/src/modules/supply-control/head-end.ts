/** Speaks to the metering head-end. Whatever is not a signed answer is unknown. */
import type { Clock } from '../../infra/clock.ts';
import { type HttpClient, type HttpResponse, HttpUnreachable } from '../../infra/http-client.ts';
import type { SupplyControlSettings } from './settings.ts';
import type { SupplyAction, ToldState } from './supply-command.ts';
import { isAnswerOf, parseState, signRequest, wireTime } from './wire.ts';

export interface CommandToTell {
  commandNo: string;
  action: SupplyAction;
  meteringPoint: string;
  meter: string;
  sequence: number;
  issuedAt: Date;
  notAfter: Date;
}

export type Told =
  | { known: true; state: ToldState }
  /** Signed: the head-end has never heard of the number. */
  | { known: true; state: undefined }
  | { known: false; reason: string };

export interface HeadEnd {
  tell(command: CommandToTell): Promise<Told>;
  ask(commandNo: string): Promise<Told>;
}

const timeoutMs = 10_000;
const maxBytes = 16 * 1024;

export function createHeadEnd(
  { url, caller, privateKey, peerKey }: SupplyControlSettings,
  { http, clock, callbackUrl }: { http: HttpClient; clock: Clock; callbackUrl: string },
): HeadEnd {
  const base = new URL(url);

  async function exchange(method: 'GET' | 'POST', path: string, body: string): Promise<Told> {
    const signed = base.pathname.replace(/\/+$/, '') + path;
    const { nonce, headers } = signRequest(
      { method, path: signed, body },
      { caller, key: privateKey, now: clock.now() },
    );
    let reply: HttpResponse;
    try {
      const sent = { method, url: base.origin + signed, headers, timeoutMs, maxBytes };
      reply = await http.request(body === '' ? sent : { ...sent, body });
    } catch (error) {
      if (error instanceof HttpUnreachable) return { known: false, reason: error.code };
      throw error;
    }
    if (!isAnswerOf(nonce, reply, { key: peerKey, now: clock.now() }))
      return { known: false, reason: 'unsigned' };
    if (method === 'GET' && reply.status === 404) return { known: true, state: undefined };
    const state = [200, 202, 422].includes(reply.status) ? parseState(reply.body) : undefined;
    return state ? { known: true, state } : { known: false, reason: `status-${reply.status}` };
  }

  return {
    async tell(command) {
      const { commandNo, action, meteringPoint, meter, sequence, issuedAt, notAfter } = command;
      const times = { issuedAt: wireTime(issuedAt), notAfter: wireTime(notAfter) };
      const body = { commandNo, action, meteringPoint, meter, sequence, ...times, callbackUrl };
      return about(commandNo, await exchange('POST', '/v1/commands', JSON.stringify(body)));
    },
    async ask(commandNo) {
      return about(commandNo, await exchange('GET', `/v1/commands/${commandNo}`, ''));
    },
  };
}

/** An answer about another command proves nothing about this one. */
function about(commandNo: string, told: Told): Told {
  if (told.known && told.state && told.state.commandNo !== commandNo)
    return { known: false, reason: 'other-command' };
  return told;
}
