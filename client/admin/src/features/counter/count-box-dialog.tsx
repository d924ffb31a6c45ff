import { Input, Modal } from 'antd';
import { useState } from 'react';
import { yuan } from '../../app/format.ts';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Counted, CountFields, totalOf } from './count-fields.tsx';
import { useDeskPost } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';
import { DifferenceNotice } from './difference-notice.tsx';
import type { CashBox } from './shifts.queries.ts';

export function CountBoxDialog({ box, onClose }: { box: CashBox; onClose: () => void }) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(deviceTexts);
  const [counted, setCounted] = useState<Counted>({});
  const [explanation, setExplanation] = useState('');
  const count = useDeskPost<{ counted: Counted; explanation?: string }, CashBox>(
    () => `/staff/desk/cash-boxes/${box.boxNo}/count`,
    given => given,
  );
  const words = explanation.trim();
  const submit = () =>
    count.mutate({ counted, ...(words ? { explanation: words } : {}) }, { onSuccess: onClose });
  return (
    <Modal
      open
      title={`${t('count')} · ${box.boxNo}`}
      okText={t('count')}
      cancelText={common('action.cancel')}
      confirmLoading={count.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <DifferenceNotice error={count.error} />
      <CountFields counted={counted} onChange={setCounted} />
      <p className="till-total">
        <span>{t('counted-sum')}</span>
        <strong className="figures">{yuan(totalOf(counted))}</strong>
      </p>
      <label htmlFor="box-explanation" className="till-label">
        {t('explanation')}
      </label>
      <Input.TextArea
        id="box-explanation"
        rows={2}
        maxLength={200}
        placeholder={t('explanation-hint')}
        value={explanation}
        onChange={event => setExplanation(event.target.value)}
      />
    </Modal>
  );
}
