/** What a feature folder tells the frame: its places in the rail, its pages, what of it waits for a person, and its words. */
import type { ReactNode } from 'react';
import type { IconName } from '../components/icon.tsx';
import type { Permission } from './permissions.ts';

/** A name in both languages, for what must be known before the feature's own texts are loaded. */
export interface Names {
  zh: string;
  en: string;
}

export const placeGroups = {
  customers: { zh: '客户与收费', en: 'Customers and money' },
  collecting: { zh: '收费渠道', en: 'Ways of paying' },
  books: { zh: '出账与账务', en: 'Bills and books' },
  control: { zh: '管理', en: 'Control' },
} satisfies Record<string, Names>;
export type PlaceGroup = keyof typeof placeGroups;

/** An entry of the rail, shown to those who may call `needs`. */
export interface Place {
  group: PlaceGroup;
  to: string;
  name: Names;
  icon: IconName;
  needs: Permission;
  /** The second key after `g` that goes there. */
  key?: string;
}

/** A page, loaded when it is first opened; `path` as React Router has it, without a leading slash. */
export interface FeaturePage {
  path: string;
  needs: Permission;
  load: () => Promise<{ Page: () => ReactNode }>;
  /** Opened beside the page, such as a side panel with one item of its list. */
  panels?: { path: string; load: () => Promise<{ Panel: () => ReactNode }> }[];
}

/** Work that waits for a person: a line on the home page and, where `to` is a place of the rail, a number beside it. */
export interface Waiting {
  name: Names;
  /** Opens the list behind the number. */
  to: string;
  needs: Permission;
  read: () => Promise<WaitingCount>;
}

/** Under which its count is kept, and asked for again by what changes it. */
export const waitingKey = ({ to, name }: Pick<Waiting, 'to' | 'name'>) => ['waiting', to, name.en];

/**
 * The counts behind these lists, which a deed changes: no other is asked for, as a dozen requests would stand before the next deed in a
 * browser that sends six at a time.
 */
export const waitingAt = (...lists: string[]) => lists.map(to => ['waiting', to]);

export interface WaitingCount {
  count: number;
  amountFen?: number;
  /** Since when the oldest waits. */
  oldestAt?: string | null;
}

/** As a list tells it of all that waits behind its page; null where it is no queue for whoever asks. */
export const countOf = (
  waiting: { count: number; amountFen: number | null; oldestAt: string | null } | null,
): WaitingCount => ({
  count: waiting?.count ?? 0,
  ...(waiting?.amountFen ? { amountFen: waiting.amountFen } : {}),
  oldestAt: waiting?.oldestAt ?? null,
});

export interface Feature {
  places?: Place[];
  pages: FeaturePage[];
  waiting?: Waiting[];
  /** Words of the server (`status`, `audit-action` …) by `group.word`, for `useWord`; known to every page. */
  words?: { zh: Record<string, string>; en: Record<string, string> };
}

/** Checks that both languages have the same words. */
export function defineFeature<Word extends string>(
  feature: Omit<Feature, 'words'> & {
    words?: { zh: Record<Word, string>; en: Record<NoInfer<Word>, string> };
  },
): Feature {
  return feature;
}
