/** A resident begins to talk, or leaves a message where nobody is there. */
import { businessDate, startOfDay } from '../../shared/dates.ts';
import { householdUnknown, insideHours, outsideHours, tooFast, tooManyChats } from './chat.errors.ts';
import type { ChatRow } from './chat.repository.ts';
import type { ChatCore } from './core.ts';

export interface Beginning {
  personId: string;
  accountNo?: string | undefined;
  /** The first message, with the sender's own id of it. */
  id: string;
  text: string;
}

type Left = Omit<Beginning, 'id'>;

/** Whoever starts so many a day no longer wants help. */
const mostADay = 20;

export function createStart(core: ChatCore) {
  const { inTransaction, chats, messages, cases, clock, cipher, hours, rules, hotline } = core;

  async function householdFor({ personId, accountNo }: Left) {
    if (!accountNo) return null;
    const household = await cases.householdOf(personId, accountNo);
    if (!household) throw householdUnknown();
    return household;
  }

  return {
    /**
     * The conversation that goes on already, or a new one, with this message.
     * @throws AppError chat-outside-hours, chat-too-many, chat-too-fast, chat-household-not-found
     */
    async start(beginning: Beginning): Promise<ChatRow> {
      const { personId, id: clientId, text } = beginning;
      const now = await hours();
      if (!now.open) throw outsideHours({ from: now.from, until: now.until });
      const at = clock.now();
      if ((await chats.startedSince(personId, startOfDay(businessDate(at)))) >= mostADay)
        throw tooManyChats({ hotline });
      const household = await householdFor(beginning);
      const { 'most-a-minute': most } = await rules();
      return inTransaction(async tx => {
        await chats.holdPerson(tx, personId);
        // On another device, or a page left open, one may be live: these words are said there, unless the desk is just closing it.
        const live = await chats.liveOf(tx, personId);
        const held = live && (await chats.lock(tx, live.chatNo));
        const { chatNo } =
          held && held.status !== 'closed' ? held : await chats.start(tx, { personId, household, at });
        const said = { chatNo, author: 'person', clientId, textEnc: cipher.encrypt(text), at };
        const kept = await messages.sayAsPerson(said, personId, most, tx);
        if (!kept && !(await messages.byClientId(chatNo, 'person', clientId, tx))) throw tooFast({ most });
        return (await chats.liveOf(tx, personId))!;
      });
    },

    /** @throws AppError chat-inside-hours, chat-household-not-found, case-too-many */
    async leave(beginning: Left, requestId: string): Promise<string> {
      if ((await hours()).open) throw insideHours();
      const household = await householdFor(beginning);
      const write = await cases.prepare(
        { kind: 'enquiry', words: beginning.text, anonymous: false, confidential: false },
        { source: 'chat', personId: beginning.personId, household, receiver: null, requestId },
      );
      return (await inTransaction(write)).caseNo;
    },
  };
}

export type StartChat = ReturnType<typeof createStart>;
