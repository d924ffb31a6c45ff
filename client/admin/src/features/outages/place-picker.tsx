import { Button } from 'antd';
import { useState } from 'react';
import { SearchBox } from '../../components/search-box.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type Chosen, keyOf } from './chosen-places.ts';
import { type PlacesFound, usePlaces } from './outages.queries.ts';
import { texts } from './texts.ts';

function candidates({ areas, buildings, accounts }: PlacesFound): Chosen[] {
  return [
    ...areas.map(({ areaId, name, accounts: count }) => ({
      kind: 'area' as const,
      id: areaId,
      name,
      accounts: count,
    })),
    ...buildings.map(({ premisesId, name, accounts: count }) => ({
      kind: 'building' as const,
      id: premisesId,
      name,
      accounts: count,
    })),
    ...accounts.map(({ accountNo, addressMasked }) => ({
      kind: 'account' as const,
      id: accountNo,
      name: `${accountNo} ${addressMasked}`,
      accounts: 1,
    })),
  ];
}

/** Areas, buildings and accounts: found by name or number, chosen one by one, each with how many homes lie behind it. */
export function PlacePicker({ chosen, onChange }: { chosen: Chosen[]; onChange: (next: Chosen[]) => void }) {
  const t = useFeatureTexts(texts);
  const [q, setQ] = useState('');
  const found = usePlaces(q);
  const kindName = { area: t('areas'), building: t('building'), account: t('account') };
  const taken = new Set(chosen.map(keyOf));
  const open = q && found.data ? candidates(found.data).filter(place => !taken.has(keyOf(place))) : [];
  const line = (place: Chosen, action: React.ReactNode) => (
    <li key={keyOf(place)} className="outage-place">
      <span>
        {place.name}{' '}
        <span className="soft">
          {kindName[place.kind]}
          {place.kind === 'account' ? '' : ` · ${t('area-accounts', { count: place.accounts })}`}
        </span>
      </span>
      {action}
    </li>
  );
  return (
    <Sheet title={t('chosen')}>
      {chosen.length === 0 ? <p className="soft">{t('chosen-none')}</p> : null}
      <ul className="plain outage-places chosen">
        {chosen.map(place =>
          line(
            place,
            <Button
              size="small"
              aria-label={`${t('remove')} ${place.name}`}
              onClick={() => onChange(chosen.filter(each => each !== place))}
            >
              {t('remove')}
            </Button>,
          ),
        )}
      </ul>
      <SearchBox label={t('find-places')} value={q} placeholder={t('find-hint')} onSearch={setQ} />
      {q && found.data && open.length === 0 ? <p className="soft">{t('found-none')}</p> : null}
      <ul className="plain outage-places">
        {open.map(place =>
          line(
            place,
            <Button
              size="small"
              aria-label={`${t('add')} ${place.name}`}
              onClick={() => onChange([...chosen, place])}
            >
              {t('add')}
            </Button>,
          ),
        )}
      </ul>
    </Sheet>
  );
}
