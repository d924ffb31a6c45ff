import { Button, Modal } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router-dom';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Letter, useDismiss, useLetter, useMakeCase } from './mail.queries.ts';
import { texts } from './texts.ts';

/** What it says, and the decision. */
export function LetterDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const letter = useLetter(id);
  const make = useMakeCase(id);
  const dismiss = useDismiss(id);
  const [dismissing, setDismissing] = useState(false);
  if (dismissing)
    return (
      <ReasonDialog
        title={t('dismiss')}
        hint={t('dismiss-hint')}
        danger
        pending={dismiss.isPending}
        error={dismiss.error}
        onDecide={reason => dismiss.mutate(reason, { onSuccess: onClose })}
        onClose={() => setDismissing(false)}
      />
    );
  const made = make.data?.caseNo;
  return (
    <Modal
      open
      width={640}
      title={t('letter')}
      onCancel={onClose}
      footer={
        made ? (
          <Button onClick={onClose}>{t('close')}</Button>
        ) : (
          <>
            <Button danger onClick={() => setDismissing(true)}>
              {t('dismiss')}
            </Button>
            <Button
              type="primary"
              disabled={!letter.data}
              loading={make.isPending}
              onClick={() => make.mutate()}
            >
              {t('make-case')}
            </Button>
          </>
        )
      }
    >
      <ProblemList error={make.error} />
      {made ? (
        <p className="notice" role="status">
          {t('made', { caseNo: made })} <Link to={`/cases/${made}`}>{t('open-case')}</Link>
        </p>
      ) : null}
      <Loaded query={letter}>{shown => <Words letter={shown} />}</Loaded>
      {made ? null : <p className="soft">{t('make-hint')}</p>}
    </Modal>
  );
}

function Words({ letter: { address, name, subject, text, verified, attachments } }: { letter: Letter }) {
  const t = useFeatureTexts(texts);
  return (
    <>
      <Facts
        facts={[
          [
            t('address'),
            <span key="address">
              <span className="mono">{address || '—'}</span>{' '}
              {verified ? (
                <span className="soft">{t('verified')}</span>
              ) : (
                <strong className="owed">{t('doubt')}</strong>
              )}
            </span>,
          ],
          [t('name'), name || null],
          [t('subject'), subject || null],
          ...(attachments.length > 0
            ? [[t('attachments'), attachments.join(' · ')] as [string, string]]
            : []),
        ]}
      />
      <p style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text || t('no-text')}</p>
    </>
  );
}
