/** The mini-programs carry the hall's address: in production never somebody else's, and never one without TLS. */
import { describe, expect, test } from '@jest/globals';
import { addressToBuildIn } from '../../../scripts/build.ts';

const production = { HALL_MODE: 'production' };

test.each([
  [
    { ...production, API_BASE: 'https://api.example.com', PUBLIC_BASE_URL: 'https://hall.example.com' },
    'https://api.example.com',
  ],
  [{ ...production, API_BASE: '', PUBLIC_BASE_URL: 'https://hall.example.com/' }, 'https://hall.example.com'],
  [{ PUBLIC_BASE_URL: 'http://192.168.1.8:3000' }, 'http://192.168.1.8:3000'],
  [{}, undefined],
])('%j: the mini-programs ask %s', (environment, address) => {
  expect(addressToBuildIn(environment)).toBe(address);
});

describe('in production the build stops', () => {
  test.each([
    ['without an address', {}, 'API_BASE: missing'],
    ['with one that is not https', { API_BASE: 'http://hall.example.com' }, 'API_BASE: expected'],
    [
      'with a hall that is not https',
      { PUBLIC_BASE_URL: 'http://hall.example.com' },
      'PUBLIC_BASE_URL: expected',
    ],
  ])('%s, naming the variable', (_, environment, message) => {
    expect(() => addressToBuildIn({ ...production, ...environment })).toThrow(message);
  });
});
