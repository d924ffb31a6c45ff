import { Button, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { shanghaiToday } from '../../app/format.ts';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useRegionName, useRegions } from '../billing-runs/billing-runs.queries.ts';
import { type Draft, surveyOf } from './draft.ts';
import { useWriteSurvey } from './surveys.queries.ts';
import { texts } from './texts.ts';
import './surveys.css';

const first: Draft['questions'][number] = {
  kind: 'scale',
  zh: '您对我们的服务总体满意吗',
  en: 'How satisfied are you all in all',
  options: '',
  many: false,
};

/** Questions, audience and days of a new survey. */
export function Page() {
  const t = useFeatureTexts(texts);
  const go = useNavigate();
  const [form] = Form.useForm<Draft>();
  const write = useWriteSurvey();
  const { data: regions = [] } = useRegions();
  const nameOf = useRegionName();
  const needed = [{ required: true, message: t('say-it') }];
  return (
    <>
      <PageHead title={t('new')} hint={t('hint')} />
      <ProblemList error={write.error} />
      <Form<Draft>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          questions: [first],
          leastAnswers: 5,
          opensOn: shanghaiToday(),
          closesOn: shanghaiToday(),
          regions: [],
          categories: [],
        }}
        onFinish={draft =>
          write.mutate(surveyOf(draft), { onSuccess: ({ surveyNo }) => go(`/surveys/${surveyNo}`) })
        }
      >
        <Sheet title={t('audience')}>
          <Form.Item name="titleZh" label={t('title-zh')} rules={needed}>
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item name="titleEn" label={t('title-en')} rules={needed}>
            <Input maxLength={80} />
          </Form.Item>
          <div className="survey-days">
            <Form.Item name="opensOn" label={t('opens')} rules={needed}>
              <Input type="date" style={{ width: 180 }} />
            </Form.Item>
            <Form.Item name="closesOn" label={t('closes')} rules={needed}>
              <Input type="date" style={{ width: 180 }} />
            </Form.Item>
            <Form.Item name="leastAnswers" label={t('least')} rules={needed}>
              <InputNumber min={3} max={1000} />
            </Form.Item>
          </div>
          <Form.Item name="regions" label={t('regions')}>
            <Select
              mode="multiple"
              optionFilterProp="label"
              placeholder={t('all-regions')}
              options={regions.map(({ code }) => ({ value: code, label: nameOf(code) }))}
            />
          </Form.Item>
          <Form.Item name="categories" label={t('categories')}>
            <Select
              mode="multiple"
              placeholder={t('all-categories')}
              options={(['residential', 'commercial'] as const).map(value => ({ value, label: t(value) }))}
            />
          </Form.Item>
        </Sheet>
        <Questions />
        <Button className="survey-save" type="primary" htmlType="submit" loading={write.isPending}>
          {t('save')}
        </Button>
      </Form>
    </>
  );
}

function Questions() {
  const t = useFeatureTexts(texts);
  const needed = [{ required: true, min: 2, message: t('say-it') }];
  return (
    <Form.List name="questions">
      {(fields, { add, remove }) => (
        <Sheet title={t('questions')} extra={<Button onClick={() => add(first)}>{t('add-question')}</Button>}>
          {fields.map(({ key, name }) => (
            <fieldset key={key} className="survey-question">
              <legend>{t('question', { number: name + 1 })}</legend>
              <Form.Item name={[name, 'kind']} label={t('kind')}>
                <Select
                  style={{ width: 180 }}
                  options={(['scale', 'choice', 'text'] as const).map(value => ({ value, label: t(value) }))}
                />
              </Form.Item>
              <Form.Item name={[name, 'zh']} label={t('question-zh')} rules={needed}>
                <Input maxLength={100} />
              </Form.Item>
              <Form.Item name={[name, 'en']} label={t('question-en')} rules={needed}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item noStyle shouldUpdate>
                {({ getFieldValue }) =>
                  getFieldValue(['questions', name, 'kind']) === 'choice' ? <Options name={name} /> : null
                }
              </Form.Item>
              {fields.length > 1 ? (
                <Button size="small" onClick={() => remove(name)}>
                  {t('drop-question')}
                </Button>
              ) : null}
            </fieldset>
          ))}
        </Sheet>
      )}
    </Form.List>
  );
}

function Options({ name }: { name: number }) {
  const t = useFeatureTexts(texts);
  return (
    <>
      <Form.Item
        name={[name, 'options']}
        label={t('options')}
        rules={[{ required: true, message: t('say-it') }]}
      >
        <Input.TextArea rows={4} maxLength={1500} />
      </Form.Item>
      <Form.Item name={[name, 'many']} valuePropName="checked">
        <Checkbox>{t('many')}</Checkbox>
      </Form.Item>
    </>
  );
}
