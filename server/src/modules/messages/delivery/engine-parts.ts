/** What the parts of the engine hand to each other. */
import type { Clock } from '../../../infra/clock.ts';
import type { CrashPoints } from '../../../infra/crash-point.ts';
import type { FieldCipher } from '../../../infra/crypto.ts';
import type { Logger } from '../../../infra/logging.ts';
import type { Metrics } from '../../../infra/metrics.ts';
import type { ChannelName, MessageChannel } from '../channels/channel.ts';
import type { EventName } from '../events/catalogue.ts';
import type { ClaimedNotice, ClaimRepository } from './claim.repository.ts';
import type { Rules } from './decide.ts';
import type { OutcomeRepository } from './outcome.repository.ts';
import type { Edition } from './write-letter.ts';

export type EditionOf = (event: EventName, language: 'zh' | 'en') => Edition;

export interface EngineDependencies {
  claims: ClaimRepository;
  outcomes: OutcomeRepository;
  channels: ReadonlyMap<ChannelName, MessageChannel>;
  editions(): Promise<EditionOf>;
  rules(): Promise<Rules>;
  /** Of these notices those that say on that day what is no longer so. */
  outdated(noticeIds: readonly number[], today: string): Promise<ReadonlySet<number>>;
  cipher: FieldCipher;
  clock: Clock;
  crashPoints: CrashPoints;
  logger: Logger;
  metrics: Metrics;
}

export interface Planned {
  notice: ClaimedNotice & { event: EventName };
  channel: MessageChannel;
}
