/**
 * `npm run staff:add -- --username li.na --name 李娜 --roles administrator`: the first member of a new hall, who can then add
 * the others in the staff view. The password is read from standard input, so that it stands in no history and no process list.
 */
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import qrcode from 'qrcode';
import { readSettings, type Settings } from '../config/env.ts';
import { createFieldCipher } from '../infra/crypto.ts';
import { openDatabase } from '../infra/database.ts';
import { addStaffMember } from '../modules/staff/index.ts';

const { values } = parseArgs({
  options: { username: { type: 'string' }, name: { type: 'string' }, roles: { type: 'string' } },
});

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  await add(readSettings());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function add(settings: Settings): Promise<void> {
  const db = openDatabase({ url: settings.DATABASE_URL, poolSize: 1 });
  try {
    const password = await askPassword();
    const input = {
      username: values.username,
      displayName: values.name,
      roles: values.roles?.split(','),
      password,
    };
    const { member, enrolmentUri } = await addStaffMember(db, createFieldCipher(settings.FIELD_KEY), input);
    console.log(
      `Added ${member.username} (${member.roles.join(', ')}). Scan this with an authenticator app:\n\n${enrolmentUri}\n`,
    );
    console.log(await qrcode.toString(enrolmentUri, { type: 'terminal', small: true }));
  } finally {
    await db.close();
  }
}

async function askPassword(): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question('Password (at least 12 characters): ');
  } finally {
    terminal.close();
  }
}
