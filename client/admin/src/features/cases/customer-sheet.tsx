import { Button, Space, Tag } from 'antd';
import { useState } from 'react';
import { dayOf } from '../../app/format.ts';
import { useMay } from '../../app/session.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { Loaded } from '../../components/states.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import type { CaseFile } from './cases.queries.ts';
import { type Candidate, type CasePeople, useCasePeople, useLinking } from './customer.queries.ts';
import { texts } from './customer.texts.ts';
import { CustomerTimeline } from './customer-timeline.tsx';

/** Whose case it is, and everything else of the same person. */
export function CustomerSheet({ file: { caseNo } }: { file: CaseFile }) {
  const t = useFeatureTexts(texts);
  const [q, setQ] = useState('');
  const people = useCasePeople(caseNo, q);
  return (
    <Sheet title={t('title')}>
      <Loaded query={people}>
        {({ person, linkable, candidates }) => (
          <>
            {person ? <Known caseNo={caseNo} person={person} linkable={linkable} /> : null}
            {!person && !linkable ? <p className="soft no-top">{t('anonymous')}</p> : null}
            {!person && linkable ? (
              <Unknown caseNo={caseNo} candidates={candidates} q={q} onFind={setQ} />
            ) : null}
          </>
        )}
      </Loaded>
      <CustomerTimeline caseNo={caseNo} />
    </Sheet>
  );
}

type Person = NonNullable<CasePeople['person']>;

function Who({ phoneMasked, since, accountNos }: Pick<Person, 'phoneMasked' | 'since' | 'accountNos'>) {
  const t = useFeatureTexts(texts);
  const known = [
    t('since', { day: dayOf(since) }),
    accountNos.length > 0 ? t('households', { list: accountNos.join(' · ') }) : null,
  ];
  return (
    <span>
      <span className="mono">{phoneMasked ?? t('no-phone')}</span>{' '}
      <span className="soft">{known.filter(Boolean).join(' · ')}</span>
    </span>
  );
}

function Known({ caseNo, person, linkable }: { caseNo: string; person: Person; linkable: boolean }) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const nameOf = useNameOf();
  const linking = useLinking(caseNo);
  const [undoing, setUndoing] = useState(false);
  const { linkedBy } = person;
  return (
    <p className="no-top">
      <Who {...person} />
      {linkedBy ? <span className="soft"> · {t('linked-by', { who: nameOf(linkedBy) })}</span> : null}{' '}
      {linkable && may('POST /staff/cases/:caseNo/person-removal') ? (
        <Button size="small" onClick={() => setUndoing(true)}>
          {t('unlink')}
        </Button>
      ) : null}
      {undoing ? (
        <ReasonDialog
          title={t('unlink')}
          hint={t('unlink-hint')}
          pending={linking.isPending}
          error={linking.error}
          onDecide={reason => linking.mutate({ reason }, { onSuccess: () => setUndoing(false) })}
          onClose={() => setUndoing(false)}
        />
      ) : null}
    </p>
  );
}

/** Nobody is its person until a colleague says so. */
function Unknown({
  caseNo,
  candidates,
  q,
  onFind,
}: {
  caseNo: string;
  candidates: Candidate[];
  q: string;
  onFind: (q: string) => void;
}) {
  const t = useFeatureTexts(texts);
  const may = useMay();
  const linking = useLinking(caseNo);
  const [chosen, setChosen] = useState<Candidate | null>(null);
  return (
    <>
      <p className="soft no-top">{t('unknown')}</p>
      {may('POST /staff/cases/:caseNo/person') ? (
        <SearchBox label={t('find')} placeholder={t('find-hint')} value={q} onSearch={onFind} width={220} />
      ) : null}
      {candidates.length === 0 ? <p className="soft">{t('nobody')}</p> : null}
      <ul className="plain-list" style={{ marginTop: 12 }}>
        {candidates.map(each => (
          <li key={each.personId}>
            <Space wrap>
              <Who {...each} />
              {each.byPhone ? <Tag>{t('by-phone')}</Tag> : null}
              {each.byHousehold ? <Tag>{t('by-household')}</Tag> : null}
              {each.isHolder ? <Tag>{t('holder')}</Tag> : null}
              {may('POST /staff/cases/:caseNo/person') ? (
                <Button size="small" onClick={() => setChosen(each)}>
                  {t('link')}
                </Button>
              ) : null}
            </Space>
          </li>
        ))}
      </ul>
      {chosen ? (
        <ReasonDialog
          title={t('link')}
          hint={t('link-hint')}
          label={t('how-known')}
          pending={linking.isPending}
          error={linking.error}
          onDecide={words =>
            linking.mutate({ personId: chosen.personId, words }, { onSuccess: () => setChosen(null) })
          }
          onClose={() => setChosen(null)}
        />
      ) : null}
    </>
  );
}
