import { Input } from 'antd';
import { useState } from 'react';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useAddKind } from './applications.queries.ts';
import { DialogFrame } from './dialog-frame.tsx';
import { texts } from './texts.ts';

/** A kind is data: its definition is put in as it is, and the server names every hole. */
export function KindDialog({ onClose }: { onClose: () => void }) {
  const t = useFeatureTexts(texts);
  const [text, setText] = useState('');
  const adding = useAddKind();
  const definition = read(text);
  return (
    <DialogFrame
      title={t('kind-add')}
      hint={t('kind-add-hint')}
      pending={adding.isPending}
      error={adding.error}
      onClose={onClose}
      onOk={() => (definition ? adding.mutate(definition, { onSuccess: onClose }) : undefined)}
    >
      <Input.TextArea
        className="mono"
        rows={14}
        aria-label={t('definition')}
        value={text}
        onChange={({ target }) => setText(target.value)}
      />
      {text && !definition ? <p role="alert">{t('no-json')}</p> : null}
    </DialogFrame>
  );
}

function read(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
