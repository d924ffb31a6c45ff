import { Form, Input, Select } from 'antd';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { kinds } from '../cases/kinds.ts';
import { texts } from './texts.ts';

export interface NamedFor {
  name: string;
  /** Empty for all kinds. */
  kind: string;
}

export const namedFor = ({ name, kind }: NamedFor) => ({ name, kind: kind || null });

export function NameAndKind() {
  const t = useFeatureTexts(texts);
  const word = useWord();
  return (
    <div className="form-row">
      <Form.Item
        name="name"
        label={t('name')}
        rules={[{ required: true, whitespace: true, min: 2, max: 40, message: t('name-wanted') }]}
      >
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item name="kind" label={t('kind')}>
        <Select
          options={[
            { value: '', label: t('all-kinds') },
            ...kinds.map(value => ({ value, label: word('case-kind', value) })),
          ]}
        />
      </Form.Item>
    </div>
  );
}
