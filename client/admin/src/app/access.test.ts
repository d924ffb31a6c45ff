/** Walks every role and every page: what a role may not ask of the server, it is not shown. */
import { describe, expect, test } from '@jest/globals';
import { staffRoutes } from '../../../api/staff-routes.ts';
import { staffRoles } from '../api/staff.types.ts';
import { features } from './features.ts';
import { may } from './permissions.ts';
import { groupsOf, placesOf, waitingFor } from './places.ts';

const pages = features.flatMap(feature => feature.pages);
const places = features.flatMap(feature => feature.places ?? []);

describe.each(staffRoles)('a %s', role => {
  const allowed = (route: keyof typeof staffRoutes) => staffRoutes[route].split(' ').includes(role);

  test.each(places)('finds $to in the rail exactly if the server answers it', ({ to, needs }) => {
    expect(placesOf([role]).some(place => place.to === to)).toBe(allowed(needs));
  });

  test.each(pages)('opens $path exactly if the server answers it', ({ needs }) => {
    expect(may([role], needs)).toBe(allowed(needs));
  });

  test('is told only of work that it can look at', () => {
    for (const { needs } of waitingFor([role])) expect(allowed(needs)).toBe(true);
  });

  test('sees no group without a place', () => {
    for (const group of groupsOf([role])) expect(group.places.length).toBeGreaterThan(0);
  });
});

test('every place opens a page, and no two go the same way', () => {
  const paths = pages.map(page => `/${page.path}`);
  for (const { to } of places) expect(paths).toContain(to);
  expect(new Set(paths).size).toBe(paths.length);
});

test('each key after g goes to one place', () => {
  const keys = places.flatMap(place => place.key ?? []);
  expect(keys.filter((key, index) => keys.indexOf(key) !== index || key === 'h')).toEqual([]);
});

test('names and words of features are there in both languages', () => {
  for (const { words } of features)
    expect(Object.keys(words?.en ?? {})).toEqual(Object.keys(words?.zh ?? {}));
});
