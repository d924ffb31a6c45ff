import { Form, Input, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useBanks, useSignMandate } from './debits.queries.ts';
import { debitTexts } from './texts.ts';

interface Entry {
  accountNo: string;
  bankCode: string;
  bankAccount: string;
  holderName: string;
}

/** A mandate on paper, entered at the counter. */
export function SignDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(debitTexts);
  const { t: common, language } = useTexts();
  const [form] = Form.useForm<Entry>();
  const { data: banks = [] } = useBanks();
  const sign = useSignMandate();
  const required = [{ required: true, message: common('sign-in.required') }];
  return (
    <Modal
      open
      title={t('sign')}
      okText={t('sign')}
      cancelText={common('action.cancel')}
      confirmLoading={sign.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={sign.error} />
      <p className="soft">{t('sign-effect')}</p>
      <Form<Entry>
        form={form}
        layout="vertical"
        onFinish={entry => sign.mutate(entry, { onSuccess: onClose })}
      >
        <Form.Item name="accountNo" label={t('sign-account')} rules={required}>
          <Input inputMode="numeric" />
        </Form.Item>
        <Form.Item name="bankCode" label={t('bank')} rules={required}>
          <Select
            options={banks
              .filter(bank => bank.active)
              .map(bank => ({ value: bank.code, label: language === 'zh' ? bank.nameZh : bank.nameEn }))}
          />
        </Form.Item>
        <Form.Item name="bankAccount" label={t('sign-bank-account')} rules={required}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
        <Form.Item name="holderName" label={t('sign-holder')} rules={required}>
          <Input autoComplete="off" />
        </Form.Item>
      </Form>
    </Modal>
  );
}
