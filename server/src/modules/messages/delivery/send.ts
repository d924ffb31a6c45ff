import { createBatcher } from '../../../infra/batcher.ts';
import type { Letter, MessageChannel, SendResult } from '../channels/channel.ts';
import { afterFailure } from '../channels/failures.ts';
import { definitionOf } from '../events/catalogue.ts';
import { pauseAfter } from '../outbox.ts';
import { segmentsOf } from '../sms-segments.ts';
import { addressOn } from './address.ts';
import { mustArrive } from './decide.ts';
import type { EditionOf, EngineDependencies, Planned } from './engine-parts.ts';
import type { Beginning, Begun, Outcome, Verdict } from './outcome.repository.ts';
import { openValues } from './sealed-values.ts';
import { valuesOf, writeOut } from './write-letter.ts';

interface Ready {
  plan: Planned;
  letter: Letter;
  beginning: Beginning;
}

const leaseMs = 60_000;
const answersAtOnce = 200;

/** Hands planned notices to their providers at each provider's pace, and writes down what came of it. */
export function createSender({ outcomes, cipher, clock, crashPoints, logger, metrics }: EngineDependencies) {
  // Answers that come together are written together, over one connection: payment work keeps the others.
  const results = createBatcher<Outcome, void>({
    run: async told => {
      await outcomes.outcomes(told);
      return told.map(() => undefined);
    },
    maxSize: answersAtOnce,
    concurrency: 1,
  });

  return async function send(planned: readonly Planned[], editionOf: EditionOf): Promise<void> {
    if (planned.length === 0) return;
    const now = clock.now();
    const ready = await write(planned, editionOf, now);
    const begun = await outcomes.begin(
      ready.map(each => each.beginning),
      now,
    );
    const byNotice = new Map(begun.map(each => [each.noticeId, each]));
    const going = ready.filter(({ plan }) => byNotice.has(plan.notice.id));
    const channels = new Set(going.map(({ plan }) => plan.channel));
    await Promise.all(
      [...channels].map(channel =>
        sendPaced(
          channel,
          going.filter(({ plan }) => plan.channel === channel),
          byNotice,
        ),
      ),
    );
  };

  /** One that cannot be written holds up nobody behind it: it is a dead letter, for staff to see. */
  async function write(planned: readonly Planned[], editionOf: EditionOf, now: Date): Promise<Ready[]> {
    const dead: Verdict[] = [];
    const ready = planned.flatMap(plan => {
      const noticeId = plan.notice.id;
      try {
        return prepare(plan, editionOf, now);
      } catch (error) {
        logger.error({ err: error, noticeId }, 'notice cannot be written');
        dead.push({ noticeId, status: 'dead', why: 'unwritable', nextAt: null });
        return [];
      }
    });
    await outcomes.verdicts(dead);
    return ready;
  }

  function prepare(plan: Planned, editionOf: EditionOf, now: Date): Ready {
    const { notice, channel } = plan;
    const { id, event, language, params } = notice;
    const edition = editionOf(event, language);
    const values = valuesOf(openValues(params, cipher), language, now);
    const address = addressOn(channel.name, notice, cipher);
    const requestId = `n${id}-${channel.name}`;
    const text = writeOut(edition, values);
    const parts = channel.name === 'sms' ? segmentsOf(text.sms) : 1;
    const before = notice.tried.find(each => each.channel === channel.name);
    return {
      plan,
      letter: {
        requestId,
        to: address.to,
        event,
        language,
        version: edition.version,
        ...text,
        values,
        template: edition,
        card: definitionOf(event).card,
      },
      beginning: {
        noticeId: id,
        channel: channel.name,
        requestId,
        recipient: address.masked,
        phoneHash: address.phoneHash,
        costMilliFen: channel.costMilliFen * parts,
        language,
        version: edition.version,
        consentOf: channel.needsConsent && !before ? notice.personId : null,
        event,
        triedBefore: before?.attempts ?? 0,
      },
    };
  }

  async function sendPaced(channel: MessageChannel, letters: readonly Ready[], begun: Map<number, Begun>) {
    const spacing = 1000 / channel.perSecond;
    const answers = letters.every(({ plan }) => definitionOf(plan.notice.event).class === 'answer');
    const unpaced = channel.name === 'in-app';
    const first = unpaced ? 0 : (await outcomes.pace(channel.name, letters.length, channel.perSecond)) * 1000;
    const last = first + letters.length * spacing;
    if (!unpaced && last > leaseMs)
      await outcomes.extend(
        letters.map(({ plan }) => plan.notice.id),
        new Date(clock.now().getTime() + last + leaseMs),
      );
    await Promise.all(
      letters.map(async (ready, index) => {
        // Whoever waits for an answer overtakes; those behind give way by its place in the queue.
        const wait = unpaced || answers ? 0 : first + index * spacing;
        if (wait >= 1) await new Promise(done => setTimeout(done, wait));
        await sendOne(ready, begun.get(ready.plan.notice.id)!);
      }),
    );
  }

  async function sendOne({ plan: { notice, channel }, letter }: Ready, { requestId, attempts }: Begun) {
    const result = await channel.send({ ...letter, requestId }).catch(afterFailure);
    crashPoints.reach('message-sent');
    const outcome = outcomeOf(result, {
      noticeId: notice.id,
      channel,
      attempts,
      event: notice.event,
      now: clock.now(),
    });
    await results.add(outcome);
    metrics.count('hall_notices_total', { channel: channel.name, result: outcome.state });
    if (result.kind === 'handed') return;
    logger.warn(
      { noticeId: notice.id, channel: channel.name, attempts, reason: result.reason },
      'notice not handed over',
    );
    if (result.kind === 'refused' && result.noConsent && notice.personId)
      await outcomes.voidConsents(notice.personId, channel.name, notice.event);
  }
}

interface Sent {
  noticeId: number;
  channel: MessageChannel;
  attempts: number;
  event: Planned['notice']['event'];
  now: Date;
}

function outcomeOf(result: SendResult, { noticeId, channel, attempts, event, now }: Sent): Outcome {
  const base = { noticeId, channel: channel.name, providerId: null, reason: null, at: now };
  const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1000);
  switch (result.kind) {
    case 'handed': {
      const goesOn = !result.arrived && mustArrive(definitionOf(event).class);
      return {
        ...base,
        providerId: result.providerId ?? null,
        state: result.arrived ? 'delivered' : 'handed',
        noticeStatus: result.arrived ? 'delivered' : 'sent',
        nextAt: goesOn ? inSeconds(channel.patienceSeconds ?? 0) : null,
      };
    }
    case 'refused':
      return { ...base, state: 'failed', reason: result.reason, noticeStatus: 'waiting', nextAt: now };
    case 'later':
      return {
        ...base,
        state: 'waiting',
        reason: result.reason,
        noticeStatus: 'waiting',
        nextAt: inSeconds(pauseAfter(attempts)),
      };
    case 'unknown': {
      const pause = channel.repeatable ? pauseAfter(attempts) : (channel.patienceSeconds ?? 0);
      return {
        ...base,
        state: 'unknown',
        reason: result.reason,
        noticeStatus: 'waiting',
        nextAt: inSeconds(pause),
      };
    }
  }
}
