import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { kilometres, nearestTeam } from './nearest-team.ts';

describe('the way', () => {
  it('between two known places is right to a hundredth', () => {
    // One degree of latitude is 111.195 km on a ball of the Earth's mean radius.
    expect(kilometres({ lat: 37, lon: 122 }, { lat: 38, lon: 122 })).toBeCloseTo(111.195, 2);
    expect(kilometres({ lat: 37.19, lon: 122.05 }, { lat: 37.19, lon: 122.05 })).toBe(0);
  });
});

const spot = fc.record({
  lat: fc.double({ min: 30, max: 38, noNaN: true }),
  lon: fc.double({ min: 114, max: 123, noNaN: true }),
});

/** Straight through the ball instead of along it: another formula that orders places alike. */
function chord(one: { lat: number; lon: number }, other: { lat: number; lon: number }): number {
  const point = ({ lat, lon }: { lat: number; lon: number }) => {
    const [north, east] = [(lat * Math.PI) / 180, (lon * Math.PI) / 180];
    return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)] as const;
  };
  const [a, b] = [point(one), point(other)];
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

describe('the nearest team', () => {
  it('is none when nobody is free', () => {
    expect(nearestTeam({ lat: 37, lon: 122 }, [])).toBeUndefined();
  });
  it('of two in one place is the one with the lower number', () => {
    const here = { lat: 37, lon: 122 };
    const teams = [
      { id: 9, ...here },
      { id: 4, ...here },
    ];
    expect(nearestTeam({ lat: 37.1, lon: 122 }, teams)?.id).toBe(4);
  });
  it('has no other team nearer, by another formula', () => {
    fc.assert(
      fc.property(spot, fc.array(spot, { minLength: 1, maxLength: 20 }), (place, spots) => {
        const teams = spots.map((each, id) => ({ id, ...each }));
        const found = nearestTeam(place, teams)!;
        const shortest = Math.min(...teams.map(team => chord(place, team)));
        expect(chord(place, found)).toBeLessThanOrEqual(shortest + 1e-9);
      }),
    );
  });
});
