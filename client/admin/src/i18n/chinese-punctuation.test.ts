import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'),
);

test('Chinese sentences of the staff view use Chinese punctuation', () => {
  const found = sources.flatMap(file =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/'((?:[^'\\\n]|\\.)*)'/g)]
      .map(([, text]) => text!)
      .filter(text => /\p{Script=Han}[,;:?!(]/u.test(text)),
  );
  expect(found).toEqual([]);
});
