/**
 * The catalogue's own texts; an edition approved by staff takes their place. A text names its parameters without the
 * ending that says what they are: `amountFen` is written {amount}; days, instants and months are written as people do.
 * Titles have 20 characters at most, as a wallet's message card takes them.
 */
import type { Language } from '../../../shared/errors.ts';
import { accountTexts } from './account-texts.ts';
import { applicationTexts } from './application-texts.ts';
import { caseTexts } from './case-texts.ts';
import type { EventName } from './catalogue.ts';
import type { NoticeText } from './event-text.ts';
import { outageTexts } from './outage-texts.ts';
import { paymentTexts } from './payment-texts.ts';
import { repairTexts } from './repair-texts.ts';
import { serviceTexts } from './service-texts.ts';
import { supplyTexts } from './supply-texts.ts';

export type { NoticeText } from './event-text.ts';

export const texts: Record<EventName, Record<Language, NoticeText>> = {
  ...accountTexts,
  ...applicationTexts,
  ...paymentTexts,
  ...supplyTexts,
  ...outageTexts,
  ...caseTexts,
  ...serviceTexts,
  ...repairTexts,
};
