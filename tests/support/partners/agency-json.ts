/**
 * A partner that collects for the utility by signed JSON over HTTPS: a small reference client, written from
 * `channels/families/agency-json/README.md` alone. Node's own crypto and fetch, nothing of the server.
 */
import { createHash, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';

export interface JsonPartnerSettings {
  /** `https://hall.example`, without a path. */
  baseUrl: string;
  partner: string;
  keyId: string;
  privateKey: KeyObject;
  /** The utility's public key, from the contract. */
  hallKey: KeyObject | string;
  now?: () => Date;
}

export type Reply = Record<string, unknown> & { code: string };

/** What came back; `proved`: its signature is the utility's, over this reply to this request. */
export interface Answered {
  status: number;
  body: Reply;
  raw: Buffer;
  proved: boolean;
}

export interface Overrides {
  partner?: string;
  keyId?: string;
  nonce?: string;
  timestamp?: number;
  privateKey?: KeyObject;
  /** Sent instead of what was signed. */
  body?: Buffer | string;
}

const sha256 = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');
const algorithmOf = (key: KeyObject): string | null => (key.asymmetricKeyType === 'rsa' ? 'sha256' : null);

/** The text a request's signature covers: eight lines, each ended. */
export const requestText = (
  method: string,
  path: string,
  partner: string,
  key: string,
  timestamp: string,
  nonce: string,
  body: Buffer | string,
): string => ['AGENCY1', method, path, partner, key, timestamp, nonce, sha256(body), ''].join('\n');

export const replyText = (
  status: number,
  nonce: string,
  key: string,
  timestamp: string,
  body: Buffer | string,
): string => ['AGENCY1', String(status), nonce, key, timestamp, sha256(body), ''].join('\n');

export const signText = (text: string, key: KeyObject): string =>
  sign(algorithmOf(key), Buffer.from(text), key).toString('base64');

export const isSigned = (text: string, signature: string, key: KeyObject): boolean =>
  verify(algorithmOf(key), Buffer.from(text), key, Buffer.from(signature, 'base64'));

/** `YYYYMMDD` in Beijing. */
export const businessDate = (at: Date): string =>
  new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 10).replaceAll('-', '');
export const beijingTime = (at: Date): string =>
  `${new Date(at.getTime() + 8 * 3600_000).toISOString().slice(0, 19)}+08:00`;

export interface Quote {
  quoteId: string;
  accountNo: string;
  amount: string;
}

export function agencyJsonPartner(settings: JsonPartnerSettings) {
  const now = settings.now ?? (() => new Date());
  const hallKey = typeof settings.hallKey === 'string' ? createPublicKey(settings.hallKey) : settings.hallKey;

  /** One request; rejects when no reply came at all. */
  async function send(
    method: string,
    path: string,
    body: Buffer | string,
    change: Overrides = {},
  ): Promise<Answered> {
    const nonce = change.nonce ?? randomBytes(12).toString('hex');
    const timestamp = String(change.timestamp ?? Math.floor(now().getTime() / 1000));
    const [partner, key] = [change.partner ?? settings.partner, change.keyId ?? settings.keyId];
    const text = requestText(method, path, partner, key, timestamp, nonce, body);
    const sent = change.body ?? body;
    const reply = await fetch(settings.baseUrl + path, {
      method,
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Agency-Partner': partner,
        'Agency-Key': key,
        'Agency-Timestamp': timestamp,
        'Agency-Nonce': nonce,
        'Agency-Signature': signText(text, change.privateKey ?? settings.privateKey),
      },
      ...(method === 'GET' ? {} : { body: typeof sent === 'string' ? sent : new Uint8Array(sent) }),
      signal: AbortSignal.timeout(10_000),
    });
    const raw = Buffer.from(await reply.arrayBuffer());
    const get = (name: string): string => reply.headers.get(name) ?? '';
    const back = replyText(reply.status, nonce, get('agency-key'), get('agency-timestamp'), raw);
    const proved = get('agency-nonce') === nonce && isSigned(back, get('agency-signature'), hallKey);
    return { status: reply.status, raw, proved, body: parsed(raw) };
  }

  const trade = (name: string, content: object, change?: Overrides): Promise<Answered> =>
    send('POST', `/agency/v1/${name}`, JSON.stringify(content), change);
  const date = (): string => businessDate(now());

  const inquire = (serial: string, accountNo: string, more: object = {}): Promise<Answered> =>
    trade('inquire', { serial, date: date(), accountNo, month: '99999999', ...more });
  const pay = (serial: string, quote: Quote, more: object = {}): Promise<Answered> => {
    const { quoteId, accountNo, amount } = quote;
    const paidAt = beijingTime(now());
    return trade('pay', { serial, date: date(), quoteId, accountNo, amount, paidAt, ...more });
  };
  const query = (serial: string, day = date()): Promise<Answered> => trade('query', { date: day, serial });
  const reverse = (
    serial: string,
    originalSerial: string,
    amount: string,
    more: object = {},
  ): Promise<Answered> =>
    trade('reverse', {
      serial,
      date: date(),
      originalSerial,
      originalDate: date(),
      amount,
      reason: '超时未应答',
      ...more,
    });

  return {
    send,
    trade,
    inquire,
    pay,
    query,
    reverse,
    fetchDayFile: (day: string): Promise<Answered> => send('GET', `/agency/v1/day-files/${day}`, ''),
    handInDayFile: (day: string, file: Buffer): Promise<Answered> =>
      send('PUT', `/agency/v1/day-files/${day}`, file),
    /**
     * The rule for what is unknown: no reply, one that cannot be read or proved, 5xx and 9001 are repeated with the
     * same content up to three times, then reversed.
     */
    async payForSure(serial: string, quote: Quote, reversalSerial: string): Promise<Answered | 'reversed'> {
      const paidAt = beijingTime(now());
      for (let attempt = 0; attempt < 4; attempt++) {
        const answer = await pay(serial, quote, { paidAt }).catch(() => undefined);
        if (answer && isFinal(answer)) return answer;
      }
      await reverse(reversalSerial, serial, quote.amount);
      return 'reversed';
    },
  };
}

function parsed(raw: Buffer): Reply {
  try {
    return JSON.parse(raw.toString('utf8')) as Reply;
  } catch {
    return { code: '' };
  }
}

/** 1001–1008 may come unsigned: nothing was done by this message. */
export function isFinal({ status, body, proved }: Answered): boolean {
  if (status >= 500 || body.code === '9001') return false;
  return proved || /^100[1-8]$/.test(body.code);
}
