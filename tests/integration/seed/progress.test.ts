/** What a person who fills a large town sees while it is filled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createProgress } from '../../../prisma/seed/progress.ts';
import { startProgram } from '../../support/program.ts';

/** What stands on a terminal's last line after all that was written to it, and whether it ever took a second one. */
function terminal(columns: number) {
  const seen: string[] = [];
  const output = {
    isTTY: true,
    columns,
    write(text: string) {
      expect(text.startsWith('\r\x1b[K')).toBe(true);
      seen.push(text.slice('\r\x1b[K'.length));
      // What is said next begins on a line of its own.
      expect(text.endsWith('\n')).toBe(text.includes('100 %'));
    },
  };
  return { output, seen };
}

test('on a terminal a bar grows on one line, with the share, the count, the time it took and the time left', () => {
  const { output, seen } = terminal(120);
  let seconds = 0;
  const tell = createProgress(output, () => seconds * 1000);
  for (const done of [0, 50_000, 100_000, 200_000, 200_000]) {
    seconds = done / 1_000;
    tell(done, 200_000);
  }
  expect(seen).toEqual([
    `[${' '.repeat(30)}]   0 %  0 of 200000 accounts  0 s, 0 s left`,
    `[${'█'.repeat(8)}${' '.repeat(22)}]  25 %  50000 of 200000 accounts  50 s, 150 s left`,
    `[${'█'.repeat(15)}${' '.repeat(15)}]  50 %  100000 of 200000 accounts  100 s, 100 s left`,
    `[${'█'.repeat(30)}] 100 %  200000 of 200000 accounts  200 s, 0 s left\n`,
  ]);
});

test.each([120, 80, 60, 40, 20])(
  'on a terminal of %i columns it never breaks into a second line',
  columns => {
    const { output, seen } = terminal(columns);
    let seconds = 0;
    const tell = createProgress(output, () => seconds * 1000);
    for (let done = 0; done <= 200_000; done += 400) {
      seconds += 1;
      tell(done, 200_000);
    }
    expect(seen).toHaveLength(501);
    expect(seen.filter(line => line.trimEnd().length >= columns)).toEqual([]);
    expect(seen.every(line => columns < 60 || line.startsWith('['))).toBe(true);
  },
);

test('in a log the program writes a line every tenth, without a bar, and at the end what it took', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dianting-progress-'));
  const { code, output } = await startProgram('seed', { DATA_DIR: folder }, [
    ...['--accounts', '1200', '--cases', '0'],
    ...['--bill-months', '1', '--book-months', '1'],
  ]).ended;
  rmSync(folder, { recursive: true });
  const lines = output.split('\n');
  const told = lines.filter(line => / of 1200 accounts {2}\d+ s, \d+ s left$/.test(line));
  expect(told.length).toBeGreaterThanOrEqual(3);
  expect(told.length).toBeLessThanOrEqual(11);
  expect(told.at(-1)).toMatch(/^100 % {2}1200 of 1200 accounts/);
  for (const drawn of ['\r', '█', '\x1b']) expect(output).not.toContain(drawn);
  expect(lines.find(line => /MB of memory/.test(line))).toMatch(
    /^[\d.]+ s, at most \d+ MB of memory here, \d+ .* on disk$/,
  );
  expect(code).toBe(0);
}, 300_000);
