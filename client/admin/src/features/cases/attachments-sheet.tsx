import { Button, Space } from 'antd';
import { useRef } from 'react';
import { useMay } from '../../app/session.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { At } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { attachmentTexts } from './attachment-texts.ts';
import './attachments.css';
import { type Attachment, attachmentUrl, useAttach, useAttachments } from './attachments.queries.ts';

/** What goes with a case: pictures are seen, voice notes heard, without leaving it. */
export function AttachmentsSheet({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(attachmentTexts);
  const may = useMay();
  const found = useAttachments(caseNo);
  const attach = useAttach(caseNo);
  return (
    <Sheet title={t('title')}>
      <Loaded query={found}>
        {({ attachments }) => (
          <>
            {attachments.length === 0 ? <p className="soft">{t('none')}</p> : null}
            <ul className="attachments">
              {attachments.map((one, index) => (
                <One key={one.documentId} caseNo={caseNo} one={one} number={index + 1} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
      <ProblemList error={attach.error} />
      {may('POST /staff/cases/:caseNo/attachments') ? (
        <Space wrap>
          <Choose
            name={t('add-internal')}
            busy={attach.isPending}
            onChosen={file => attach.mutate({ file, reader: 'colleagues' })}
          />
          <Choose
            name={t('add-public')}
            busy={attach.isPending}
            onChosen={file => attach.mutate({ file, reader: 'customer' })}
          />
        </Space>
      ) : null}
    </Sheet>
  );
}

function One({ caseNo, one, number }: { caseNo: string; one: Attachment; number: number }) {
  const t = useFeatureTexts(attachmentTexts);
  const nameOf = useNameOf();
  const { documentId, mediaType, by, public: seen, at } = one;
  const url = attachmentUrl(caseNo, documentId);
  const isVoice = mediaType.startsWith('audio/');
  const name = t(isVoice ? 'voice' : mediaType === 'application/pdf' ? 'paper' : 'photo', { number });
  return (
    <li>
      <div>
        <a href={url} target="_blank" rel="noreferrer" {...(isVoice ? { download: true } : {})}>
          {isVoice ? `${t('download')} ${name}` : name}
        </a>{' '}
        <span className="soft">
          {by === 'person' ? t('customer') : nameOf(by)} · <At at={at} /> ·{' '}
          {t(seen ? 'seen-by-customer' : 'internal')}
        </span>
      </div>
      {isVoice ? (
        // Recorded by a person who spoke instead of typing: there are no captions.
        // biome-ignore lint/a11y/useMediaCaption: there is no text of it
        <audio controls preload="none" src={url} aria-label={name} />
      ) : null}
      {mediaType === 'image/jpeg' ? <img src={url} alt={name} loading="lazy" /> : null}
    </li>
  );
}

function Choose({ name, busy, onChosen }: { name: string; busy: boolean; onChosen: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept="image/jpeg,image/png,image/webp,application/pdf,audio/*"
        hidden
        onChange={({ target }) => {
          const file = target.files?.[0];
          if (file) onChosen(file);
          target.value = '';
        }}
      />
      <Button loading={busy} onClick={() => input.current?.click()}>
        {name}
      </Button>
    </>
  );
}
