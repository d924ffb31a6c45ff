import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import { businessDate } from '../../shared/dates.ts';
import { householdNotFound, visitInFuture } from './household-file.errors.ts';
import { type HouseholdFileRepository, pageSize } from './household-file.repository.ts';
import {
  AccountParams,
  FileView,
  RiskBody,
  VisitBody,
  VisitsQuery,
  VisitsView,
} from './household-file.schemas.ts';

export interface HouseholdFileDependencies {
  files: HouseholdFileRepository;
  clock: Clock;
  cipher: FieldCipher;
  audit: Audit;
}

const tag = 'Staff: household file';

export function householdFileRoutes({ files, clock, cipher, audit }: HouseholdFileDependencies): Route[] {
  const sees = ({ roles }: StaffActor) => roles.includes('supervisor');
  async function headFor(actor: StaffActor, accountNo: string) {
    const head = await files.head(accountNo, actor.username, sees(actor), businessDate(clock.now()));
    if (!head) throw householdNotFound();
    return head;
  }
  async function show(actor: StaffActor, accountNo: string) {
    const { accountId, holderPeriodId, transformerArea } = await headFor(actor, accountNo);
    const [manager, risk, visits, cases, applications] = await Promise.all([
      files.manager(accountId),
      files.risk(accountId),
      files.visits(accountId),
      files.cases(accountId, actor.username, sees(actor)),
      files.applications(accountId),
    ]);
    const [needs, bills, payments] =
      holderPeriodId === null
        ? [[], [], []]
        : await Promise.all([
            files.specialNeeds(holderPeriodId),
            files.bills(holderPeriodId),
            files.payments(holderPeriodId),
          ]);
    return {
      accountNo,
      transformerArea,
      manager: manager ?? null,
      risk: risk
        ? {
            grade: risk.grade,
            reason: cipher.decrypt(risk.reasonEnc),
            setBy: risk.setBy,
            setAt: risk.setAt.toISOString(),
          }
        : null,
      specialNeeds: needs,
      bills,
      payments: payments.map(row => ({ ...row, at: row.at.toISOString() })),
      cases: cases.map(row => ({ ...row, openedAt: row.openedAt.toISOString() })),
      applications: applications.map(row => ({ ...row, createdAt: row.createdAt.toISOString() })),
      visits: visits.map(({ findingsEnc, ...row }) => ({ ...row, findings: cipher.decrypt(findingsEnc) })),
    };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/household-file',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'One household, one file (一户一档): what stands beside its cases',
      tag,
      input: { params: AccountParams },
      output: FileView,
      async handle({ actor, params: { accountNo }, requestId }) {
        const shown = await show(actor, accountNo);
        await audit.record({
          actor: staffName(actor),
          action: 'household-file.read',
          subject: `account:${accountNo}`,
          requestId,
        });
        return shown;
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/risk',
      access: staff('clerk', 'supervisor'),
      summary: 'Grade a household’s risk, with the reason; earlier grades stay on record',
      tag,
      input: { params: AccountParams, body: RiskBody },
      output: FileView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { accountNo }, body: { grade, reason }, requestId }) {
        const { accountId } = await headFor(actor, accountNo);
        const by = staffName(actor);
        await files.grade(
          { accountId, grade, reasonEnc: cipher.encrypt(reason), by, at: clock.now() },
          {
            actor: by,
            action: 'household.grade',
            subject: `account:${accountNo}`,
            detail: { grade },
            requestId,
          },
        );
        return show(actor, accountNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/visits',
      access: staff('clerk', 'supervisor'),
      summary: 'Write down a visit to a household (走访)',
      tag,
      input: { params: AccountParams, body: VisitBody },
      output: FileView,
      status: 201,
      idempotent: true,
      async handle({ actor, params: { accountNo }, body: { visitedOn, findings }, requestId }) {
        const at = clock.now();
        if (visitedOn > businessDate(at)) throw visitInFuture();
        const { accountId } = await headFor(actor, accountNo);
        const by = staffName(actor);
        await files.visit(
          { accountId, on: visitedOn, findingsEnc: cipher.encrypt(findings), by, at },
          {
            actor: by,
            action: 'household.visit',
            subject: `account:${accountNo}`,
            detail: { visitedOn },
            requestId,
          },
        );
        return show(actor, accountNo);
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/visit-rounds',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'Whom to visit: highest risk first, then whoever has waited longest',
      tag,
      input: { query: VisitsQuery },
      output: VisitsView,
      async handle({ actor, query: { page } }) {
        const today = businessDate(clock.now());
        const rows = await files.rounds(actor.username, sees(actor), today, page);
        return {
          visits: rows.slice(0, pageSize).map(({ district, street, building, ...row }) => ({
            ...row,
            // Which building is enough for a round; who lives there stands in the file.
            address: [district, street, building].filter(Boolean).join(''),
            overdue: row.dueOn <= today,
          })),
          more: rows.length > pageSize,
        };
      },
    }),
  ];
}
