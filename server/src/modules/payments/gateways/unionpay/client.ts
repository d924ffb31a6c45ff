import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient } from '../../../../infra/http-client.ts';
import { ChannelError } from '../channel-error.ts';
import { type Kept, type Note, noteSigned, sendNoted } from '../exchange.ts';
import { sendTwice } from '../transport.ts';
import { unionpayTime } from './beijing-time.ts';
import { type Fields, readReply } from './message.ts';
import type { UnionpaySettings } from './settings.ts';
import { signMessage } from './sign-message.ts';
import { createVerifier, type VerifyMessage } from './verify-message.ts';

type Given = Readonly<Record<string, string | undefined>>;

export interface UnionpayClient {
  settings: UnionpaySettings;
  clock: Clock;
  verify: VerifyMessage;
  /** An order that the payer's browser brings: the fields with what every message carries, and the signature. One RSA signature. */
  signOrder(fields: Given): Promise<Record<string, string>>;
  /**
   * Calls and gives the verified reply, whatever its `respCode`. Throws ChannelError `unreachable`, `bad-signature`,
   * `bad-response`.
   */
  call(endpoint: Endpoint, fields: Given): Promise<Fields>;
  addressOf(endpoint: Endpoint): string;
  /** The same client, which takes down what it says, signs and hears. */
  noting(note: Note): UnionpayClient;
}

export type Endpoint = 'frontTransReq' | 'appTransReq' | 'backTransReq' | 'queryTrans' | 'file';

const timeoutMs = 8_000;
/** A day's file comes within the reply. */
const largestFile = 128 * 1024 * 1024;

/** What a message holds that may be kept: numbers, sums, states and times of trades. */
const kept: Kept = new Set([
  ...['version', 'bizType', 'txnType', 'txnSubType', 'channelType', 'merId', 'backUrl', 'payTimeout'],
  ...['orderId', 'txnTime', 'txnAmt', 'currencyCode', 'reqReserved', 'origQryId', 'queryId'],
  ...['traceNo', 'traceTime', 'settleDate', 'settleAmt'],
  ...['respCode', 'respMsg', 'origRespCode', 'origRespMsg'],
]);

export function createUnionpayClient(
  settings: UnionpaySettings,
  deps: { http: HttpClient; clock: Clock },
): UnionpayClient {
  return clientOf(settings, createVerifier(settings, deps.clock), deps);
}

function clientOf(
  settings: UnionpaySettings,
  verify: VerifyMessage,
  deps: { http: HttpClient; clock: Clock },
  note?: Note,
): UnionpayClient {
  const { http, clock } = deps;
  const sign = (fields: Given) => signMessage({ ...commonOf(settings), ...fields }, settings.privateKey);
  const addressOf = (endpoint: Endpoint) =>
    endpoint === 'file' ? `${settings.fileUrl}/` : `${settings.baseUrl}/${endpoint}.do`;
  return {
    settings,
    clock,
    verify,
    addressOf,
    async signOrder(fields) {
      const order = await sign(fields);
      noteSigned(note, 'frontTransReq', order, kept);
      return order;
    },
    async call(endpoint, fields) {
      const sent = await sign(fields);
      const message = { call: endpoint, sent, kept, read: readFields };
      const body = new URLSearchParams(sent).toString();
      const asks = endpoint === 'queryTrans' || endpoint === 'file';
      const send = () =>
        http.request({
          method: 'POST',
          url: addressOf(endpoint),
          headers: {
            'content-type': 'application/x-www-form-urlencoded;charset=UTF-8',
            'user-agent': 'dianting',
          },
          body,
          timeoutMs: endpoint === 'file' ? 60_000 : timeoutMs,
          ...(endpoint === 'file' ? { maxBytes: largestFile } : {}),
        });
      const response = await sendTwice(asks, () => sendNoted(note, message, send));
      if (response.status !== 200) throw new ChannelError('unreachable', `HTTP_${response.status}`);
      const reply = readReply(response.body);
      verify(reply);
      if (reply.get('merId') !== settings.merId) throw new ChannelError('bad-response', 'OTHER_MERCHANT');
      return reply;
    },
    noting: taker => clientOf(settings, verify, deps, taker),
  };
}

const readFields = (body: Buffer) => Object.fromEntries(readReply(body));

const commonOf = ({ certId, merId }: UnionpaySettings) => ({
  version: '5.1.0',
  encoding: 'UTF-8',
  signMethod: '01',
  certId,
  accessType: '0',
  channelType: '07',
  bizType: '000201',
  merId,
});

/** A trade's key, as it goes along with every call about it. */
export const keyOf = (orderId: string, at: Date) => ({ orderId, txnTime: unionpayTime(at) });
