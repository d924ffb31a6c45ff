import type { Application } from '@api/types';
import { useState } from 'react';
import { handInPaper, paperUrl, takePaperBack } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { type Busy, useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { ConfirmPress } from '@/components/confirm-press';
import { ErrorState } from '@/components/error-state';
import { Box, Press } from '@/elements/elements';
import { type Translate, useTexts } from '@/i18n/texts';
import { camera } from '@/platform/camera';
import type { Picture } from '@/platform/contract';
import { files } from '@/platform/files';
import { currentToken } from '@/state/session';
import { inLanguage } from './in-language';

type Paper = Application['checklist'][number];

interface PapersProps {
  shown: Application;
  onChanged: () => Promise<void>;
}

/** The checklist: everything that is needed, told once, and what of it is there. */
export function Papers({ shown: { caseNo, checklist, papersSettled }, onChanged }: PapersProps) {
  const t = useTexts();
  return (
    <Card title={t('apply.papers')}>
      <Box className="quiet">{t('apply.papers.one')}</Box>
      <Box as="ul" className="plain-list rows">
        {checklist.map(paper => (
          <OnePaper
            key={paper.code}
            caseNo={caseNo}
            paper={paper}
            settled={papersSettled}
            onChanged={onChanged}
          />
        ))}
      </Box>
    </Card>
  );
}

function OnePaper({
  caseNo,
  paper,
  settled,
  onChanged,
}: { caseNo: string; paper: Paper; settled: boolean } & Pick<PapersProps, 'onChanged'>) {
  const t = useTexts();
  const [doubtful, setDoubtful] = useState<{ picture: Picture; replaces?: string | undefined } | null>(null);
  const busy = useBusy();
  const { code, name, hint, state, documents } = paper;
  const send = (picture: Picture, replaces?: string) =>
    busy.run(async () => {
      setDoubtful(null);
      await handInPaper(caseNo, code, picture, newIdempotencyKey(), replaces);
      await onChanged();
    });
  const take = t(state === 'missing' ? 'apply.paper.take' : 'apply.paper.more');
  const choose = async (replaces?: string) => {
    const picture = await camera.take().catch(() => null);
    if (picture?.problems.length) setDoubtful({ picture, replaces });
    else if (picture) await send(picture, replaces);
  };
  return (
    <Box as="li" className="rows__part">
      <Box className="spread">
        <Box>{inLanguage(name, t)}</Box>
        <Box className="quiet">{stateOf(paper, t)}</Box>
      </Box>
      {hint && <Box className="quiet">{inLanguage(hint, t)}</Box>}
      {documents.map((document, index) => (
        <OneDocument
          key={document.documentId}
          caseNo={caseNo}
          document={document}
          name={`${inLanguage(name, t)} ${index + 1}`}
          busy={busy}
          onReplace={settled ? () => void choose(document.documentId) : undefined}
          onChanged={onChanged}
        />
      ))}
      {doubtful && (
        <Doubt
          picture={doubtful.picture}
          onKeep={() => void send(doubtful.picture, doubtful.replaces)}
          onAgain={() => void choose(doubtful.replaces)}
        />
      )}
      {busy.error && <ErrorState error={busy.error} />}
      <Box className="above-space">
        <Press
          look="chip"
          label={busy.busy ? undefined : t('apply.paper.take.of', { take, name: inLanguage(name, t) })}
          disabled={busy.busy}
          onPress={() => void choose()}
        >
          {busy.busy ? t('state.sending') : take}
        </Press>
      </Box>
    </Box>
  );
}

/** What is wrong with a picture is told before it is sent; who took it decides. */
function Doubt({ picture, onKeep, onAgain }: { picture: Picture; onKeep: () => void; onAgain: () => void }) {
  const t = useTexts();
  return (
    <Box role="alert">
      {picture.problems.map(problem => (
        <Box key={problem}>{t(`apply.picture.${problem}`)}</Box>
      ))}
      <Box className="chips chips--spaced">
        <Press look="chip" onPress={onAgain}>
          {t('apply.picture.again')}
        </Press>
        <Press look="chip" onPress={onKeep}>
          {t('apply.picture.keep')}
        </Press>
      </Box>
    </Box>
  );
}

interface OneDocumentProps extends Pick<PapersProps, 'onChanged'> {
  caseNo: string;
  document: Paper['documents'][number];
  name: string;
  busy: Busy;
  /** Accepted papers are not removed: a better one takes their place. */
  onReplace: (() => void) | undefined;
}

function OneDocument({ caseNo, document, name, busy, onReplace, onChanged }: OneDocumentProps) {
  const t = useTexts();
  const { documentId, mediaType, status } = document;
  const isPdf = mediaType === 'application/pdf';
  const show = () =>
    busy.run(() => {
      const request = {
        url: paperUrl(caseNo, documentId),
        token: currentToken(),
        name: `${name}.${isPdf ? 'pdf' : 'jpg'}`,
      };
      return isPdf ? files.openPdf(request) : camera.show(request);
    });
  const takeBack = () =>
    busy.run(async () => {
      await takePaperBack(caseNo, documentId);
      await onChanged();
    });
  return (
    <Box className="spread">
      <Press look="text" onPress={() => void show()}>
        {t('apply.paper.show', { name })}
      </Press>
      {status === 'refused' ? (
        <Box className="quiet">{t('apply.paper.refused')}</Box>
      ) : onReplace ? (
        <Press
          look="text"
          label={t('apply.paper.replace.of', { name })}
          disabled={busy.busy}
          onPress={onReplace}
        >
          {t('apply.paper.replace')}
        </Press>
      ) : (
        <ConfirmPress
          name={t('apply.paper.remove')}
          sure={t('apply.paper.remove.sure', { name })}
          disabled={busy.busy}
          onConfirm={() => void takeBack()}
        />
      )}
    </Box>
  );
}

function stateOf({ state, required, mayFollow }: Paper, t: Translate): string {
  if (state !== 'missing') return t(`apply.paper.${state}`);
  if (!required) return t('apply.paper.optional');
  return t(mayFollow ? 'apply.paper.later' : 'apply.paper.missing');
}
