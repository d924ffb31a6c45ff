import { Checkbox, Form, Input } from 'antd';
import { useState } from 'react';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

interface Item {
  kind: 'paper' | 'field';
  code: string;
  name: string;
}

/** 一次性告知: everything that is missing in one list. The clock stands until the customer has answered. */
export function ReturnDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const [note, setNote] = useState('');
  const returning = useDeed(file.caseNo, 'return');
  const items: Item[] = [
    ...file.checklist.map(({ code, name }) => ({ kind: 'paper' as const, code, name: inLanguage(name) })),
    // What the customer has signed for stays as it was signed; what was to follow may still be asked for.
    ...file.kind.fields
      .filter(({ code }) => !file.signature || file.fieldsMissing.includes(code))
      .map(({ code, label }) => ({
        kind: 'field' as const,
        code,
        name: inLanguage(label),
      })),
  ];
  const keyOf = ({ kind, code }: Item) => `${kind}:${code}`;
  const send = () => {
    const list = items
      .filter(item => keyOf(item) in chosen)
      .map(item => ({ kind: item.kind, code: item.code, what: chosen[keyOf(item)]!.trim() || item.name }));
    returning.mutate({ items: list, note: note.trim() }, { onSuccess: onClose });
  };
  const toggle = (key: string, on: boolean) =>
    setChosen(({ [key]: _, ...rest }) => (on ? { ...rest, [key]: '' } : rest));
  return (
    <DialogFrame
      title={t('give-back')}
      hint={t(file.returns.length > 0 ? 'give-back-again' : 'give-back-hint')}
      pending={returning.isPending}
      error={returning.error}
      onClose={onClose}
      onOk={() => (Object.keys(chosen).length > 0 ? send() : undefined)}
    >
      <Form layout="vertical">
        {items.map(item => {
          const key = keyOf(item);
          return (
            <div key={key} style={{ marginBottom: 6 }}>
              <Checkbox checked={key in chosen} onChange={({ target }) => toggle(key, target.checked)}>
                {item.name}
              </Checkbox>
              {key in chosen ? (
                <Input
                  aria-label={t('what-of', { name: item.name })}
                  placeholder={t('what-hint')}
                  maxLength={200}
                  value={chosen[key]}
                  onChange={({ target }) => setChosen({ ...chosen, [key]: target.value })}
                />
              ) : null}
            </div>
          );
        })}
        <Form.Item label={t('note')} htmlFor="return-note">
          <Input.TextArea
            id="return-note"
            rows={2}
            maxLength={300}
            value={note}
            onChange={({ target }) => setNote(target.value)}
          />
        </Form.Item>
      </Form>
    </DialogFrame>
  );
}
