/** No channel is left out: of the registry, of the table, of what is played, or of the documents. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { channelRegistry } from '../../../server/src/modules/payments/channels/registry.ts';
import { agencyChannels } from './drivers/agency.ts';
import { prepayChannels } from './drivers/prepay.ts';
import { owed, table } from './table.ts';

const folder = join(import.meta.dirname, '../../../server/src/modules/payments/channels');
const registered = channelRegistry.map(({ code }) => code).sort();
const folders = readdirSync(folder, { withFileTypes: true })
  .filter(entry => entry.isDirectory() && entry.name !== 'families')
  .map(({ name }) => name)
  .sort();
const played = [...prepayChannels, ...agencyChannels, 'counter', 'kiosk', 'pos'].sort();

test('every folder is registered, and every registered channel has its row', () => {
  expect(folders).toEqual(registered);
  expect(Object.keys(table).sort()).toEqual(registered);
});

test('every channel with a row is played', () => {
  expect([...played, ...owed].sort()).toEqual(registered);
});

test.each(registered)('%s says who uses it and how, in a README of its own', code => {
  const readme = join(folder, code, 'README.md');
  expect(existsSync(readme) && readFileSync(readme, 'utf8').length > 300).toBe(true);
});
