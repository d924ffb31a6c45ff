/** Signed requests, as channels/kiosk/README.md of the server specifies them. */
import type { paths } from '../../../api/schema';
import { spoken } from '../i18n.ts';
import { type DeviceKey, keepKey, loadKey, makeKey, sha256Hex, sign } from './key-store.ts';

type Reply<Path extends keyof paths, Method extends 'get' | 'post'> = paths[Path][Method] extends {
  responses: infer Replies;
}
  ? Replies[keyof Replies & (200 | 201)] extends { content: { 'application/json': infer Content } }
    ? Content
    : never
  : never;

export type State = Reply<'/api/v1/kiosk/state', 'get'>;
export type Quote = Reply<'/api/v1/kiosk/quotes', 'post'>;
export type ScreenPayment = Reply<'/api/v1/kiosk/payments/{paymentNo}', 'get'>;
export type Reported = Reply<'/api/v1/kiosk/events', 'post'>;

interface Detail {
  field: string;
  message: string;
}

/** `status` 0: nobody answered. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: Detail[];

  constructor(status: number, code: string, message: string, details: Detail[]) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

let key: DeviceKey | undefined;
/** Only for the simulator: as if the cable had been pulled. */
export const line = { cut: false };

export async function knownDevice(): Promise<string | undefined> {
  key = await loadKey();
  return key?.deviceNo;
}

export async function enrol(code: string): Promise<void> {
  const made = await makeKey();
  const body = JSON.stringify({ code, publicKey: made.publicKey });
  const { deviceNo } = await send<{ deviceNo: string }>('POST', '/kiosk/enrolments', body, {});
  key = { deviceNo, privateKey: made.privateKey };
  await keepKey(key);
}

export const readState = () => signed<State>('GET', '/kiosk/state');
export const askQuote = (accountNo: string) => signed<Quote>('POST', '/kiosk/quotes', { accountNo });
export const readPayment = (paymentNo: string) =>
  signed<ScreenPayment>('GET', `/kiosk/payments/${paymentNo}`);
export const report = (events: unknown[]) => signed<Reported>('POST', '/kiosk/events', { events });

export function startPayment(quote: Quote, method: 'wechat' | 'alipay'): Promise<ScreenPayment> {
  const items = quote.items
    .filter(({ locked }) => !locked)
    .map(({ payableId, outstandingFen }) => ({ payableId, amountFen: outstandingFen }));
  return signed('POST', '/kiosk/payments', { accountNo: quote.accountNo, items, method });
}

async function signed<T>(method: string, path: string, given?: unknown): Promise<T> {
  if (!key) throw new Refused(401, 'bad-signature', '', []);
  const body = given === undefined ? undefined : JSON.stringify(given);
  const time = String(Math.floor(Date.now() / 1000));
  const text = `${method}\n/api/v1${path}\n${time}\n${await sha256Hex(body ?? '')}\n`;
  return send(method, path, body, {
    'Dianting-Device': key.deviceNo,
    'Dianting-Time': time,
    'Dianting-Signature': await sign(key, text),
    'Idempotency-Key': crypto.randomUUID(),
  });
}

async function send<T>(
  method: string,
  path: string,
  body: string | undefined,
  headers: Record<string, string>,
): Promise<T> {
  let response: Response;
  try {
    if (line.cut) throw new TypeError('cut');
    response = await fetch(`/api/v1${path}`, {
      method,
      headers: {
        'Accept-Language': spoken(),
        ...(body ? { 'Content-Type': 'application/json' } : {}),
        ...headers,
      },
      ...(body ? { body } : {}),
      signal: AbortSignal.timeout(15_000),
    });
  } catch {
    throw new Refused(0, 'offline', '', []);
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok) return answer as T;
  throw new Refused(response.status, answer.error ?? 'internal', answer.message ?? '', answer.details ?? []);
}
