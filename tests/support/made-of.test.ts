import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';
import { madeOf } from './made-of.ts';

const folder = mkdtempSync(join(tmpdir(), 'dianting-made-of-'));
afterAll(() => rmSync(folder, { recursive: true }));
const git = (...words: string[]) => execFileSync('git', words, { cwd: folder, encoding: 'utf8' }).trim();

it('names the commit, and says when what ran was not what was committed', () => {
  expect(madeOf(folder)).toBe('a tree without its history');
  git('init', '-q');
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/bench.md'), 'figures of before');
  writeFileSync(join(folder, 'code.ts'), 'export {};');
  git('add', '.');
  git('-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '-q', '-m', 'A beginning');
  const commit = `commit ${git('rev-parse', 'HEAD').slice(0, 8)}`;
  expect(madeOf(folder)).toBe(commit);
  // An earlier run of the same evening has written its document.
  writeFileSync(join(folder, 'docs/bench.md'), 'figures of now');
  expect(madeOf(folder)).toBe(commit);
  writeFileSync(join(folder, 'code.ts'), 'export const changed = true;');
  expect(madeOf(folder)).toBe(`${commit}+`);
});
