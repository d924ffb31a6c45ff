import type { OutageDetail } from '@api/types';
import { getOutage } from '@/api/hall';
import { apiUrl } from '@/api/http';
import { useBusy } from '@/components/busy';
import { Card } from '@/components/card';
import { Empty } from '@/components/empty';
import { Fact, Facts } from '@/components/facts';
import { Page } from '@/components/page';
import { ResourceView } from '@/components/resource-view';
import { Box, Press } from '@/elements/elements';
import { statusWord, windowOf } from '@/features/outage/outage-card';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { go, usePageParams } from '@/navigation/go';
import { files } from '@/platform/files';
import { useResource } from '@/state/resource';

export default function OutagePage() {
  const t = useTexts();
  const { outageNo } = usePageParams('outage');
  const outage = useResource(outageNo ? `outage:${outageNo}` : null, () => getOutage(outageNo ?? ''));
  return (
    <Page title={t('outages.title')}>
      {!outageNo && (
        <Empty
          title={t('outages.none.title')}
          how={t('outages.none.how')}
          action={{ name: t('outages.title'), onPress: () => go('outages', {}) }}
        />
      )}
      {outageNo && (
        <ResourceView of={outage} skeleton={{ cards: 2 }}>
          {data => <Detail outage={data} />}
        </ResourceView>
      )}
    </Page>
  );
}

function Detail({ outage }: { outage: OutageDetail }) {
  const t = useTexts();
  const { kind, status, fromAt, untilAt, reason, area, restoredAt, homes } = outage;
  return (
    <>
      <Card tone={status === 'under-way' ? 'danger' : 'plain'}>
        <Box className="quiet">{t(`outages.kind.${kind}`)}</Box>
        <Box className="heading heading--3">{windowOf(outage, t)}</Box>
        <Box>{statusWord(status, t)}</Box>
        <Facts>
          <Fact name={t('outages.from')}>{moment(fromAt, t.language)}</Fact>
          {restoredAt ? (
            <Fact name={t('outages.restored-at')}>{moment(restoredAt, t.language)}</Fact>
          ) : (
            <Fact name={t('outages.expected')}>{moment(untilAt, t.language)}</Fact>
          )}
          <Fact name={t('outages.reason')}>{reason}</Fact>
          <Fact name={t('outages.area')}>{area}</Fact>
          <Fact name={t('outages.number')}>{outage.outageNo}</Fact>
        </Facts>
        <Box className="quiet prose">{t('outages.prepare')}</Box>
      </Card>
      <Card title={t('outages.homes')}>
        {homes.length === 0 && <Box className="quiet">{t('outages.no-homes')}</Box>}
        <Box as="ul" className="plain-list rows">
          {homes.map(({ accountNo, nickname, address }) => (
            <Box as="li" key={accountNo}>
              {nickname && <Box>{nickname}</Box>}
              <Box className={nickname ? 'quiet' : ''}>{address}</Box>
            </Box>
          ))}
        </Box>
        <Notices outage={outage} />
      </Card>
      <History outage={outage} />
    </>
  );
}

/** What hangs on the board of the building, to save or print. */
function Notices({ outage: { outageNo, notices } }: { outage: OutageDetail }) {
  const t = useTexts();
  const { busy, error, run } = useBusy();
  const open = (path: string) =>
    run(() =>
      files.openForeignPdf({
        url: apiUrl('').replace('/api/v1', path.replace('/notice?', '/notice.pdf?')),
        name: `${outageNo}.pdf`,
      }),
    );
  if (notices.length === 0) return null;
  return (
    <Box className="actions">
      {notices.map(({ name, path }) => (
        <Press key={path} look="quiet" disabled={busy} onPress={() => void open(path)}>
          {t('outages.notice', { name })}
        </Press>
      ))}
      {error && <Box role="alert">{t('file.failed')}</Box>}
    </Box>
  );
}

function History({ outage }: { outage: OutageDetail }) {
  const t = useTexts();
  return (
    <Card title={t('outages.history')}>
      <Box as="ol" className="plain-list rows">
        {outage.history.map(entry => (
          <Box as="li" key={entry.at}>
            <Box className="spread">
              <Box>{t(`outages.history.${entry.what}`)}</Box>
              <Box className="quiet">{moment(entry.at, t.language)}</Box>
            </Box>
            <Box className="quiet">{windowOf(entry, t)}</Box>
            <Box className="quiet">{entry.reason}</Box>
          </Box>
        ))}
      </Box>
    </Card>
  );
}
