import { Button, Popconfirm } from 'antd';
import { useState } from 'react';
import { useMay } from '../../app/session.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ListTable } from '../../components/list-table.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Sheet } from '../../components/sheet.tsx';
import { EmptyState, Loaded } from '../../components/states.tsx';
import { StatusTag } from '../../components/status-tag.tsx';
import { At, Money, Mono } from '../../components/values.tsx';
import { Who } from '../../components/who.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import './counter.css';
import { ConfirmBox } from './confirm-box.tsx';
import { CountBoxDialog } from './count-box-dialog.tsx';
import { useDeskPost } from './counter.queries.ts';
import { deviceTexts } from './device-texts.ts';
import { EnrolDialog } from './enrol-dialog.tsx';
import { ProblemTable } from './problem-table.tsx';
import { type CashBox, type Device, useDevices } from './shifts.queries.ts';
import { TerminalSheets } from './terminal-sheets.tsx';

export function Page() {
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const devices = useDevices();
  const [enrolling, setEnrolling] = useState<{ deviceNo?: string } | null>(null);
  const add = may('POST /staff/desk/devices') ? (
    <Button size="small" type="primary" onClick={() => setEnrolling({})}>
      {t('add')}
    </Button>
  ) : null;
  return (
    <>
      <PageHead title={t('title')} hint={t('hint')} />
      <Sheet title={t('kiosks')} flush extra={add}>
        <Loaded query={devices}>
          {({ devices: rows }) =>
            rows.length === 0 ? (
              <EmptyState title={t('no-kiosks')} />
            ) : (
              <DeviceTable rows={rows} onEnrol={deviceNo => setEnrolling({ deviceNo })} />
            )
          }
        </Loaded>
      </Sheet>
      <Sheet title={t('boxes')} flush>
        <Loaded query={devices}>
          {({ boxes }) =>
            boxes.length === 0 ? <EmptyState title={t('no-boxes')} /> : <BoxTable rows={boxes} />
          }
        </Loaded>
      </Sheet>
      {devices.data && devices.data.problems.length > 0 ? (
        <Sheet title={t('problems')} flush>
          <ProblemTable rows={devices.data.problems} />
        </Sheet>
      ) : null}
      <TerminalSheets />
      {enrolling ? <EnrolDialog deviceNo={enrolling.deviceNo} onClose={() => setEnrolling(null)} /> : null}
    </>
  );
}

const deviceTones = { waiting: 'waits', active: 'good', revoked: 'plain' } as const;

function DeviceTable({ rows, onEnrol }: { rows: Device[]; onEnrol: (deviceNo: string) => void }) {
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const revoke = useDeskPost<string, Device>(
    deviceNo => `/staff/desk/devices/${deviceNo}/revocation`,
    () => ({}),
  );
  return (
    <DataTable<Device>
      label={t('kiosks')}
      rowKey="deviceNo"
      dataSource={rows}
      columns={[
        { title: t('device'), dataIndex: 'deviceNo', render: (no: string) => <Mono>{no}</Mono> },
        { title: t('name'), dataIndex: 'name' },
        { title: t('place'), dataIndex: 'place' },
        {
          title: t('box'),
          dataIndex: 'boxNo',
          render: (no: string | null) => (no ? <Mono>{no}</Mono> : '—'),
        },
        { title: t('seen'), dataIndex: 'seenAt', render: (at: string | null) => <At at={at} /> },
        {
          title: t('state'),
          dataIndex: 'status',
          render: (status: Device['status']) => (
            <StatusTag group="device" status={status} tone={deviceTones[status]} />
          ),
        },
        {
          key: 'acts',
          render: (_, { deviceNo, status }) => (
            <span className="till-acts">
              {may('POST /staff/desk/devices/:deviceNo/enrolment') ? (
                <Button size="small" onClick={() => onEnrol(deviceNo)}>
                  {t('new-code')}
                </Button>
              ) : null}
              {may('POST /staff/desk/devices/:deviceNo/revocation') && status !== 'revoked' ? (
                <Popconfirm title={t('revoke-sure')} onConfirm={() => revoke.mutate(deviceNo)}>
                  <Button size="small" danger>
                    {t('revoke')}
                  </Button>
                </Popconfirm>
              ) : null}
            </span>
          ),
        },
      ]}
    />
  );
}

const boxTones = { inserted: 'plain', removed: 'waits', unconfirmed: 'waits', counted: 'good' } as const;

function BoxTable({ rows }: { rows: CashBox[] }) {
  const t = useFeatureTexts(deviceTexts);
  const may = useMay();
  const [counting, setCounting] = useState<CashBox | null>(null);
  const money = (fen: number | null) => (fen === null ? '—' : <Money fen={fen} />);
  return (
    <>
      <ListTable<CashBox>
        list="cash-boxes"
        label={t('boxes')}
        rowKey="boxNo"
        dataSource={rows}
        columns={[
          { title: t('box'), dataIndex: 'boxNo', render: (no: string) => <Mono>{no}</Mono> },
          { title: t('inserted'), dataIndex: 'insertedAt', render: (at: string) => <At at={at} /> },
          { title: t('removed'), dataIndex: 'removedAt', render: (at: string | null) => <At at={at} /> },
          { title: t('expected'), dataIndex: 'expectedFen', align: 'right', render: money },
          { title: t('counted'), dataIndex: 'countedFen', align: 'right', render: money },
          {
            title: t('difference'),
            dataIndex: 'differenceFen',
            align: 'right',
            render: (fen: number | null) => (fen ? <span className="owed">{money(fen)}</span> : money(fen)),
          },
          {
            title: t('by'),
            key: 'by',
            render: (_, { countedBy, confirmedBy }) =>
              countedBy ? <Who did={countedBy} then={confirmedBy} /> : '—',
          },
          {
            title: t('state'),
            key: 'state',
            render: (_, box) =>
              box.status === 'removed' && may('POST /staff/desk/cash-boxes/:boxNo/count') ? (
                <Button size="small" onClick={() => setCounting(box)}>
                  {t('count')}
                </Button>
              ) : (
                <>
                  <StatusTag group="cash-box" status={box.status} tone={boxTones[box.status]} />
                  {box.status === 'unconfirmed' ? <ConfirmBox box={box} /> : null}
                </>
              ),
          },
        ]}
      />
      {counting ? <CountBoxDialog box={counting} onClose={() => setCounting(null)} /> : null}
    </>
  );
}
