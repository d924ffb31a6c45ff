import { Form, Input, Select } from 'antd';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { useDeed, useTeams } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { texts } from './texts.ts';

interface Entry {
  to: string;
  reason: string;
}

/** To a colleague, who answers for it from then on, or back to a team's queue. Never into nobody's hands. */
export function HandOverDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const teams = useTeams().data?.teams ?? [];
  const [form] = Form.useForm<Entry>();
  const handing = useDeed(file.caseNo, 'hand-over');
  const members = [...new Set(teams.flatMap(team => team.members))].sort();
  const finish = ({ to, reason }: Entry) => {
    const [what, name] = to.split(':');
    handing.mutate({ to: { [what!]: name }, reason: reason.trim() }, { onSuccess: onClose });
  };
  return (
    <DialogFrame
      title={t('hand-over')}
      hint={t('hand-over-hint')}
      pending={handing.isPending}
      error={handing.error}
      onClose={onClose}
      form={form}
    >
      <Form<Entry> form={form} layout="vertical" onFinish={finish}>
        <Form.Item name="to" label={t('to')} rules={[{ required: true, message: t('say-it') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            options={[
              {
                label: t('colleagues'),
                options: members.map(name => ({ value: `member:${name}`, label: name })),
              },
              {
                label: t('teams'),
                options: teams.map(({ code, nameZh, nameEn }) => ({
                  value: `team:${code}`,
                  label: language === 'zh' ? nameZh : nameEn,
                })),
              },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, min: 2, message: t('say-it') }]}
        >
          <Input maxLength={300} />
        </Form.Item>
      </Form>
    </DialogFrame>
  );
}
