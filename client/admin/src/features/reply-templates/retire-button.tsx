import { Button, Modal } from 'antd';
import { useState } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useChange } from './templates.queries.ts';
import { texts } from './texts.ts';

/** Asks once more before something is no longer offered. */
export function RetireButton({ path, title }: { path: string; title: string }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [asking, setAsking] = useState(false);
  const change = useChange();
  return (
    <>
      <Button size="small" onClick={() => setAsking(true)}>
        {t('retire')}
      </Button>
      {asking ? (
        <Modal
          open
          title={title}
          okText={t('retire')}
          okButtonProps={{ danger: true }}
          cancelText={common('action.cancel')}
          confirmLoading={change.isPending}
          onCancel={() => setAsking(false)}
          onOk={() => change.mutate({ path }, { onSuccess: () => setAsking(false) })}
        >
          <ProblemList error={change.error} />
          <p>{t('retire-hint')}</p>
        </Modal>
      ) : null}
    </>
  );
}
