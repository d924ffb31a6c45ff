/** Words back to a follower: queued with what gives them, sent by the outbox. WeChat takes them for 48 hours after the follower's last word. */
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { CaseAnswer, CaseIntake } from '../cases/index.ts';
import {
  addToOutboxSql,
  isLastTry,
  type OfficialAccount,
  type Outgoing,
  type Said,
  Undeliverable,
} from '../messages/index.ts';
import type { OfficialAccountRepository } from './official-account.repository.ts';

export const replyKind = 'case-account';
export const promptKind = 'account-prompt';

interface Reply {
  caseNo: string;
  version: number;
  /** The words, sealed; dropped once they are sent. */
  sealed: string;
  /** The customer's own link to rate by, sealed likewise: no colleague who reads the words reads it. */
  sealedLink?: string;
}

/** A text takes 2,048 bytes; a Chinese character is three. */
const longest = 600;

const seal = (words: string, cipher: FieldCipher) => cipher.encrypt(words).toString('base64');
const open = (sealed: string, cipher: FieldCipher) => cipher.decrypt(Buffer.from(sealed, 'base64'));

async function queue(tx: PoolClient, key: string, payload: Reply): Promise<void> {
  await addToOutboxSql(tx, { kind: replyKind, dedupeKey: `${replyKind}:${key}`, payload });
}

/** In the transaction of the act. Cases that came another way are none of ours. */
export async function queueReply(
  tx: PoolClient,
  { source, caseNo, version, words, ratingUrl }: CaseAnswer,
  cipher: FieldCipher,
): Promise<void> {
  if (source !== 'official-account') return;
  await queue(tx, `${caseNo}:${version}`, {
    caseNo,
    version,
    sealed: seal(`【${caseNo}】${words}`, cipher),
    ...(ratingUrl ? { sealedLink: seal(ratingUrl, cipher) } : {}),
  });
}

/** That it has come, and under which number. */
export async function queueReceipt(tx: PoolClient, caseNo: string, cipher: FieldCipher): Promise<void> {
  const words = `已收到您的诉求，编号${caseNo}。继续在这里发文字、图片、语音或位置，都会补充到这件诉求里。`;
  await queue(tx, `${caseNo}:received`, { caseNo, version: 0, sealed: seal(words, cipher) });
}

/** To whoever has only said hello. */
export async function queuePrompt(tx: PoolClient, said: Said, cipher: FieldCipher): Promise<void> {
  const words = '您好，请用一句话说明需要反映的问题（时间、地点、情况），我们会登记并答复您。';
  const payload = { sealed: seal(JSON.stringify({ openId: said.openId, words }), cipher) };
  await addToOutboxSql(tx, { kind: promptKind, dedupeKey: `${promptKind}:${said.messageId}`, payload });
}

/** To whoever has written so much that not all of it was taken, or what could not be read: once a day. */
export async function queueSetAside(
  tx: PoolClient,
  { openId, senderHash, on, hotline }: { openId: string; senderHash: Buffer; on: string; hotline: string },
  cipher: FieldCipher,
): Promise<void> {
  const words = `您今天发来的消息没有全部登记（消息过多或无法读取）。如需帮助，请拨打${hotline}。`;
  const payload = { sealed: seal(JSON.stringify({ openId, words }), cipher) };
  const dedupeKey = `${promptKind}:${senderHash.toString('hex')}:${on}`;
  await addToOutboxSql(tx, { kind: promptKind, dedupeKey, payload });
}

interface Dependencies {
  account: OfficialAccount;
  messages: OfficialAccountRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
}

/** Long words in several messages, cut between characters. */
function partsOf(words: string): string[] {
  const characters = [...words];
  const count = Math.ceil(characters.length / longest);
  return Array.from({ length: count }, (_, part) =>
    characters.slice(part * longest, (part + 1) * longest).join(''),
  );
}

export function createDeliver({ account, messages, intake, cipher }: Dependencies) {
  /** What is not known is said again: a message twice is better than none. */
  async function write(message: Outgoing, openId: string, words: string): Promise<void> {
    for (const part of partsOf(words)) {
      const result = await account.write(openId, part);
      if (result.kind === 'handed') continue;
      if (result.kind === 'refused' || isLastTry(message)) throw new Undeliverable(result.reason);
      throw new Error(result.reason);
    }
  }
  return {
    async reply(message: Outgoing): Promise<void> {
      const { caseNo, sealed, sealedLink } = message.payload as Reply;
      const openId = await messages.openIdOf(caseNo);
      if (!openId) throw new Undeliverable('nobody to write to');
      const rating = sealedLink
        ? `\n请为这次答复评分（14天内有效，只能评一次）：${open(sealedLink, cipher)}`
        : '';
      try {
        await write(message, cipher.decrypt(openId), `${open(sealed, cipher)}${rating}`);
      } catch (error) {
        if (error instanceof Undeliverable)
          await intake.note(caseNo, `公众号消息没有送出（${error.message}），请用其他方式联系客户`);
        throw error;
      }
    },
    async prompt(message: Outgoing): Promise<void> {
      const { openId, words } = JSON.parse(open((message.payload as { sealed: string }).sealed, cipher));
      await write(message, openId, words);
    },
  };
}
