/** An adopted suggestion on its way into the hall and to its award. */
import type { PoolClient } from 'pg';
import type { StaffActor } from '../../http/access.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { staffName } from '../../shared/audit.ts';
import { namesANumber } from '../../shared/personal-numbers.ts';
import { queueNotice } from '../messages/index.ts';
import {
  anonymousStays,
  awardedAlready,
  awardFourEyes,
  namesSomebody,
  notPublished,
  publishedAlready,
  suggestionNotFound,
} from './suggestions.errors.ts';
import type { SuggestionRow, SuggestionsRepository } from './suggestions.repository.ts';

export interface SuggestionsCore {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  suggestions: SuggestionsRepository;
  clock: Clock;
  cipher: FieldCipher;
}

interface Doing {
  actor: StaffActor;
  requestId: string;
}

async function change(
  { inTransaction, suggestions }: SuggestionsCore,
  caseNo: string,
  work: (tx: PoolClient, found: SuggestionRow) => Promise<void>,
): Promise<void> {
  await inTransaction(async tx => {
    const found = await suggestions.lock(tx, caseNo);
    if (!found || found.confidential) throw suggestionNotFound();
    await work(tx, found);
  });
}

/** Being named needs the person's own word; taking it back is as easy. @throws suggestionNotFound, anonymousStays */
export async function wishToBeNamed(
  core: SuggestionsCore,
  caseNo: string,
  name: string | null,
  { personId, requestId }: { personId: string; requestId: string },
): Promise<void> {
  await change(core, caseNo, async (tx, found) => {
    if (found.personId !== personId) throw suggestionNotFound();
    if (found.anonymous && name !== null) throw anonymousStays();
    const audit = {
      actor: found.anonymous ? 'person:anonymous' : `person:${personId}`,
      action: 'suggestion.wish',
      subject: `case:${caseNo}`,
      detail: { named: name !== null },
      requestId,
    };
    await core.suggestions.wish(
      tx,
      found.id,
      name === null ? null : core.cipher.encrypt(name),
      core.clock.now(),
      audit,
    );
  });
}

/** @throws suggestionNotFound, publishedAlready, namesSomebody */
export async function publishSuggestion(
  core: SuggestionsCore,
  caseNo: string,
  given: { title: string; body: string; reply: string },
  { actor, requestId }: Doing,
): Promise<void> {
  if (Object.values(given).some(namesANumber)) throw namesSomebody();
  const by = staffName(actor);
  await change(core, caseNo, async (tx, found) => {
    if (found.publishedAt) throw publishedAlready();
    const row = { ...given, caseId: found.id, adoptedBy: found.adoptedBy, by, at: core.clock.now() };
    await core.suggestions.publish(tx, row, {
      actor: by,
      action: 'suggestion.publish',
      subject: `case:${caseNo}`,
      requestId,
    });
    await tell(tx, found, 'suggestion-published', {});
  });
}

/** @throws suggestionNotFound, notPublished, awardedAlready, awardFourEyes */
export async function awardSuggestion(
  core: SuggestionsCore,
  caseNo: string,
  { award, amountFen }: { award: string; amountFen?: number | undefined },
  { actor, requestId }: Doing,
): Promise<void> {
  const by = staffName(actor);
  await change(core, caseNo, async (tx, found) => {
    if (!found.publishedAt) throw notPublished();
    if (found.awardedAt) throw awardedAlready();
    if ((await core.suggestions.concernedIn(tx, found.id)).includes(actor.username)) throw awardFourEyes();
    await core.suggestions.award(
      tx,
      { caseId: found.id, award, amountFen: amountFen ?? null, by, at: core.clock.now() },
      {
        actor: by,
        action: 'suggestion.award',
        subject: `case:${caseNo}`,
        detail: { amountFen: amountFen ?? null },
        requestId,
      },
    );
    await tell(tx, found, 'suggestion-awarded', { award });
  });
}

/** A message log would give an anonymous person away. */
async function tell(
  tx: PoolClient,
  { id, caseNo, personId, holderPeriodId, anonymous, confidential }: SuggestionRow,
  event: 'suggestion-published' | 'suggestion-awarded',
  params: Record<string, string>,
): Promise<void> {
  if (!personId || anonymous) return;
  await queueNotice(tx, {
    dedupeKey: `${event}:${caseNo}`,
    event,
    personId,
    holderPeriodId: confidential ? null : holderPeriodId,
    params: { caseNo, ...params },
    source: { table: 'service_cases', id },
  });
}
