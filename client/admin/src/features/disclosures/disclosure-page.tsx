import { Button, Space } from 'antd';
import { useState } from 'react';
import { useParams } from 'react-router-dom';
import { minuteOf } from '../../app/format.ts';
import { useMay, useMe } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ProblemList } from '../../components/problem-list.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useTexts, useWord } from '../../i18n/index.tsx';
import { type DisclosureFile, useDecide, useDisclosure, useWithdraw } from './disclosures.queries.ts';
import { EditDialog } from './edit-dialog.tsx';
import { EditionSheet } from './edition.tsx';
import { texts } from './texts.ts';

/** A notice or policy with all its editions, and what can be done with the newest. */
export function Page() {
  const { number = '' } = useParams();
  const found = useDisclosure(number);
  return <Loaded query={found}>{file => <Shown file={file} />}</Loaded>;
}

function Shown({ file }: { file: DisclosureFile }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const { language } = useTexts();
  const nameOf = useNameOf();
  const { number, kind, withdrawnAt, withdrawnBy, withdrawnFor, editions } = file;
  const newest = editions[0]!;
  return (
    <>
      <PageHead
        title={language === 'en' ? newest.titleEn : newest.titleZh}
        hint={
          <>
            <span className="mono">{number}</span> · {word('disclosure-kind', kind)}
          </>
        }
      >
        {withdrawnAt ? null : <Acts file={file} />}
      </PageHead>
      {withdrawnAt && withdrawnBy ? (
        <p className="owed">
          {t('withdrawn', {
            reason: withdrawnFor ?? '',
            who: nameOf(withdrawnBy),
            at: minuteOf(withdrawnAt),
          })}
        </p>
      ) : null}
      {editions.map(edition => (
        <EditionSheet key={edition.edition} edition={edition} />
      ))}
    </>
  );
}

function Acts({ file }: { file: DisclosureFile }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const me = useMe();
  const [open, setOpen] = useState<'edit' | 'refuse' | 'withdraw' | null>(null);
  const { number, editions } = file;
  const { edition, status, writtenBy } = editions[0]!;
  const deciding = useDecide(number);
  const withdrawing = useWithdraw(number);
  const close = () => setOpen(null);
  const decides = status === 'proposed' && may('POST /staff/disclosures/:number/decisions');
  const own = writtenBy === me.username;
  return (
    <>
      <ProblemList error={open ? null : deciding.error} />
      <Space wrap>
        {may('POST /staff/disclosures/:number/editions') && (status !== 'proposed' || own) ? (
          <Button onClick={() => setOpen('edit')}>{t('new-edition')}</Button>
        ) : null}
        {decides && own ? <span className="soft">{t('own-waits')}</span> : null}
        {decides && !own ? (
          <Button
            type="primary"
            loading={deciding.isPending}
            onClick={() => deciding.mutate({ decision: 'publish', edition })}
          >
            {t('publish')}
          </Button>
        ) : null}
        {decides ? <Button onClick={() => setOpen('refuse')}>{t('refuse')}</Button> : null}
        {may('POST /staff/disclosures/:number/withdrawal') ? (
          <Button danger onClick={() => setOpen('withdraw')}>
            {t('withdraw')}
          </Button>
        ) : null}
      </Space>
      {open === 'edit' ? <EditDialog file={file} onClose={close} /> : null}
      {open === 'refuse' ? (
        <ReasonDialog
          title={t('refuse')}
          hint={t('refuse-hint')}
          pending={deciding.isPending}
          error={deciding.error}
          onClose={close}
          onDecide={reason => deciding.mutate({ decision: 'refuse', edition, reason }, { onSuccess: close })}
        />
      ) : null}
      {open === 'withdraw' ? (
        <ReasonDialog
          title={t('withdraw')}
          hint={t('withdraw-hint')}
          danger
          pending={withdrawing.isPending}
          error={withdrawing.error}
          onClose={close}
          onDecide={reason => withdrawing.mutate(reason, { onSuccess: close })}
        />
      ) : null}
    </>
  );
}
