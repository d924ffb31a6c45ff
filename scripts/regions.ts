/** `npm run regions -- FILE.json`: adds regions with their account-number rule and their tariffs, as the owner of the tables. A region's names and rule follow the file; a tariff's edition that stands is never changed. */
import { existsSync, readFileSync } from 'node:fs';
import pg from 'pg';
import { z } from 'zod';
import { loadReferenceData } from '../prisma/seed/reference-data.ts';
import { refuseMalformed, takeSecretFiles } from '../server/src/config/env.ts';
import { isPlainPattern } from '../server/src/modules/accounts/account-number.ts';
import { TariffRules } from '../server/src/modules/tariffs/index.ts';

const words = z.string().min(1).max(200);
const Reference = z.strictObject({
  regions: z.array(
    z.strictObject({
      code: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'expected lower-case letters, digits and hyphens'),
      nameZh: words,
      nameEn: words,
      accountNoPattern: z
        .string()
        .refine(
          isPlainPattern,
          'expected a plain regular expression such as 37\\d{11} or [A-Z]{2}\\d{8,10}|\\d{13}: characters, \\d and [classes], each with {n}, at most one between two | with ? or {n,m}',
        ),
      accountNoHintZh: words,
      accountNoHintEn: words,
    }),
  ),
  tariffs: z.array(
    z.strictObject({
      regionCode: words,
      category: z.enum(['residential', 'commercial']),
      nameZh: words,
      nameEn: words,
      versions: z.array(
        z.strictObject({
          from: z.iso.date(),
          to: z.iso.date().nullable(),
          source: words,
          note: words.nullable(),
          // Judged, and kept as they are written: prices are decimal text.
          rules: z.custom<z.input<typeof TariffRules>>().superRefine((rules, context) => {
            for (const { path, message } of TariffRules.safeParse(rules).error?.issues ?? [])
              context.addIssue({ code: 'custom', path, message });
          }),
        }),
      ),
    }),
  ),
});

try {
  if (existsSync('.env')) process.loadEnvFile('.env');
  takeSecretFiles();
  refuseMalformed();
  await main(process.argv[2]);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}

async function main(file: string | undefined): Promise<void> {
  if (!file) throw new Error('expected a file: npm run regions -- docs/operations/regions.example.json');
  const url = process.env['DATABASE_OWNER_URL'] || process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_OWNER_URL: missing, expected the address of the database as its owner');
  const { data, error } = Reference.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (error)
    throw new Error(error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('BEGIN');
    await loadReferenceData(client, data);
    await refuseLostAccounts(client);
    await client.query('COMMIT');
    const { rows } = await client.query<{ code: string; tariffs: number }>(
      'SELECT code, (SELECT count(*)::int FROM tariffs t WHERE t.region_code = r.code) AS tariffs FROM regions r ORDER BY code',
    );
    for (const { code, tariffs } of rows) console.log(`${code}: ${tariffs} tariffs`);
  } finally {
    await client.end();
  }
}

/** An account whose number fits its region no more would not be found. */
async function refuseLostAccounts(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ code: string; lost: number }>(
    `SELECT r.code, count(*)::int AS lost FROM regions r JOIN supply_accounts a ON a.region_code = r.code
      WHERE a.account_no !~ ('^(?:' || r.account_no_pattern || ')$') GROUP BY r.code ORDER BY r.code`,
  );
  if (rows.length > 0)
    throw new Error(
      rows
        .map(
          ({ code, lost }) => `${code}: accountNoPattern: ${lost} accounts have numbers that do not fit it`,
        )
        .join('\n'),
    );
}
