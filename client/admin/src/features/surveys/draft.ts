/** What is typed on the builder's page, and the survey that it makes. Pure. */
import type { NewSurvey } from './surveys.queries.ts';

export interface Draft {
  titleZh: string;
  titleEn: string;
  opensOn: string;
  closesOn: string;
  /** Codes; none for all of them. */
  regions: string[];
  categories: ('residential' | 'commercial')[];
  leastAnswers: number;
  questions: {
    kind: 'scale' | 'choice' | 'text';
    zh: string;
    en: string;
    options?: string;
    many?: boolean;
  }[];
}

/** Each line an option, “Chinese|English”; one language stands for both. */
export const optionsOf = (typed: string) =>
  typed
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)
    .map(line => {
      const [zh = '', en = ''] = line.split('|').map(part => part.trim());
      return { zh: zh || en, en: en || zh };
    });

export function surveyOf({ regions, questions, categories, ...rest }: Draft): NewSurvey {
  return {
    ...rest,
    audience: { regions, categories },
    questions: questions.map(({ kind, zh, en, options = '', many = false }) =>
      kind === 'choice' ? { kind, zh, en, options: optionsOf(options), many } : { kind, zh, en },
    ),
  };
}
