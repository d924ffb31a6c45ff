import { Input, InputNumber, Modal } from 'antd';
import { useState } from 'react';
import { yuan } from '../../app/format.ts';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Counted, CountFields, totalOf } from './count-fields.tsx';
import { type Count, type Shift, useDeskPost } from './counter.queries.ts';
import { DifferenceNotice } from './difference-notice.tsx';
import { counterTexts } from './texts.ts';

export function CloseShiftDialog({ shift, onClose }: { shift: Shift; onClose: () => void }) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(counterTexts);
  const [counted, setCounted] = useState<Counted>({});
  const [papers, setPapers] = useState(0);
  const [explanation, setExplanation] = useState('');
  const close = useDeskPost<Count, Shift>(
    () => `/staff/desk/shifts/${shift.shiftNo}/close`,
    count => count,
  );
  const submit = () =>
    close.mutate(
      { counted, papers, ...(explanation.trim() ? { explanation: explanation.trim() } : {}) },
      { onSuccess: onClose },
    );
  return (
    <Modal
      open
      title={t('close')}
      okText={t('close')}
      cancelText={common('action.cancel')}
      confirmLoading={close.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <p className="soft">{t('close-hint')}</p>
      <DifferenceNotice error={close.error} />
      <CountFields counted={counted} onChange={setCounted} />
      <p className="till-total">
        <span>
          {t('counted-sum')}{' '}
          <span className="soft">({t('with-float', { amount: yuan(shift.floatFen) })})</span>
        </span>
        <strong className="figures">{yuan(totalOf(counted))}</strong>
      </p>
      <label htmlFor="close-papers" className="till-label">
        {t('papers')}
      </label>
      <InputNumber
        id="close-papers"
        min={0}
        precision={0}
        value={papers}
        onChange={value => setPapers(value ?? 0)}
      />
      <label htmlFor="close-explanation" className="till-label">
        {t('explanation')}
      </label>
      <Input.TextArea
        id="close-explanation"
        rows={2}
        maxLength={200}
        placeholder={t('explanation-hint')}
        value={explanation}
        onChange={event => setExplanation(event.target.value)}
      />
    </Modal>
  );
}
