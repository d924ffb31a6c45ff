import { expect, it } from '@jest/globals';
import { networkOf } from './network.ts';

it('counts IPv4 callers one by one, also when they come mapped into IPv6', () => {
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('::ffff:203.0.113.9')).toBe('203.0.113.9');
});

it('counts all addresses of one IPv6 line as one caller', () => {
  expect(networkOf('2408:8207:1850:0a01:5c1e::1')).toBe('2408:8207:1850:a01::/64');
  expect(networkOf('2408:8207:1850:a01:ffff:1:2:3')).toBe('2408:8207:1850:a01::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
});
