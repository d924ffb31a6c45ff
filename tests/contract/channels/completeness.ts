/** What is missing before every way to pay is played: a row, a required case, a driver, a README, an example message. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { channelRegistry } from '../../../server/src/modules/payments/channels/registry.ts';
import { caseIds } from './cases.ts';
import type { Examples } from './examples.ts';
import { examples } from './examples.ts';
import { type Row, table } from './table.ts';

const root = join(import.meta.dirname, '../../..');
const channelsFolder = 'server/src/modules/payments/channels';
/** No way to pay goes without these, whatever its kind: paid, said twice, cut off half-way, found again. */
const ofEveryChannel = ['success', 'repeat', 'concurrent', 'paid-elsewhere', 'file', 'killed'] as const;

export interface Channels {
  registered: readonly string[];
  folders: readonly string[];
  table: Readonly<Record<string, Row>>;
  examples: Readonly<Record<string, Examples>>;
  /** Channels that the suites play. */
  played: readonly string[];
  /** Reads a file of the repository; undefined when there is none. */
  read(path: string): string | undefined;
}

export const ourChannels = (played: readonly string[]): Channels => ({
  registered: channelRegistry.map(({ code }) => code),
  folders: readdirSync(join(root, channelsFolder), { withFileTypes: true })
    .filter(entry => entry.isDirectory() && entry.name !== 'families')
    .map(({ name }) => name),
  table,
  examples,
  played,
  read: path => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'latin1') : undefined),
});

/** A line for each thing that is missing. Empty when nothing is. */
export function missingIn(channels: Channels): string[] {
  const { registered, folders, played } = channels;
  const strangers = (names: readonly string[], why: string) =>
    names.filter(name => !registered.includes(name)).map(name => `${name}: ${why}`);
  return [
    ...strangers(folders, 'a folder under channels/ that is not registered'),
    ...strangers(Object.keys(channels.table), 'a row of a channel that is not registered'),
    ...strangers(Object.keys(channels.examples), 'examples of a channel that is not registered'),
    ...registered.filter(code => !folders.includes(code)).map(code => `${code}: registered without a folder`),
    ...registered.filter(code => !played.includes(code)).map(code => `${code}: no suite plays it`),
    ...registered.flatMap(code => missingOf(code, channels)),
  ];
}

function missingOf(code: string, { table: rows, examples: all, read }: Channels): string[] {
  const missing: string[] = [];
  const row = rows[code];
  if (!row) missing.push('no row in the table');
  for (const id of row ? caseIds : []) {
    const cell = row![id];
    if (cell !== 'required' && !cell?.notApplicable)
      missing.push(`the case ${id} is neither required nor excused`);
  }
  for (const id of ofEveryChannel)
    if (row && row[id] !== 'required') missing.push(`the case ${id} is required of every channel`);
  if ((read(`${channelsFolder}/${code}/README.md`)?.length ?? 0) < 300) missing.push('no README of its own');
  const { own = [], published = [] } = all[code] ?? {};
  if (own.length + published.length === 0) missing.push('no example message, and no published protocol');
  for (const example of own)
    if (!textOf(example, read)) missing.push(`the example message ${example} is missing`);
  for (const gateway of published)
    if (!/https:\/\//.test(read(`server/src/modules/payments/gateways/${gateway}/README.md`) ?? ''))
      missing.push(`the README of ${gateway} does not say where its protocol is published`);
  return missing.map(what => `${code}: ${what}`);
}

/** A file's text, or that of the code blocks with the mark behind `#`. */
function textOf(example: string, read: Channels['read']): string {
  const [path, mark] = example.split('#') as [string, string?];
  const text = read(path) ?? '';
  if (!mark) return text.trim();
  const blocks = text.matchAll(/```(\w*)\n([\s\S]*?)```/g);
  return [...blocks]
    .filter(([, language]) => language === mark)
    .map(([, , inside]) => inside!.trim())
    .join('\n');
}
