import { Form, Modal, Select } from 'antd';
import { useState } from 'react';
import { idempotencyKey } from '../../api/http.ts';
import { yuan } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Bank, usePreview, useStartBatch } from './debits.queries.ts';
import { debitTexts } from './texts.ts';

const rowsPerFile = 1000;

/** Shows what will go out, and what that means for the customers, before anything is locked. */
export function StartDialog(props: { banks: Bank[]; onClose: () => void; onDone: (text: string) => void }) {
  const { banks, onClose, onDone } = props;
  const t = useFeatureTexts(debitTexts);
  const { t: common, language } = useTexts();
  const active = banks.filter(bank => bank.active);
  const [bankCode, setBankCode] = useState(active[0]?.code);
  const [key] = useState(idempotencyKey);
  const preview = usePreview(bankCode);
  const start = useStartBatch(key);
  return (
    <Modal
      open
      title={t('start-title')}
      okText={t('start')}
      cancelText={common('action.cancel')}
      okButtonProps={{ disabled: !preview.data?.rows }}
      confirmLoading={start.isPending}
      onCancel={onClose}
      onOk={() =>
        bankCode &&
        start.mutate(bankCode, {
          onSuccess: ({ batchNo, rows, files }) => {
            onDone(batchNo ? t('started', { batchNo, rows, files }) : t('start-none'));
            onClose();
          },
        })
      }
    >
      <ProblemList error={start.error} />
      <Form layout="vertical">
        <Form.Item label={t('bank')} htmlFor="debit-bank">
          <Select
            id="debit-bank"
            value={bankCode}
            onChange={setBankCode}
            options={active.map(bank => ({
              value: bank.code,
              label: language === 'zh' ? bank.nameZh : bank.nameEn,
            }))}
          />
        </Form.Item>
      </Form>
      <Loaded query={preview} rows={2}>
        {({ rows, totalFen }) =>
          rows === 0 ? (
            <p>{t('start-none')}</p>
          ) : (
            <>
              <p>
                <strong>
                  {t('start-what', { rows, total: yuan(totalFen), files: Math.ceil(rows / rowsPerFile) })}
                </strong>
              </p>
              <p className="soft">{t('start-effect')}</p>
            </>
          )
        }
      </Loaded>
    </Modal>
  );
}
