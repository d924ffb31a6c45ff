/** New installations: from a flat to a works with two lines. */
import type { KindSource } from '../kind.ts';
import {
  acceptance,
  activation,
  agentPaper,
  applicant,
  building,
  businessLicence,
  capacity,
  company,
  highVoltageList,
  identityCard,
  identityNo,
  inspecting,
  lowVoltageList,
  metering,
  organisationNo,
  paying,
  phone,
  place,
  propertyProof,
  signing,
  sources,
  stageList,
  survey,
  wish,
} from './common.ts';

const midway = { zh: '中间检查', en: 'Stage inspection' };
const final = { zh: '竣工检验', en: 'Final inspection' };

const newResidential: KindSource = {
  code: 'new-residential',
  version: 1,
  name: { zh: '居民新装', en: 'New supply: home' },
  summary: { zh: '新房第一次用电', en: 'A home that has no electricity yet' },
  group: 'new-supply',
  subject: 'new-place',
  category: 'residential',
  limit: { workingDays: 5, source: sources.commitments },
  fields: [applicant, phone, identityNo, ...place, capacity(50), wish],
  papers: [identityCard(), propertyProof('papers'), agentPaper],
  inspections: [],
  start: 'acceptance',
  steps: [
    acceptance(1, 'survey'),
    survey(1, 'contract'),
    signing('metering'),
    metering(1, 'papers'),
    {
      code: 'papers',
      name: { zh: '资料补齐核对', en: 'Papers complete' },
      stage: 'connect',
      type: 'review',
      by: 'acceptance',
      workingDays: 1,
      message: { zh: '正在核对后补资料', en: 'Papers that were to follow are being looked at' },
      moves: [{ code: 'complete', name: { zh: '资料齐全', en: 'Complete' }, to: 'activation' }],
    },
    activation(1),
  ],
};

const newCommercialLow: KindSource = {
  code: 'new-commercial-low',
  version: 1,
  name: { zh: '低压非居民新装', en: 'New supply: shop or office, low voltage' },
  summary: { zh: '商铺、办公、小微企业低压用电', en: 'Shops, offices and small firms' },
  group: 'new-supply',
  subject: 'new-place',
  category: 'commercial',
  limit: { workingDays: 6, source: sources.commitments },
  fields: [company, phone, organisationNo, ...place, capacity(160), wish],
  papers: [businessLicence(), propertyProof('acceptance'), agentPaper],
  inspections: [{ step: 'final-inspection', items: lowVoltageList }],
  start: 'acceptance',
  steps: [
    acceptance(1, 'survey'),
    survey(2, 'works'),
    building('works', 'final-inspection', { zh: '受电工程施工', en: 'Your installation' }),
    inspecting('final-inspection', 1, { passed: 'contract', failed: 'works' }, final),
    signing('metering'),
    metering(1, 'activation'),
    activation(1),
  ],
};

/** High voltage, by one line or two. */
function highVoltage(lines: 'single' | 'dual', workingDays: number, days: number[]): KindSource {
  const [accepted, surveyed, designed, midwayDays, finalDays, metered, activated] = days as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const dual = lines === 'dual';
  return {
    code: `new-high-${lines}`,
    version: 1,
    name: dual
      ? { zh: '高压双电源新装', en: 'New supply: high voltage, two lines' }
      : { zh: '高压单电源新装', en: 'New supply: high voltage, one line' },
    summary: dual
      ? { zh: '重要负荷，由两路电源供电', en: 'Important loads, supplied by two lines' }
      : { zh: '10千伏及以上，由一路电源供电', en: '10 kV and above, supplied by one line' },
    group: 'new-supply',
    subject: 'new-place',
    category: 'commercial',
    limit: { workingDays, source: sources.commitments },
    fields: [company, phone, organisationNo, ...place, capacity(100_000), wish],
    papers: [
      businessLicence(),
      propertyProof('acceptance'),
      {
        code: 'approval',
        name: { zh: '项目批准（核准、备案）文件', en: 'Approval of the project' },
        required: true,
        by: 'design',
        class: 'licence',
      },
      {
        code: 'drawings',
        name: { zh: '受电工程设计图纸', en: 'Drawings of the installation' },
        required: true,
        by: 'design',
        class: 'drawing',
      },
      agentPaper,
    ],
    fees: dual
      ? [
          {
            code: 'reliability',
            name: { zh: '高可靠性供电费', en: 'Fee for two lines' },
            step: 'fees',
            how: 'assessed',
            fen: 1_000_000_000,
            source: '按省级价格主管部门现行标准核定',
          },
        ]
      : [],
    inspections: [
      { step: 'stage-inspection', items: stageList },
      { step: 'final-inspection', items: highVoltageList },
    ],
    start: 'acceptance',
    steps: [
      acceptance(accepted, 'survey'),
      survey(surveyed, 'design'),
      {
        code: 'design',
        name: { zh: '供电方案与图纸审查', en: 'Supply plan and drawings' },
        stage: 'survey',
        type: 'review',
        by: 'survey',
        workingDays: designed,
        message: {
          zh: '正在答复供电方案并审查图纸',
          en: 'Your supply plan is made and the drawings are checked',
        },
        moves: [
          { code: 'approved', name: { zh: '方案确定', en: 'Plan agreed' }, to: dual ? 'fees' : 'works' },
          { code: 'refuse', name: { zh: '不具备供电条件', en: 'Cannot be supplied' }, to: 'refused' },
        ],
      },
      ...(dual ? [paying('works')] : []),
      building('works', 'stage-inspection', {
        zh: '受电工程施工（隐蔽前）',
        en: 'Your installation, before it is covered',
      }),
      inspecting('stage-inspection', midwayDays, { passed: 'completion', failed: 'works' }, midway),
      building('completion', 'final-inspection', { zh: '受电工程竣工', en: 'Completing your installation' }),
      inspecting('final-inspection', finalDays, { passed: 'contract', failed: 'completion' }, final),
      signing('metering'),
      metering(metered, 'activation'),
      activation(activated),
    ],
  };
}

const chargingPile: KindSource = {
  code: 'charging-pile',
  version: 1,
  name: { zh: '充电桩报装', en: 'Charging pile' },
  summary: { zh: '为自用电动汽车充电桩单独装表', en: 'A meter of its own for charging a car at home' },
  group: 'new-supply',
  subject: 'new-place',
  category: 'residential',
  limit: { workingDays: 5, source: sources.commitments },
  fields: [applicant, phone, identityNo, ...place, capacity(22), wish],
  papers: [
    identityCard(),
    {
      code: 'parking-space',
      name: { zh: '车位产权或使用权证明', en: 'Proof that the parking space is yours' },
      required: true,
      by: 'acceptance',
      class: 'property',
    },
    {
      code: 'property-manager',
      name: { zh: '物业同意安装的证明', en: 'Consent of the property manager' },
      required: true,
      by: 'acceptance',
      class: 'other',
    },
    agentPaper,
  ],
  inspections: [{ step: 'final-inspection', items: lowVoltageList }],
  start: 'acceptance',
  steps: [
    acceptance(1, 'survey'),
    survey(1, 'works'),
    building('works', 'final-inspection', { zh: '充电桩安装', en: 'Putting up the pile' }),
    inspecting('final-inspection', 1, { passed: 'contract', failed: 'works' }, final),
    signing('metering'),
    metering(1, 'activation'),
    activation(1),
  ],
};

export const newSupplyKinds: KindSource[] = [
  newResidential,
  newCommercialLow,
  highVoltage('single', 22, [1, 3, 6, 3, 4, 3, 2]),
  highVoltage('dual', 32, [1, 5, 12, 3, 5, 4, 2]),
  chargingPile,
];
