import { yuan } from '../../app/format.ts';
import type { Taking } from './counter.queries.ts';

/** What is done, and with how much, where that is told. */
export const aboutTaking = (action: string, { amountFen }: Pick<Taking, 'amountFen'>) =>
  amountFen === null ? action : `${action} · ${yuan(amountFen)}`;
