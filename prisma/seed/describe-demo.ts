/** What `npm start` and `npm run seed` print: who can sign in, and what each household shows. */
import pg from 'pg';
import { createFieldCipher } from '../../server/src/infra/crypto.ts';
import { demoMembers, demoPassword } from '../../server/src/modules/staff/index.ts';
import { fen, showYuan } from '../../server/src/shared/money.ts';
import { demoStories } from './households.ts';

interface DemoRow {
  phone_hash: Buffer;
  account_no: string;
  owed: string;
}

/** @param environment DATABASE_OWNER_URL (or DATABASE_URL) and FIELD_KEY */
export async function describeDemo(environment: Record<string, string | undefined>): Promise<string> {
  const client = new pg.Client({
    connectionString: environment['DATABASE_OWNER_URL'] || environment['DATABASE_URL'],
  });
  const cipher = createFieldCipher(Buffer.from(environment['FIELD_KEY'] ?? '', 'base64'));
  const hashes = demoStories.map(({ phone }) => cipher.hash('phone', phone));
  await client.connect();
  const { rows } = await client
    .query<DemoRow>(
      `SELECT c.phone_hash, a.account_no, coalesce(sum(p.amount_fen - p.paid_fen) FILTER (WHERE p.status = 'open' AND p.kind = 'bill'), 0) AS owed
         FROM customers c JOIN holder_periods h ON h.customer_id = c.id AND h.to_date IS NULL JOIN supply_accounts a ON a.id = h.account_id
         LEFT JOIN payables p ON p.holder_period_id = h.id
        WHERE c.phone_hash = ANY ($1) GROUP BY c.phone_hash, a.account_no`,
      [hashes],
    )
    .finally(() => client.end());
  const households = demoStories.flatMap(({ phone, zh, en }, index) => {
    const row = rows.find(({ phone_hash }) => phone_hash.equals(hashes[index]!));
    return row
      ? [
          `  ${phone}  ${row.account_no.padEnd(13)}  ${showYuan(fen(Number(row.owed))).padStart(10)}  ${zh} · ${en}`,
        ]
      : [];
  });
  const staff = demoMembers.map(({ username, roles }) => `${username} (${roles.join(', ')})`).join(', ');
  return [
    'Residents sign in with a phone below; the code arrives in the SMS inbox.',
    '  phone        account no.          owed  household',
    ...households,
    `Staff: ${staff}`,
    `  password ${demoPassword}; the one-time code stands on the sign-in page.`,
  ].join('\n');
}
