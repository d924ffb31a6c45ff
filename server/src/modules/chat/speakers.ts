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
import type { OpenSession, TicketsRepository } from './tickets.repository.ts';
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
  standing: string;
  /** In messages. */
  author: string;
  side: 'person' | 'staff';
  reader: string;
  maySee(found: ChatRow): boolean;
  say(saying: { chatNo: string; id: string; text: string }): Promise<Kept>;
  mostFollowed: number;
  leave(): void;
}

const standingOf = ({ sessionHash, personId, roles }: OpenSession): string =>
  [sessionHash.toString('hex'), personId ?? '', ...(roles ?? [])].join(' ');

/** News of the desk come together: a busy hall must not make every desk ask for every message. */
const deskPauseMs = 250;

export function createSpeakers({ core, say, hub, views, tickets }: SpeakersDependencies) {
  const { chats, clock } = core;
  const desk = new Map<Connection, { username: string; timer: NodeJS.Timeout | undefined }>();

  function speaker(manner: Manner, connection: Connection): Speaker {
    const followed = new Map<string, () => void>();
    let gone = false;
    async function follow(chatNo: string, after: number): Promise<object | undefined> {
      const found = await chats.find(chatNo);
      // Who left meanwhile would be followed for by nobody, and for good.
      if (gone) return undefined;
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
      standing: manner.standing,
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
        gone = true;
        for (const stop of followed.values()) stop();
        followed.clear();
        manner.leave();
      },
    };
  }

  const asPerson = (personId: string, standing: string): Manner => ({
    name: `person:${personId}`,
    standing,
    author: 'person',
    side: 'person',
    reader: personId,
    maySee: found => found.personId === personId,
    say: saying => say.asPerson(personId, saying),
    mostFollowed: 3,
    leave: () => {},
  });

  function asStaff(
    actor: Pick<StaffActor, 'username' | 'roles'>,
    standing: string,
    connection: Connection,
  ): Manner {
    const { username, roles } = actor;
    if (!roles.some(role => role === 'clerk' || role === 'supervisor')) throw forbidden();
    desk.set(connection, { username, timer: undefined });
    return {
      name: staffAuthor(username),
      standing,
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
      const session = await tickets.redeem(tokenHash(ticket), clock.now());
      if (!session) throw ticketRefused();
      const { personId, username, roles } = session;
      const standing = standingOf(session);
      if (personId) return speaker(asPerson(personId, standing), connection);
      if (!username) throw ticketRefused();
      return speaker(asStaff({ username, roles: roles as StaffRole[] }, standing, connection), connection);
    },

    /** Of these, as they were when their sockets were opened, which are as they were. */
    async standing(asked: string[]): Promise<Set<string>> {
      const hashes = asked.map(each => Buffer.from(each.split(' ')[0]!, 'hex'));
      return new Set((await tickets.open(hashes, clock.now())).map(standingOf));
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
