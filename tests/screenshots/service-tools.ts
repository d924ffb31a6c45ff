/** What the service desk works with: a large customer whose load is entered, and mails that were set aside. */
import { randomUUID } from 'node:crypto';
import { sealRaw } from '../../server/src/infra/sealed-raw.ts';
import type { RunningHall } from '../support/hall.ts';
import { testCipher } from '../support/world.ts';

export async function setServiceTools(
  hall: RunningHall,
  accountNo: string,
  clerkToken: string,
): Promise<void> {
  await hall.owner.query(`UPDATE supply_accounts SET importance = 'large' WHERE account_no = $1`, [
    accountNo,
  ]);
  const months: [string, number, number, number][] = [
    ['2026-04', 96, 38_000, 12_000],
    ['2026-05', 100, 40_000, 10_000],
    ['2026-06', 104, 41_500, 13_000],
    ['2026-07', 121, 43_000, 26_000],
    ['2026-08', 125, 42_000, 30_000],
    ['2026-09', 130, 40_000, 40_000],
  ];
  for (const [month, maxDemand, activeEnergy, reactiveEnergy] of months) {
    const answer = await hall.call('POST', `/staff/accounts/${accountNo}/load-months`, {
      cookie: `dianting_staff=${clerkToken}`,
      key: randomUUID(),
      body: { month, maxDemand, activeEnergy, reactiveEnergy },
    });
    if (answer.status !== 201) throw new Error(`load of ${month}: ${JSON.stringify(answer.body)}`);
  }
  const mails = [
    ['flood', 'writer@flood.example', '小区路灯不亮，第六封'],
    ['forged', 'service@bank.example', '请把电费退到新账号'],
  ] as const;
  for (const [uid, [reason, sender, subject]] of mails.entries())
    await hall.owner.query(
      `INSERT INTO case_mails (uid_validity, uid, raw_enc, cut, stored_at, verdict, handled_at, sender_enc, subject_enc, verified) VALUES (79, $1, $2, false, now(), $3, now(), $4, $5, false)`,
      [
        uid,
        sealRaw(Buffer.from(letterOf(uid, sender, subject)), testCipher),
        reason,
        testCipher.encrypt(sender),
        testCipher.encrypt(subject),
      ],
    );
}

const letterOf = (uid: number, sender: string, subject: string) =>
  [
    `From: ${sender}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <shown-${uid}@mails.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `${subject}。麻烦尽快处理，谢谢。`,
  ].join('\r\n');
