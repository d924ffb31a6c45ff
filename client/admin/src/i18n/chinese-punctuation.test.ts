import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..');
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
  file => /\.tsx?$/.test(file) && !file.endsWith('.test.ts'),
);

const text = (file: string) => readFileSync(join(root, file), 'utf8');

test('Chinese sentences of the staff view use Chinese punctuation', () => {
  const found = sources.flatMap(file =>
    [...text(file).matchAll(/'((?:[^'\\\n]|\\.)*)'/g)]
      .map(([, text]) => text!)
      .filter(text => /\p{Script=Han}[,;:?!(]/u.test(text)),
  );
  expect(found).toEqual([]);
});

test('components join words by no Chinese punctuation: it would stand in the English view, too', () => {
  const found = sources
    .filter(file => file.endsWith('.tsx'))
    .flatMap(file =>
      text(file)
        .split('\n')
        .map(line => line.replace(/\/\/.*|^\s*\*.*|\/\*.*|\/(?:[^/\\]|\\.)+\/[gimsu]*/g, ''))
        // Whole Chinese sentences are texts, with their English beside them.
        .filter(line => /[（），：；。、]/.test(line) && !/\p{Script=Han}/u.test(line))
        .map(line => `${file}: ${line.trim()}`),
    );
  expect(found).toEqual([]);
});
