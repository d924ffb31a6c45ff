/** One message more, from either side. A message sent twice under its own id is kept once. */
import { chatClosed, chatNotFound, notYours, tooFast } from './chat.errors.ts';
import { staffAuthor } from './conversation.ts';
import type { ChatCore } from './core.ts';
import type { Said } from './messages.repository.ts';

export interface Saying {
  chatNo: string;
  /** The sender's own id of the message. */
  id: string;
  text: string;
}

export interface Kept {
  no: number;
  at: Date;
}

const uniqueViolation = '23505';

export function createSay({ chats, messages, cipher, clock, rules }: ChatCore) {
  const sayingOf = ({ chatNo, id, text }: Saying, author: string): Said => ({
    chatNo,
    author,
    clientId: id,
    textEnc: cipher.encrypt(text),
    at: clock.now(),
  });

  /** Two of the same at once: the later one breaks at the unique index, as if it had found the earlier. */
  const write = (attempt: () => Promise<Kept | undefined>): Promise<Kept | undefined> =>
    attempt().catch(error => {
      if ((error as { code?: string }).code !== uniqueViolation) throw error;
      return undefined;
    });

  return {
    /** @throws AppError chat-not-found, chat-closed, chat-too-fast */
    async asPerson(personId: string, saying: Saying): Promise<Kept> {
      const { 'most-a-minute': most } = await rules();
      const said = sayingOf(saying, 'person');
      const written = await write(() => messages.sayAsPerson(said, personId, most));
      if (written) return written;
      const found = await chats.find(saying.chatNo);
      if (found?.personId !== personId) throw chatNotFound();
      const before = await messages.byClientId(said.chatNo, said.author, said.clientId);
      if (before) return before;
      throw found.status === 'closed' ? chatClosed() : tooFast({ most });
    },

    /** @throws AppError chat-not-found, chat-closed, chat-not-yours */
    async asStaff(username: string, saying: Saying): Promise<Kept> {
      const said = sayingOf(saying, staffAuthor(username));
      const written = await write(() => messages.sayAsStaff(said, username));
      if (written) return written;
      const before = await messages.byClientId(said.chatNo, said.author, said.clientId);
      if (before) return before;
      const found = await chats.find(saying.chatNo);
      if (!found) throw chatNotFound();
      throw found.status === 'closed' ? chatClosed() : notYours({ who: found.ownerName ?? '—' });
    },
  };
}

export type Say = ReturnType<typeof createSay>;
