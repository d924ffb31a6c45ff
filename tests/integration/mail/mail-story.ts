/** The scene of the stories about mails to the service desk: a clerk, a supervisor, and whoever writes. What is exported changes with it. */
import { afterAll, beforeAll, expect } from '@jest/globals';
import { createTransport, type SendMailOptions } from 'nodemailer';
import { eventually, type RunningHall, startHall } from '../../support/hall.ts';
import { movingClock } from '../../support/moving-clock.ts';
import { addMember, type DeskMember } from '../access/scene.ts';

export const clock = movingClock();
export let hall: RunningHall;
export let clerk: DeskMember;
export let supervisor: DeskMember;
export let desk: string;
export let send: (mail: SendMailOptions) => Promise<string>;

/** Before a suite’s stories. */
export function setTheScene(): void {
  beforeAll(async () => {
    hall = await startHall({ clock });
    clerk = await addMember(hall, 'clerk');
    supervisor = await addMember(hall, 'supervisor');
    await hall.owner.query(`UPDATE staff_sessions SET expires_at = '2100-01-01'`);
    desk = hall.sandbox.credentials['CASE_MAIL_FROM']!;
    const transport = createTransport(hall.sandbox.credentials['SMTP_URL']);
    send = async mail => (await transport.sendMail({ to: desk, ...mail })).messageId;
  });
  afterAll(() => hall.close());
}

let writers = 0;
/** Somebody who writes for the first time; our mail server vouches for the domain trusted.example. */
export const somebody = (domain = 'trusted.example') => `writer${++writers}@${domain}`;
export const read = () => hall.app.runJob('read-mail');
export const casesOf = async () =>
  (await hall.call('GET', '/staff/cases?view=all', { cookie: clerk.cookie })).body.cases as {
    caseNo: string;
    source: string;
    words: string;
    kind: string;
  }[];
export const caseWith = async (words: string) => (await casesOf()).find(each => each.words.includes(words))!;
export const file = async (caseNo: string) =>
  (await hall.call('GET', `/staff/cases/${caseNo}`, { cookie: clerk.cookie })).body;
export const act = async (caseNo: string, body: object) => {
  const { version } = await file(caseNo);
  const answer = await hall.call('POST', `/staff/cases/${caseNo}/acts`, {
    cookie: clerk.cookie,
    body: { version, ...body },
  });
  expect(answer.status).toBe(200);
};
export interface Sent {
  title: string;
  text: string;
  requestId: string;
}
export const mailsTo = async (to: string) =>
  (await hall.sandbox.get<{ messages: Sent[] } | Sent[]>(
    `/control/messages?channel=email&to=${encodeURIComponent(to)}`,
  )) as Sent[];
export const answersTo = async (to: string, count: number) => {
  const list = await eventually(
    async () => {
      const found = await mailsTo(to);
      return Array.isArray(found) ? found : (found as { messages: Sent[] }).messages;
    },
    found => found.length >= count,
  );
  return list!;
};
export const reasons = async () =>
  (await hall.call('GET', '/staff/mail/set-aside', { cookie: clerk.cookie })).body.mails.map(
    (mail: { reason: string }) => mail.reason,
  );
export const deliver = (lines: string[]) =>
  hall.sandbox.post('/control/mail/deliver', { raw: Buffer.from(lines.join('\r\n')).toString('base64') });
