import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Input, InputNumber, Modal } from 'antd';
import type { Body } from '../../api/answers.ts';
import { usePostOnce } from '../../api/post-once.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import type { Formula } from './star-formulas-sheet.tsx';
import { texts } from './texts.ts';

type Entry = Body<'POST /staff/star-formulas'>;
type Path = (string | number)[];

const firstOfMonth = /^20\d{2}-(0[1-9]|1[0-2])-01$/;

/** A formula from the first of a coming month on. */
export function StarFormulaDialog({ from, onClose }: { from: Formula | undefined; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const client = useQueryClient();
  const [form] = Form.useForm<Entry>();
  const postOnce = usePostOnce();
  const set = useMutation({
    mutationFn: (entry: Entry) => postOnce('/staff/star-formulas', entry),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries(),
  });
  return (
    <Modal
      open
      width={640}
      title={t('set')}
      okText={t('set')}
      cancelText={common('action.cancel')}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={set.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ params: from?.params }}
        onFinish={entry => set.mutate(entry)}
      >
        <Weights />
        <div className="form-row">
          <Count label={t('volume-target')} path={['volumeTarget']} least={1} most={1_000_000} />
          <Count label={t('assumed-ratings')} path={['assumedRatings']} least={1} most={1_000} />
          <Count label={t('assumed-stars')} path={['assumedStars']} least={1} most={5} />
        </div>
        <Thresholds />
        <div className="form-row">
          <Count label={t('deduction')} path={['starsPerDeduction']} least={1} most={5} />
          <Count label={t('published')} path={['publishedFrom']} least={1} most={5} />
          <Count label={t('appeal')} path={['appealDays']} least={1} most={60} />
        </div>
        <Form.Item
          name="validFrom"
          label={t('first-of-month')}
          rules={[{ required: true, pattern: firstOfMonth, message: t('first-of-month') }]}
        >
          <Input type="date" style={{ width: 170 }} />
        </Form.Item>
        <Form.Item
          name="source"
          label={t('source')}
          rules={[{ required: true, whitespace: true, min: 2, max: 200, message: t('say-it') }]}
        >
          <Input maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Weights() {
  const t = useFeatureTexts(texts);
  const whole = ({ getFieldValue }: { getFieldValue(path: Path): Record<string, number> }) => ({
    validator: () => {
      const { volume = 0, quality = 0, satisfaction = 0 } = getFieldValue(['params', 'weights']);
      return volume + quality + satisfaction === 100
        ? Promise.resolve()
        : Promise.reject(new Error(t('not-hundred')));
    },
  });
  return (
    <>
      <fieldset className="rule-group">
        <legend>{t('weights')}</legend>
        <div className="form-row">
          <Count label={t('volume')} path={['weights', 'volume']} most={100} />
          <Count label={t('quality')} path={['weights', 'quality']} most={100} />
          <Count
            label={t('satisfaction')}
            path={['weights', 'satisfaction']}
            most={100}
            rule={whole}
            with={[
              ['weights', 'volume'],
              ['weights', 'quality'],
            ]}
          />
        </div>
      </fieldset>
      <fieldset className="rule-group">
        <legend>{t('units')}</legend>
        <div className="form-row">
          {(['case', 'application', 'counter'] as const).map(unit => (
            <Count key={unit} label={t(unit)} path={['units', unit]} most={1_000} />
          ))}
        </div>
      </fieldset>
    </>
  );
}

function Thresholds() {
  const t = useFeatureTexts(texts);
  const rises =
    (place: number) =>
    ({ getFieldValue }: { getFieldValue(path: Path): number }) => ({
      validator: () =>
        place === 0 ||
        getFieldValue(['params', 'thresholds', place]) > getFieldValue(['params', 'thresholds', place - 1])
          ? Promise.resolve()
          : Promise.reject(new Error(t('not-rising'))),
    });
  return (
    <fieldset className="rule-group">
      <legend>{t('thresholds')}</legend>
      <div className="form-row">
        {[0, 1, 2, 3].map(place => (
          <Count
            key={place}
            label={'★'.repeat(place + 2)}
            path={['thresholds', place]}
            most={100}
            rule={rises(place)}
            with={place === 0 ? [] : [['thresholds', place - 1]]}
          />
        ))}
      </div>
    </fieldset>
  );
}

interface CountProps {
  label: string;
  path: Path;
  least?: number;
  most: number;
  // biome-ignore lint/suspicious/noExplicitAny: antd types a rule by the whole form
  rule?: any;
  /** Counts that the rule looks at, too. */
  with?: Path[];
}

function Count({ label, path, least = 0, most, rule, with: others = [] }: CountProps) {
  const t = useFeatureTexts(texts);
  return (
    <Form.Item
      name={['params', ...path]}
      label={label}
      dependencies={others.map(other => ['params', ...other])}
      rules={[{ required: true, message: t('say-it') }, ...(rule ? [rule] : [])]}
    >
      <InputNumber min={least} max={most} precision={0} style={{ width: '100%' }} />
    </Form.Item>
  );
}
