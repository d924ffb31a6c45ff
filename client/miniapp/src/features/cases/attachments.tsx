import type { CaseAttachment, ServiceCase } from '@api/types';
import { attachmentUrl, getAttachments } from '@/api/hall';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ErrorState } from '@/components/error-state';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { camera } from '@/platform/camera';
import { files } from '@/platform/files';
import { voice } from '@/platform/voice';
import { useResource } from '@/state/resource';
import { currentToken } from '@/state/session';
import { AddParts } from './add-parts';
import { useParts } from './use-parts';

interface AttachmentsProps {
  shown: ServiceCase;
  onChanged: () => Promise<void>;
}

/** What goes with the case, from both sides, and more of it while the case is open. */
export function Attachments({ shown: { caseNo, acts }, onChanged }: AttachmentsProps) {
  const t = useTexts();
  const found = useResource(`case-attachments:${caseNo}`, () => getAttachments(caseNo));
  const parts = useParts();
  const { busy, error, run } = useBusy();
  const send = () =>
    run(async () => {
      await parts.send(caseNo);
      parts.clear();
      found.replace(await getAttachments(caseNo));
      await onChanged();
    });
  const mayAdd = acts.includes('add');
  return (
    <ResourceView of={found} skeleton={{ lines: 1 }}>
      {list =>
        list.length === 0 && !mayAdd ? null : (
          <Card title={t('attach.title')}>
            <Box as="ul" className="plain-list rows">
              {list.map((one, index) => (
                <OneAttachment key={one.documentId} caseNo={caseNo} one={one} number={index + 1} />
              ))}
            </Box>
            {mayAdd && <AddParts parts={parts} />}
            {error && <ErrorState error={error} />}
            {mayAdd && parts.any && (
              <Box className="actions">
                <Press look="main" disabled={busy} onPress={() => void send()}>
                  {busy ? t('state.sending') : t('attach.send')}
                </Press>
              </Box>
            )}
          </Card>
        )
      }
    </ResourceView>
  );
}

const kindOf = (mediaType: string) =>
  mediaType.startsWith('audio/') ? 'voice' : mediaType === 'application/pdf' ? 'paper' : 'photo';

function OneAttachment({ caseNo, one, number }: { caseNo: string; one: CaseAttachment; number: number }) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const { documentId, mediaType, by, at } = one;
  const kind = kindOf(mediaType);
  const name = t(`attach.show.${kind}`, { number });
  const show = () =>
    run(async () => {
      const request = {
        url: attachmentUrl(caseNo, documentId),
        token: currentToken(),
        name: `${name}.${endings[kind]}`,
      };
      await (kind === 'voice'
        ? voice.play(request)
        : kind === 'paper'
          ? files.openPdf(request)
          : camera.show(request));
    });
  return (
    <Box as="li">
      <Box className="spread">
        <Press look="text" disabled={busy} onPress={() => void show()}>
          {name}
        </Press>
        <Box className="quiet">
          {t(by === 'person' ? 'attach.by.me' : 'attach.by.us', { time: moment(at, t.language) })}
        </Box>
      </Box>
      {error && <ErrorState error={error} />}
    </Box>
  );
}

const endings = { voice: 'webm', paper: 'pdf', photo: 'jpg' } as const;
