/** What an article of the knowledge base is. Pure. */

export const sections = [
  'fault',
  'outage',
  'meter',
  'payment',
  'bill',
  'account',
  'service',
  'manual',
] as const;
export type Section = (typeof sections)[number];

export const audiences = ['public', 'staff'] as const;
export type Audience = (typeof audiences)[number];

export const versionStates = ['draft', 'submitted', 'published'] as const;
type VersionState = (typeof versionStates)[number];

/** What a version says. */
export interface Content {
  titleZh: string;
  titleEn: string;
  bodyZh: string;
  bodyEn: string;
  /** Other words people use for it. */
  keywords: string;
  kinds: string[];
  classes: string[];
  source: string;
  /** A business date. */
  validFrom: string;
}

export interface Version extends Content {
  version: number;
  state: VersionState;
  writtenBy: string;
  writtenAt: Date;
  publishedBy: string | null;
  publishedAt: Date | null;
  returnedFor: string | null;
}

export interface Article {
  id: number;
  code: string;
  section: Section;
  audience: Audience;
  retiredAt: Date | null;
}

/** An article with the version that holds. */
export type Held = Article & Version;
