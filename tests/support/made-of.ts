/** Which tree a document of figures was made of. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/**
 * The commit's short hash, with + where anything but documents was changed since: those are written by the runs themselves.
 * Ask at the start of a run: what is committed while it goes on was not in it.
 */
export function madeOf(folder = process.cwd()): string {
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    const changed = git('status', '--porcelain', '--', '.', ':(exclude)docs/*.md') !== '';
    return `commit ${git('rev-parse', '--short=8', 'HEAD')}${changed ? '+' : ''}`;
  } catch {
    return 'a tree without its history';
  }
}

const made = madeOf();

/** Writes what a run has measured, with what it was measured of. */
export function writeFigures(path: string, text: string): void {
  writeFileSync(path, `${text.trimEnd()}\n\nMeasured on ${made}.\n`);
}
