/** The order of the suites: the long ones first, lest one of them runs on alone at the end. A fresh clone knows no times, and Jest goes by the size of files. */
import Sequencer from '@jest/test-sequencer';

/** Long, and of small files. */
const long = [
  'tests/e2e/admin/staff-pages.test.ts',
  'tests/chaos/short.test.ts',
  'tests/integration/access/bad-input.test.ts',
  'tests/e2e/resident/every-page.test.ts',
  'tests/contract/channels/agency.test.ts',
  'tests/contract/channels/prepay.test.ts',
  'tests/contract/nineteenth.test.ts',
  'tests/contract/channels/files-and-messages.test.ts',
  'tests/contract/pairs/pairs.test.ts',
  'tests/e2e/resident/pay-a-bill.test.ts',
];

export default class LongSuitesFirst extends Sequencer {
  sort(tests) {
    const isLong = ({ path }) => long.some(name => path.endsWith(name));
    const sorted = super.sort(tests);
    return [...sorted.filter(isLong), ...sorted.filter(test => !isLong(test))];
  }
}
