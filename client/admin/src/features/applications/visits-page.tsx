import { Link } from 'react-router-dom';
import { dayOf } from '../../app/format.ts';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { useNameOf } from '../../components/use-name-of.ts';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { useVisits, type Visit } from './applications.queries.ts';
import { texts } from './texts.ts';
import { useTeamName } from './use-team-name.ts';

const fortnightMs = 14 * 86_400_000;

/** Who goes where when: today and the fortnight ahead. */
export function Page() {
  const t = useFeatureTexts(texts);
  const now = new Date();
  const visits = useVisits(
    dayOf(now.toISOString()),
    dayOf(new Date(now.getTime() + fortnightMs).toISOString()),
  );
  return (
    <>
      <PageHead title={t('visits')} hint={t('visits-hint')} />
      <div className="sheet">
        <Loaded query={visits}>
          {data =>
            data.visits.length === 0 ? (
              <EmptyState title={t('visits-none')} hint={t('visits-none-hint')} />
            ) : (
              <Visits rows={data.visits} />
            )
          }
        </Loaded>
      </div>
    </>
  );
}

function Visits({ rows }: { rows: Visit[] }) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const nameOf = useNameOf();
  const teamName = useTeamName();
  return (
    <ListTable<Visit>
      list="application-visits"
      label={t('visits')}
      wraps
      rowKey={({ caseNo, step, on, part }) => `${caseNo} ${step} ${on} ${part}`}
      dataSource={rows}
      columns={[
        {
          title: t('visit-on'),
          key: 'on',
          render: (_, { on, part }) => <span className="figures">{`${on} ${word('half-day', part)}`}</span>,
        },
        {
          title: t('number'),
          key: 'number',
          render: (_, { caseNo }) => (
            <Link className="mono" to={`/applications/${caseNo}`}>
              {caseNo}
            </Link>
          ),
        },
        { title: t('place'), dataIndex: 'placeMasked' },
        { title: t('team'), key: 'team', render: (_, { team }) => teamName(team) },
        { title: t('owner'), key: 'owner', render: (_, { owner }) => (owner ? nameOf(owner) : t('nobody')) },
        {
          title: t('state'),
          key: 'state',
          render: (_, { status }) => (
            <StatusTag group="site-visit" status={status} tone={status === 'missed' ? 'bad' : 'plain'} />
          ),
        },
      ]}
    />
  );
}
