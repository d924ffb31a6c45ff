/**
 * What becomes of a follower's message: words in the case they have going, a new case, or a word back that says how to begin one. Decided once, in the
 * transaction that writes the case, so that a process may be killed anywhere.
 */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Logger } from '../../infra/logging.ts';
import { businessDate } from '../../shared/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { type CaseIntake, isCourtesy, kindOfWords } from '../cases/index.ts';
import type { OfficialAccount, Said } from '../messages/index.ts';
import type { OfficialAccountRepository, StoredSaid, Verdict } from './official-account.repository.ts';
import { createOpenFromSaid, openSaid, wordsOf } from './open-from-said.ts';
import { queuePrompt, queueSetAside } from './reply.ts';

export interface HandleDependencies {
  messages: OfficialAccountRepository;
  account: OfficialAccount;
  intake: CaseIntake;
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  cipher: FieldCipher;
  clock: Clock;
  hotline: string;
  logger: Logger;
}

const chunk = 20;
const leaseSeconds = 120;
const mostAttempts = 6;
/** A person in need writes less. */
const mostCasesADay = 5;
const mostMessagesADay = 60;
/** So long after an answer what is written still belongs to it. */
const belongsDays = 7;
const leastWords = 5;
/** WeChat keeps pictures and sounds for three days. */
const mediaDays = 3;
const day = 86_400_000;
/** Somebody else took it up meanwhile. */
class Taken extends Error {}

export function createHandleSaid(dependencies: HandleDependencies) {
  const { messages, account, intake, inTransaction, cipher, clock, hotline, logger } = dependencies;
  const open = createOpenFromSaid(dependencies);

  async function handleOne(stored: StoredSaid): Promise<void> {
    const { id, senderHash, saidEnc } = stored;
    const at = clock.now();
    const said = openSaid(saidEnc, cipher);
    const words = wordsOf(said);
    const { opened, all } = await messages.countOf(senderHash, new Date(at.getTime() - day));
    if (all >= mostMessagesADay) return setAside(stored, 'flood');
    const settle = async (tx: PoolClient, verdict: Verdict, caseId: number) => {
      const settled = { verdict, caseId, mediaWaits: said.mediaId !== null, at };
      if (!(await messages.settle(tx, id, settled))) throw new Taken();
    };
    const personId = await messages.personOf(account.appId, said.openId);
    const since = new Date(at.getTime() - belongsDays * day);
    const current = await messages.currentCase(senderHash, since, personId);
    const accuses = kindOfWords(words).kind === 'misconduct';
    // Whoever has the case they have going may be the one whom they report.
    if (current && (current.confidential || !accuses)) {
      const spoken = said.kind === 'text' ? { spoken: words } : {};
      if (await intake.add(current.caseNo, { words, ...spoken }, (tx, caseId) => settle(tx, 'added', caseId)))
        return;
    }
    // What is written after «我要举报» belongs to that, and to no other case.
    if (!accuses && said.kind === 'text' && (words.length < leastWords || isCourtesy(words)))
      return prompt(id, said, at);
    if (opened >= mostCasesADay) return setAside(stored, 'flood');
    await open(said, { senderHash, personId, settle: (tx, caseId) => settle(tx, 'opened', caseId) });
  }

  /** No case is made of it: whoever wrote it hears so, once a day, and where they are helped. */
  const setAside = ({ id, senderHash, saidEnc }: StoredSaid, verdict: 'flood' | 'unreadable') =>
    inTransaction(async tx => {
      const at = clock.now();
      if (!(await messages.settle(tx, id, { verdict, caseId: null, mediaWaits: false, at }))) return;
      const openId = openIdIn(saidEnc);
      if (openId) await queueSetAside(tx, { openId, senderHash, on: businessDate(at), hotline }, cipher);
    });

  /** What cannot be read at all is nobody's. */
  function openIdIn(saidEnc: Buffer): string | undefined {
    try {
      return openSaid(saidEnc, cipher).openId;
    } catch {
      return undefined;
    }
  }

  /** A greeting is no case: they are told how to begin one. */
  const prompt = (id: number, said: Said, at: Date) =>
    inTransaction(async tx => {
      if (!(await messages.settle(tx, id, { verdict: 'prompted', caseId: null, mediaWaits: false, at })))
        throw new Taken();
      await queuePrompt(tx, said, cipher);
    });

  /** Each once; what WeChat no longer has, or what is no picture, is a note. */
  async function fetchMedia(): Promise<void> {
    const giveUp = (id: number, caseNo: string, why: string) =>
      intake.note(caseNo, `公众号图片或语音没有接收：${why}`, async tx => {
        await messages.mediaFetched(tx, id);
      });
    for (const { id, saidEnc, caseNo, storedAt } of await messages.mediaToFetch(clock.now(), chunk)) {
      const isOver = clock.now().getTime() - storedAt.getTime() >= mediaDays * day;
      try {
        const { mediaId } = openSaid(saidEnc, cipher);
        const media = mediaId ? await account.media(mediaId) : { refused: 'NO_MEDIA' };
        if ('later' in media && !isOver) continue;
        const refused =
          'bytes' in media
            ? await intake.attach(caseNo, media.bytes, tx => messages.mediaFetched(tx, id))
            : '微信已不再保存';
        if (refused) await giveUp(id, caseNo, refused);
      } catch (error) {
        logger.error({ message: id, err: error }, 'picture or sound of the official account not fetched');
        if (isOver) await giveUp(id, caseNo, '无法读取').catch(() => {});
      }
    }
  }

  return async function handleSaid(signal: AbortSignal): Promise<void> {
    for (let more = true; more && !signal.aborted; ) {
      const claimed = await messages.claim(clock.now(), chunk, leaseSeconds);
      for (const stored of claimed)
        await handleOne(stored).catch(async error => {
          if (error instanceof Taken) return;
          // Their allowance of cases in the hall is used up as well.
          if (error instanceof AppError && error.status === 429) return setAside(stored, 'flood');
          logger.error({ message: stored.id, err: error }, 'message to the official account not handled');
          if (stored.attempts >= mostAttempts) await setAside(stored, 'unreadable');
        });
      more = claimed.length > 0;
    }
    await fetchMedia();
  };
}
