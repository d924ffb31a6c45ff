import type { ReactNode } from 'react';
import { minuteOf } from '../../app/format.ts';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import type { Edition } from './disclosures.queries.ts';
import { texts } from './texts.ts';

type Words = Pick<Edition, 'titleZh' | 'titleEn' | 'bodyZh' | 'bodyEn'>;

export function StateTag({ status }: { status: Edition['status'] | 'withdrawn' }) {
  const tone = status === 'proposed' ? 'waits' : status === 'refused' ? 'bad' : 'plain';
  return <StatusTag group="disclosure" status={status} tone={tone} />;
}

export function useEffectIn() {
  const t = useFeatureTexts(texts);
  return ({
    effectiveFrom: from,
    effectiveUntil: until,
  }: Pick<Edition, 'effectiveFrom' | 'effectiveUntil'>) =>
    until ? t('from-to', { from, until }) : t('from-on', { from });
}

/** Title and text in the reader's language, and in the other one below. */
export function BothLanguages({ words }: { words: Words }) {
  const { language } = useTexts();
  const english = language === 'en';
  const { titleZh, titleEn, bodyZh, bodyEn } = words;
  return (
    <>
      <h3 style={{ marginTop: 0 }}>{english ? titleEn : titleZh}</h3>
      <p style={{ whiteSpace: 'pre-wrap' }}>{english ? bodyEn : bodyZh}</p>
      <details style={{ marginBottom: 12 }}>
        <summary>{english ? titleZh : titleEn}</summary>
        <p style={{ whiteSpace: 'pre-wrap' }}>{english ? bodyZh : bodyEn}</p>
      </details>
    </>
  );
}

/** One edition: what it says, from when, who wrote it and who decided. */
export function EditionSheet({ edition, children }: { edition: Edition; children?: ReactNode }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const effectIn = useEffectIn();
  const { status, source, writtenBy, writtenAt, decidedBy, decidedAt, refusedFor } = edition;
  const signed = (by: string, at: string) => t('decided', { who: nameOf(by), at: minuteOf(at) });
  const decision: [string, ReactNode][] =
    decidedBy && decidedAt
      ? [[t(status === 'refused' ? 'refused' : 'published'), signed(decidedBy, decidedAt)]]
      : [];
  return (
    <Sheet title={t('edition', { count: edition.edition })} extra={<StateTag status={status} />}>
      {refusedFor ? <p className="owed">{t('refused-for', { reason: refusedFor })}</p> : null}
      <BothLanguages words={edition} />
      <Facts
        facts={[
          [t('effective'), effectIn(edition)],
          [t('source'), source],
          [t('writer'), signed(writtenBy, writtenAt)],
          ...decision,
        ]}
      />
      {children}
    </Sheet>
  );
}
