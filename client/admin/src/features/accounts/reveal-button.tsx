import { useMutation } from '@tanstack/react-query';
import { Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Revealed } from '../../api/accounts.types.ts';
import { post } from '../../api/http.ts';
import { Icon } from '../../components/icon.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Facts } from '../../components/sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

/** Personal data in clear, for a reason that goes to the audit log. Closing the dialog forgets it. */
export function RevealButton({ accountNo, contractNo }: { accountNo: string; contractNo: string }) {
  const t = useFeatureTexts(texts);
  const [open, setOpen] = useState(false);
  const [form] = Form.useForm<{ reason: string }>();
  const reveal = useMutation({
    mutationFn: (body: { reason: string }) =>
      post<Revealed>(`/staff/accounts/${accountNo}/reveal`, { ...body, contractNo }),
    gcTime: 0,
  });
  const close = () => {
    setOpen(false);
    reveal.reset();
    form.resetFields();
  };
  const shown = reveal.data;
  return (
    <>
      <Button icon={<Icon name="eye" size={16} />} onClick={() => setOpen(true)}>
        {t('reveal.button')}
      </Button>
      <Modal
        open={open}
        title={t('reveal.title')}
        onCancel={close}
        onOk={shown ? close : () => form.submit()}
        okText={shown ? t('action.close') : t('reveal.show')}
        cancelText={t('action.cancel')}
        cancelButtonProps={shown ? { style: { display: 'none' } } : {}}
        confirmLoading={reveal.isPending}
        destroyOnHidden
      >
        <ProblemList error={reveal.error} />
        {shown ? (
          <Facts
            facts={[
              [t('account.name'), shown.name],
              [t('account.phone'), shown.phone],
              [t('account.identity-no'), shown.identityNo],
              [t('account.address'), shown.address],
            ]}
          />
        ) : (
          <Form form={form} layout="vertical" onFinish={values => reveal.mutate(values)}>
            <p className="soft" style={{ marginTop: 0 }}>
              {t('reveal.hint')}
            </p>
            <Form.Item
              name="reason"
              label={t('action.reason')}
              rules={[{ required: true, min: 2, message: t('action.reason-needed') }]}
            >
              <Input maxLength={200} autoFocus />
            </Form.Item>
          </Form>
        )}
      </Modal>
    </>
  );
}
