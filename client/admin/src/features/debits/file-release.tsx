import { Button } from 'antd';
import { useState } from 'react';
import type { Answer } from '../../api/answers.ts';
import { Allowed, useMay, useMe } from '../../app/session.tsx';
import { Changes } from '../../components/changes.tsx';
import { Decision } from '../../components/decision.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { Money } from '../../components/values.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { useDecideRelease, useRelease } from './debits.queries.ts';
import { debitTexts } from './texts.ts';

type FileDetail = Answer<'GET /staff/debit-files/:name'>;

/** That the bank took nothing of a file without a result: one person says so, another decides. */
export function FileRelease({ file }: { file: FileDetail }) {
  return file.releaseAskedBy ? (
    <Waiting file={file} askedBy={file.releaseAskedBy} />
  ) : (
    <Allowed to="POST /staff/debit-files/:name/release">
      <AskButton name={file.name} />
    </Allowed>
  );
}

function AskButton({ name }: { name: string }) {
  const t = useFeatureTexts(debitTexts);
  const [open, setOpen] = useState(false);
  const release = useRelease(name);
  return (
    <p>
      <Button danger onClick={() => setOpen(true)}>
        {t('release')}
      </Button>
      {open ? (
        <ReasonDialog
          title={t('release')}
          hint={t('release-hint')}
          pending={release.isPending}
          error={release.error}
          onDecide={reason => release.mutate(reason, { onSuccess: () => setOpen(false) })}
          onClose={() => setOpen(false)}
        />
      ) : null}
    </p>
  );
}

function Waiting({ file, askedBy }: { file: FileDetail; askedBy: string }) {
  const t = useFeatureTexts(debitTexts);
  const nameOf = useNameOf();
  const may = useMay();
  const { username } = useMe();
  const decide = useDecideRelease(file.name);
  const mayDecide = may('POST /staff/debit-files/:name/release-decision') && askedBy !== `staff:${username}`;
  return (
    <>
      <p>{t('release-asked', { who: nameOf(askedBy), reason: file.releaseReason ?? '' })}</p>
      <p className="soft">{t(mayDecide ? 'release-effect' : 'release-own')}</p>
      {mayDecide ? (
        <Decision
          about={file.name}
          approve={t('release-approve')}
          reject={t('release-reject')}
          effect={t('release-effect')}
          danger
          decide={decide}
        >
          <Changes
            lines={[
              { key: 'rows', what: t('release-held'), before: file.rows, after: 0 },
              {
                key: 'sum',
                what: t('release-held-sum'),
                before: <Money fen={file.totalFen} />,
                after: <Money fen={0} />,
              },
            ]}
          />
        </Decision>
      ) : null}
    </>
  );
}
