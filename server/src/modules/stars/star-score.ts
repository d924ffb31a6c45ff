/** 服务之星: a month's score from what happened in it. Pure, and in whole numbers only, so that it comes out the same everywhere. */

export interface StarFormula {
  /** What one piece of work counts. */
  units: { case: number; application: number; counter: number };
  /** So many units in a month are full marks for volume. */
  volumeTarget: number;
  /** Points, 100 together. */
  weights: { volume: number; quality: number; satisfaction: number };
  /** Few ratings say little: so many are assumed beside them, each of so many stars. */
  assumedRatings: number;
  assumedStars: number;
  /** Points from which there are two, three, four and five stars. */
  thresholds: [number, number, number, number];
  /** What an upheld complaint costs, once it is in effect. */
  starsPerDeduction: number;
  /** Shown in the hall with at least so many stars. */
  publishedFrom: number;
  /** Days in which the clerk may appeal before a deduction takes effect. */
  appealDays: number;
}

/** What happened in a month, counted from events that never change. */
export interface StarFacts {
  answers: number;
  /** Answers after their limit. */
  late: number;
  /** Answers that the customer sent back. */
  reopened: number;
  applications: number;
  takings: number;
  ratings: number;
  /** Stars of all ratings together. */
  ratedStars: number;
  deductions: number;
}

export interface StarScore {
  /** Each in hundredths of a point. */
  volume: number;
  quality: number;
  satisfaction: number;
  score: number;
  stars: number;
}

export const noFacts: StarFacts = {
  answers: 0,
  late: 0,
  reopened: 0,
  applications: 0,
  takings: 0,
  ratings: 0,
  ratedStars: 0,
  deductions: 0,
};

const mostStars = 5;

/** A part of `points` in hundredths, rounded down. */
const share = (points: number, part: number, whole: number) => Math.floor((points * 100 * part) / whole);

export function scoreOf(facts: StarFacts, formula: StarFormula): StarScore {
  const { units, volumeTarget, weights, assumedRatings, assumedStars, thresholds } = formula;
  const done =
    facts.answers * units.case + facts.applications * units.application + facts.takings * units.counter;
  const volume = share(weights.volume, Math.min(done, volumeTarget), volumeTarget);
  const good = Math.max(0, facts.answers - facts.late - facts.reopened);
  // Where nothing was answered nothing was answered badly.
  const quality =
    facts.answers === 0
      ? facts.reopened > 0
        ? 0
        : weights.quality * 100
      : share(weights.quality, good, facts.answers);
  const satisfaction = share(
    weights.satisfaction,
    facts.ratedStars + assumedRatings * assumedStars,
    mostStars * (facts.ratings + assumedRatings),
  );
  const score = volume + quality + satisfaction;
  const earned = 1 + thresholds.filter(points => score >= points * 100).length;
  return {
    volume,
    quality,
    satisfaction,
    score,
    // Given back where a finding was overturned: never more than there are.
    stars: Math.min(mostStars, Math.max(0, earned - facts.deductions * formula.starsPerDeduction)),
  };
}
