import { Form, Modal, Select } from 'antd';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts, useTexts } from '../../i18n/index.tsx';
import { type Team, useCrews, useSetTeam } from './repairs.queries.ts';
import { texts } from './texts.ts';

interface Entry {
  username: string;
  teamId?: number;
}

/** Who is in which team. Somebody new is added as a member of staff first. */
export function CrewDialog({ teams, onClose }: { teams: Team[]; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { t: common } = useTexts();
  const [form] = Form.useForm<Entry>();
  const crews = useCrews();
  const set = useSetTeam();
  const members = crews.data?.members ?? [];
  return (
    <Modal
      open
      title={t('set-crew')}
      okText={t('set-crew')}
      cancelText={common('action.cancel')}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <ProblemList error={set.error ?? crews.error} />
      <Form<Entry>
        form={form}
        layout="vertical"
        onFinish={({ username, teamId }) =>
          set.mutate({ username, teamId: teamId ?? null }, { onSuccess: onClose })
        }
        onValuesChange={changed => {
          const member = members.find(({ username }) => username === changed.username);
          if (member) form.setFieldValue('teamId', member.teamId ?? undefined);
        }}
      >
        <Form.Item name="username" label={t('crew')} rules={[{ required: true, message: t('say-it') }]}>
          <Select
            showSearch={{ optionFilterProp: 'label' }}
            loading={crews.isPending}
            notFoundContent={t('no-crews')}
            options={members.map(({ username, displayName }) => ({
              value: username,
              label: `${displayName} (${username})`,
            }))}
          />
        </Form.Item>
        <Form.Item name="teamId" label={t('team-or-none')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            options={teams.map(({ id, name }) => ({ value: id, label: name }))}
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
