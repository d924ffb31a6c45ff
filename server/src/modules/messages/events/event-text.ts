import type { Language } from '../../../shared/errors.ts';

export interface NoticeText {
  title: string;
  body: string;
  sms: string;
}

export type EventTexts = Record<string, Record<Language, NoticeText>>;
