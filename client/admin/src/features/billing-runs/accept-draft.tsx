import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useAcceptDraft } from './billing-runs.queries.ts';
import { texts } from './texts.ts';

/** Lets a household with an exception be billed as drafted, with a reason. */
export function AcceptDraft({ runId, accountNo }: { runId: number; accountNo: string }) {
  const t = useFeatureTexts(texts);
  const [note, setNote] = useState('');
  const accept = useAcceptDraft(runId);
  return (
    <Popover
      trigger="click"
      title={t('runs.accept-title')}
      content={
        <div style={{ width: 280 }}>
          <ProblemList error={accept.error} />
          <Input
            aria-label={t('action.reason')}
            placeholder={t('action.reason')}
            value={note}
            maxLength={200}
            onChange={event => setNote(event.target.value)}
          />
          <Button
            type="primary"
            size="small"
            style={{ marginTop: 8 }}
            disabled={note.trim().length < 2}
            loading={accept.isPending}
            onClick={() => accept.mutate({ accountNo, note: note.trim() })}
          >
            {t('runs.accept')}
          </Button>
        </div>
      }
    >
      <Button size="small">{t('runs.accept')}</Button>
    </Popover>
  );
}
