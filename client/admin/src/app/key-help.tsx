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
    ...(may(roles, 'POST /staff/cases/:caseNo/macro-runs')
      ? [[['x'], t('keys.macro')] as [string[], string]]
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
        <KeyList keys={keys} />
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
