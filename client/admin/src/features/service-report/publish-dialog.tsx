import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Form, Modal, Radio } from 'antd';
import type { Answer } from '../../api/answers.ts';
import { post } from '../../api/http.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

type Report = Answer<'GET /staff/service-reports'>['reports'][number];
type Decided = Record<string, 'read' | 'keptBack'>;

/** Of each summary whoever publishes it says that it names nobody, or keeps it back. */
export function PublishDialog({
  month,
  findings,
  onClose,
}: {
  month: string;
  findings: Report['content']['findings'];
  onClose: () => void;
}) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Decided>();
  const client = useQueryClient();
  const publish = useMutation({
    mutationFn: (decided: Decided) => {
      const places = (as: Decided[string]) =>
        findings.map((_, place) => place).filter(place => decided[place] === as);
      return post<Report>(`/staff/service-reports/${month}/publication`, {
        read: places('read'),
        keptBack: places('keptBack'),
      });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['service-reports'] }),
  });
  return (
    <Modal
      open
      title={`${t('publish')} ${month}`}
      okText={t('publish')}
      cancelText={common('action.cancel')}
      confirmLoading={publish.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="soft">{t('publish-hint')}</p>
      <ProblemList error={publish.error} />
      <Form<Decided>
        form={form}
        layout="vertical"
        onFinish={decided => publish.mutate(decided, { onSuccess: onClose })}
      >
        {findings.map(({ summary }, place) => (
          <Form.Item
            // biome-ignore lint/suspicious/noArrayIndexKey: two summaries may be equal, and a report stays as it was written
            key={place}
            name={String(place)}
            label={summary}
            rules={[{ required: true, message: t('say-it') }]}
          >
            <Radio.Group
              options={[
                { value: 'read', label: t('names-nobody') },
                { value: 'keptBack', label: t('keep-back') },
              ]}
            />
          </Form.Item>
        ))}
      </Form>
    </Modal>
  );
}
