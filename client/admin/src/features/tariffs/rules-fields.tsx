import { Button, Form, Input, InputNumber } from 'antd';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { priceForm } from './rules-entry.ts';
import { texts } from './texts.ts';

/** The prices and limits of an edition, inside a form. */
export function RulesFields() {
  const t = useFeatureTexts(texts);
  const price = [{ required: true, pattern: priceForm, message: t('form.price-form') }];
  return (
    <>
      <div className="form-row">
        <Form.Item name="flatYuan" label={t('rule.flat')} rules={price}>
          <Input className="figures" />
        </Form.Item>
        <Form.Item name="tierYearStartMonth" label={t('rule.year-start')} rules={[{ required: true }]}>
          <InputNumber min={1} max={12} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item name="freeKwh" label={t('rule.low-income')}>
          <InputNumber min={1} max={1_000} precision={0} style={{ width: '100%' }} />
        </Form.Item>
      </div>
      <TierFields />
      <SeasonFields />
      <div className="form-row">
        <Form.Item name="minPeople" label={`${t('rule.large-household')} · ${t('form.min-people')}`}>
          <InputNumber min={2} max={20} precision={0} style={{ width: '100%' }} />
        </Form.Item>
        <Form.Item
          name="largeLimits"
          label={t('form.large-limits')}
          rules={[{ pattern: /^\s*\d+(\s*[,, ]\s*\d+)*\s*$/, message: t('form.list-form') }]}
        >
          <Input className="figures" />
        </Form.Item>
      </div>
    </>
  );
}

function TierFields() {
  const t = useFeatureTexts(texts);
  const price = [{ required: true, pattern: priceForm, message: t('form.price-form') }];
  return (
    <Form.List name="tiers">
      {(fields, { add, remove }) => (
        <fieldset className="rule-group">
          <legend>{t('rule.tiers')}</legend>
          {fields.map(({ key, name }, index) => (
            <div className="form-row" key={key}>
              <Form.Item
                label={`${t('rule.tier', { tier: index + 1 })} · ${t('form.limit')}`}
                name={[name, 'limit']}
              >
                {index === fields.length - 1 ? (
                  <Input disabled placeholder={t('rule.above')} />
                ) : (
                  <InputNumber min={1} precision={0} style={{ width: '100%' }} />
                )}
              </Form.Item>
              <Form.Item label={t('form.add')} name={[name, 'add']} rules={price}>
                <Input className="figures" />
              </Form.Item>
            </div>
          ))}
          <Button size="small" onClick={() => add({ add: '0.0000' })}>
            {t('form.add-tier')}
          </Button>{' '}
          {fields.length > 0 ? (
            <Button size="small" onClick={() => remove(fields.length - 1)}>
              {t('form.remove-tier')}
            </Button>
          ) : null}
        </fieldset>
      )}
    </Form.List>
  );
}

function SeasonFields() {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const form = Form.useFormInstance();
  const price = [{ required: true, pattern: priceForm, message: t('form.price-form') }];
  const required = [{ required: true, message: t('form.list-form') }];
  return (
    <Form.List name="seasons">
      {fields => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset className="rule-group" key={key}>
              <legend>
                {t('rule.time-of-use')} ·{' '}
                {form.getFieldValue(['seasons', name, language === 'zh' ? 'nameZh' : 'nameEn'])}
              </legend>
              <div className="form-row">
                <Form.Item label={t('form.peak')} name={[name, 'peakYuan']} rules={price}>
                  <Input className="figures" />
                </Form.Item>
                <Form.Item label={t('form.valley')} name={[name, 'valleyYuan']} rules={price}>
                  <Input className="figures" />
                </Form.Item>
                <Form.Item label={t('form.months')} name={[name, 'months']} rules={required}>
                  <Input className="figures" />
                </Form.Item>
                <Form.Item label={t('form.hours')} name={[name, 'hours']} rules={required}>
                  <Input className="figures" />
                </Form.Item>
              </div>
            </fieldset>
          ))}
        </>
      )}
    </Form.List>
  );
}
