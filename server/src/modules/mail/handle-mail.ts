/**
 * What becomes of a stored mail: a case, words in one, or nothing. Decided once, in the transaction that writes the case, so
 * that a process may be killed anywhere and the mail is taken up again.
 */
import { createHash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Logger } from '../../infra/logging.ts';
import { openRaw } from '../../infra/sealed-raw.ts';
import { oneByOne } from '../../shared/one-by-one.ts';
import type { CaseIntake } from '../cases/index.ts';
import type { AsideFacts, MailRepository, StoredMail, Verdict, WaitingParts } from './mail.repository.ts';
import { createOpenFromLetter, saidIn } from './open-from-letter.ts';
import { type Letter, readLetter } from './read-letter.ts';
import { readReturnedAnswers, replyKey } from './reply-number.ts';
import type { UndeliveredRepository } from './undelivered.repository.ts';

export interface HandleDependencies {
  mails: MailRepository;
  undelivered: Pick<UndeliveredRepository, 'returned'>;
  intake: CaseIntake;
  cipher: FieldCipher;
  clock: Clock;
  logger: Logger;
  authserv: string | undefined;
  /** A notice of the hall may be what came back. */
  mailReturned(raw: Buffer): Promise<void>;
}

const chunk = 20;
const leaseSeconds = 300;
const mostAttempts = 6;
/** A person in need writes less; the rest waits among what was set aside. */
const mostCasesADay = 5;
const mostMailsADay = 30;
const day = 86_400_000;
/** Somebody else took it up meanwhile. */
class Taken extends Error {}

export function createHandleMail(dependencies: HandleDependencies) {
  const { mails, undelivered, intake, cipher, clock, logger, authserv } = dependencies;
  const hashOf = (kind: string, text: string) => cipher.hash(kind, text.toLowerCase());

  const openFromLetter = createOpenFromLetter({ mails, intake, cipher });

  const aside = (id: number, verdict: Verdict, facts: AsideFacts) => mails.setAside(id, verdict, facts);

  async function handleOne(stored: StoredMail): Promise<void> {
    const at = clock.now();
    const raw = openRaw(stored.rawEnc, cipher);
    const letter = await readLetter(raw, authserv).catch(() => null);
    if (!letter) {
      await aside(stored.id, 'unreadable', { at });
      return;
    }
    // A mail without a number of its own is known by its bytes.
    const number = letter.messageId ?? createHash('sha256').update(raw).digest('hex');
    const messageHash = hashOf('mail-id', number);
    const senderHash = letter.address ? hashOf('mail-address', letter.address) : null;
    const facts = { id: stored.id, messageHash, senderHash, at };
    const setAside = await reasonAgainst(letter, facts);
    if (setAside === 'bounce') {
      await tellBounce(raw);
      await dependencies.mailReturned(raw);
    }
    if (setAside) {
      await aside(stored.id, setAside, { ...facts, ...shownOf(letter) });
      return;
    }
    await intoCase(stored, letter, { messageHash, senderHash: senderHash!, at });
  }

  /** What a person is shown of it. */
  const shownOf = ({ address, subject, verified }: Letter) => ({
    senderEnc: address ? cipher.encrypt(address) : null,
    subjectEnc: cipher.encrypt(subject),
    verified,
  });

  async function reasonAgainst(
    letter: Letter,
    {
      id,
      messageHash,
      senderHash,
      at,
    }: { id: number; messageHash: Buffer; senderHash: Buffer | null; at: Date },
  ): Promise<Verdict | null> {
    if (letter.automatic) return letter.automatic === 'reply' ? 'auto-reply' : letter.automatic;
    if (!senderHash) return 'unreadable';
    if (await mails.isKnown(messageHash, senderHash, id)) return 'duplicate';
    if (!letter.text && !letter.subject && letter.attachments.length === 0) return 'empty';
    if (letter.forged) return 'forged';
    const { opened, all } = await mails.countOf(senderHash, new Date(at.getTime() - day));
    return opened >= mostCasesADay || all >= mostMailsADay ? 'flood' : null;
  }

  /** An answer of ours did not arrive: whoever has the case must know, and silence after it says nothing. */
  async function tellBounce(raw: Buffer): Promise<void> {
    for (const { messageId, caseNo, version, reason } of readReturnedAnswers(raw)) {
      const sent = await mails.casesOf([hashOf('mail-id', messageId)], { caseNo: null, senderHash: null });
      if (sent[0]?.caseNo !== caseNo) continue;
      await intake.note(caseNo, '答复邮件被退回，客户没有收到', tx =>
        undelivered.returned(tx, replyKey(caseNo, version), reason),
      );
    }
  }

  async function intoCase(
    { id: mailId, cut }: StoredMail,
    letter: Letter,
    { messageHash, senderHash, at }: { messageHash: Buffer; senderHash: Buffer; at: Date },
  ): Promise<void> {
    const answered = letter.answers.map(id => hashOf('mail-id', id));
    const tag = /\bGD\d{16}\b/.exec(letter.subject)?.[0] ?? null;
    const named = await mails.casesOf(answered, { caseNo: tag, senderHash });
    const claim = async (verdict: Verdict, tx: Parameters<MailRepository['link']>[0], caseId: number) => {
      const settled = { verdict, messageHash, senderHash, caseId, at };
      if (!(await mails.settle(tx, mailId, settled))) throw new Taken();
      await mails.link(tx, caseId, [messageHash]);
    };
    // A number anybody may guess, and an answer anybody may pass on: only the one who is written to adds to a case.
    for (const { caseNo, verified } of named.filter(({ addressHash }) => addressHash?.equals(senderHash))) {
      // The address is theirs; whether they wrote it nobody says, where it was certain before.
      const doubtful = verified && !letter.verified;
      const added = await intake.add(caseNo, saidIn(letter, cut, doubtful), async (tx, caseId) => {
        await claim('added', tx, caseId);
        if (!doubtful) await mails.heardFrom(tx, caseId, letter.messageId);
      });
      if (added) return;
    }
    const before = named[0] ? `（来信提到 ${named[0].caseNo}）\n` : '';
    await openFromLetter(letter, {
      before,
      cut,
      senderHash,
      claim: (tx, caseId) => claim('opened', tx, caseId),
    });
  }

  /** Each part once, whether the process lives to the end of them or not; one that cannot be kept now holds up no other. */
  async function addParts({ id, rawEnc, caseNo, attempts }: WaitingParts): Promise<void> {
    const { attachments } = await readLetter(openRaw(rawEnc, cipher), authserv);
    const last = attempts >= mostAttempts;
    let failure: unknown;
    for (const [part, { name, content }] of attachments.entries()) {
      const done = (tx: PoolClient) => mails.addPart(tx, id, part);
      const told = (why: string, also?: (tx: PoolClient) => Promise<unknown>) =>
        intake.note(
          caseNo,
          `邮件附件“${name || part + 1}”没有接收：${why}`,
          async tx => void (await also?.(tx)),
        );
      try {
        if (await mails.hasPart(id, part)) continue;
        const refused = await intake.attach(caseNo, content, done);
        // Said once, however often another part is tried.
        if (refused) await told(refused, done);
      } catch (error) {
        failure = error;
        if (last) await told('多次尝试没有成功，请客户另行提供');
      }
    }
    if (!failure || last) await mails.partsAdded(id);
    if (failure) throw failure;
  }

  return async function handleMails(signal: AbortSignal): Promise<void> {
    for (let more = true; more && !signal.aborted; ) {
      const claimed = await mails.claim(clock.now(), chunk, leaseSeconds);
      for (const stored of claimed)
        await handleOne(stored).catch(async error => {
          if (error instanceof Taken) return;
          logger.error({ mail: stored.id, err: error }, 'mail not handled');
          if (stored.attempts >= mostAttempts) await aside(stored.id, 'unreadable', { at: clock.now() });
        });
      more = claimed.length === chunk;
    }
    await oneByOne(await mails.takeParts(clock.now(), chunk), addParts, ({ id }, error) =>
      logger.error({ mail: id, err: error }, 'attachments of a mail not kept'),
    );
  };
}
