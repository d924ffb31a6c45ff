import { Button, Input } from 'antd';
import { FilterField, FilterSelect } from '../../components/filter-field.tsx';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type FilterName, filterNames, useColleagues, useQueueAreas } from './cases.queries.ts';
import { classes, grades, kinds, sources, statuses } from './kinds.ts';
import { texts } from './queue.texts.ts';

interface QueueFiltersProps {
  values: Record<FilterName, string>;
  onChange: (values: Partial<Record<FilterName, string>>) => void;
}

/** Everything the queue can be narrowed by; what is chosen stands in the address and in saved views. */
export function QueueFilters({ values, onChange }: QueueFiltersProps) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const any = filterNames.some(name => values[name] !== '');
  const coded = (name: FilterName, group: string, codes: readonly string[], width: number) => (
    <FilterSelect
      label={t(name)}
      all={t('any')}
      width={width}
      value={values[name]}
      choices={codes.map(value => ({ value, label: word(group, value) }))}
      onChange={value => onChange({ [name]: value })}
    />
  );
  return (
    <>
      {coded('kind', 'case-kind', kinds, 110)}
      {coded('complaintClass', 'case-class', classes, 110)}
      {coded('source', 'case-source', sources, 120)}
      {coded('grade', 'case-grade', grades, 90)}
      {coded('status', 'case', statuses, 100)}
      <Area value={values.area} onChange={area => onChange({ area })} />
      <Owner value={values.owner} onChange={owner => onChange({ owner })} />
      {(['from', 'to'] as const).map(name => (
        <FilterField key={name} label={t(name)}>
          {id => (
            <Input
              id={id}
              type="date"
              style={{ width: 140 }}
              value={values[name]}
              min={name === 'to' ? values.from : undefined}
              onChange={event => onChange({ [name]: event.target.value })}
            />
          )}
        </FilterField>
      ))}
      {any ? (
        <Button onClick={() => onChange(Object.fromEntries(filterNames.map(name => [name, ''])))}>
          {t('clear')}
        </Button>
      ) : null}
    </>
  );
}

interface OneFilterProps {
  value: string;
  onChange: (value: string) => void;
}

function Area({ value, onChange }: OneFilterProps) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const areas = useQueueAreas().data?.areas ?? [];
  const named = (area: (typeof areas)[number]) => (language === 'zh' ? area.regionZh : area.regionEn);
  const regions = areas.filter(
    ({ regionCode }, place) => areas.findIndex(other => other.regionCode === regionCode) === place,
  );
  const choices = regions.flatMap(region => [
    { value: region.regionCode, label: t('whole', { region: named(region) }) },
    ...areas
      .filter(({ regionCode }) => regionCode === region.regionCode)
      .map(({ regionCode, district }) => ({
        value: `${regionCode}:${district}`,
        label: `${named(region)} ${district}`,
      })),
  ]);
  return (
    <FilterSelect label={t('area')} all={t('any')} value={value} choices={choices} onChange={onChange} />
  );
}

function Owner({ value, onChange }: OneFilterProps) {
  const t = useFeatureTexts(texts);
  const colleagues = useColleagues().data?.colleagues ?? [];
  const choices = [
    { value: 'nobody', label: t('nobody') },
    ...colleagues.map(({ username, displayName }) => ({ value: username, label: displayName })),
  ];
  return (
    <FilterSelect
      label={t('owner')}
      all={t('any')}
      width={120}
      value={value}
      choices={choices}
      onChange={onChange}
    />
  );
}
