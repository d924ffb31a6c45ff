/** What a browser fetches before the staff view can show anything: its pages come when they are opened. */
import { expect, test } from '@jest/globals';
import { staffLoad } from '../../bench-web/sizes.ts';

test('the staff view starts with less than 400 KB, compressed', () => {
  const { bytes } = staffLoad();
  // A page whose files are not found would weigh next to nothing.
  expect(bytes).toBeGreaterThan(100_000);
  expect(bytes).toBeLessThan(400_000);
});
