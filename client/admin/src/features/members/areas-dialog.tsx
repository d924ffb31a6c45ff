import { Modal, Select } from 'antd';
import { useId, useState } from 'react';
import type { Member } from '../../api/staff.types.ts';
import { ProblemList } from '../../components/problem-list.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Area, useAreas, useSetAreas } from './members.queries.ts';
import { texts } from './texts.ts';

const codeOf = ({ regionCode, district }: Area) => `${regionCode}/${district}`;
const areaOf = (code: string): Area => {
  const [regionCode = '', district = ''] = code.split('/');
  return { regionCode, district };
};

/** Where a member works: whole regions or districts of them; none chosen is everywhere. */
export function AreasDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const id = useId();
  const areas = useAreas();
  const set = useSetAreas(member.id);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const present = areas.data?.members.find(({ username }) => username === member.username)?.areas ?? [];
  const known = areas.data?.known ?? [];
  const regions = [...new Set(known.map(({ regionCode }) => regionCode))];
  return (
    <Modal
      open
      title={t('areas.title', { name: member.displayName })}
      okText={t('action.save')}
      cancelText={t('action.cancel')}
      confirmLoading={set.isPending}
      onCancel={onClose}
      onOk={() => set.mutate((chosen ?? present.map(codeOf)).map(areaOf), { onSuccess: onClose })}
    >
      <ProblemList error={areas.error ?? set.error} />
      <p className="soft no-top">{t('areas.hint')}</p>
      <label htmlFor={id}>{t('areas.choose')}</label>
      <Select<string[]>
        id={id}
        mode="multiple"
        style={{ width: '100%' }}
        loading={areas.isPending}
        value={chosen ?? present.map(codeOf)}
        onChange={setChosen}
        options={[
          ...regions.map(regionCode => ({
            value: codeOf({ regionCode, district: '' }),
            label: t('areas.whole', { region: regionCode }),
          })),
          ...known.map(area => ({ value: codeOf(area), label: `${area.regionCode} ${area.district}` })),
        ]}
      />
    </Modal>
  );
}
