/**
 * `npm run docs`: writes what is generated from the code and kept in the repository: docs/openapi.json (from the routes that
 * run), client/api/schema.d.ts and staff-routes.ts (from that), docs/channels.md (from the contract table of channels),
 * docs/partners (what partners are given: the routes they call, and the specifications of their messages, with the examples at the
 * end of these), server/src/infra/tables/list-words.ts (from the staff view's dictionaries) and docs/database.md (from prisma/schema). `--check` writes nothing and fails when
 * one of them is out of date.
 */
import { generateKeyPairSync } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { createHall } from '../server/src/app.ts';
import { readSettings } from '../server/src/config/env.ts';
import { openApiDocument } from '../server/src/http/openapi.ts';
import { describeChannels } from './describe-channels.ts';
import { describeDatabase } from './describe-database.ts';
import { describeMessages, describePartners } from './describe-partners.ts';
import { describeListWords } from './list-words.ts';
import { specificationsWithExamples } from './partner-examples.ts';
import { readPrismaSchema } from './read-prisma-schema.ts';
import { describeStaffRoutes } from './staff-routes.ts';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const openapi = await describeApi();
const specifications = specificationsWithExamples(file => readFileSync(join(root, file), 'utf8'));
const results: Record<string, string> = {
  'docs/openapi.json': `${JSON.stringify(openapi, null, 2)}\n`,
  'client/api/schema.d.ts': `/** Generated from docs/openapi.json by npm run docs. */\n${astToString(await openapiTS(JSON.stringify(openapi)))}`,
  'docs/partners/openapi.json': `${JSON.stringify(describePartners(openapi, '1'), null, 2)}\n`,
  'docs/partners/messages.md': describeMessages(Object.values(specifications)),
  ...specifications,
  'client/api/staff-routes.ts': describeStaffRoutes(openapi),
  'server/src/infra/tables/list-words.ts': await describeListWords(),
  'docs/channels.md': describeChannels(),
  'docs/database.md': describeDatabase(readPrismaSchema(join(root, 'prisma/schema'))),
};
const stale = Object.entries(results).filter(([file, content]) => read(file) !== content);
if (process.argv.includes('--check')) {
  for (const [file] of stale) console.error(`${file} is out of date; run npm run docs and commit it`);
  process.exit(stale.length > 0 ? 1 : 0);
}
for (const [file, content] of stale) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), content);
  console.log(`wrote ${file}`);
}
process.exit(0);

function read(file: string): string | undefined {
  return existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined;
}

/** The routes of a hall that is put together and never started: nothing connects or listens. */
async function describeApi(): Promise<Record<string, unknown>> {
  const hall = await createHall(readSettings(unusedSettings()));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const routes = hall.routes.filter(route => route.tag !== 'operations' || route.path.startsWith('/health'));
  return openApiDocument(routes, { title: '电厅 Dianting', version });
}

function unusedSettings(): Record<string, string> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return {
    PUBLIC_BASE_URL: 'http://127.0.0.1',
    DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none',
    FIELD_KEY: Buffer.alloc(32).toString('base64'),
    LOG_LEVEL: 'silent',
    WECHAT_PAY_MCH_ID: '1600000000',
    WECHAT_PAY_APP_ID: 'wx0000000000000000',
    WECHAT_PAY_API_V3_KEY: '0'.repeat(32),
    WECHAT_PAY_PRIVATE_KEY: privateKey,
    WECHAT_PAY_SERIAL_NO: '00000000',
    WECHAT_PAY_PUBLIC_KEY_ID: 'PUB_KEY_ID_0',
    WECHAT_PAY_PUBLIC_KEY: publicKey,
    ALIPAY_APP_ID: '0'.repeat(16),
    ALIPAY_SELLER_ID: '2088000000000000',
    ALIPAY_PRIVATE_KEY: privateKey,
    ALIPAY_PUBLIC_KEY: publicKey,
  };
}
