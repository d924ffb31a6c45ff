import type { Clock } from '../../../../infra/clock.ts';
import type { HttpClient } from '../../../../infra/http-client.ts';
import { ChannelError } from '../channel-error.ts';
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
  /** The fields with what every message carries, and the signature. One RSA signature. */
  sign(fields: Given): Promise<Record<string, string>>;
  /**
   * Calls and gives the verified reply, whatever its `respCode`. Throws ChannelError `unreachable`, `bad-signature`,
   * `bad-response`.
   */
  call(endpoint: Endpoint, fields: Given): Promise<Fields>;
  addressOf(endpoint: Endpoint): string;
}

export type Endpoint = 'frontTransReq' | 'appTransReq' | 'backTransReq' | 'queryTrans' | 'file';

const timeoutMs = 8_000;
/** A day's file comes within the reply. */
const largestFile = 128 * 1024 * 1024;

export function createUnionpayClient(
  settings: UnionpaySettings,
  { http, clock }: { http: HttpClient; clock: Clock },
): UnionpayClient {
  const verify = createVerifier(settings, clock);
  const sign = (fields: Given) => signMessage({ ...commonOf(settings), ...fields }, settings.privateKey);
  const addressOf = (endpoint: Endpoint) =>
    endpoint === 'file' ? `${settings.fileUrl}/` : `${settings.baseUrl}/${endpoint}.do`;
  return {
    settings,
    clock,
    verify,
    sign,
    addressOf,
    async call(endpoint, fields) {
      const body = new URLSearchParams(await sign(fields)).toString();
      const asks = endpoint === 'queryTrans' || endpoint === 'file';
      const response = await sendTwice(asks, () =>
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
        }),
      );
      if (response.status !== 200) throw new ChannelError('unreachable', `HTTP_${response.status}`);
      const reply = readReply(response.body);
      verify(reply);
      if (reply.get('merId') !== settings.merId) throw new ChannelError('bad-response', 'OTHER_MERCHANT');
      return reply;
    },
  };
}

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
