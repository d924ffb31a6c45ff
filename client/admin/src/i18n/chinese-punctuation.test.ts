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

test('English sentences of the staff view use no Chinese punctuation, but where they quote Chinese', () => {
  // What follows the Chinese texts: defineTexts takes them first, an English file holds no others.
  const english = (file: string) =>
    /\ben\.ts$/.test(file)
      ? text(file)
      : /defineTexts\(\s*\{[\s\S]+?\n {2}\},\n([\s\S]+)/.exec(text(file))?.[1];
  const files = sources.filter(file => english(file) !== undefined);
  expect(files.length).toBeGreaterThan(50);
  const found = files.flatMap(file =>
    english(file)!
      .split('\n')
      .filter(line => /[，。；：？！（）、]/.test(line.replace(/“[^”]*”/g, '')))
      .map(line => `${file}: ${line.trim()}`),
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
