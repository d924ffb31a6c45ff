/** What is judged of a page, and what is wanted. */

export const categories = ['performance', 'accessibility', 'best-practices'] as const;
export type Category = (typeof categories)[number];

export interface MeasuredPage {
  page: string;
  /** One list of scores, 0 to 100, of each category. */
  scores: Record<Category, number[]>;
  /** Largest contentful paint and total blocking time of each run, in ms. */
  lcp: number[];
  tbt: number[];
  axe: number;
  /** What cost points, of the last run. */
  lost: string[];
  /** How fast the machine was at each run, by Lighthouse's own small benchmark: about 1,000 and more when it is quiet. */
  machine: number[];
}

export const targets: Record<Category, number> = {
  performance: 90,
  accessibility: 100,
  'best-practices': 95,
};
