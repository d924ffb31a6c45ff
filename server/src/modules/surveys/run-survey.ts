/** A survey's life: written, published to its audience, answered once by each, counted. */
import type { PoolClient } from 'pg';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { businessDate } from '../../shared/dates.ts';
import { type Given, misfits, tally } from './survey.ts';
import { answersMisfit, surveyAnswered, surveyClosed, surveyNotFound } from './surveys.errors.ts';
import type { SurveyRow, SurveysRepository } from './surveys.repository.ts';

export interface SurveysCore {
  inTransaction<T>(work: (tx: PoolClient) => Promise<T>): Promise<T>;
  surveys: SurveysRepository;
  clock: Clock;
  cipher: FieldCipher;
}

export function stateOf({ publishedAt, opensAt, closesAt }: SurveyRow, now: Date) {
  if (!publishedAt) return 'draft' as const;
  if (opensAt > now) return 'coming' as const;
  return closesAt > now ? ('open' as const) : ('closed' as const);
}

/** For whoever is asked; nobody else learns that there is one. @throws surveyNotFound */
export async function surveyFor({ surveys }: SurveysCore, surveyNo: string, personId: string) {
  const survey = await surveys.findFor(surveyNo, personId);
  if (!survey) throw surveyNotFound();
  return { survey, answered: survey.mine };
}

/** @throws surveyNotFound, surveyClosed, answersMisfit, surveyAnswered */
export async function answerSurvey(
  core: SurveysCore,
  surveyNo: string,
  personId: string,
  given: Given,
): Promise<void> {
  const now = core.clock.now();
  const { survey } = await surveyFor(core, surveyNo, personId);
  if (stateOf(survey, now) !== 'open') throw surveyClosed();
  const wrong = misfits(survey.questions, given);
  if (wrong.length > 0 || given.length > survey.questions.length)
    throw answersMisfit(
      {},
      wrong.map(place => ({
        field: `answers.${place}`,
        rule: 'misfit',
        message: {
          zh: `第${place + 1}题未答或答案不符`,
          en: `Question ${place + 1} is not answered as asked`,
        },
      })),
    );
  const texts = survey.questions.map(({ kind }, place) => {
    const said = given[place];
    return kind === 'text' && typeof said === 'string' && said.trim() ? said.trim() : null;
  });
  const choices = survey.questions.map(({ kind }, place) =>
    kind === 'text' ? null : (given[place] ?? null),
  );
  const textsEnc = texts.some(text => text !== null) ? core.cipher.encrypt(JSON.stringify(texts)) : null;
  const answer = { surveyId: survey.id, personId, on: businessDate(now), choices, textsEnc };
  if (!(await core.inTransaction(tx => core.surveys.answer(tx, answer)))) throw surveyAnswered();
}

/** Null while so few have answered that one might be known by what is shown. */
export async function resultsOf({ surveys, cipher }: SurveysCore, survey: SurveyRow) {
  const rows = await surveys.answers(survey.id);
  if (rows.length < survey.leastAnswers) return null;
  const texts = rows.map(({ textsEnc }) =>
    textsEnc ? (JSON.parse(cipher.decrypt(textsEnc)) as (string | null)[]) : [],
  );
  const byQuestion = survey.questions.map((_, place) => texts.flatMap(said => said[place] ?? []));
  // A few texts among many answers would be as good as signed.
  const shown = byQuestion.map(written => (written.length < survey.leastAnswers ? [] : written));
  return tally(
    survey.questions,
    rows.map(({ choices }) => choices),
    shown,
  );
}
