/** No channel is left out: of the registry, of the table, of what is played, or of the documents. */
import { expect, test } from '@jest/globals';
import { caseIds } from './cases.ts';
import { type Channels, missingIn, ourChannels } from './completeness.ts';
import { played } from './played.ts';
import { resultsOf } from './results.ts';
import { type Row, table } from './table.ts';

const ours = ourChannels(played);
/** The ways to pay that the hall was built for; whoever adds one adds to these. */
const eighteen = [
  ...['app', 'web-hall', 'alipay', 'wechat', 'kiosk', 'recharge-card', 'sms', 'counter', 'agent'],
  ...['bank-counter', 'bank-debit', 'mobile-bank', 'online-bank', 'postal', 'bank-kiosk', 'pos'],
  ...['financial-terminal', 'wechat-bill'],
];

test('all eighteen are registered, described, exemplified and played', () => {
  expect(missingIn(ours)).toEqual([]);
  expect(eighteen).toHaveLength(18);
  expect(ours.registered).toEqual(expect.arrayContaining(eighteen));
});

test('of each, every required case has been recorded as passed: docs/channels.md has no gap', () => {
  const gaps = eighteen.flatMap(code => {
    const results = resultsOf(code);
    return caseIds
      .filter(id => table[code]![id] === 'required' && results[id] !== 'passed')
      .map(id => `${code}: ${id}`);
  });
  expect(gaps).toEqual([]);
});

const excused = Object.fromEntries(
  caseIds.map(id => [id, { notApplicable: 'nobody asks' }]),
) as unknown as Row;
const without = (folder: string): Channels => ({
  ...ours,
  read: path => (path.includes(folder) ? undefined : ours.read(path)),
});

test.each<[string, Channels, string]>([
  [
    'a folder that nobody registered',
    { ...ours, folders: [...ours.folders, 'carrier-pigeon'] },
    'carrier-pigeon: a folder under channels/ that is not registered',
  ],
  [
    'a channel without a row',
    { ...ours, table: Object.fromEntries(Object.entries(ours.table).filter(([code]) => code !== 'pos')) },
    'pos: no row in the table',
  ],
  [
    'a channel that excuses itself from every case',
    { ...ours, table: { ...ours.table, pos: excused } },
    'pos: the case success is required of every channel',
  ],
  [
    'a channel that no suite plays',
    { ...ours, played: ours.played.filter(code => code !== 'sms') },
    'sms: no suite plays it',
  ],
  [
    'an example message that is not there',
    without('bank-debit/examples/DKRES'),
    'bank-debit: the example message server/src/modules/payments/channels/bank-debit/examples/DKRES_DTNS_20261120_000017_001.txt is missing',
  ],
  [
    'a channel without any example',
    { ...ours, examples: { ...ours.examples, agent: {} } },
    'agent: no example message, and no published protocol',
  ],
  ['a channel without a README', without('kiosk/README'), 'kiosk: no README of its own'],
])('%s is noticed', (_, channels, complaint) => {
  expect(missingIn(channels)).toContain(complaint);
});
