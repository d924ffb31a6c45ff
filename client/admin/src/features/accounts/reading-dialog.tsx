import { App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts } from '../../components/sheet.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type CorrectionEntry, type ReadingFile, useCorrectReading, useReading } from './readings.queries.ts';
import { texts } from './texts.ts';

/** A meter's reading of a day, what it said before it was corrected, and its correction by those who may. */
export function ReadingDialog({
  assetNo,
  readOn,
  onClose,
}: {
  assetNo: string;
  readOn: string | null;
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const { message } = App.useApp();
  const may = useMay()('POST /staff/readings/:assetNo/:readOn/correction');
  const [day, setDay] = useState(readOn ?? '');
  const reading = useReading(assetNo, day);
  const correct = useCorrectReading(assetNo, day);
  const found = reading.data;
  const open = may && found?.quality === 'actual' && found.restsOn.length === 0;
  const show = (next: string) => {
    // What was said of the other day's registers goes with them.
    correct.reset();
    setDay(next);
  };
  const decide = (entry: CorrectionEntry) =>
    correct.mutate(entry, {
      onSuccess: () => {
        void message.success(t('reading.done'));
        onClose();
      },
    });
  return (
    <Modal
      open
      title={t('reading.title', { no: assetNo })}
      okText={t('reading.correct')}
      okButtonProps={{ disabled: !open, htmlType: 'submit', form: formId }}
      cancelText={common('action.cancel')}
      confirmLoading={correct.isPending}
      onCancel={onClose}
    >
      <Form.Item label={t('reading.day')} htmlFor="reading-day" layout="vertical">
        <Input id="reading-day" type="date" value={day} onChange={event => show(event.target.value)} />
      </Form.Item>
      <ProblemList error={correct.error ?? reading.error} />
      {found ? <ReadingNow reading={found} /> : null}
      {open ? <CorrectionForm key={day} reading={found} onEntry={decide} /> : null}
    </Modal>
  );
}

const formId = 'reading-correction';

/** Of one day: it begins at what stands there, whatever was typed for another. */
function CorrectionForm({
  reading,
  onEntry,
}: {
  reading: ReadingFile;
  onEntry: (entry: CorrectionEntry) => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const { peakKwh, valleyKwh } = reading.registers;
  return (
    <Form<CorrectionEntry>
      id={formId}
      layout="vertical"
      requiredMark={false}
      initialValues={entryOf(reading)}
      onFinish={onEntry}
    >
      <Register name="totalKwh" label={t('register.total')} required />
      {reading.timeOfUse || peakKwh !== null ? (
        <>
          <Register name="peakKwh" label={t('register.peak')} required={peakKwh !== null} />
          <Register name="valleyKwh" label={t('register.valley')} required={valleyKwh !== null} />
        </>
      ) : null}
      <Form.Item
        name="reason"
        label={common('action.reason')}
        rules={[{ required: true, whitespace: true, min: 2, message: common('action.reason-needed') }]}
      >
        <Input.TextArea rows={2} maxLength={200} />
      </Form.Item>
    </Form>
  );
}

/** As it stands, why it cannot be corrected yet, and what it said before. */
function ReadingNow({ reading }: { reading: ReadingFile }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const nameOf = useNameOf();
  const { registers, restsOn, corrections, quality } = reading;
  const mark = [
    quality === 'estimated' ? common('bill.estimated') : '',
    reading.corrected ? t('reading.corrected') : '',
  ];
  return (
    <>
      <Facts
        facts={[
          [t('reading.now'), `${said(registers)} ${mark.join(' ')}`],
          ...corrections.map((past): [string, React.ReactNode] => [
            t('reading.before'),
            <span key={past.correctedAt}>
              {said(past.before)} → {said(past.after)} · <At at={past.correctedAt} /> ·{' '}
              {nameOf(past.correctedBy)} · {past.reason}
            </span>,
          ]),
        ]}
      />
      {quality === 'estimated' ? <p className="notice">{t('reading.estimated')}</p> : null}
      {restsOn.length > 0 ? (
        <p className="notice">{t('reading.billed', { bills: restsOn.join(' ') })}</p>
      ) : null}
    </>
  );
}

function Register({
  name,
  label,
  required,
}: {
  name: keyof CorrectionEntry;
  label: string;
  required: boolean;
}) {
  const t = useFeatureTexts(texts);
  return (
    <Form.Item
      name={name}
      label={`${label} (kWh)`}
      rules={[{ required, pattern: /^\d{1,12}(\.\d{1,2})?$/, message: t('reading.number') }]}
    >
      <Input inputMode="decimal" />
    </Form.Item>
  );
}

const said = ({ totalKwh, peakKwh, valleyKwh }: ReadingFile['registers']) =>
  [totalKwh, peakKwh, valleyKwh].filter(kwh => kwh !== null).join(' / ');

const entryOf = ({ registers: { totalKwh, peakKwh, valleyKwh } }: ReadingFile) => ({
  totalKwh,
  peakKwh: peakKwh ?? undefined,
  valleyKwh: valleyKwh ?? undefined,
});
