import { App, Button, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { Allowed } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useEndPrepaid, usePrepaidAgreements, useSignPrepaid } from './alerts.queries.ts';
import { alertTexts } from './texts.ts';

/** In a customer's file: the signed prepaid agreements. Without one in force the household pays bills. */
export function PrepaidAgreements({ accountNo }: { accountNo: string }) {
  return (
    <Allowed to="GET /staff/accounts/:accountNo/prepaid-agreements">
      <Shown accountNo={accountNo} />
    </Allowed>
  );
}

function Shown({ accountNo }: { accountNo: string }) {
  const t = useFeatureTexts(alertTexts);
  const agreements = usePrepaidAgreements(accountNo);
  const [open, setOpen] = useState<'sign' | 'end' | null>(null);
  const inForce = agreements.data?.agreements.some(({ endedOn }) => endedOn === null) ?? false;
  return (
    <Sheet
      title={t('prepaid')}
      flush
      extra={
        inForce ? (
          <Allowed to="POST /staff/accounts/:accountNo/prepaid-agreements/end">
            <Button size="small" onClick={() => setOpen('end')}>
              {t('prepaid-end')}
            </Button>
          </Allowed>
        ) : (
          <Allowed to="POST /staff/accounts/:accountNo/prepaid-agreements">
            <Button size="small" onClick={() => setOpen('sign')}>
              {t('prepaid-sign')}
            </Button>
          </Allowed>
        )
      }
    >
      <Loaded query={agreements}>
        {({ agreements: rows }) =>
          rows.length === 0 ? (
            <EmptyState title={t('prepaid-none')} hint={t('prepaid-none-hint')} />
          ) : (
            <DataTable
              label={t('prepaid')}
              rowKey="agreementNo"
              wraps
              dataSource={rows}
              columns={[
                { title: t('prepaid-no'), dataIndex: 'agreementNo', className: 'mono' },
                { title: t('prepaid-signed'), dataIndex: 'signedOn', className: 'figures' },
                {
                  title: t('prepaid-ended'),
                  dataIndex: 'endedOn',
                  className: 'figures',
                  render: (day: string | null) => day ?? t('prepaid-holds'),
                },
              ]}
            />
          )
        }
      </Loaded>
      {open === 'sign' ? <SignDialog accountNo={accountNo} onClose={() => setOpen(null)} /> : null}
      {open === 'end' ? <EndDialog accountNo={accountNo} onClose={() => setOpen(null)} /> : null}
    </Sheet>
  );
}

interface DialogProps {
  accountNo: string;
  onClose: () => void;
}

function SignDialog({ accountNo, onClose }: DialogProps) {
  const t = useFeatureTexts(alertTexts);
  const { t: common } = useTexts();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ agreementNo: string; signedOn: string }>();
  const sign = useSignPrepaid(accountNo);
  const required = [{ required: true, message: common('sign-in.required') }];
  return (
    <Modal
      open
      title={t('prepaid-sign')}
      okText={common('action.save')}
      cancelText={common('action.cancel')}
      confirmLoading={sign.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="soft no-top">{t('prepaid-sign-hint')}</p>
      <ProblemList error={sign.error} />
      <Form
        form={form}
        layout="vertical"
        onFinish={values =>
          sign.mutate(values, {
            onSuccess: () => {
              void message.success(t('prepaid-recorded'));
              onClose();
            },
          })
        }
      >
        <Form.Item name="agreementNo" label={t('prepaid-no')} rules={required}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="signedOn" label={t('prepaid-signed')} rules={required}>
          <Input type="date" />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function EndDialog({ accountNo, onClose }: DialogProps) {
  const t = useFeatureTexts(alertTexts);
  const end = useEndPrepaid(accountNo);
  return (
    <ReasonDialog
      title={t('prepaid-end')}
      hint={t('prepaid-end-hint')}
      danger
      pending={end.isPending}
      error={end.error}
      onDecide={reason => end.mutate(reason, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
