import { resident, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { staffName } from '../../shared/audit.ts';
import { addDays, businessDate, parseBusinessDate, startOfDay } from '../../shared/dates.ts';
import { answerSurvey, resultsOf, type SurveysCore, stateOf, surveyFor } from './run-survey.ts';
import { surveyNotFound, surveyPublished, windowWrong } from './surveys.errors.ts';
import type { CountedSurvey, SurveyRow } from './surveys.repository.ts';
import {
  AnswerBody,
  ListView,
  MineView,
  NewSurveyBody,
  ResultView,
  SurveyParams,
  SurveyView,
} from './surveys.schemas.ts';

const headOf = ({ surveyNo, titleZh, titleEn, closesAt }: SurveyRow) => ({
  surveyNo,
  titleZh,
  titleEn,
  closesAt: closesAt.toISOString(),
});

export function surveyRoutes(core: SurveysCore & { nudge(): void }): Route[] {
  const { surveys, clock } = core;
  const tag = 'Surveys';
  return [
    defineRoute({
      method: 'get',
      path: '/surveys',
      access: resident(),
      summary: 'Surveys that I am asked to answer (满意度调查)',
      tag,
      output: MineView,
      async handle({ actor }) {
        const rows = await surveys.ofPerson(actor.personId, clock.now());
        return {
          surveys: rows.map(row => ({ ...headOf(row), questions: row.questions.length, answered: row.mine })),
        };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/surveys/:surveyNo',
      access: resident(),
      summary: 'One of them with its questions',
      tag,
      input: { params: SurveyParams },
      output: SurveyView,
      async handle({ actor, params: { surveyNo } }) {
        const { survey, answered } = await surveyFor(core, surveyNo, actor.personId);
        return { ...headOf(survey), questions: survey.questions, answered };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/surveys/:surveyNo/answers',
      access: resident(),
      summary: 'Answer it, once; the answer is kept without a name',
      tag,
      input: { params: SurveyParams, body: AnswerBody },
      output: SurveyView,
      async handle({ actor, params: { surveyNo }, body: { answers } }) {
        await answerSurvey(core, surveyNo, actor.personId, answers);
        const { survey } = await surveyFor(core, surveyNo, actor.personId);
        return { ...headOf(survey), questions: survey.questions, answered: true };
      },
    }),
    ...staffRoutes(core),
  ];
}

function staffRoutes(core: SurveysCore & { nudge(): void }): Route[] {
  const { surveys, clock, inTransaction } = core;
  const tag = 'Staff: surveys';
  const readers = staff('clerk', 'supervisor', 'auditor');
  const listed = (row: CountedSurvey) => ({
    ...headOf(row),
    opensAt: row.opensAt.toISOString(),
    state: stateOf(row, clock.now()),
    createdBy: row.createdBy,
    publishedBy: row.publishedBy,
    invited: row.invited,
    answered: row.answered,
  });
  async function show(surveyNo: string) {
    const survey = await surveys.find(surveyNo);
    if (!survey) throw surveyNotFound();
    const { leastAnswers, audience, questions } = survey;
    return { ...listed(survey), leastAnswers, audience, questions, results: await resultsOf(core, survey) };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/surveys',
      access: readers,
      summary: 'Surveys with their response rate',
      tag,
      output: ListView,
      handle: async () => ({ surveys: (await surveys.list()).map(listed) }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/surveys',
      access: staff('supervisor'),
      summary: 'Write a survey: questions, audience and days',
      tag,
      input: { body: NewSurveyBody },
      output: ResultView,
      status: 201,
      idempotent: true,
      async handle({ actor, body: { opensOn, closesOn, ...rest }, requestId }) {
        const now = clock.now();
        const opensAt = startOfDay(parseBusinessDate(opensOn));
        const closesAt = startOfDay(addDays(parseBusinessDate(closesOn), 1));
        if (closesAt <= opensAt || closesOn < businessDate(now)) throw windowWrong();
        const createdBy = staffName(actor);
        const audit = {
          actor: createdBy,
          action: 'survey.create',
          subject: 'survey',
          detail: { title: rest.titleZh },
          requestId,
        };
        return show(await surveys.create({ ...rest, opensAt, closesAt, createdBy }, now, audit));
      },
    }),
    defineRoute({
      method: 'get',
      path: '/staff/surveys/:surveyNo',
      access: readers,
      summary: 'One survey with what its answers come to',
      tag,
      input: { params: SurveyParams },
      output: ResultView,
      handle: ({ params }) => show(params.surveyNo),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/surveys/:surveyNo/publication',
      access: staff('supervisor'),
      summary: 'Publish it and ask everybody of its audience',
      tag,
      input: { params: SurveyParams },
      output: ResultView,
      async handle({ actor, params: { surveyNo }, requestId }) {
        const by = staffName(actor);
        if (!(await surveys.find(surveyNo))) throw surveyNotFound();
        const audit = { actor: by, action: 'survey.publish', subject: `survey:${surveyNo}`, requestId };
        const done = await inTransaction(tx => surveys.publish(tx, surveyNo, by, clock.now(), audit));
        if (!done) throw surveyPublished();
        core.nudge();
        return show(surveyNo);
      },
    }),
  ];
}
