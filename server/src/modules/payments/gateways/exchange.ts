/**
 * What we and a gateway said to each other, as far as it may be kept: staff read it in a payment's timeline. Only fields that a
 * protocol's client names as fit are kept with what they hold. Of every other the name stays: who pays, keys and signatures, and
 * whatever lets somebody pay (a prepay id, a QR text) are in none of them, and neither is a field that a gateway adds tomorrow.
 */
import { type HttpResponse, HttpUnreachable } from '../../../infra/http-client.ts';
import { cutTo } from './outcomes.ts';

export interface Exchange {
  /** `POST /v3/pay/transactions/native`, `alipay.trade.query`, `queryTrans`. */
  call: string;
  sent: unknown;
  /** We only signed it: the payer's own client brings it, so no reply comes to us. */
  byPayer?: true;
  /** Of the reply's HTTP. */
  status?: number;
  /** Missing where the reply is empty, or not of the gateway's form. */
  body?: unknown;
  /** In the place of a reply: `TIMEOUT`, `ECONNRESET` … */
  silence?: string;
}

/** Takes an exchange down. */
export type Note = (exchange: Exchange) => void;

/** Names of fields whose content may be kept. */
export type Kept = ReadonlySet<string>;

interface Message {
  call: string;
  sent: unknown;
  kept: Kept;
  /** @throws when it is not of the gateway's form */
  read(reply: Buffer): unknown;
}

/** Sends; where somebody takes exchanges down, with what came back or did not. Every try is an exchange of its own. */
export async function sendNoted(
  note: Note | undefined,
  { call, sent, kept, read }: Message,
  send: () => Promise<HttpResponse>,
): Promise<HttpResponse> {
  if (!note) return send();
  const asked = fitToKeep(sent, kept);
  const exchange = { call, sent: asked.content };
  try {
    const response = await send();
    const { status, body } = response;
    note({ ...exchange, status, body: fitToKeep(readable(body, read), kept, asked.hidden).content });
    return response;
  } catch (error) {
    if (error instanceof HttpUnreachable) note({ ...exchange, silence: error.code });
    throw error;
  }
}

/** What the payer's own client brings to the gateway. */
export function noteSigned(note: Note | undefined, call: string, sent: unknown, kept: Kept): void {
  note?.({ call, sent: fitToKeep(sent, kept).content, byPayer: true });
}

function readable(body: Buffer, read: Message['read']): unknown {
  try {
    return read(body);
  } catch {
    return undefined;
  }
}

const longest = 4_000;
const longestText = 300;
const mostFields = 60;
const deepest = 6;
const cutOut = '***';

/**
 * @param hidden what was cut out of the request: a refusal's words may quote it
 * @returns the content without what may not be kept, as a cut text where it is too long; and what was cut out
 */
function fitToKeep(content: unknown, kept: Kept, hidden: readonly string[] = []) {
  const found: string[] = [];
  const fit = (value: unknown, isKept: boolean, depth: number): unknown => {
    if (typeof value === 'object' && value !== null) {
      if (depth === deepest) return cutOut;
      if (Array.isArray(value)) return value.slice(0, mostFields).map(each => fit(each, isKept, depth + 1));
      const fields = Object.entries(value).filter(([name]) => /^[\w.-]{1,64}$/.test(name));
      return Object.fromEntries(
        fields.slice(0, mostFields).map(([name, each]) => [name, fit(each, kept.has(name), depth + 1)]),
      );
    }
    if (isKept) return typeof value === 'string' ? textWithout(hidden, value) : value;
    // Shorter ones are words like Y, and stand in other fields by chance.
    if (typeof value === 'string' && value.length > 5) found.push(value);
    return value === undefined ? undefined : cutOut;
  };
  const whole = fit(content, false, 0);
  const text = JSON.stringify(whole) ?? '';
  return { content: text.length > longest ? `${cutTo(longest, text)}…` : whole, hidden: found };
}

/** The database takes neither NUL nor half a surrogate pair. */
function textWithout(hidden: readonly string[], text: string): string {
  const whole = Buffer.from(text).toString().replaceAll('\0', '');
  return cutTo(
    longestText,
    hidden.reduce((rest, secret) => rest.replaceAll(secret, cutOut), whole),
  );
}
