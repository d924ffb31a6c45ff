/** The door for signed JSON: who sent it, is it theirs, then what it asks. Whatever fails before that is answered unsigned. */
import { rawReply, type Unread } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import { agencyJson, agencyWire } from '../payments/index.ts';
import type { AnswerMessage } from './answer-message.ts';
import type { BadMessages } from './bad-messages.ts';
import type { DayFiles } from './day-files.ts';
import type { HallKeys } from './hall-keys.ts';
import { keyOf, type Partner, refuseAddress } from './partner.ts';
import type { PartnerBook } from './partner-book.ts';
import type { UnreadableMessages } from './unreadable-messages.ts';
import type { UseNonce } from './use-nonce.ts';

const { AgencyRefusal } = agencyWire;

export interface DoorDependencies {
  book: PartnerBook;
  bad: BadMessages;
  unreadable: UnreadableMessages;
  answer: AnswerMessage;
  files: DayFiles;
  useNonce: UseNonce;
  keys: HallKeys;
  clock: Clock;
  logger: Logger;
}

export interface DoorRequest extends agencyJson.SignedRequest {
  ip: string;
}

export interface Sender {
  partner: Partner;
  nonce: string;
}

interface Written {
  status?: number;
  body: Buffer;
  headers?: Record<string, string>;
}

const jsonType = 'application/json; charset=utf-8';

/** @param work throws AgencyRefusal for what is not accepted */
export async function throughJsonDoor(
  request: DoorRequest,
  work: (sender: Sender) => Promise<Written>,
  dependencies: DoorDependencies,
) {
  let sender: Sender | undefined;
  try {
    sender = await admitSender(request, dependencies);
    return reply(await work(sender), sender, dependencies);
  } catch (error) {
    const claimed = sender?.partner.code ?? request.headers['agency-partner'];
    const code = refusalOf(error, request.ip, claimed, dependencies);
    if (sender) await dependencies.unreadable(error, sender.partner, request);
    const written = {
      status: agencyJson.statusOf(code),
      body: agencyJson.writeRefusal(code, detailOf(error)),
    };
    return sender ? reply(written, sender, dependencies) : unsigned(written);
  }
}

/** A message above the route's limit: nothing of it is read, so nobody is proved to have sent it. */
export function lengthRefused({ headers, ip }: Unread, dependencies: DoorDependencies) {
  const code = refuseLength(ip, headers['agency-partner'], dependencies);
  return unsigned({ status: agencyJson.statusOf(code), body: agencyJson.writeRefusal(code) });
}

/** @returns the code to answer with: 1007, or 1008 to an address that is no longer listened to */
export function refuseLength(
  ip: string,
  claimed: string | undefined,
  dependencies: DoorDependencies,
): agencyWire.AgencyCode {
  try {
    dependencies.bad.refuseFlood(ip);
    throw new AgencyRefusal('1007', 'length');
  } catch (error) {
    return refusalOf(error, ip, claimed, dependencies);
  }
}

async function admitSender(request: DoorRequest, { book, bad, clock }: DoorDependencies): Promise<Sender> {
  bad.refuseFlood(request.ip);
  const now = clock.now();
  const head = agencyJson.readHead(request, now);
  const partner = await book.find(head.partner, 'agency-json');
  const key = keyOf(partner, head.key, now);
  refuseAddress(partner, request.ip);
  if (!key.publicKey) throw new AgencyRefusal('1002', 'unknown');
  agencyJson.verifyRequest(request, head, key.publicKey);
  book.noteUse(key);
  return { partner, nonce: head.nonce };
}

const unsigned = (written: Pick<Written, 'status' | 'body'>) =>
  rawReply({ ...written, headers: { 'Content-Type': jsonType } });

function reply(
  { status = 200, body, headers }: Written,
  { nonce }: Sender,
  { keys, clock }: DoorDependencies,
) {
  const signed = agencyJson.signReply({ status, body }, nonce, keys.json(), clock.now());
  return rawReply({ status, body, headers: { 'Content-Type': jsonType, ...signed, ...headers } });
}

/** What more can be said to the partner. */
export const detailOf = (error: unknown): string | undefined =>
  error instanceof AgencyRefusal ? error.detail : undefined;

/**
 * What went wrong, as a code; what nobody expected is unknown to the partner, and said to our operators.
 * @param claimed the partner's code, proved or not
 */
export function refusalOf(
  error: unknown,
  ip: string,
  claimed: string | undefined,
  { bad, logger }: Pick<DoorDependencies, 'bad' | 'logger'>,
): agencyWire.AgencyCode {
  if (error instanceof AgencyRefusal) {
    if (error.bad) bad.count(error.bad, ip, claimed);
    return error.code;
  }
  logger.error({ partner: claimed, err: error }, 'partner message not handled');
  return '9001';
}
