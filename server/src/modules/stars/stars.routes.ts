/** Service stars: in the hall for everybody, at the desk with what they come from. */
import { anyone, type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { businessDate, type Month, monthOf } from '../../shared/dates.ts';
import { formulaOf, runningMonth, type StarsCore, verifyMonth } from './score-month.ts';
import { scoreOf } from './star-score.ts';
import { formulaWrong, monthNotScored } from './stars.errors.ts';
import {
  FormulaBody,
  FormulasView,
  MonthParams,
  MonthQuery,
  PublishedView,
  StarsView,
  VerificationView,
} from './stars.schemas.ts';

const tag = 'Service stars';
const seesAll = ({ roles }: StaffActor) => roles.includes('supervisor') || roles.includes('auditor');
/** A clerk sees their own; supervisors and auditors see everybody's. */
export const readersScope = (actor: StaffActor) => (seesAll(actor) ? null : actor.username);

const monthsShown = 3;

export function starsRoutes(core: StarsCore): Route[] {
  const { book, clock } = core;
  return [
    defineRoute({
      method: 'get',
      path: '/service-stars',
      access: anyone('stars are published so that customers see who serves well'),
      summary: 'Service stars of the latest months (服务之星)',
      tag,
      output: PublishedView,
      async handle() {
        const rows = await book.published(monthsShown);
        const months = [...new Set(rows.map(({ month }) => month))];
        return {
          months: months.map(month => ({ month, stars: rows.filter(row => row.month === month) })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/stars',
      access: staff('clerk', 'supervisor', 'auditor'),
      summary: 'A month’s scores with the facts they come from; clerks see their own',
      tag: 'Staff: stars',
      input: { query: MonthQuery },
      output: StarsView,
      async handle({ actor, query }) {
        const scope = readersScope(actor);
        const months = await book.months();
        const formulas = await book.formulas();
        const running = monthOf(businessDate(clock.now()));
        const month = query.month ?? running;
        if (month === running) {
          const scores = await runningMonth(core, scope);
          const names = await book.namesOf(scores.map(({ staff: who }) => who));
          const named = scores.map(row => ({ ...row, staffName: names.get(row.staff) ?? null }));
          return {
            month,
            published: false,
            months,
            formula: formulaOf(formulas, month).params,
            scores: named,
          };
        }
        if (!months.includes(month)) throw monthNotScored();
        const formula = formulaOf(formulas, month).params;
        const scores = (await book.scores(month, scope)).map(row => ({
          ...scoreOf(row.facts, formulas.find(({ id }) => id === row.formulaId)!.params),
          ...row,
        }));
        return { month, published: true, months, formula, scores };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/stars/:month/verification',
      access: staff('supervisor', 'auditor'),
      summary: 'Works a published month out anew from its events and names every difference',
      tag: 'Staff: stars',
      input: { params: MonthParams },
      output: VerificationView,
      handle: ({ params }) => verifyMonth(core, params.month as Month),
    }),
    ...formulaRoutes(core),
  ];
}

function formulaRoutes({ book, clock }: StarsCore): Route[] {
  const list = async () => ({
    formulas: (await book.formulas()).map(({ id: _, ...row }) => ({
      ...row,
      setAt: row.setAt.toISOString(),
    })),
  });
  return [
    defineRoute({
      method: 'get',
      path: '/staff/star-formulas',
      access: staff('clerk', 'supervisor', 'administrator', 'auditor'),
      summary: 'How stars are worked out, and how they were',
      tag: 'Staff: stars',
      output: FormulasView,
      handle: list,
    }),
    defineRoute({
      method: 'post',
      path: '/staff/star-formulas',
      access: staff('administrator'),
      summary: 'A formula from a coming month on',
      tag: 'Staff: stars',
      input: { body: FormulaBody },
      output: FormulasView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { validFrom, params, source }, requestId }) {
        const { weights, thresholds } = params;
        const rising = thresholds.every((points, place) => place === 0 || points > thresholds[place - 1]!);
        const complete = weights.volume + weights.quality + weights.satisfaction === 100;
        // Nobody is judged by what was not known when the month began.
        const coming = validFrom.endsWith('-01') && validFrom > businessDate(clock.now());
        if (!rising || !complete || !coming) throw formulaWrong();
        const setBy = staffName(actor);
        await book.setFormula(
          { validFrom, params, source, setBy },
          {
            actor: setBy,
            action: 'star-formula.set',
            subject: 'star-formula',
            detail: { validFrom, params },
            requestId,
          },
        );
        return list();
      },
    }),
  ];
}
