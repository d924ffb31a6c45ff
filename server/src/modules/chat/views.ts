/** What the person and the desk see of a conversation. */
import type { FieldCipher } from '../../infra/crypto.ts';
import { maskPhone } from '../../shared/mask.ts';
import type { ChatRow } from './chat.repository.ts';
import { actsOf, isStaff } from './conversation.ts';
import type { MessageRow } from './messages.repository.ts';
import type { ServiceHours } from './service-hours.ts';
import { waitsForUs } from './waits-for-us.ts';

const iso = (at: Date | null) => at?.toISOString() ?? null;

interface Rating {
  stars: number;
  satisfied: boolean;
}

export interface Page {
  messages: MessageRow[];
  more: boolean;
}

export function createChatViews(cipher: FieldCipher) {
  const brief = (row: ChatRow, unread: number) => ({
    chatNo: row.chatNo,
    status: row.status,
    clerk: row.ownerName,
    caseNo: row.caseNo,
    accountNo: row.accountNo,
    startedAt: row.startedAt.toISOString(),
    closedAt: iso(row.closedAt),
    lastAt: row.lastAt.toISOString(),
    lastNo: row.lastNo,
    unread,
  });
  const canRate = ({ status, firstReceiver, rated }: ChatRow) =>
    status === 'closed' && firstReceiver !== null && !rated;
  const phoneOf = ({ phoneEnc }: ChatRow) => (phoneEnc ? maskPhone(cipher.decrypt(phoneEnc)) : null);

  /** @param reader person, or staff:<username>: their own messages come with the ids they were sent under */
  const message = (
    { no, author, name, kind, textEnc, clientId, detail, at }: MessageRow,
    reader: string,
  ) => ({
    no,
    from: isStaff(author)
      ? ('staff' as const)
      : author === 'person'
        ? ('person' as const)
        : ('system' as const),
    who: name,
    kind,
    text: textEnc && cipher.decrypt(textEnc),
    about: aboutOf(detail),
    id: author === reader ? clientId : null,
    at: at.toISOString(),
  });
  const shown = ({ messages, more }: Page, reader: string) => ({
    messages: messages.map(row => message(row, reader)),
    more,
  });

  const onDesk = (row: ChatRow, unread: number) => ({
    ...brief(row, unread),
    owner: row.owner,
    waitingSince: row.waitingSince.toISOString(),
    phone: phoneOf(row),
  });

  return {
    message,

    hours: ({ opensAt, ...rest }: ServiceHours) => ({ ...rest, opensAt: iso(opensAt) }),

    inList: (row: ChatRow, unread: number) => ({ ...brief(row, unread), canRate: canRate(row) }),

    forPerson: (
      row: ChatRow,
      more: { unread: number; rating: Rating | undefined; ahead: number | null; page: Page },
    ) => ({
      ...brief(row, more.unread),
      canRate: canRate(row),
      rating: more.rating ?? null,
      ahead: more.ahead,
      ...shown(more.page, 'person'),
    }),

    inQueue: (row: ChatRow, unread: number, last: Buffer | undefined) => ({
      ...onDesk(row, unread),
      owedSince: waitsForUs(row, cipher) ? iso(row.owedSince) : null,
      last: last ? beginningOf(cipher.decrypt(last)) : null,
    }),

    forDesk: (
      row: ChatRow,
      more: { unread: number; rating: Rating | undefined; page: Page; username: string },
    ) => ({
      ...onDesk(row, more.unread),
      firstReceiver: row.firstReceiver,
      acts: actsOf(row.status, row.caseNo),
      mine: row.owner === more.username,
      personRead: row.personRead,
      rating: more.rating ?? null,
      ...shown(more.page, `staff:${more.username}`),
    }),
  };
}

export type ChatViews = ReturnType<typeof createChatViews>;

const aboutOf = ({ who, caseNo }: Record<string, unknown>): string | null =>
  typeof caseNo === 'string' ? caseNo : typeof who === 'string' ? who : null;

const longest = 60;
const beginningOf = (text: string) =>
  [...text].length > longest ? `${[...text].slice(0, longest).join('')}…` : text;
