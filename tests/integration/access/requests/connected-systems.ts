/** Systems that bring data by themselves: in the staff view, and at their own doors. */
import type { SystemScope } from '../../../../server/src/http/access.ts';
import { type Caller, type Examples, freshKey } from '../example.ts';
import { digits, type Scene } from '../scene.ts';

const newSystem = (change: { scopes?: SystemScope[]; addresses?: string[] } = {}) => ({
  code: `sys-${digits(8)}`,
  name: '计量自动化系统',
  scopes: ['readings'],
  addresses: [],
  ...change,
});

async function added(
  { hall, desk }: Scene,
  change: { scopes?: SystemScope[]; addresses?: string[] } = {},
): Promise<string> {
  const body = newSystem(change);
  const { cookie } = desk.administrator;
  const { status } = await hall.call('POST', '/staff/connected-systems', { cookie, body, key: freshKey() });
  if (status !== 201) throw new Error(`the system was not added: ${status}`);
  return body.code;
}

async function withKey(scene: Scene, code: string): Promise<string> {
  const { cookie } = scene.desk.administrator;
  const path = `/staff/connected-systems/${code}/keys`;
  return (await scene.hall.call('POST', path, { cookie, body: { keyId: '2026-12' } })).body.key;
}

/** A system that the desk's administrator has let in. */
export async function connectSystem(
  scene: Scene,
  change: { scopes?: SystemScope[]; addresses?: string[] },
): Promise<Caller> {
  return { token: await withKey(scene, await added(scene, change)) };
}

const accountRow = () => {
  const accountNo = `371${digits(10)}`;
  return {
    accountNo,
    region: 'weihai',
    category: 'residential',
    district: '文登区',
    street: '文山路',
    building: '3号楼',
    room: '201室',
    holderName: '王小红',
    contractNo: `C-${accountNo}`,
    heldFrom: '2026-01-01',
  };
};
const meterRow = ({ home }: Scene) => ({
  assetNo: `A-${digits(8)}`,
  accountNo: home.accountNo,
  installedOn: '2026-01-02',
  openingTotalKwh: '0',
  previousTotalKwh: '900000',
});
const readingRow = ({ home }: Scene) => ({
  meterAssetNo: home.meterAssetNo,
  readOn: '2026-01-01',
  totalKwh: '10',
});

const openingEnergyRow = ({ home }: Scene) => ({
  accountNo: home.accountNo,
  usedTo: '2026-01-31',
  energyKwh: '210.5',
});

const gridPointRow = () => ({
  code: `WG-${digits(8)}`,
  name: '城东抢修点',
  region: 'weihai',
  areaKind: 'city',
  lat: '37.1940',
  lon: '122.0570',
});
const gridStreetRow = () => ({
  pointCode: 'WG-nowhere',
  district: '文登区',
  street: `${digits(6)}路`,
  areaKind: 'city',
  lat: '37.1940',
  lon: '122.0570',
});

const rows = (scope: SystemScope, row: (scene: Scene) => object) => ({
  judgesRows: true as const,
  make: async (scene: Scene) => ({
    as: await connectSystem(scene, { scopes: [scope] }),
    body: { rows: [row(scene)] },
  }),
});
const file = (scope: SystemScope, row: (scene: Scene) => object) => ({
  make: async (scene: Scene) => {
    const sent = row(scene);
    const columns = Object.keys(sent).map(name =>
      name.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`),
    );
    return {
      as: await connectSystem(scene, { scopes: [scope] }),
      headers: { 'content-type': 'text/csv' },
      body: `${columns.join(',')}\n${Object.values(sent).join(',')}\n`,
    };
  },
});

export const connectedSystemsRequests: Examples = {
  'GET /api/v1/staff/connected-systems': { make: () => ({}) },
  'POST /api/v1/staff/connected-systems': { make: () => ({ body: newSystem() }) },
  'PATCH /api/v1/staff/connected-systems/:code': {
    make: async scene => ({
      params: { code: await added(scene) },
      body: { addresses: ['10.1.0.0/16'], reason: '机房迁移' },
    }),
  },
  'POST /api/v1/staff/connected-systems/:code/keys': {
    make: async scene => ({ params: { code: await added(scene) }, body: { keyId: '2026-12' } }),
  },
  'POST /api/v1/staff/connected-systems/:code/keys/:keyId/end': {
    make: async scene => {
      const code = await added(scene);
      await withKey(scene, code);
      return { params: { code, keyId: '2026-12' }, body: { reason: '密钥轮换' } };
    },
  },
  'POST /api/v1/data/accounts': rows('accounts', accountRow),
  'POST /api/v1/data/meters': rows('meters', meterRow),
  'POST /api/v1/data/readings': rows('readings', readingRow),
  'POST /api/v1/data/opening-energy': rows('opening-energy', openingEnergyRow),
  'POST /api/v1/data/grid-points': rows('grid-points', gridPointRow),
  'POST /api/v1/data/grid-streets': rows('grid-streets', gridStreetRow),
  'POST /api/v1/data/files/accounts': file('accounts', accountRow),
  'POST /api/v1/data/files/meters': file('meters', meterRow),
  'POST /api/v1/data/files/readings': file('readings', readingRow),
  'POST /api/v1/data/files/opening-energy': file('opening-energy', openingEnergyRow),
  'POST /api/v1/data/files/grid-points': file('grid-points', gridPointRow),
  'POST /api/v1/data/files/grid-streets': file('grid-streets', gridStreetRow),
};
