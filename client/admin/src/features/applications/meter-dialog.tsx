import { Form, Input } from 'antd';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { hundredths, type RegisterEntry, Registers, registersOf } from './registers.tsx';
import { texts } from './texts.ts';

interface Entry extends RegisterEntry {
  assetNo: string;
  previous?: string;
}

/** The meter that goes up with its first reading, and, where one comes down, the last of that one. */
export function MeterDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const [form] = Form.useForm<Entry>();
  const assigning = useDeed(file.caseNo, 'meter');
  const exchanges = file.kind.subject !== 'new-place';
  const finish = ({ assetNo, previous, ...registers }: Entry) => {
    const total = hundredths(previous);
    const taken = total === undefined ? {} : { previous: { total, peak: null, valley: null } };
    const { on, ...figures } = registersOf(registers);
    const timeOfUse = figures.peak !== null && figures.valley !== null;
    assigning.mutate(
      { assetNo: assetNo.trim(), on, ...figures, timeOfUse, ...taken },
      { onSuccess: onClose },
    );
  };
  return (
    <DialogFrame
      title={t('assign-meter')}
      hint={t('assign-meter-hint')}
      pending={assigning.isPending}
      error={assigning.error}
      onClose={onClose}
      form={form}
    >
      <Form<Entry> form={form} layout="vertical" onFinish={finish}>
        <Form.Item
          name="assetNo"
          label={t('asset-no')}
          rules={[{ required: true, pattern: /^[0-9A-Za-z-]{4,32}$/, message: t('say-it') }]}
        >
          <Input className="mono" maxLength={32} autoFocus />
        </Form.Item>
        <Registers />
        {exchanges ? (
          <Form.Item name="previous" label={t('previous')}>
            <Input inputMode="decimal" suffix="kWh" />
          </Form.Item>
        ) : null}
      </Form>
    </DialogFrame>
  );
}
