/** What is typed on the page that says something to the utility, and whether it can be sent. */
import type { CaseWish } from '@api/types';
import { useState } from 'react';
import { useHouseholds } from '@/state/household';
import type { Parts } from './use-parts';

type Kind = CaseWish['kind'];
type ComplaintClass = NonNullable<CaseWish['complaintClass']>;

const offered: readonly string[] = [
  'repair',
  'enquiry',
  'complaint',
  'suggestion',
  'opinion',
  'praise',
  'misconduct',
];
const maybeAnonymous: readonly Kind[] = ['complaint', 'misconduct', 'suggestion', 'opinion'];
/** A report of misconduct always is; of a fault a crew has to know. */
const maybeConfidential: readonly Kind[] = ['complaint', 'suggestion', 'opinion', 'enquiry'];

export function useSaying({
  kind: given,
  wished,
}: {
  kind?: string | undefined;
  wished?: string | undefined;
}) {
  const { current } = useHouseholds();
  const [wishedStaffId, setWished] = useState(wished);
  const first = wished ? 'enquiry' : 'repair';
  const [kind, setKind] = useState<Kind>(given && offered.includes(given) ? (given as Kind) : first);
  const [complaintClass, setClass] = useState<ComplaintClass>('service');
  const [words, setWords] = useState('');
  const [place, setPlace] = useState('');
  const [chosen, setAccountNo] = useState<string | null>(null);
  const [wantsAnonymous, setAnonymous] = useState(false);
  const [wantsConfidential, setConfidential] = useState(false);
  const accountNo = chosen ?? current?.accountNo ?? '';
  const mayBeAnonymous = maybeAnonymous.includes(kind);
  const anonymous = mayBeAnonymous && wantsAnonymous;
  const mayBeConfidential = maybeConfidential.includes(kind);
  const confidential = mayBeConfidential && wantsConfidential;
  const wish: CaseWish = {
    kind,
    words: words.trim(),
    anonymous,
    confidential,
    ...(kind === 'complaint' ? { complaintClass } : {}),
    ...(wishedStaffId ? { wishedStaffId } : {}),
    ...(accountNo ? { accountNo } : {}),
    ...(!accountNo && place.trim().length >= 2 ? { place: place.trim() } : {}),
  };
  return {
    kind,
    setKind,
    complaintClass,
    setClass,
    words,
    setWords,
    place,
    setPlace,
    accountNo,
    setAccountNo,
    mayBeAnonymous,
    anonymous,
    setAnonymous,
    mayBeConfidential,
    confidential,
    setConfidential,
    wishedStaffId,
    dropWished: () => setWished(undefined),
    wish,
    ready: wish.words.length >= 5,
  };
}

export type Saying = ReturnType<typeof useSaying>;

/** Whoever shows or speaks need not type; a place chosen on the map says its name where none was typed. */
export function withParts(
  wish: CaseWish,
  { any, place }: Pick<Parts, 'any' | 'place'>,
  attached: string,
): CaseWish {
  const words = wish.words.length < 5 && any ? [wish.words, attached].filter(Boolean).join('；') : wish.words;
  if (!place) return { ...wish, words };
  const { name, latitude, longitude } = place;
  const named = !wish.place && name.length >= 2 ? { place: name.slice(0, 100) } : {};
  return { ...wish, words, ...named, position: { latitude, longitude } };
}
