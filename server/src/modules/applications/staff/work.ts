/** What staff do with a case. */
import type { StaffActor } from '../../../http/access.ts';
import type { BillingModule } from '../../billing/index.ts';
import {
  formIncomplete,
  memberUnknown,
  noContract,
  ownRefusal,
  paperUnknown,
  refusals,
  signedAlready,
  teamUnknown,
} from '../applications.errors.ts';
import { customerMove } from '../apply.ts';
import { caseParts, type ReturnItem } from '../case-parts.repository.ts';
import type { CaseFacts } from '../cases.repository.ts';
import { type CaseCore, type ChangeCase, type Scene, subjectOf } from '../change-case.ts';
import { judgePlan } from '../effects/change-holding.ts';
import { type EffectTools, effects } from '../effects/index.ts';
import { abandon, assessFees, chargeFees } from '../fees.ts';
import { judgeHolder } from '../holder-judged.ts';
import { requireMeterPossible } from '../judge-meter.ts';
import { requirePossible } from '../judge-reading.ts';
import { hasEffect, type StepType, stepOf, takesReading } from '../kind.ts';
import { requireReady } from '../requirements.ts';
import { quotedFields } from '../signing/contract.ts';
import type { VisitsRepository } from '../visits.repository.ts';

export interface StaffBy {
  actor: StaffActor;
  caseNo: string;
  requestId: string;
}

type Reading = NonNullable<CaseFacts['reading']>;

export interface WorkTools extends Omit<EffectTools, 'finalBills' | 'planBy'> {
  prepareFinalBills: BillingModule['prepareFinalBills'];
  preparePlans: BillingModule['preparePlans'];
  visits: VisitsRepository;
  /** After the commit: what goes out to gateways. */
  returnBalance(by: string, caseNo: string, requestId: string): Promise<void>;
}

export function createWork(core: CaseCore, changeCase: ChangeCase, tools: WorkTools) {
  const { teams, documents } = core;

  const act = <T>({ actor, caseNo, requestId }: StaffBy, work: (scene: Scene, me: string) => Promise<T>) =>
    changeCase(caseNo, { actor: `staff:${actor.username}`, requestId }, scene => work(scene, actor.username));

  /** In the hands of whoever acts, at a step of that type. */
  function requireMine({ file, kind }: Scene, me: string, ...types: StepType[]): void {
    if (file.status !== 'open') throw refusals[file.status === 'waiting' ? 'customer-acts' : 'ended']();
    if (file.owner !== me) throw refusals['not-yours']();
    if (types.length > 0 && !types.includes(stepOf(kind, file.step!).type)) throw refusals['no-such-move']();
  }

  return {
    take: (by: StaffBy) =>
      act(by, async (scene, me) => {
        await requireOtherEyes(scene, me);
        const first = scene.file.firstReceiver === null;
        scene.act({ kind: 'take', by: me });
        scene.note('taken', { first });
      }),

    /** Never into nobody's hands: to a colleague, or to a team that exists. */
    async handOver(by: StaffBy, to: { member: string } | { team: string }, reason: string) {
      if ('member' in to && !(await teams.colleague(to.member))) throw memberUnknown();
      if ('team' in to && !(await teams.all()).some(({ code }) => code === to.team)) throw teamUnknown();
      return act(by, async (scene, me) => {
        if ('member' in to) await requireOtherEyes(scene, to.member);
        const from = scene.file.owner ?? scene.file.manager ?? me;
        const supervises = by.actor.roles.includes('supervisor');
        scene.act({ kind: 'hand-over', by: me, supervises, to });
        scene.note('handed-over', { from, ...to, reason });
      });
    },

    /** 一次性告知: one list of all that is missing. A second one is possible, and flagged for the supervisor. */
    giveBack: (by: StaffBy, items: ReturnItem[], note: string) =>
      act(by, async (scene, me) => {
        const { kind, file, tx, now } = scene;
        const known = (item: ReturnItem) =>
          item.kind === 'paper'
            ? kind.papers.some(({ code }) => code === item.code)
            : kind.fields.some(({ code }) => code === item.code);
        if (!items.every(known)) throw paperUnknown();
        // What the customer has signed for stays as it was signed; what was to follow may still be asked for.
        const answers = scene.answers();
        const settled = ({ kind: type, code }: ReturnItem) =>
          type === 'field' && (quotedFields.has(code) || answers[code] !== undefined);
        if (items.some(settled) && (await caseParts.signature(tx, file.id))) throw signedAlready();
        scene.act({ kind: 'return', by: me });
        const round = file.returns;
        await caseParts.addReturn(tx, file.id, { round, items, note, by: scene.by.actor, at: now });
        scene.note('returned', { round, items: items.length, again: round > 1 });
      }),

    async move(by: StaffBy, code: string, reason: string) {
      const [finalBills, planBy] = await Promise.all([tools.prepareFinalBills(), tools.preparePlans()]);
      const effect = await act(by, async (scene, me) => {
        const { file, kind } = scene;
        const move =
          file.step === null ? undefined : stepOf(kind, file.step).moves.find(each => each.code === code);
        if (move && file.status === 'open' && file.owner === me) {
          if (move.to === 'refused' && reason === '')
            throw formIncomplete({}, [
              {
                field: 'reason',
                rule: 'required',
                message: { zh: '请写明不予办理的原因', en: 'Say why it is refused' },
              },
            ]);
          await requireReady(scene, move);
          // What was merely handed in stood in nobody's way; from here on it does.
          if (file.step === kind.start && move.to !== 'refused') {
            await judgeHolder(core, scene);
            // Told now, and not once everything has been waited for.
            if (hasEffect(kind, 'change-plan')) await judgePlan(scene, planBy);
          }
        }
        const step = file.step;
        const made = scene.act({ kind: 'move', by: me, move: code })!;
        if (made.to === 'refused') {
          file.reason = reason;
          await abandon(scene);
        }
        if (made.effect) await effects[made.effect](scene, { ...tools, finalBills, planBy });
        scene.note('moved', { from: step, move: code, to: made.to, ...(reason ? { reason } : {}) });
        await chargeFees(scene, tools);
        return made.effect;
      });
      if (effect === 'close-account' || effect === 'switch-holder')
        await tools.returnBalance(`staff:${by.actor.username}`, by.caseNo, by.requestId);
    },

    /**
     * The way out where no move leads to one: what cannot be brought about any more, or waits for a customer who never comes back.
     * Like any refusal it is told with its reason, can be appealed against, and gives back what was paid.
     */
    end: (by: StaffBy, reason: string) =>
      act(by, async (scene, me) => {
        const { file } = scene;
        await requireOtherEyes(scene, me);
        const from = file.step;
        scene.act({ kind: 'end', by: handOf(scene, by.actor) });
        file.reason = reason;
        await abandon(scene);
        scene.note('ended', { from, reason });
      }),

    assess: (by: StaffBy, sums: Record<string, number>) =>
      act(by, async (scene, me) => {
        requireMine(scene, me);
        await assessFees(scene, sums);
        scene.note('fees-set', sums);
      }),

    async addPhoto(by: StaffBy, bytes: Buffer) {
      const owner = {
        subject: subjectOf(by.caseNo),
        class: 'photo' as const,
        addedBy: `staff:${by.actor.username}`,
      };
      const document = await documents.takeIn(bytes, owner);
      return act(by, async (scene, me) => {
        requireMine(scene, me);
        await documents.add(scene.tx, document);
        scene.note('photo-added');
        return { documentId: document.id, mediaType: document.mediaType, size: document.size };
      });
    },

    /** Signed on paper, where the telephone does not serve or no certification service is there: the scan stands for it. */
    async signOnPaper(by: StaffBy, bytes: Buffer) {
      const owner = {
        subject: subjectOf(by.caseNo),
        class: 'contract' as const,
        addedBy: `staff:${by.actor.username}`,
      };
      const document = await documents.takeIn(bytes, owner);
      return act(by, async (scene, me) => {
        const { tx, file, kind, now } = scene;
        if (file.owner !== me && file.manager !== me) throw refusals['not-yours']();
        if (file.status !== 'waiting' || stepOf(kind, file.step!).type !== 'sign') throw noContract();
        await documents.add(tx, document);
        await caseParts.addSignature(tx, file.id, {
          documentId: document.id,
          contentSha256: document.sha256,
          certificateSerial: 'paper',
          timeStamp: { paper: true },
          signedBy: scene.by.actor,
          signedAt: now,
        });
        scene.note('signed-on-paper');
        await customerMove(scene, tools);
      });
    },

    inspect: (
      by: StaffBy,
      record: { items: { code: string; passed: boolean; note?: string }[]; note: string; photos: string[] },
    ) =>
      act(by, async (scene, me) => {
        requireMine(scene, me, 'inspection');
        const { kind, file, tx, now } = scene;
        const list = kind.inspections.find(({ step }) => step === file.step)!;
        const judged = record.items.map(({ code }) => code).sort();
        if (
          judged.join() !==
          list.items
            .map(({ code }) => code)
            .sort()
            .join()
        )
          throw formIncomplete({}, [
            {
              field: 'items',
              rule: 'complete',
              message: { zh: '每一项都要填写一次', en: 'Judge every item once' },
            },
          ]);
        const photos = [...new Set(record.photos)];
        if ((await caseParts.photosOf(tx, subjectOf(file.caseNo), photos)) !== photos.length)
          throw formIncomplete({}, [
            {
              field: 'photos',
              rule: 'known',
              message: {
                zh: '有照片不属于这个申请，请重新上传',
                en: 'A photo is not of this application; take it anew',
              },
            },
          ]);
        const earlier = (await caseParts.inspections(tx, file.id)).filter(({ step }) => step === file.step);
        const passed = record.items.every(item => item.passed);
        const round = earlier.length + 1;
        await caseParts.addInspection(tx, file.id, {
          ...record,
          photos,
          step: file.step!,
          round,
          passed,
          by: scene.by.actor,
          at: now,
        });
        scene.note('inspected', { passed, round });
      }),

    visited: (by: StaffBy, outcome: 'done' | 'missed') =>
      act(by, async (scene, me) => {
        requireMine(scene, me, 'visit', 'inspection', 'work', 'meter', 'reading');
        const { tx, file, today, now } = scene;
        const booked = await tools.visits.setStatus(tx, file.id, file.step!, outcome, now);
        if (!booked && outcome === 'done') {
          const visit = {
            caseId: file.id,
            step: file.step!,
            team: file.team!,
            on: today,
            part: 'am',
            by: scene.by.actor,
            at: now,
          };
          await tools.visits.addDone(tx, visit);
        }
        scene.note(outcome === 'done' ? 'visited' : 'visit-missed');
      }),

    assignMeter: (by: StaffBy, meter: NonNullable<CaseFacts['meter']>) =>
      act(by, async (scene, me) => {
        requireMine(scene, me, 'meter');
        await requireMeterPossible(scene, meter);
        scene.file.facts = { ...scene.file.facts, meter };
        scene.note('meter-assigned', { meter: meter.assetNo, on: meter.on });
      }),

    recordReading: (by: StaffBy, reading: Reading) =>
      act(by, async (scene, me) => {
        requireMine(scene, me);
        const { file, kind } = scene;
        if (!takesReading(stepOf(kind, file.step!))) throw refusals['no-such-move']();
        const meterId = await requirePossible(scene, reading);
        file.facts = { ...file.facts, reading: { ...reading, meterId } };
        scene.note('reading-recorded', { on: reading.on });
      }),
  };
}

/** In whose name somebody acts: a supervisor may end what lies with somebody who is away. */
const handOf = ({ file }: Scene, { username, roles }: StaffActor) =>
  roles.includes('supervisor') ? (file.owner ?? file.manager ?? username) : username;

/** Who refused a case does not judge the appeal against it. @throws AppError application-own-refusal */
async function requireOtherEyes({ tx, file }: Scene, username: string): Promise<void> {
  if (file.appealed && (await caseParts.refused(tx, file.id, `staff:${username}`))) throw ownRefusal();
}

export type Work = ReturnType<typeof createWork>;
