import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Bank, useUpload } from './debits.queries.ts';
import { debitTexts } from './texts.ts';

export function UploadDialog(props: { banks: Bank[]; onClose: () => void; onDone: (text: string) => void }) {
  const { banks, onClose, onDone } = props;
  const t = useFeatureTexts(debitTexts);
  const { t: common, language } = useTexts();
  const [bankCode, setBankCode] = useState(banks[0]?.code);
  const [file, setFile] = useState<File | null>(null);
  // A refused file is chosen anew: its successor often has the same name, which a browser would not notice.
  const [attempt, setAttempt] = useState(1);
  const upload = useUpload();
  return (
    <Modal
      open
      title={t('upload')}
      okText={t('upload')}
      cancelText={common('action.cancel')}
      okButtonProps={{ disabled: !file || !bankCode }}
      confirmLoading={upload.isPending}
      onCancel={onClose}
      onOk={() =>
        file &&
        bankCode &&
        upload.mutate(
          { bankCode, file },
          {
            onSuccess: ({ outcome, name, rows }) => {
              onDone(outcome === 'repeat' ? t('upload-repeat') : t('upload-taken', { name, rows }));
              onClose();
            },
            onError: () => {
              setFile(null);
              setAttempt(attempt + 1);
            },
          },
        )
      }
    >
      <ProblemList error={upload.error} />
      <p className="soft">{t('upload-hint')}</p>
      <Form layout="vertical">
        <Form.Item label={t('bank')} htmlFor="upload-bank">
          <Select
            id="upload-bank"
            value={bankCode}
            onChange={setBankCode}
            options={banks.map(bank => ({
              value: bank.code,
              label: language === 'zh' ? bank.nameZh : bank.nameEn,
            }))}
          />
        </Form.Item>
        <Form.Item label={t('upload-choose')} htmlFor="upload-file">
          <input
            key={attempt}
            id="upload-file"
            type="file"
            accept=".txt"
            onChange={event => setFile(event.target.files?.[0] ?? null)}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
