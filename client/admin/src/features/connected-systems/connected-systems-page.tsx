import { Button } from 'antd';
import { useState } from 'react';
import { Allowed } from '../../app/session.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { Facts, Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Mono } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type ConnectedSystem, useChangeSystem, useConnectedSystems } from './connected-systems.queries.ts';
import { KeysTable } from './keys-table.tsx';
import { SystemDialog } from './system-dialog.tsx';
import { texts } from './texts.ts';

export function Page() {
  const t = useFeatureTexts(texts);
  const systems = useConnectedSystems();
  const [adding, setAdding] = useState(false);
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')}>
        <Allowed to="POST /staff/connected-systems">
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('add')}
          </Button>
        </Allowed>
      </PageHead>
      <Loaded query={systems}>
        {list =>
          list.length === 0 ? (
            <div className="sheet">
              <EmptyState title={t('none')} hint={t('none-hint')} />
            </div>
          ) : (
            list.map(system => <SystemSheet key={system.code} system={system} />)
          )
        }
      </Loaded>
      {adding ? <SystemDialog system={null} onClose={() => setAdding(false)} /> : null}
    </>
  );
}

function SystemSheet({ system }: { system: ConnectedSystem }) {
  const t = useFeatureTexts(texts);
  const [dialog, setDialog] = useState<'change' | 'state' | null>(null);
  const change = useChangeSystem(system.code);
  const close = () => setDialog(null);
  const turn = t(system.active ? 'suspend' : 'resume');
  return (
    <Sheet
      title={system.name}
      extra={
        <Allowed to="PATCH /staff/connected-systems/:code">
          <span style={{ display: 'flex', gap: 8 }}>
            <Button size="small" danger={system.active} onClick={() => setDialog('state')}>
              {turn}
            </Button>
            <Button size="small" onClick={() => setDialog('change')}>
              {t('change')}
            </Button>
          </span>
        </Allowed>
      }
    >
      <Facts
        facts={[
          [
            t('code'),
            <span key="code">
              <Mono>{system.code}</Mono>{' '}
              {system.active ? null : <StatusTag status="suspended" tone="bad" text={t('suspended')} />}
            </span>,
          ],
          [t('scopes'), system.scopes.map(scope => t(`scope.${scope}`)).join(' · ')],
          [t('addresses'), system.addresses.join('  ') || t('anywhere')],
          [
            t('since'),
            <span key="since">
              <At at={system.createdAt} /> <Who did={system.createdBy} />
            </span>,
          ],
        ]}
      />
      <KeysTable system={system} />
      {dialog === 'change' ? <SystemDialog system={system} onClose={close} /> : null}
      {dialog === 'state' ? (
        <ReasonDialog
          title={turn}
          hint={system.active ? t('suspend-hint') : null}
          danger={system.active}
          pending={change.isPending}
          error={change.error}
          onClose={close}
          onDecide={reason => change.mutate({ active: !system.active, reason }, { onSuccess: close })}
        />
      ) : null}
    </Sheet>
  );
}
