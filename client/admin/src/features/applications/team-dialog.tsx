import { Form, Input, Select } from 'antd';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { type Team, usePutTeam } from './applications.queries.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { texts } from './texts.ts';

const duties = ['acceptance', 'survey', 'works', 'inspection', 'metering', 'billing'] as const;

interface Entry {
  code: string;
  nameZh: string;
  nameEn: string;
  duties: (typeof duties)[number][];
  regionCode?: string;
  districts: string[];
  phone: string;
  visitsPerHalfDay: string;
  members: string[];
}

/** A team's duties, its area and its members. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const [form] = Form.useForm<Entry>();
  const putting = usePutTeam();
  const needed = [{ required: true, message: t('say-it') }];
  const finish = ({ code, regionCode, visitsPerHalfDay, ...entry }: Entry) =>
    putting.mutate(
      {
        code,
        team: {
          ...entry,
          regionCode: regionCode?.trim() || null,
          visitsPerHalfDay: Number(visitsPerHalfDay),
        },
      },
      { onSuccess: onClose },
    );
  return (
    <DialogFrame
      title={t('team-put')}
      pending={putting.isPending}
      error={putting.error}
      onClose={onClose}
      form={form}
    >
      <Form<Entry>
        form={form}
        layout="vertical"
        initialValues={
          team
            ? { ...team, regionCode: team.regionCode ?? '', visitsPerHalfDay: String(team.visitsPerHalfDay) }
            : { duties: ['survey'], districts: [], members: [], visitsPerHalfDay: '4', phone: '95598' }
        }
        onFinish={finish}
      >
        <Form.Item
          name="code"
          label={t('code')}
          rules={[{ required: true, pattern: /^[a-z][a-z0-9-]{0,39}$/, message: t('code-wrong') }]}
        >
          <Input className="mono" disabled={team !== null} maxLength={40} />
        </Form.Item>
        <Form.Item name="nameZh" label={t('name-zh')} rules={needed}>
          <Input maxLength={30} />
        </Form.Item>
        <Form.Item name="nameEn" label={t('name-en')} rules={needed}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="duties" label={t('duties')} rules={needed}>
          <Select
            mode="multiple"
            options={duties.map(value => ({ value, label: word('application-duty', value) }))}
          />
        </Form.Item>
        <Form.Item name="regionCode" label={t('region')}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name="districts" label={t('districts')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="members" label={t('members')}>
          <Select mode="tags" open={false} suffixIcon={null} />
        </Form.Item>
        <Form.Item name="phone" label={t('phone')} rules={needed}>
          <Input maxLength={20} inputMode="tel" />
        </Form.Item>
        <Form.Item
          name="visitsPerHalfDay"
          label={t('visits-per-half-day')}
          rules={[{ required: true, pattern: /^[1-9]\d?$/, message: t('say-it') }]}
        >
          <Input maxLength={2} inputMode="numeric" />
        </Form.Item>
      </Form>
    </DialogFrame>
  );
}
