/** `npm run documents:forget` as a person runs it after a restore: what came back with an old backup goes again. */
import { copyFile, readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startProgram } from '../../support/program.ts';
import { testFieldKey } from '../../support/world.ts';
import { type Office, openOffice } from '../applications/office.ts';

let office: Office;
let dir: string;

beforeAll(async () => {
  office = await openOffice();
  dir = office.hall.settings.documents.dir!;
});
afterAll(() => office.hall.close());

const forget = () => {
  const { settings, sandbox } = office.hall;
  return startProgram('documents-forget', {
    ...sandbox.credentials,
    HALL_MODE: 'demo',
    DATABASE_URL: settings.DATABASE_URL,
    FIELD_KEY: testFieldKey,
    SANDBOX_URL: sandbox.url,
    PUBLIC_BASE_URL: settings.PUBLIC_BASE_URL,
    LOG_LEVEL: 'silent',
    DOCUMENT_DIR: dir,
  }).ended;
};
const files = async () => (await readdir(dir, { recursive: true })).filter(name => name.includes('-'));

it('deletes a row and a file that an old backup brought back, says so, and does nothing beside a running hall', async () => {
  const { hall } = office;
  const { caseNo, me } = await office.handedIn();
  const { rows } = await hall.owner.query('SELECT * FROM documents WHERE subject = $1', [
    `application:${caseNo}`,
  ]);
  const key: string = rows[0].store_key;
  const path = join(dir, key.slice(0, 2), key);
  await copyFile(path, join(dir, 'backup'));
  await me.ask('POST', `/${caseNo}/withdrawal`, { reason: '不办了' });
  await hall.app.runJob('forget-documents');
  expect(await files()).toEqual([]);
  // The backup: the row with its key, due since, and the file, which the restore has written just now.
  await copyFile(join(dir, 'backup'), path);
  await hall.owner.query('UPDATE documents SET key_enc = $2, deleted_at = NULL WHERE id = $1', [
    rows[0].id,
    rows[0].key_enc,
  ]);
  const early = await forget();
  expect([early.code, early.output]).toEqual([
    1,
    expect.stringContaining('stop its servers and workers first'),
  ]);
  expect(await files()).toHaveLength(1);
  await hall.stop();
  const { code, output } = await forget();
  expect(output).toContain('✓ 1 documents deleted');
  expect([code, await files()]).toEqual([0, []]);
  // Only the files came back.
  await copyFile(join(dir, 'backup'), path);
  const again = await forget();
  expect(again.output).toContain('1 files without a document removed');
  expect([again.code, await files()]).toEqual([0, []]);
});

it('ends with 1 while anything remains', async () => {
  const { rows } = await office.hall.owner.query('SELECT store_key FROM documents');
  const key: string = rows[0].store_key;
  const day = new Date();
  for (let number = 0; number < 201; number += 1) {
    const stray = key.slice(0, -6) + String(100_000 + number);
    await copyFile(join(dir, 'backup'), join(dir, key.slice(0, 2), stray));
    await utimes(join(dir, key.slice(0, 2), stray), day, day);
  }
  const { code, output } = await forget();
  expect([code, output]).toEqual([1, expect.stringContaining('more files without a document than can be')]);
});
