import { useQuery } from '@tanstack/react-query';
import { Form, Select } from 'antd';
import type { Answer } from '../../api/answers.ts';
import { get } from '../../api/http.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

/** A form's field `staff`: one of the colleagues who serve customers. */
export function ColleagueField({ label }: { label: string }) {
  const t = useFeatureTexts(texts);
  const colleagues = useQuery({
    queryKey: ['cases', 'colleagues'],
    queryFn: () => get<Answer<'GET /staff/cases/colleagues'>>('/staff/cases/colleagues'),
  });
  return (
    <Form.Item name="staff" label={label} rules={[{ required: true, message: t('say-it') }]}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        loading={colleagues.isPending}
        options={(colleagues.data?.colleagues ?? []).map(({ username, displayName }) => ({
          value: username,
          label: `${displayName} (${username})`,
        }))}
      />
    </Form.Item>
  );
}
