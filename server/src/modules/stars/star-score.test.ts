import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { noFacts, type StarFormula, scoreOf } from './star-score.ts';

const formula: StarFormula = {
  units: { case: 10, application: 20, counter: 1 },
  volumeTarget: 400,
  weights: { volume: 30, quality: 40, satisfaction: 30 },
  assumedRatings: 5,
  assumedStars: 4,
  thresholds: [50, 65, 80, 90],
  starsPerDeduction: 1,
  publishedFrom: 3,
  appealDays: 7,
};

test('a month worked out by hand', () => {
  const facts = {
    ...noFacts,
    answers: 21,
    late: 1,
    reopened: 2,
    applications: 3,
    takings: 47,
    ratings: 9,
    ratedStars: 41,
  };
  // 210 + 60 + 47 = 317 of 400 units; 18 of 21 answers; (41 + 20) of 70 stars.
  expect(scoreOf(facts, formula)).toEqual({
    volume: 2377,
    quality: 3428,
    satisfaction: 2614,
    score: 8419,
    stars: 4,
  });
});

test('an upheld complaint costs a star, and none is less than none', () => {
  const facts = { ...noFacts, answers: 40, ratings: 20, ratedStars: 100 };
  expect([0, 1, 9].map(deductions => scoreOf({ ...facts, deductions }, formula).stars)).toEqual([5, 4, 0]);
});

test('whatever happened, a score has its bounds, and better ratings never make it worse', () => {
  const count = fc.integer({ min: 0, max: 2_000 });
  const month = fc.record({
    answers: count,
    late: count,
    reopened: count,
    applications: count,
    takings: count,
    ratings: count,
  });
  fc.assert(
    fc.property(month, fc.integer({ min: 1, max: 4 }), (facts, each) => {
      const worse = scoreOf({ ...noFacts, ...facts, ratedStars: facts.ratings * each }, formula);
      const better = scoreOf({ ...noFacts, ...facts, ratedStars: facts.ratings * (each + 1) }, formula);
      for (const { score, stars } of [worse, better]) {
        expect(Number.isInteger(score)).toBe(true);
        expect(score).toBeGreaterThanOrEqual(0);
        expect(score).toBeLessThanOrEqual(10_000);
        expect(stars).toBeGreaterThanOrEqual(1);
        expect(stars).toBeLessThanOrEqual(5);
      }
      expect(better.score).toBeGreaterThanOrEqual(worse.score);
    }),
  );
});
