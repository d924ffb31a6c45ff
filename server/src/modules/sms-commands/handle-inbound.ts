/**
 * A message of a user: stored, acknowledged, then handled once. The answer is written into the outbox in the transaction that
 * marks it handled, so that a process that dies in between answers neither twice nor never.
 */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { CrashPoints } from '../../infra/crash-point.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import type { Metrics } from '../../infra/metrics.ts';
import { rawKeptDays, sealRaw } from '../../infra/sealed-raw.ts';
import type { SmsQueue } from '../messages/index.ts';
import type { CommandChannel, InboundText } from '../payments/index.ts';
import { type AnswerDependencies, createAnswers, type Reply, today } from './answer-command.ts';
import type { SmsCommandsRepository, StoredInbound } from './sms-commands.repository.ts';

export interface InboundDependencies extends AnswerDependencies {
  repository: SmsCommandsRepository;
  channel: CommandChannel;
  sms: Pick<SmsQueue, 'queueSql' | 'nudge'>;
  /** Debits by agreement what has just been confirmed. */
  nudgeAgreements?(): void;
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  cipher: FieldCipher;
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  metrics: Metrics;
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const futureMs = 600_000;
const answersAnHour = 20;
const helpsADay = 3;
const leftoverMs = 5_000;
const atOnce = 2;

export function createInbound(dependencies: InboundDependencies) {
  const { repository, cipher, clock, logger, crashPoints, inTransaction, sms } = dependencies;
  const answer = createAnswers(dependencies);
  const waiting: number[] = [];
  const running = new Set<Promise<void>>();

  async function handle(id: number): Promise<void> {
    const attempts = await repository.countAttempt(id);
    const result = await inTransaction(async tx => {
      const stored = await repository.lock(tx, id);
      return stored && handleLocked(tx, stored, attempts);
    });
    sms.nudge();
    if (result === 'debiting') dependencies.nudgeAgreements?.();
  }

  async function handleLocked(tx: PoolClient, stored: StoredInbound, attempts: number): Promise<string> {
    const { id, phoneEnc, textEnc, secretEnc } = stored;
    const now = clock.now();
    const text = cipher.decrypt(secretEnc ?? textEnc);
    const command = dependencies.channel.read(text);
    const { result, replies } = await decide(tx, stored, command);
    for (const [index, reply] of replies.entries())
      await send(tx, phoneEnc, reply, `sms-reply:${id}:${index}`);
    await repository.handled(tx, id, command.kind, result, replies.length > 0, now);
    dependencies.metrics.count('hall_notifications_total', { source: 'sms', result });
    if (attempts > 1) logger.warn({ inboundId: id, attempts }, 'text message handled late');
    crashPoints.reach('sms-handled');
    return result;
  }

  async function decide(tx: PoolClient, stored: StoredInbound, command: ReturnType<CommandChannel['read']>) {
    const { id: inboundId, phoneHash, sentAt, receivedAt } = stored;
    const none = (result: string) => ({ result, replies: [] as Reply[] });
    const age = receivedAt.getTime() - sentAt.getTime();
    if (age > dayMs || age < -futureMs) return none('too-old');
    const now = clock.now().getTime();
    const answered = (ms: number, result?: string) =>
      repository.answered(tx, phoneHash, new Date(now - ms), result);
    if ((await answered(hourMs)) >= answersAnHour) return none('too-many');
    const person = await repository.person(phoneHash, today(clock));
    if (!person || person.households.length === 0) {
      if ((await answered(dayMs, 'not-bound')) >= 1) return none('not-bound-silent');
      return { result: 'not-bound', replies: [{ template: 'sms-not-bound', params: {} } satisfies Reply] };
    }
    if (command.kind === 'unknown' && (await answered(dayMs, 'help')) >= helpsADay)
      return none('help-silent');
    return answer(tx, { inboundId, phoneHash, ...person }, command);
  }

  async function send(
    tx: PoolClient,
    phoneEnc: Buffer,
    { template, params }: Reply,
    dedupeKey: string,
  ): Promise<void> {
    const notAfter = new Date(clock.now().getTime() + hourMs);
    await sms.queueSql(tx, {
      phone: cipher.decrypt(phoneEnc),
      template,
      params,
      language: 'zh',
      dedupeKey,
      notAfter,
    });
  }

  /** A few at a time: each holds a connection of the pool, and asks through others. */
  function start(id: number): void {
    waiting.push(id);
    if (running.size >= atOnce) return;
    const work: Promise<void> = drain().finally(() => running.delete(work));
    running.add(work);
  }

  async function drain(): Promise<void> {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift())
      await handle(id).catch(error =>
        logger.error({ inboundId: id, err: error }, 'text message not handled'),
      );
  }

  return {
    /** Resolves when it is on disk: then it may be acknowledged. */
    async accept({ phone, text, sentAt, eventId, digest }: InboundText, body: Buffer): Promise<void> {
      const phoneHash = cipher.hash('phone', phone);
      // A card's PIN is kept only until the message has been handled, and so is the body that it stands in.
      const secret = dependencies.channel.read(text).kind === 'redeem';
      const stored = await repository.store({
        eventId,
        phoneHash,
        phoneEnc: cipher.encrypt(phone),
        textEnc: cipher.encrypt(secret ? 'CZ#…' : text),
        secretEnc: secret ? cipher.encrypt(text) : null,
        bodyEnc: sealRaw(body, cipher),
        digest,
        sentAt,
        receivedAt: clock.now(),
      });
      crashPoints.reach('sms-stored');
      if (stored.isNew) start(stored.id);
    },

    idle: async () => void (await Promise.all(running)),

    job: {
      name: 'handle-sms',
      lane: 'money',
      everySeconds: 5,
      async run() {
        const left = await repository.unhandled(new Date(clock.now().getTime() - leftoverMs), 200);
        for (const id of left)
          await handle(id).catch(error =>
            logger.error({ inboundId: id, err: error }, 'text message not handled'),
          );
      },
    } satisfies Job,

    forgetting: {
      name: 'forget-sms',
      everySeconds: 3600,
      run: () => repository.forgetBodies(new Date(clock.now().getTime() - rawKeptDays * dayMs)),
    } satisfies Job,
  };
}

export type Inbound = ReturnType<typeof createInbound>;
