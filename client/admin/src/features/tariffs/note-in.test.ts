import { expect, test } from '@jest/globals';
import { noteIn } from './note-in.ts';

test('a reader gets the line in their language, or the only one there is', () => {
  expect(noteIn('演示数据\nDemo data', 'zh')).toBe('演示数据');
  expect(noteIn('演示数据\nDemo data', 'en')).toBe('Demo data');
  expect(noteIn('演示数据', 'en')).toBe('演示数据');
  expect(noteIn(null, 'zh')).toBeNull();
});
