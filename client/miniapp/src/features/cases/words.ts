/** Names of codes that the server answers as plain words. */
import { casesZh } from '@/i18n/cases.zh';
import type { TextKey, Translate } from '@/i18n/texts';

const known = (key: string): key is TextKey & keyof typeof casesZh => Object.hasOwn(casesZh, key);

/** A code that this edition of the hall does not know yet is shown as it is. */
const nameOf = (group: string, code: string, t: Translate): string => {
  const key = `${group}.${code}`;
  return known(key) ? t(key) : code;
};

export const kindName = (kind: string, t: Translate) => nameOf('cases.kind', kind, t);
export const className = (complaintClass: string, t: Translate) => nameOf('say.class', complaintClass, t);
export const outcomeName = (outcome: string, t: Translate) => nameOf('case.outcome', outcome, t);
/** What a colleague did for whoever called is not what the reader pressed. */
export const actName = ({ act, by }: { act: string; by: string }, t: Translate) => {
  const byOthers = `${act}.by-others`;
  return nameOf('case.act', by !== 'person' && known(`case.act.${byOthers}`) ? byOthers : act, t);
};
