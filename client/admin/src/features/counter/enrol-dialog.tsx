import { Form, Input, Modal } from 'antd';
import { useEffect } from 'react';
import type { Answer } from '../../api/answers.ts';
import { minuteOf } from '../../app/format.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useDeskPost } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';

type Enrolment = Answer<'POST /staff/desk/devices'>;

/** The code is shown once, large enough to be read to whoever stands at the machine. */
export function EnrolDialog({ deviceNo, onClose }: { deviceNo?: string; onClose: () => void }) {
  const { t: common } = useTexts();
  const t = useFeatureTexts(deviceTexts);
  const [form] = Form.useForm<{ name: string; place: string }>();
  const enrol = useDeskPost<{ name: string; place: string } | null, Enrolment>(
    () => (deviceNo ? `/staff/desk/devices/${deviceNo}/enrolment` : '/staff/desk/devices'),
    given => given ?? {},
  );
  const { mutate } = enrol;
  useEffect(() => {
    if (deviceNo) mutate(null);
  }, [deviceNo, mutate]);
  const made = enrol.data;
  return (
    <Modal
      open
      title={t('add')}
      okText={made ? common('action.close') : t('add')}
      cancelText={common('action.cancel')}
      cancelButtonProps={made ? { style: { display: 'none' } } : {}}
      confirmLoading={enrol.isPending}
      onOk={() => (made ? onClose() : form.submit())}
      onCancel={onClose}
    >
      <ProblemList error={enrol.error} />
      {made ? (
        <div className="enrol-code" role="status">
          <span className="mono">{made.device.deviceNo}</span>
          <strong className="mono">{made.code.replace(/(\d{4})(?=\d)/g, '$1 ')}</strong>
          <span className="soft">{t('code-hint', { time: minuteOf(made.until).slice(11) })}</span>
        </div>
      ) : deviceNo ? null : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={given => mutate(given)}>
          <Form.Item
            name="name"
            label={t('name')}
            rules={[{ required: true, whitespace: true, message: t('required') }]}
          >
            <Input maxLength={40} />
          </Form.Item>
          <Form.Item
            name="place"
            label={t('place')}
            rules={[{ required: true, whitespace: true, message: t('required') }]}
          >
            <Input maxLength={80} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  );
}
