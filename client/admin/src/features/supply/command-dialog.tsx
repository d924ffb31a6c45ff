import { Modal } from 'antd';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import type { Command } from './supply.queries.ts';
import { texts } from './texts.ts';

/** Everything that was said about one command, newest last. */
export function CommandDialog({ command, onClose }: { command: Command; onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const nameOf = useNameOf();
  const word = useWord();
  return (
    <Modal
      open
      title={`${word('supply-action', command.action)} ${command.commandNo}`}
      footer={null}
      onCancel={onClose}
    >
      <p className="soft no-top mono">{command.reason}</p>
      {command.events.length === 0 ? <p className="soft">{t('no-events')}</p> : null}
      <ol className="timeline">
        {command.events.map(({ at, kind, detail }, place) => {
          const { by, note, code } = detail;
          const said = [code && word('supply-code', String(code)), by && nameOf(String(by)), note]
            .filter(Boolean)
            .join(' · ');
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: events are only ever added
            <li key={place}>
              <At at={at} />
              <div>
                <strong>{word('supply-event', kind)}</strong>
                {said ? <div className="soft">{said}</div> : null}
              </div>
            </li>
          );
        })}
      </ol>
    </Modal>
  );
}
