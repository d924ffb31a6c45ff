import { priceOf } from './edition';

test('a tier’s price is the base and its addition, to the ten-thousandth of a yuan', () => {
  expect(priceOf('0.5469', '0.05')).toBe('0.5969');
  expect(priceOf('0.3469', '0.30')).toBe('0.6469');
  expect(priceOf('0.8', '0.0001')).toBe('0.8001');
});
