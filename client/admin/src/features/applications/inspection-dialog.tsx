import { Input, Radio } from 'antd';
import { useState } from 'react';
import { SendPicture } from '../../components/send-picture.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** Every item of the list judged once, with photos from the site. */
export function InspectionDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const list = file.kind.inspections.find(({ step }) => step === file.step)?.items ?? [];
  const [judged, setJudged] = useState<Record<string, boolean>>({});
  const [note, setNote] = useState('');
  const [photos, setPhotos] = useState<string[]>([]);
  const recording = useDeed(file.caseNo, 'inspections');
  const complete = list.every(({ code }) => code in judged);
  const send = () =>
    recording.mutate(
      { items: list.map(({ code }) => ({ code, passed: judged[code] })), note: note.trim(), photos },
      { onSuccess: onClose },
    );
  return (
    <DialogFrame
      title={t('inspect')}
      hint={t('inspect-hint')}
      pending={recording.isPending}
      error={recording.error}
      onClose={onClose}
      onOk={() => (complete ? send() : undefined)}
    >
      {list.map(({ code, name }) => (
        <div key={code} className="filter-field" style={{ marginBottom: 8 }}>
          <span>{inLanguage(name)}</span>
          <Radio.Group
            aria-label={inLanguage(name)}
            value={judged[code]}
            onChange={({ target }) => setJudged({ ...judged, [code]: target.value })}
            options={[
              { value: true, label: t('passed') },
              { value: false, label: t('failed') },
            ]}
          />
        </div>
      ))}
      <div style={{ marginBottom: 8 }}>
        <SendPicture<{ documentId: string }>
          name={t('add-photo')}
          accept="image/*"
          path={`/staff/applications/${file.caseNo}/photos`}
          onSent={({ documentId }) => setPhotos(before => [...before, documentId])}
        />{' '}
        <span className="soft">{t('photos', { count: photos.length })}</span>
      </div>
      <Input.TextArea
        rows={2}
        maxLength={500}
        aria-label={t('note')}
        placeholder={t('note')}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </DialogFrame>
  );
}
