/** How a conversation ends without the desk: by the person, by silence, by the end of the hours; and how it is rated. */
import type { PoolClient } from 'pg';
import { oneByOne } from '../../shared/one-by-one.ts';
import { isCourtesy } from '../cases/index.ts';
import { actNotPossible, chatNotFound, ratedAlready } from './chat.errors.ts';
import type { ChatRow } from './chat.repository.ts';
import type { ChatEvent } from './conversation.ts';
import type { ChatCore } from './core.ts';
import { handOnWords } from './hand-on-words.ts';
import { waitsForUs } from './waits-for-us.ts';

export interface RatingInput {
  stars: number;
  satisfied: boolean;
  words?: string | undefined;
}

const minuteMs = 60_000;

export function createEnd(core: ChatCore) {
  const { inTransaction, chats, messages, cases, clock, cipher, rules, hours, onFailure } = core;

  const textOf = (sealed: Buffer[]) => sealed.map(each => cipher.decrypt(each)).join('\n');

  const waits = (found: ChatRow) => waitsForUs(found, cipher);

  /** Looked at again under its lock: somebody may have spoken meanwhile. */
  async function closeBySystem(
    chatNo: string,
    kind: ChatEvent,
    still: (found: ChatRow) => boolean,
  ): Promise<void> {
    const at = clock.now();
    await inTransaction(async tx => {
      const found = await chats.lock(tx, chatNo);
      if (!found || !still(found)) return;
      await handOnWords(core, tx, found);
      await chats.happen(
        tx,
        found.id,
        { status: 'closed', closedAt: at },
        { kind, author: 'system', detail: {}, at },
      );
    });
  }

  /** A new case of what the person has said, in their own words. */
  async function prepareCase(
    { id, personId, accountId, holderPeriodId, chatNo }: ChatRow,
    tx?: PoolClient,
  ): Promise<(tx: PoolClient) => Promise<{ caseNo: string }>> {
    const said = textOf(await messages.wordsOfPerson(id, tx));
    return cases.prepare(
      { kind: 'enquiry', words: longEnough(said), anonymous: false, confidential: false },
      {
        source: 'chat',
        personId,
        household: accountId && holderPeriodId ? { accountId, holderPeriodId } : null,
        receiver: null,
        requestId: `chat-${chatNo}`,
        bySystem: true,
      },
    );
  }

  /** Nobody answers any more today: what was said goes on as a case, and nobody has to say it again. */
  async function carryOver(unanswered: ChatRow): Promise<void> {
    const { chatNo } = unanswered;
    const at = clock.now();
    const write = await prepareCase(unanswered);
    await inTransaction(async tx => {
      const found = await chats.lock(tx, chatNo);
      // Somebody spoke or took it meanwhile: looked at again the next time.
      if (!found || found.status === 'closed' || found.lastNo !== unanswered.lastNo) return;
      // One that was handed back may have its case already; what was said since belongs to it, as long as somebody works on it.
      const worked = await handOnWords(core, tx, found);
      const only = async () => isCourtesy(textOf(await messages.wordsOfPerson(found.id, tx)));
      const stays = found.caseNo !== null && (worked || (await only()));
      const caseNo = stays ? found.caseNo! : (await write(tx)).caseNo;
      const change = { status: 'closed', closedAt: at, caseNo } as const;
      await chats.happen(tx, found.id, change, {
        kind: 'hours-over',
        author: 'system',
        detail: { caseNo },
        at,
      });
    });
  }

  const silentBefore = async () =>
    new Date(clock.now().getTime() - (await rules())['silent-minutes'] * minuteMs);

  return {
    /** @throws AppError chat-not-found, chat-act-not-possible */
    async byPerson(personId: string, chatNo: string): Promise<void> {
      const at = clock.now();
      await inTransaction(async tx => {
        const found = await chats.lock(tx, chatNo);
        if (found?.personId !== personId) throw chatNotFound();
        if (found.status === 'closed') throw actNotPossible();
        const worked = await handOnWords(core, tx, found);
        // Its case is closed, and what was said since waits for an answer: nobody would give it.
        if (found.caseNo && !worked && waits(found)) {
          const { caseNo } = await (await prepareCase(found, tx))(tx);
          const opened = { kind: 'case', author: 'system', detail: { caseNo }, at } as const;
          await chats.happen(tx, found.id, { caseNo }, opened);
        }
        const event = { kind: 'closed', author: 'person', detail: {}, at } as const;
        await chats.happen(tx, found.id, { status: 'closed', closedAt: at }, event);
      });
    },

    /** 评议卡: once, when it has ended and a clerk was there. @throws AppError chat-not-found, chat-rated */
    async rate(personId: string, chatNo: string, { stars, satisfied, words }: RatingInput): Promise<void> {
      const at = clock.now();
      await inTransaction(async tx => {
        const found = await chats.lock(tx, chatNo);
        if (found?.personId !== personId) throw chatNotFound();
        const staff = found.owner ?? found.firstReceiver;
        if (found.status !== 'closed' || !staff) throw ratedAlready();
        const wordsEnc = words ? cipher.encrypt(words) : null;
        if (!(await chats.rate(tx, found.id, { staff, stars, satisfied, wordsEnc, at })))
          throw ratedAlready();
      });
    },

    /** The person says nothing more to our last word, or only thanks. Where they wait for our word, it is we who are silent, and it stays open. */
    async closeSilent(): Promise<void> {
      const before = await silentBefore();
      const silent = (found: ChatRow) => found.status === 'open' && found.lastAt < before && !waits(found);
      await oneByOne(
        (await chats.silentSince(before)).filter(silent),
        ({ chatNo }) => closeBySystem(chatNo, 'silent', silent),
        ({ chatNo }, error) => onFailure(chatNo, error),
      );
    },

    /**
     * After hours: whoever was not taken, and whoever the clerks who took it never answered; of a talk that went on, whoever has waited so
     * long for our next word that its clerk has gone home.
     */
    async carryOverUnanswered(): Promise<void> {
      if ((await hours()).open) return;
      const owedBefore = new Date(clock.now().getTime() - (await rules())['owed-minutes'] * minuteMs);
      const forgotten = ({ owedSince }: ChatRow) => owedSince !== null && owedSince < owedBefore;
      const unanswered = (await chats.silentSince(await silentBefore())).filter(
        found => waits(found) && (!found.weSpoke || found.saidToNobody || forgotten(found)),
      );
      await oneByOne([...(await chats.waiting()), ...unanswered], carryOver, ({ chatNo }, error) =>
        onFailure(chatNo, error),
      );
    },
  };
}

export type EndChat = ReturnType<typeof createEnd>;

const mostWords = 2_000;
const longEnough = (words: string) =>
  [...words].length > mostWords ? `${[...words].slice(0, mostWords - 1).join('')}…` : words;
