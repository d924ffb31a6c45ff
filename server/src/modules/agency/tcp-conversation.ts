/** One connection of a bank: sign-on, then one reply to each frame (families/agency-tcp/README.md). Knows no socket. */
import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { BusinessDate } from '../../shared/dates.ts';
import { agencyTcp, agencyWire } from '../payments/index.ts';
import type { AnswerMessage } from './answer-message.ts';
import type { BadMessages } from './bad-messages.ts';
import type { DayFiles } from './day-files.ts';
import { detailOf } from './json-door.ts';
import { keyOf, type Partner, refuseAddress } from './partner.ts';
import type { PartnerBook } from './partner-book.ts';
import type { UnreadableMessages } from './unreadable-messages.ts';

const { AgencyRefusal } = agencyWire;

export interface ConversationDependencies {
  book: PartnerBook;
  bad: BadMessages;
  unreadable: UnreadableMessages;
  answer: AnswerMessage;
  files: DayFiles;
  clock: Clock;
  logger: Logger;
}

export interface FrameReply {
  bytes: Buffer;
  /** The frame could not be authenticated: nothing more is listened to. */
  close: boolean;
}

export interface Conversation {
  /** Who has signed on. */
  partner(): string | undefined;
  /** @param bytes exactly one frame; never throws */
  answer(bytes: Buffer): Promise<FrameReply>;
  /** What is said to bytes that are no frame. */
  refuse(code: agencyWire.AgencyCode): Buffer;
}

interface Session {
  partner: Partner;
  keyVersion: string;
  key: Buffer;
}

interface Upload {
  sha256: string;
  size: number;
  clearingOn: BusinessDate;
  chunks: Buffer[];
  received: number;
}

/** Our day file while it is fetched block by block. */
interface Download {
  clearingOn: string;
  file: Buffer;
  sha256: string;
}

interface Written {
  body: Buffer;
  time?: string;
}

type Frame = agencyTcp.Frame;

const nobody = { partner: '', keyVersion: '00', trade: '0000', serial: '' };

export function createConversation(ip: string, dependencies: ConversationDependencies): Conversation {
  const { book, bad, clock, logger } = dependencies;
  let session: Session | undefined;
  let upload: Upload | undefined;
  let download: Download | undefined;

  /** The key this frame's MAC is right under. */
  async function authenticate(frame: Frame): Promise<Session> {
    const now = clock.now();
    const { partner: code, keyVersion, trade } = frame.head;
    const partner = await book.find(code, 'agency-tcp');
    const key = keyOf(partner, keyVersion, now);
    refuseAddress(partner, ip);
    const ofSession =
      session?.partner.code === code && session.keyVersion === keyVersion ? session.key : undefined;
    const secret = trade === agencyTcp.signOnTrade ? key.secret : ofSession;
    if (!secret || agencyTcp.macOf(secret, frame.signed) !== frame.mac)
      throw new AgencyRefusal('1003', 'signature');
    book.noteUse(key);
    return { partner, keyVersion, key: secret };
  }

  async function work(frame: Frame, { partner }: Session): Promise<Written> {
    const { head, body } = frame;
    agencyWire.refuseStale(agencyTcp.timeOf(head), clock.now());
    switch (head.trade) {
      case agencyTcp.echoTrade:
        if (body.length > 0) throw new AgencyRefusal('1001', 'form');
        return { body: Buffer.alloc(0) };
      case agencyTcp.fetchFileTrade:
        return { body: await fetchBlock(partner, body) };
      case agencyTcp.handInFileTrade:
        return { body: await takeBlock(partner, body) };
    }
    const trade = agencyTcp.tradeOf[head.trade];
    if (!trade) throw new AgencyRefusal('1009');
    const message = agencyTcp.readBody(trade, body, head.serial, partner.units.request);
    const raw = Buffer.concat([frame.signed, Buffer.from(frame.mac)]);
    const answered = await dependencies.answer({ partner, message, nonce: null, time: head.time, raw });
    if (answered.code !== '0000' || !answered.result) throw new Refused(answered.code, answered.time);
    return {
      body: agencyTcp.writeBody(trade, answered.result as never, partner.units.reply),
      time: answered.time,
    };
  }

  /** A new session, and the reply that the bank derives the same key from. */
  function signOn({ body }: Frame, { partner, keyVersion, key }: Session): Written {
    const serverRandom = randomBytes(16);
    const sessionKey = agencyTcp.sessionKeyOf(key, agencyTcp.readRandom(body), serverRandom);
    session = { partner, keyVersion, key: sessionKey };
    upload = undefined;
    download = undefined;
    return { body: agencyTcp.writeRandom(serverRandom) };
  }

  async function fetchBlock(partner: Partner, body: Buffer): Promise<Buffer> {
    const { clearingOn, offset } = agencyTcp.readFetch(body);
    if (offset === 0 || download?.clearingOn !== clearingOn) {
      const file = await dependencies.files.ours(partner, clearingOn);
      download = { clearingOn, file, sha256: sha256(file) };
    }
    return agencyTcp.writeBlock(download.file, download.sha256, offset);
  }

  async function takeBlock(partner: Partner, body: Buffer): Promise<Buffer> {
    const block = agencyTcp.readHandIn(body);
    const { clearingOn, size } = block;
    if (block.offset === 0) upload = { clearingOn, size, sha256: block.sha256, chunks: [], received: 0 };
    const same = upload?.clearingOn === clearingOn && upload.sha256 === block.sha256 && upload.size === size;
    if (!upload || !same || upload.received !== block.offset) throw new AgencyRefusal('1001', 'form');
    upload.chunks.push(block.chunk);
    upload.received += block.chunk.length;
    if (upload.received < size) return agencyTcp.writeHandedIn(upload.received, false);
    const content = Buffer.concat(upload.chunks);
    upload = undefined;
    try {
      if (sha256(content) !== block.sha256) throw new AgencyRefusal('1001', 'form');
      await dependencies.files.accept(partner, clearingOn, content);
    } catch (error) {
      throw error instanceof AgencyRefusal ? new UploadRefused(error, content) : error;
    }
    return agencyTcp.writeHandedIn(size, true);
  }

  function codeOf(error: unknown, partner: string | undefined): agencyWire.AgencyCode {
    if (error instanceof Refused) return error.code;
    if (error instanceof AgencyRefusal) {
      if (error.bad) bad.count(error.bad, ip, partner);
      return error.code;
    }
    logger.error({ partner, err: error }, 'partner message not handled');
    return '9001';
  }

  const unproved = (code: agencyWire.AgencyCode, head: Partial<Frame['head']> = {}): Buffer =>
    agencyTcp.writeReplyFrame(
      { ...nobody, time: agencyTcp.timeText(clock.now()), ...head, code },
      agencyTcp.writeMessage(code),
      undefined,
    );

  return {
    partner: () => session?.partner.code,
    refuse: code => unproved(code),
    async answer(bytes) {
      let frame: Frame | undefined;
      let proved: Session | undefined;
      try {
        frame = agencyTcp.readFrame(bytes);
        proved = await authenticate(frame);
        const isSignOn = frame.head.trade === agencyTcp.signOnTrade;
        const written = isSignOn ? freshSignOn(frame, proved) : await work(frame, proved);
        const head = { ...frame.head, time: written.time ?? frame.head.time };
        return { bytes: agencyTcp.writeReplyFrame(head, written.body, proved.key), close: false };
      } catch (error) {
        const code = codeOf(error, frame?.head.partner);
        if (!frame || !proved) return { bytes: unproved(code, frame?.head), close: true };
        await dependencies.unreadable(error, proved.partner, {
          body: error instanceof UploadRefused ? error.content : bytes,
        });
        const time = (error instanceof Refused ? error.time : undefined) ?? frame.head.time;
        const head = { ...frame.head, time, code };
        return {
          bytes: agencyTcp.writeReplyFrame(head, agencyTcp.writeMessage(code, detailOf(error)), proved.key),
          close: false,
        };
      }
    },
  };

  function freshSignOn(frame: Frame, proved: Session): Written {
    agencyWire.refuseStale(agencyTcp.timeOf(frame.head), clock.now());
    return signOn(frame, proved);
  }
}

/** A business refusal, with the time of the message first answered. */
class Refused extends Error {
  readonly code: agencyWire.AgencyCode;
  readonly time: string | undefined;

  constructor(code: agencyWire.AgencyCode, time: string | undefined) {
    super(`agency ${code}`);
    this.name = 'Refused';
    this.code = code;
    this.time = time;
  }
}

/** A file that came in blocks is refused whole, and kept whole: the last frame says little. */
class UploadRefused extends AgencyRefusal {
  readonly content: Buffer;

  constructor({ code, bad, detail }: agencyWire.AgencyRefusal, content: Buffer) {
    super(code, bad, detail);
    this.name = 'UploadRefused';
    this.content = content;
  }
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
