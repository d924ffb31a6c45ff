/** The pictures that a customer laid beside their complaint, fetched from the wallet into the case, each once. */
import type { Clock } from '../../infra/clock.ts';
import type { Logger } from '../../infra/logging.ts';
import type { CaseIntake } from '../cases/index.ts';
import { ChannelError, type Complaints } from '../payments/index.ts';
import type { PicturesRepository } from './pictures.repository.ts';

interface Dependencies {
  complaints: Complaints;
  pictures: PicturesRepository;
  intake: CaseIntake;
  clock: Clock;
  logger: Logger;
}

const chunk = 50;
/** A picture that the wallet does not give away by then is looked at there. */
const mostAttempts = 20;

export function createFetchPictures({ complaints, pictures, intake, clock, logger }: Dependencies) {
  return async function fetchPictures(): Promise<void> {
    for (const waiting of await pictures.waiting(clock.now(), chunk)) {
      const { complaintId, address, caseNo, attempts } = waiting;
      const settle = async (tx: Parameters<PicturesRepository['settle']>[0]) =>
        pictures.settle(tx, complaintId, address);
      const giveUp = (why: string) =>
        intake.note(caseNo, `客户在微信支付附的图片没有取到（${why}），请在商户平台查看`, async tx => {
          await settle(tx);
        });
      try {
        await pictures.tried(complaintId, address, clock.now());
        const refused = await intake.attach(caseNo, await complaints.picture(address), settle);
        if (refused) await giveUp(refused);
      } catch (error) {
        logger.warn({ complaint: complaintId, err: error }, 'picture of a complaint not fetched');
        const forGood = error instanceof ChannelError && error.problem === 'rejected';
        if (forGood || attempts + 1 >= mostAttempts)
          await giveUp(error instanceof ChannelError ? error.code : 'unknown').catch(failed =>
            logger.error({ complaint: complaintId, err: failed }, 'picture of a complaint not given up'),
          );
      }
    }
  };
}
