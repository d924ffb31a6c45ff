/** What a person, or a member of staff, may do through a socket: follow, say, read. */
import type { StaffActor, StaffRole } from '../../http/access.ts';
import { tokenHash } from '../../infra/crypto.ts';
import { forbidden } from '../../shared/errors.ts';
import { maySee } from './act-on-chat.ts';
import { chatNotFound, ticketRefused } from './chat.errors.ts';
import type { ChatRow } from './chat.repository.ts';
import type { Connection, Speaker } from './connection.ts';
import { staffAuthor } from './conversation.ts';
import type { ChatCore } from './core.ts';
import type { Hub } from './hub.ts';
import type { Kept, Say } from './say.ts';
import type { TicketsRepository } from './tickets.repository.ts';
import type { ChatViews } from './views.ts';

interface SpeakersDependencies {
  core: ChatCore;
  say: Say;
  hub: Hub;
  views: ChatViews;
  tickets: TicketsRepository;
}

interface Manner {
  name: string;
  /** In messages. */
  author: string;
  side: 'person' | 'staff';
  reader: string;
  maySee(found: ChatRow): boolean;
  say(saying: { chatNo: string; id: string; text: string }): Promise<Kept>;
  mostFollowed: number;
  leave(): void;
}

/** News of the desk come together: a busy hall must not make every desk ask for every message. */
const deskPauseMs = 250;

export function createSpeakers({ core, say, hub, views, tickets }: SpeakersDependencies) {
  const { chats, clock } = core;
  const desk = new Map<Connection, { username: string; timer: NodeJS.Timeout | undefined }>();

  function speaker(manner: Manner, connection: Connection): Speaker {
    const followed = new Map<string, () => void>();
    async function follow(chatNo: string, after: number): Promise<object> {
      const found = await chats.find(chatNo);
      if (!found || !manner.maySee(found)) throw chatNotFound();
      followed.get(chatNo)?.();
      followed.delete(chatNo);
      if (followed.size >= manner.mostFollowed) {
        const [oldest, stop] = followed.entries().next().value!;
        stop();
        followed.delete(oldest);
      }
      const stop = hub.follow({
        conversationId: found.id,
        given: after,
        give: rows =>
          connection.send({
            type: 'messages',
            chatNo,
            messages: rows.map(row => views.message(row, manner.author)),
          }),
      });
      followed.set(chatNo, stop);
      return { type: 'following', chatNo };
    }
    return {
      name: manner.name,
      async handle(frame) {
        if (frame.type === 'follow') return follow(frame.chatNo, frame.after);
        if (frame.type === 'read') {
          if (!(await chats.markRead(manner.side, frame.chatNo, manner.reader, frame.no)))
            throw chatNotFound();
          return undefined;
        }
        const { chatNo, id, text } = frame;
        const { no, at } = await manner.say({ chatNo, id, text });
        return { type: 'kept', chatNo, id, no, at: at.toISOString() };
      },
      leave() {
        for (const stop of followed.values()) stop();
        followed.clear();
        manner.leave();
      },
    };
  }

  const asPerson = (personId: string): Manner => ({
    name: `person:${personId}`,
    author: 'person',
    side: 'person',
    reader: personId,
    maySee: found => found.personId === personId,
    say: saying => say.asPerson(personId, saying),
    mostFollowed: 3,
    leave: () => {},
  });

  function asStaff(actor: Pick<StaffActor, 'username' | 'roles'>, connection: Connection): Manner {
    const { username, roles } = actor;
    if (!roles.some(role => role === 'clerk' || role === 'supervisor')) throw forbidden();
    desk.set(connection, { username, timer: undefined });
    return {
      name: staffAuthor(username),
      author: staffAuthor(username),
      side: 'staff',
      reader: username,
      maySee: found => maySee(found, actor as StaffActor),
      say: saying => say.asStaff(username, saying),
      mostFollowed: 50,
      leave() {
        clearTimeout(desk.get(connection)?.timer);
        desk.delete(connection);
      },
    };
  }

  return {
    /** @throws AppError chat-ticket-refused, forbidden */
    async welcome(ticket: string, connection: Connection): Promise<Speaker> {
      const holder = await tickets.redeem(tokenHash(ticket));
      if (!holder || holder.expiresAt <= clock.now()) throw ticketRefused();
      const { personId, username, roles } = holder;
      if (personId) return speaker(asPerson(personId), connection);
      if (!username) throw ticketRefused();
      return speaker(asStaff({ username, roles: roles as StaffRole[] }, connection), connection);
    },

    /** Something happened at the desk: to everybody there, or to the one whose conversation it is. */
    tellDesk(owner: string | null): void {
      for (const [connection, seat] of desk) {
        if (seat.timer || (owner !== null && seat.username !== owner)) continue;
        seat.timer = setTimeout(() => {
          seat.timer = undefined;
          connection.send({ type: 'desk' });
        }, deskPauseMs);
      }
    },
  };
}

export type Speakers = ReturnType<typeof createSpeakers>;
