import { Checkbox, Form, Input, Select } from 'antd';
import { useNavigate } from 'react-router-dom';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useRegions } from '../billing-runs/billing-runs.queries.ts';
import { useKinds } from './applications.queries.ts';
import { useBeginAtCounter } from './counter.queries.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

interface Entry {
  kind: string;
  phone: string;
  accountNo?: string;
  identityNo?: string;
  regionCode?: string;
  identitySeen: boolean;
  homeService: boolean;
}

/** Who stands there, what they want, and of which account or place. */
export function CounterBegin({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const navigate = useNavigate();
  const kinds = (useKinds().data?.kinds ?? []).filter(({ openedBy }) => openedBy !== 'hall');
  const { data: regions = [] } = useRegions();
  const { language } = useTexts();
  const [form] = Form.useForm<Entry>();
  const begin = useBeginAtCounter();
  const kind = Form.useWatch('kind', form);
  const chosen = kinds.find(({ code }) => code === kind);
  const newPlace = chosen?.subject === 'new-place';
  const ofTheirOwn = chosen?.subject === 'household';
  const needed = [{ required: true, message: t('say-it') }];
  const finish = ({ phone, accountNo, identityNo, regionCode, homeService = false }: Entry) =>
    begin.mutate(
      {
        kind: chosen!.code,
        phone: phone.trim(),
        identitySeen: true,
        homeService,
        ...(newPlace ? { regionCode } : { accountNo: accountNo?.trim() }),
        ...(ofTheirOwn && identityNo?.trim() ? { identityNo: identityNo.trim() } : {}),
      },
      { onSuccess: ({ caseNo }) => navigate(`/counter-applications/${caseNo}`) },
    );
  return (
    <DialogFrame
      title={t('counter-begin')}
      hint={t('counter-hint')}
      pending={begin.isPending}
      error={begin.error}
      onClose={onClose}
      form={form}
    >
      <Form<Entry> form={form} layout="vertical" requiredMark={false} onFinish={finish}>
        <Form.Item name="kind" label={t('kind')} rules={needed}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={kinds.map(({ code, name }) => ({ value: code, label: inLanguage(name) }))}
          />
        </Form.Item>
        <Form.Item
          name="phone"
          label={t('counter-phone')}
          extra={t('counter-phone-hint')}
          rules={[{ required: true, pattern: /^\s*1[3-9]\d{9}\s*$/, message: t('counter-phone-wrong') }]}
        >
          <Input inputMode="numeric" maxLength={13} autoComplete="off" />
        </Form.Item>
        {newPlace ? (
          <Form.Item name="regionCode" label={t('counter-region')} rules={needed}>
            <Select
              options={regions.map(({ code, nameZh, nameEn }) => ({
                value: code,
                label: language === 'zh' ? nameZh : nameEn,
              }))}
            />
          </Form.Item>
        ) : (
          <Form.Item
            name="accountNo"
            label={t('counter-account')}
            extra={t('counter-account-hint')}
            rules={needed}
          >
            <Input inputMode="numeric" maxLength={20} autoComplete="off" />
          </Form.Item>
        )}
        {ofTheirOwn ? (
          <Form.Item
            name="identityNo"
            label={t('optional', { name: t('counter-identity') })}
            extra={t('counter-identity-hint')}
          >
            <Input maxLength={24} autoComplete="off" />
          </Form.Item>
        ) : null}
        <Form.Item name="homeService" valuePropName="checked">
          <Checkbox>{t('counter-home')}</Checkbox>
        </Form.Item>
        <Form.Item
          name="identitySeen"
          valuePropName="checked"
          rules={[
            {
              validator: (_, seen) =>
                seen ? Promise.resolve() : Promise.reject(new Error(t('counter-seen-needed'))),
            },
          ]}
        >
          <Checkbox>{t('counter-seen')}</Checkbox>
        </Form.Item>
      </Form>
    </DialogFrame>
  );
}
