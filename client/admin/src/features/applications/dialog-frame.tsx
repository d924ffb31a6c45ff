import { type FormInstance, Modal } from 'antd';
import type { ReactNode } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useTexts } from '../../i18n/index.tsx';
import type { ApplicationFile } from './applications.queries.ts';

/** What every dialog of this feature is given. */
export interface DialogProps {
  file: ApplicationFile;
  onClose: () => void;
}

interface DialogFrameProps {
  title: string;
  hint?: string;
  pending: boolean;
  error: unknown;
  onClose: () => void;
  /** Submitted by the button that says what the title says. */
  form?: Pick<FormInstance, 'submit'>;
  onOk?: () => void;
  children?: ReactNode;
}

export function DialogFrame({
  title,
  hint,
  pending,
  error,
  onClose,
  form,
  onOk,
  children,
}: DialogFrameProps) {
  const { t } = useTexts();
  return (
    <Modal
      open
      title={title}
      okText={title}
      cancelText={t('action.cancel')}
      confirmLoading={pending}
      onCancel={onClose}
      onOk={() => (form ? form.submit() : onOk?.())}
    >
      {hint ? <p className="soft no-top">{hint}</p> : null}
      <ProblemList error={error} />
      {children}
    </Modal>
  );
}
