/** What is made public: a notice, a policy or a rule, in dated editions. Pure. */

export const kinds = ['notice', 'policy', 'tariff', 'service', 'safety'] as const;
export type Kind = (typeof kinds)[number];

/** Of an edition on its way; `replaced`: other words were written before anybody decided. */
export const editionStates = ['proposed', 'published', 'refused', 'replaced'] as const;
type EditionState = (typeof editionStates)[number];

/** Of a published edition on a day. */
export const stages = ['in-force', 'upcoming', 'ended'] as const;
type Stage = (typeof stages)[number];

/** What an edition says. Days are business dates. */
export interface Content {
  titleZh: string;
  titleEn: string;
  bodyZh: string;
  bodyEn: string;
  source: string;
  effectiveFrom: string;
  /** The last day. */
  effectiveUntil: string | null;
}

export interface Edition extends Content {
  edition: number;
  status: EditionState;
  writtenBy: string;
  writtenAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  refusedFor: string | null;
}

export interface Disclosure {
  id: number;
  number: string;
  kind: Kind;
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  withdrawnFor: string | null;
}

/** A published edition as everybody reads it. */
export interface Public extends Content {
  number: string;
  kind: Kind;
  edition: number;
  publishedAt: Date;
  stage: Stage;
  /** The first day of the edition that follows. */
  nextFrom: string | null;
}
