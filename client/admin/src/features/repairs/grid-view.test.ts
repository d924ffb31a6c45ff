import { describe, expect, test } from '@jest/globals';
import { gridView } from './grid-view.ts';

const town = [
  { lat: 37, lon: 122 },
  { lat: 37.2, lon: 122.4 },
  { lat: 36.9, lon: 121.8 },
];

describe('the picture of a town', () => {
  test('has everything in it, north above and east on the right', () => {
    const { width, height, place } = gridView(town);
    for (const { x, y } of town.map(place)) {
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(y).toBeGreaterThanOrEqual(0);
      expect(y).toBeLessThanOrEqual(height);
    }
    expect(place(town[1]!).y).toBeLessThan(place(town[2]!).y);
    expect(place(town[1]!).x).toBeGreaterThan(place(town[2]!).x);
  });
  test('of a single place is no empty one', () => {
    const { width, height } = gridView([town[0]!]);
    expect(width).toBeGreaterThan(40);
    expect(height).toBeGreaterThan(40);
  });
});
