/** 满意度调查: what is asked, whether an answer fits, and what many answers come to. Pure. */

interface Texts {
  zh: string;
  en: string;
}

export type Question =
  | ({ kind: 'scale' } & Texts)
  | ({ kind: 'choice'; options: Texts[]; many: boolean } & Texts)
  | ({ kind: 'text' } & Texts);

/** In the order of the questions; null where nothing was said. */
export type Given = (number | number[] | string | null)[];

/** @returns the places of questions whose answer does not fit, counted from 0 */
export function misfits(questions: readonly Question[], given: Given): number[] {
  const places = questions.map((_, place) => place);
  return places.filter(place => !fits(questions[place]!, given[place] ?? null));
}

function fits(question: Question, said: Given[number]): boolean {
  if (question.kind === 'text') return said === null || (typeof said === 'string' && said.length <= 500);
  if (said === null) return false;
  if (question.kind === 'scale')
    return typeof said === 'number' && Number.isInteger(said) && said >= 1 && said <= 5;
  const options = question.options.length;
  const known = (option: number) => Number.isInteger(option) && option >= 0 && option < options;
  return (
    Array.isArray(said) &&
    said.length > 0 &&
    (question.many || said.length === 1) &&
    new Set(said).size === said.length &&
    said.every(known)
  );
}

export interface Tally {
  kind: Question['kind'];
  zh: string;
  en: string;
  answers: number;
  /** Of each star from 1 to 5, or of each option. */
  counts: number[];
  /** Of a scale, in hundredths of a star. */
  average: number | null;
  options: Texts[];
  texts: string[];
}

/** What all answers come to; texts without anything that says whose they are. */
export function tally(
  questions: readonly Question[],
  answers: readonly Given[],
  texts: readonly string[][],
): Tally[] {
  return questions.map((question, place) => {
    const said = answers.map(answer => answer[place] ?? null).filter(each => each !== null);
    const { kind, zh, en } = question;
    const base = { kind, zh, en, answers: said.length, counts: [], average: null, options: [], texts: [] };
    if (question.kind === 'scale') {
      const stars = said as number[];
      const sum = stars.reduce((total, each) => total + each, 0);
      return {
        ...base,
        counts: [1, 2, 3, 4, 5].map(star => stars.filter(each => each === star).length),
        average: stars.length === 0 ? null : Math.round((sum * 100) / stars.length),
      };
    }
    if (question.kind === 'choice') {
      const chosen = said as number[][];
      const counts = question.options.map((_, option) => chosen.filter(each => each.includes(option)).length);
      return { ...base, counts, options: question.options };
    }
    const written = texts[place] ?? [];
    return {
      ...base,
      answers: written.length,
      texts: [...written].sort((left, right) => left.localeCompare(right, 'zh')),
    };
  });
}
