import { Form, Input } from 'antd';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { hundredths } from './hundredths.ts';
import { type RegisterEntry, RegisterField, Registers, registersOf } from './registers.tsx';
import { texts } from './texts.ts';

interface Entry extends RegisterEntry {
  assetNo: string;
  digits: string;
  multiplier: string;
  previous?: string;
  previousPeak?: string;
  previousValley?: string;
}

/** The meter that goes up with its first reading, and, where one comes down, the last of that one. Its ratio is typed, never assumed. */
export function MeterDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const [form] = Form.useForm<Entry>();
  const assigning = useDeed(file.caseNo, 'meter');
  const exchanges = file.kind.subject !== 'new-place';
  const finish = ({ assetNo, digits, multiplier, previous, ...entry }: Entry) => {
    const total = hundredths(previous);
    const peak = hundredths(entry.previousPeak) ?? null;
    const valley = hundredths(entry.previousValley) ?? null;
    const taken = total === undefined ? {} : { previous: { total, peak, valley } };
    const { on, ...figures } = registersOf(entry);
    const timeOfUse = figures.peak !== null && figures.valley !== null;
    assigning.mutate(
      {
        assetNo: assetNo.trim(),
        digits: Number(digits),
        multiplier: Number(multiplier),
        on,
        ...figures,
        timeOfUse,
        ...taken,
      },
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
      <Form<Entry> form={form} layout="vertical" onFinish={finish} initialValues={{ digits: '6' }}>
        <Form.Item
          name="assetNo"
          label={t('asset-no')}
          rules={[{ required: true, pattern: /^[0-9A-Za-z-]{4,32}$/, message: t('say-it') }]}
        >
          <Input className="mono" maxLength={32} autoFocus />
        </Form.Item>
        <Form.Item
          name="multiplier"
          label={t('multiplier')}
          rules={[{ required: true, pattern: /^[1-9]\d{0,4}$/, message: t('ratio-wrong') }]}
        >
          <Input inputMode="numeric" maxLength={5} />
        </Form.Item>
        <Form.Item
          name="digits"
          label={t('digits')}
          rules={[{ required: true, pattern: /^([3-9]|10)$/, message: t('digits-wrong') }]}
        >
          <Input inputMode="numeric" maxLength={2} />
        </Form.Item>
        <Registers />
        {exchanges ? (
          <>
            <RegisterField name="previous" label={t('previous')} />
            <RegisterField name="previousPeak" label={t('previous-peak')} />
            <RegisterField name="previousValley" label={t('previous-valley')} />
          </>
        ) : null}
      </Form>
    </DialogFrame>
  );
}
