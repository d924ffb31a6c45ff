import { Form } from 'antd';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { type RegisterEntry, Registers, registersOf } from './registers.tsx';
import { texts } from './texts.ts';

/** The last reading of whoever leaves: the final bill is made of it. */
export function ReadingDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const [form] = Form.useForm<RegisterEntry>();
  const recording = useDeed(file.caseNo, 'reading');
  return (
    <DialogFrame
      title={t('record-reading')}
      hint={t('record-reading-hint')}
      pending={recording.isPending}
      error={recording.error}
      onClose={onClose}
      form={form}
    >
      <Form<RegisterEntry>
        form={form}
        layout="vertical"
        onFinish={entry => recording.mutate(registersOf(entry), { onSuccess: onClose })}
      >
        <Registers />
      </Form>
    </DialogFrame>
  );
}
