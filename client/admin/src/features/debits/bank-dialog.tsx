import { Checkbox, Form, Input, InputNumber, Modal } from 'antd';
import type { Body } from '../../api/answers.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Bank, useSaveBank } from './debits.queries.ts';
import { debitTexts } from './texts.ts';

type Entry = { code: string; bySftp: boolean } & Body<'PUT /staff/debit-banks/:code'>;

/** Keys are written, never shown. */
export function BankDialog({ bank, onClose }: { bank: Bank | null; onClose: () => void }) {
  const t = useFeatureTexts(debitTexts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const save = useSaveBank();
  const bySftp = Form.useWatch('bySftp', form);
  const required = [{ required: true, message: common('sign-in.required') }];
  const initial = bank
    ? { ...bank, bySftp: bank.sftp !== null, sftp: bank.sftp ?? undefined }
    : { active: true, bySftp: false, sftp: { port: 22, folder: '' } };
  return (
    <Modal
      open
      title={bank ? bank.nameZh : t('add-bank')}
      okText={t('save')}
      cancelText={common('action.cancel')}
      confirmLoading={save.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={save.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={initial}
        onFinish={({ bySftp: uses, sftp, key, sftpKey, ...rest }) =>
          save.mutate(
            {
              ...rest,
              ...(key ? { key } : {}),
              ...(uses && sftp ? { sftp: { ...sftp, folder: sftp.folder ?? '' } } : {}),
              ...(uses && sftpKey ? { sftpKey } : {}),
            },
            { onSuccess: onClose },
          )
        }
      >
        <Form.Item name="code" label={t('bank-code')} rules={required}>
          <Input disabled={bank !== null} maxLength={8} />
        </Form.Item>
        <Form.Item name="nameZh" label={t('bank-zh')} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="nameEn" label={t('bank-en')} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="utilityCode" label={t('utility')} rules={required}>
          <Input />
        </Form.Item>
        <Form.Item name="keyId" label={t('key-id')} rules={required}>
          <Input maxLength={8} />
        </Form.Item>
        <Form.Item
          name="key"
          label={t('key')}
          extra={bank ? t('key-keep') : undefined}
          rules={bank ? [] : required}
        >
          <Input.Password autoComplete="off" />
        </Form.Item>
        <Form.Item name="active" valuePropName="checked">
          <Checkbox>{t('active')}</Checkbox>
        </Form.Item>
        <Form.Item name="bySftp" valuePropName="checked">
          <Checkbox>{t('sftp')}</Checkbox>
        </Form.Item>
        {bySftp ? <SftpFields bank={bank} /> : null}
      </Form>
    </Modal>
  );
}

function SftpFields({ bank }: { bank: Bank | null }) {
  const t = useFeatureTexts(debitTexts);
  const { t: common } = useTexts();
  const required = [{ required: true, message: common('sign-in.required') }];
  return (
    <>
      <Form.Item name={['sftp', 'host']} label={t('host')} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name={['sftp', 'port']} label={t('port')} rules={required}>
        <InputNumber min={1} max={65_535} />
      </Form.Item>
      <Form.Item name={['sftp', 'user']} label={t('user')} rules={required}>
        <Input />
      </Form.Item>
      <Form.Item name={['sftp', 'hostKey']} label={t('host-key')} rules={required}>
        <Input className="mono" />
      </Form.Item>
      <Form.Item name={['sftp', 'folder']} label={t('folder')}>
        <Input />
      </Form.Item>
      <Form.Item name="sftpKey" label={t('private-key')} extra={bank?.sftp ? t('key-keep') : undefined}>
        <Input.TextArea rows={3} autoComplete="off" />
      </Form.Item>
    </>
  );
}
