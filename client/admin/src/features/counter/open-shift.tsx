import { Button, Form, Input } from 'antd';
import { parseYuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Shift, useDeskPost } from './counter.queries.ts';
import { counterTexts } from './texts.ts';

interface Entry {
  counter: string;
  float?: string;
}

const remembered = 'dianting-counter';

export function OpenShift() {
  const t = useFeatureTexts(counterTexts);
  const open = useDeskPost<Entry, Shift>(
    () => '/staff/desk/shifts',
    ({ counter, float }) => {
      const floatFen = parseYuan(float ?? '');
      return { counter, ...(floatFen ? { floatFen } : {}) };
    },
  );
  return (
    <section className="sheet till-open">
      <div className="body">
        <h2>{t('no-shift')}</h2>
        <p className="soft">{t('no-shift-hint')}</p>
        <ProblemList error={open.error} />
        <Form<Entry>
          layout="vertical"
          requiredMark={false}
          initialValues={{ counter: localStorage.getItem(remembered) ?? '' }}
          onFinish={entry => {
            localStorage.setItem(remembered, entry.counter);
            open.mutate(entry);
          }}
        >
          <Form.Item
            name="counter"
            label={t('window')}
            rules={[{ required: true, whitespace: true, max: 40, message: t('window-needed') }]}
          >
            <Input size="large" />
          </Form.Item>
          <Form.Item
            name="float"
            label={t('float')}
            rules={[{ pattern: /^(\d{1,6}(\.\d{1,2})?)?$/, message: '0.00' }]}
          >
            <Input size="large" inputMode="decimal" className="figures" autoComplete="off" />
          </Form.Item>
          <Button type="primary" size="large" htmlType="submit" loading={open.isPending}>
            {t('open')}
          </Button>
        </Form>
      </div>
    </section>
  );
}
