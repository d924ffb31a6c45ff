import { Modal } from 'antd';
import { useFeatureTexts, useTexts } from '../i18n/index.tsx';
import { may } from './permissions.ts';
import { placesOf } from './places.ts';
import { useMe } from './session.tsx';
import { texts } from './shell.texts.ts';

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const { language } = useTexts();
  const { roles } = useMe();
  const keys: [string[], string][] = [
    [['Ctrl', 'K'], t('keys.find')],
    [['/'], t('keys.search')],
    [['?'], t('keys.help')],
    [['Esc'], t('keys.close')],
  ];
  const cases: [string[], string][] = [
    [['k', 'j'], t('keys.rows')],
    [['Enter', 'o'], t('keys.open')],
    [['1', '…', '8'], t('keys.views')],
    [['[', ']'], t('keys.pages')],
    [['f'], t('keys.filter')],
    ...(may(roles, 'POST /staff/cases')
      ? ([
          [['n'], t('keys.new')],
          [['t', 'h', 'c', 'u', 'n', 'a'], t('keys.acts')],
          [['x'], t('keys.macro')],
        ] as [string[], string][])
      : []),
  ];
  const places: [string[], string][] = [
    [['g', 'h'], t('keys.home')],
    ...placesOf(roles).flatMap((place): [string[], string][] =>
      place.key ? [[['g', place.key], place.name[language]]] : [],
    ),
  ];
  return (
    <Modal open title={t('keys.title')} footer={null} onCancel={onClose} width={560}>
      <div className="key-help">
        <div>
          <KeyList keys={keys} />
          {may(roles, 'GET /staff/cases') ? (
            <>
              <h3>{t('keys.cases')}</h3>
              <KeyList keys={cases} />
            </>
          ) : null}
        </div>
        <div>
          <h3>{t('keys.go')}</h3>
          <KeyList keys={places} />
        </div>
      </div>
    </Modal>
  );
}

function KeyList({ keys }: { keys: [string[], string][] }) {
  return (
    <dl>
      {keys.map(([pressed, does]) => (
        <div key={does}>
          <dt>
            {pressed.map(key => (
              <kbd key={key}>{key}</kbd>
            ))}
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
