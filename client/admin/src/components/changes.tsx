import type { ReactNode } from 'react';
import { defineTexts, useFeatureTexts } from '../i18n/index.tsx';

const texts = defineTexts(
  { 'changes.effect': '影响', 'changes.before': '现在', 'changes.after': '之后' },
  { 'changes.effect': 'Effect', 'changes.before': 'Now', 'changes.after': 'Then' },
);

export interface Change {
  key: string | number;
  what: ReactNode;
  before: ReactNode;
  after: ReactNode;
}

/** What a step changes, before it is done: each line as it is now and as it will be. */
export function Changes({ lines, children }: { lines: readonly Change[]; children?: ReactNode }) {
  const t = useFeatureTexts(texts);
  return (
    <div className="before-after" aria-live="polite">
      <strong>{t('changes.effect')}</strong>
      <span className="soft">{t('changes.before')}</span>
      <span />
      <span className="soft">{t('changes.after')}</span>
      {lines.map(({ key, what, before, after }) => (
        <div key={key} style={{ display: 'contents' }}>
          <span>{what}</span>
          <span>{before}</span>
          <span aria-hidden="true" className="soft">
            →
          </span>
          <span>{after}</span>
        </div>
      ))}
      {children}
    </div>
  );
}
