import type { Clock } from '../../infra/clock.ts';
import type { Job } from '../../infra/jobs.ts';
import type { Logger } from '../../infra/logging.ts';
import { handleMessage } from './answer-message.ts';
import type { DayFilesRepository } from './day-files.repository.ts';
import type { MessagesRepository } from './messages.repository.ts';
import type { RefundFiles } from './refund-files.ts';

/** A message is handled within milliseconds; one that is older was left behind by a process that died. */
const leftoverMs = 10_000;
const pageSize = 200;
const keptDays = 90;

interface Dependencies {
  messages: MessagesRepository;
  files: DayFilesRepository;
  refundFiles: Pick<RefundFiles, 'finishLeft'>;
  clock: Clock;
  logger: Logger;
}

export function agencyJobs({ messages, files, refundFiles, clock, logger }: Dependencies): Job[] {
  return [
    {
      name: 'handle-partner-messages',
      lane: 'money',
      everySeconds: 10,
      async run() {
        const before = new Date(clock.now().getTime() - leftoverMs);
        // One that cannot be handled does not hold up the rest, however many there are; it is tried again.
        for (let after = 0, taken = pageSize; taken === pageSize; ) {
          const page = await messages.unhandled(before, after, pageSize);
          for (const message of page)
            await handleMessage(message, { messages, clock }).catch(error =>
              logger.error({ messageId: message.id, err: error }, 'partner message not handled'),
            );
          [after, taken] = [page.at(-1)?.id ?? 0, page.length];
        }
      },
    },
    {
      name: 'finish-refund-files',
      lane: 'money',
      everySeconds: 60,
      run: () => refundFiles.finishLeft(new Date(clock.now().getTime() - leftoverMs)),
    },
    {
      name: 'close-partner-days',
      lane: 'books',
      everySeconds: 60,
      run: async () => void (await files.closeDays(clock.now())),
    },
    {
      name: 'forget-inquiries',
      cron: '17 19 * * *',
      run: () => messages.forget(new Date(clock.now().getTime() - keptDays * 86_400_000)),
    },
  ];
}
