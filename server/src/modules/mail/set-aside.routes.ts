/** Mails that no case was made of: listed with the reason, read, and decided on by a supervisor. */

import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type StaffActor, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { WaitingView } from '../../http/waiting-view.ts';
import type { Clock } from '../../infra/clock.ts';
import type { FieldCipher } from '../../infra/crypto.ts';
import { openRaw } from '../../infra/sealed-raw.ts';
import { type Audit, staffName } from '../../shared/audit.ts';
import type { CaseIntake } from '../cases/index.ts';
import { mailKnown, mailNotFound, mailUnreadable } from './mail.errors.ts';
import { asideShown, type KeptMail, type MailRepository } from './mail.repository.ts';
import { createOpenFromLetter } from './open-from-letter.ts';
import { readLetter } from './read-letter.ts';

const reasons = ['auto-reply', 'bounce', 'list', 'flood', 'forged', 'empty', 'unreadable'] as const;
const SetAsideView = z.object({
  /** Of all there are to decide on, whatever is shown. */
  waiting: WaitingView,
  mails: z.array(
    z.object({
      id: z.int(),
      reason: z.enum(reasons),
      storedAt: z.string(),
      /** To supervisors only: a report of misconduct may be among them. Null too when the mail is kept no longer. */
      sender: z.string().nullable(),
      subject: z.string().nullable(),
      /** Our own mail server vouches for the sender's domain; null where that was not looked at. */
      verified: z.boolean().nullable(),
      kept: z.boolean(),
      dismissed: z.object({ by: z.string(), at: z.string(), reason: z.string() }).nullable(),
    }),
  ),
});
const LetterView = z.object({
  address: z.string(),
  name: z.string(),
  subject: z.string(),
  text: z.string(),
  verified: z.boolean(),
  attachments: z.array(z.string()),
});
const ShownQuery = z.strictObject({
  /** Of people and not decided on; of machines; dismissed. */
  show: z.enum(asideShown).default('all'),
});
const IdParams = z.object({ id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER) });
const DismissBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^\P{Cc}*$/u),
});
const mostShown = 100;

export interface SetAsideDependencies {
  mails: MailRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
  clock: Clock;
  audit: Audit;
  authserv: string | undefined;
  nudge(): void;
}

const tag = 'Staff: service cases';
const readers = staff('clerk', 'supervisor', 'auditor');
const deciders = staff('supervisor');

export function setAsideRoutes(dependencies: SetAsideDependencies): Route[] {
  const { mails, cipher, authserv } = dependencies;
  async function list(show: (typeof asideShown)[number], { roles }: StaffActor) {
    const open = (sealed: Buffer | null) =>
      sealed && roles.includes('supervisor') ? cipher.decrypt(sealed) : null;
    const [rows, waiting] = await Promise.all([mails.listAside(show, mostShown), mails.asideWaiting()]);
    return {
      waiting,
      mails: rows.map(({ id, verdict, storedAt, senderEnc, subjectEnc, verified, kept, ...row }) => ({
        id,
        reason: verdict,
        storedAt: storedAt.toISOString(),
        sender: open(senderEnc),
        subject: open(subjectEnc),
        verified,
        kept,
        dismissed: row.dismissedBy
          ? { by: row.dismissedBy, at: row.dismissedAt!.toISOString(), reason: row.dismissReason! }
          : null,
      })),
    };
  }
  async function opened(id: number) {
    const kept = await mails.aside(id);
    if (!kept) throw mailNotFound();
    const raw = openRaw(kept.rawEnc, cipher);
    const letter = await readLetter(raw, authserv).catch(() => null);
    if (!letter) throw mailUnreadable();
    return { kept, raw, letter };
  }
  return [
    defineRoute({
      method: 'get',
      path: '/staff/mail/set-aside',
      access: readers,
      summary: 'Mails that no case was made of, newest first, with the reason',
      tag,
      input: { query: ShownQuery },
      output: SetAsideView,
      handle: ({ actor, query }) => list(query.show, actor),
    }),
    ...decisionRoutes(dependencies, opened),
  ];
}

type Opened = (id: number) => Promise<{
  kept: KeptMail;
  raw: Buffer;
  letter: Awaited<ReturnType<typeof readLetter>>;
}>;

function decisionRoutes(dependencies: SetAsideDependencies, opened: Opened): Route[] {
  const { mails, cipher, clock, audit, nudge } = dependencies;
  const openFromLetter = createOpenFromLetter(dependencies);
  const hashOf = (kind: string, text: string) => cipher.hash(kind, text.toLowerCase());
  return [
    defineRoute({
      method: 'get',
      path: '/staff/mail/set-aside/:id',
      access: deciders,
      summary: 'Read one of them, in plain words',
      tag,
      input: { params: IdParams },
      output: LetterView,
      async handle({ actor, params: { id }, requestId }) {
        const { letter } = await opened(id);
        const { address, name, subject, text, verified, attachments } = letter;
        const actorName = staffName(actor);
        await audit.record({ actor: actorName, action: 'mail.read', subject: `mail:${id}`, requestId });
        return { address, name, subject, text, verified, attachments: attachments.map(each => each.name) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/mail/set-aside/:id/case',
      access: deciders,
      summary: 'Make a case of it all the same',
      tag,
      input: { params: IdParams },
      output: z.object({ caseNo: z.string() }),
      status: 201,
      idempotent: true,
      async handle({ actor, params: { id }, requestId }) {
        const { letter, raw } = await opened(id);
        const number = letter.messageId ?? createHash('sha256').update(raw).digest('hex');
        const messageHash = hashOf('mail-id', number);
        // A machine is not written to.
        const answered = letter.address !== '' && letter.automatic !== 'bounce';
        const senderHash = answered ? hashOf('mail-address', letter.address) : null;
        if (senderHash && (await mails.isKnown(messageHash, senderHash, id))) throw mailKnown();
        const entry = { actor: staffName(actor), action: 'mail.make-case', subject: `mail:${id}`, requestId };
        const caseNo = await openFromLetter(letter, {
          senderHash,
          async claim(tx, caseId) {
            // Another supervisor may have decided meanwhile.
            if (!(await mails.takeUp(tx, id, { messageHash, senderHash, caseId }, entry)))
              throw mailNotFound();
            await mails.link(tx, caseId, [messageHash]);
          },
        });
        nudge();
        return { caseNo };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/mail/set-aside/:id/dismissal',
      access: deciders,
      summary: 'Nothing is to become of it',
      tag,
      input: { params: IdParams, body: DismissBody },
      output: z.object({ id: z.int() }),
      async handle({ actor, params: { id }, body: { reason }, requestId }) {
        const by = staffName(actor);
        const entry = {
          actor: by,
          action: 'mail.dismiss',
          subject: `mail:${id}`,
          detail: { reason },
          requestId,
        };
        if (!(await mails.dismiss(id, { by, at: clock.now(), reason }, entry))) throw mailNotFound();
        return { id };
      },
    }),
  ];
}
