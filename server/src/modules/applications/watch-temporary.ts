/**
 * 临时用电 has an end: its holder and manager are told some days before, and when the day has passed a case is opened that reads
 * the meter, bills to the day and closes the account. An extension that was handed in and is not decided yet holds that back.
 */
import type { Logger } from '../../infra/logging.ts';
import { type BusinessDate, businessDate, daysBetween } from '../../shared/dates.ts';
import { AppError } from '../../shared/errors.ts';
import { queueNotice } from '../messages/index.ts';
import { caseParts } from './case-parts.repository.ts';
import { auditChange } from './cases-audit.repository.ts';
import { type CaseCore, type ChangeCase, subjectOf } from './change-case.ts';
import { type TemporarySupply, temporarySupplies } from './effects/temporary-supplies.repository.ts';
import type { Answers } from './form.ts';
import { summarise } from './hand-in.ts';
import { requireAlone } from './holder-judged.ts';

export function createWatchTemporary(core: CaseCore, changeCase: ChangeCase, logger: Logger) {
  const { db, clock, cipher, book, cases, teams } = core;

  async function tell(found: TemporarySupply, today: BusinessDate): Promise<void> {
    const told = await db.inSqlTransaction(async tx => {
      const supply = await temporarySupplies.lock(tx, found.holderPeriodId);
      if (!supply || supply.untilOn !== found.untilOn || supply.toldOf === supply.untilOn) return false;
      const { untilOn, holderPeriodId, openedById, openedBy } = supply;
      await queueNotice(tx, {
        dedupeKey: `temporary-supply:${holderPeriodId}:${untilOn}`,
        event: 'temporary-supply-ending',
        holderPeriodId,
        params: {
          accountTail: supply.accountNo.slice(-4),
          untilOn,
          daysLeft: daysBetween(today, untilOn as BusinessDate),
        },
        source: { table: 'applications', id: openedById },
      });
      await temporarySupplies.told(tx, holderPeriodId, untilOn);
      const detail = { account: supply.accountNo, until: untilOn };
      const at = clock.now();
      await caseParts.addEvent(tx, openedById, { at, kind: 'end-told', actor: 'system', step: null, detail });
      const action = 'application.end-told';
      await auditChange(tx, { actor: 'system', action, subject: subjectOf(openedBy), detail });
      return true;
    });
    if (told) core.nudgeMessages();
  }

  /** Its number is found again by its key, so that one that was cut off is carried on. */
  async function open(found: TemporarySupply): Promise<void> {
    const { id, definition } = await book.ofCode(found.endingKind);
    const { holderPeriodId, accountId, untilOn } = found;
    const caseNo = await db.inSqlTransaction(async tx => {
      const supply = await temporarySupplies.lock(tx, holderPeriodId);
      if (supply?.untilOn !== untilOn || supply.ending) return undefined;
      if (await temporarySupplies.extensionAsked(tx, holderPeriodId)) return undefined;
      // Its holder closes it themselves, or somebody else moves in.
      if (await cases.anotherEnds(tx, { accountId, caseId: 0, ofHolder: true })) return undefined;
      return cases.create(tx, {
        kindId: id,
        kindCode: definition.code,
        personId: supply.personId,
        regionCode: supply.regionCode,
        accountId,
        holderPeriodId,
        createdAt: clock.now(),
        requestKey: `ending:${holderPeriodId}:${untilOn}:${supply.endingId ?? 0}`,
        counterBy: null,
        homeService: false,
      });
    });
    if (!caseNo) return;
    await changeCase(caseNo, { actor: 'system' }, async scene => {
      const { tx, file, kind } = scene;
      if (file.status !== 'draft') return;
      const given: Answers = {
        ...(found.formEnc ? JSON.parse(cipher.decrypt(found.formEnc)) : {}),
        applicant: cipher.decrypt(found.nameEnc),
        ...(found.phoneEnc ? { phone: cipher.decrypt(found.phoneEnc) } : {}),
      };
      const asked = kind.fields.filter(({ code }) => given[code] !== undefined);
      scene.setAnswers(Object.fromEntries(asked.map(({ code }) => [code, given[code]!])));
      await requireAlone(core, scene);
      await summarise(core, scene);
      const manager = found.manager === null ? undefined : await teams.colleague(found.manager, tx);
      scene.act({ kind: 'submit', manager: manager?.username ?? null });
      await temporarySupplies.ends(tx, holderPeriodId, file.id);
      scene.note('end-opened', { account: found.accountNo, until: untilOn });
    });
  }

  /** What was opened before ends were watched is watched from now on, by the day that its form names. */
  async function adopt(): Promise<void> {
    for (const { caseId, caseNo, holderPeriodId, formEnc, field } of await temporarySupplies.unwatched(
      db.pool,
    ))
      try {
        const untilOn = (JSON.parse(cipher.decrypt(formEnc)) as Answers)[field];
        if (untilOn === undefined) continue;
        await db.inSqlTransaction(tx =>
          temporarySupplies.begin(tx, { holderPeriodId, caseId, untilOn: String(untilOn) }),
        );
      } catch (error) {
        logger.error({ caseNo, err: error }, 'the end of a temporary supply was not taken from its form');
      }
  }

  return async function watchTemporary(signal: AbortSignal): Promise<void> {
    const today = businessDate(clock.now());
    await adopt();
    for (let page = await temporarySupplies.due(db.pool, today, undefined); page.length > 0; ) {
      for (const found of page) {
        if (signal.aborted) return;
        await (found.untilOn < today ? open(found) : tell(found, today)).catch(error => {
          // Handed in by its holder a moment ago.
          if (!(error instanceof AppError))
            logger.error(
              { account: found.accountNo, err: error },
              'the end of a temporary supply was not watched',
            );
        });
      }
      page = await temporarySupplies.due(db.pool, today, page.at(-1));
    }
  };
}
