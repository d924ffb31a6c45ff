/** 临时用电: opened until a day, extended by application, and ended by the hall when that day has passed. */
import type { KindSource } from '../kind.ts';
import {
  acceptance,
  activation,
  agentPaper,
  building,
  businessLicence,
  capacity,
  company,
  finalReading,
  inspecting,
  lowVoltageList,
  metering,
  organisationNo,
  phone,
  place,
  propertyProof,
  settling,
  signing,
  sources,
  survey,
  wish,
} from './common.ts';

const until: KindSource['fields'][number] = {
  code: 'until',
  label: { zh: '用电至', en: 'Needed until' },
  type: 'date',
  required: true,
  ahead: true,
};

const opening: KindSource = {
  code: 'temporary-supply',
  // From the second version on its end is watched.
  version: 2,
  name: { zh: '临时用电', en: 'Temporary supply' },
  summary: { zh: '基建工地、集会演出等短期用电', en: 'Building sites, events and the like' },
  group: 'new-supply',
  subject: 'new-place',
  category: 'commercial',
  limit: { workingDays: 6, source: sources.own },
  fields: [company, phone, organisationNo, ...place, capacity(1_000), until, wish],
  papers: [businessLicence(), propertyProof('acceptance'), agentPaper],
  inspections: [{ step: 'final-inspection', items: lowVoltageList }],
  temporary: { until: 'until', ending: 'temporary-ending', tellDaysBefore: 15 },
  start: 'acceptance',
  steps: [
    acceptance(1, 'survey'),
    survey(2, 'works'),
    building('works', 'final-inspection', { zh: '受电工程施工', en: 'Your installation' }),
    inspecting(
      'final-inspection',
      1,
      { passed: 'contract', failed: 'works' },
      { zh: '竣工检验', en: 'Final inspection' },
    ),
    signing('metering'),
    metering(1, 'activation'),
    activation(1),
  ],
};

const extension: KindSource = {
  code: 'temporary-extension',
  version: 1,
  name: { zh: '临时用电延期', en: 'Extending a temporary supply' },
  summary: { zh: '临时用电到期后仍需用电', en: 'You need a temporary supply for longer' },
  group: 'change',
  subject: 'household',
  limit: { workingDays: 3, source: sources.own },
  fields: [phone, { ...until, label: { zh: '延期至', en: 'Needed until' } }, wish],
  papers: [businessLicence(), agentPaper],
  start: 'acceptance',
  steps: [
    acceptance(1, 'settling'),
    settling({ code: 'extend', name: { zh: '延期', en: 'Extend' }, to: 'done', effect: 'extend-supply' }, 2),
  ],
};

const ending: KindSource = {
  code: 'temporary-ending',
  version: 1,
  name: { zh: '临时用电到期终止', en: 'End of a temporary supply' },
  summary: {
    zh: '临时用电到期，抄表、结清并拆表',
    en: 'Its day has passed: last reading, final bill, meter down',
  },
  group: 'holder',
  subject: 'household',
  openedBy: 'hall',
  limit: { workingDays: 5, source: sources.own },
  fields: [company, phone],
  papers: [],
  start: 'notice',
  steps: [
    {
      code: 'notice',
      name: { zh: '到期核对', en: 'Talking to the customer' },
      stage: 'accept',
      type: 'review',
      by: 'acceptance',
      workingDays: 1,
      message: {
        zh: '临时用电已到期，客户经理将与您约定停电拆表时间',
        en: 'Your temporary supply is over; your manager will agree with you on when it is switched off',
      },
      moves: [{ code: 'agreed', name: { zh: '已约定', en: 'Agreed' }, to: 'reading' }],
    },
    {
      ...finalReading(2, 'settling'),
      name: { zh: '停电、抄录表底', en: 'Switching off, last reading' },
    },
    settling(
      { code: 'close', name: { zh: '终止用电', en: 'Close' }, to: 'done', effect: 'close-account' },
      2,
    ),
  ],
};

export const temporarySupplyKinds: KindSource[] = [opening, extension, ending];
