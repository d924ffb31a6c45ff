/** What is applied for about a supply that is there: its holder, its size, its plan, its meter, its pauses and its end. */
import type { KindSource } from '../kind.ts';
import {
  acceptance,
  agentPaper,
  applicant,
  building,
  businessLicence,
  capacity,
  company,
  finalReading,
  fromDay,
  holdersCertificate,
  identityCard,
  identityNo,
  inspecting,
  lowVoltageList,
  metering,
  organisationNo,
  paying,
  phone,
  propertyProof,
  settling,
  signing,
  sources,
  survey,
  untilDay,
  wish,
} from './common.ts';

const final = { zh: '竣工检验', en: 'Final inspection' };
const contactOnly = [phone, wish];

const holderChange: KindSource = {
  code: 'holder-change',
  version: 1,
  name: { zh: '过户', en: 'Moving in: change of holder' },
  summary: { zh: '搬入已有电的房屋，或房屋换了主人', en: 'You move into a home that has electricity' },
  group: 'holder',
  subject: 'other-household',
  limit: { workingDays: 5, source: sources.practice },
  fields: [applicant, phone, identityNo, wish],
  papers: [identityCard(), propertyProof('acceptance'), agentPaper],
  start: 'acceptance',
  steps: [
    acceptance(2, 'contract'),
    signing('reading'),
    finalReading(2, 'settling'),
    settling({
      code: 'switch',
      name: { zh: '过户', en: 'Change the holder' },
      to: 'done',
      effect: 'switch-holder',
    }),
  ],
};

/** Who moves in is an organisation: the contract is with it, by its own number and licence. */
const holderChangeOrganisation: KindSource = {
  ...holderChange,
  code: 'holder-change-organisation',
  name: { zh: '单位过户', en: 'Moving in: an organisation takes over' },
  summary: {
    zh: '单位搬入已有电的商铺、办公室、厂房',
    en: 'A firm moves into a shop, office or works that has electricity',
  },
  fields: [company, phone, organisationNo, wish],
  papers: [businessLicence(), propertyProof('acceptance'), agentPaper],
};

const accountClosing: KindSource = {
  code: 'account-closing',
  // From the second version on organisations show their licence instead of an identity card.
  version: 2,
  name: { zh: '销户', en: 'Closing the account' },
  summary: {
    zh: '不再用电，结清电费并退还余额',
    en: 'No more electricity: a final bill, and your balance back',
  },
  group: 'holder',
  subject: 'household',
  limit: { workingDays: 5, source: sources.practice },
  fields: [phone, { ...wish, label: { zh: '销户原因', en: 'Why' } }],
  papers: [...holdersCertificate, agentPaper],
  start: 'acceptance',
  steps: [
    acceptance(1, 'reading'),
    finalReading(2, 'settling'),
    settling({ code: 'close', name: { zh: '销户', en: 'Close' }, to: 'done', effect: 'close-account' }, 2),
  ],
};

/** More or less capacity: what changes is built, inspected and recorded. */
const capacityChange = (way: 'increase' | 'decrease'): KindSource => ({
  code: `capacity-${way}`,
  // From the second version on the capacity is put in force, and not just built; from the third, organisations show their licence.
  version: 3,
  name: way === 'increase' ? { zh: '增容', en: 'More capacity' } : { zh: '减容', en: 'Less capacity' },
  summary:
    way === 'increase'
      ? { zh: '现有容量不够用', en: 'What you have is not enough' }
      : { zh: '现有容量用不完', en: 'You need less than you have' },
  group: 'change',
  subject: 'household',
  limit: { workingDays: way === 'increase' ? 6 : 5, source: sources.own },
  fields: [phone, capacity(100_000), wish],
  papers: [...holdersCertificate, agentPaper],
  inspections: [{ step: 'final-inspection', items: lowVoltageList }],
  start: 'acceptance',
  steps: [
    acceptance(1, 'survey'),
    survey(way === 'increase' ? 2 : 1, 'works'),
    building('works', 'final-inspection', { zh: '受电工程施工', en: 'Your installation' }),
    inspecting('final-inspection', 1, { passed: 'contract', failed: 'works' }, final),
    signing('settling'),
    settling({
      code: 'in-force',
      name: { zh: '变更容量', en: 'Change the capacity' },
      to: 'done',
      effect: 'change-capacity',
    }),
  ],
});

const detailsChange: KindSource = {
  code: 'details-change',
  version: 2,
  name: { zh: '客户信息变更', en: 'Change of details' },
  summary: { zh: '更名或更换联系电话，用电人不变', en: 'A new name or phone, the same holder' },
  group: 'change',
  subject: 'household',
  limit: { workingDays: 2, source: sources.own },
  fields: [{ ...applicant, label: { zh: '户主姓名或单位名称', en: 'Name of the holder' } }, phone, wish],
  papers: [...holdersCertificate, agentPaper],
  start: 'acceptance',
  steps: [
    acceptance(1, 'settling'),
    settling({ code: 'change', name: { zh: '变更', en: 'Change' }, to: 'done', effect: 'change-details' }),
  ],
};

const timeOfUse: KindSource = {
  code: 'time-of-use',
  version: 2,
  name: { zh: '峰谷电价申请', en: 'Time-of-use price' },
  summary: { zh: '开通或取消峰谷分时电价', en: 'Begin or end prices by hour' },
  group: 'change',
  subject: 'household',
  limit: { workingDays: 3, source: sources.own },
  fields: [
    phone,
    {
      code: 'plan',
      label: { zh: '电价方案', en: 'Plan' },
      type: 'choice',
      required: true,
      choices: [
        { code: 'time-of-use', label: { zh: '峰谷分时', en: 'Time of use' } },
        { code: 'flat', label: { zh: '不分时', en: 'One price' } },
      ],
    },
    fromDay,
  ],
  papers: [...holdersCertificate, agentPaper],
  start: 'acceptance',
  steps: [
    acceptance(1, 'settling'),
    settling(
      { code: 'change', name: { zh: '执行新电价', en: 'Begin' }, to: 'done', effect: 'change-plan' },
      2,
    ),
  ],
};

const largeHousehold: KindSource = {
  code: 'large-household',
  version: 1,
  name: { zh: '一户多人口', en: 'Large household' },
  summary: { zh: '五人及以上家庭增加阶梯电量', en: 'More of the lower tiers for five people and more' },
  group: 'change',
  subject: 'household',
  limit: { workingDays: 3, source: sources.own },
  fields: [
    phone,
    {
      code: 'plan',
      label: { zh: '申请事项', en: 'What for' },
      type: 'choice',
      required: true,
      choices: [
        { code: 'large-household', label: { zh: '享受多人口电量', en: 'Grant' } },
        { code: 'end-large-household', label: { zh: '停止享受', en: 'End' } },
      ],
    },
    {
      code: 'people',
      label: { zh: '家庭人数', en: 'People' },
      type: 'number',
      required: true,
      min: 2,
      max: 50,
    },
    fromDay,
  ],
  papers: [
    identityCard(),
    {
      code: 'household-register',
      name: { zh: '户口簿或居住证', en: 'Household register or residence permits' },
      required: true,
      by: 'acceptance',
      class: 'identity',
    },
    agentPaper,
  ],
  start: 'acceptance',
  steps: [
    acceptance(1, 'settling'),
    settling({ code: 'change', name: { zh: '执行', en: 'Begin' }, to: 'done', effect: 'change-plan' }, 2),
  ],
};

const meterTest: KindSource = {
  code: 'meter-test',
  version: 2,
  name: { zh: '电能表校验', en: 'Meter test' },
  summary: { zh: '怀疑电表不准', en: 'You doubt what the meter counts' },
  group: 'meter',
  subject: 'household',
  limit: { workingDays: 5, source: sources.commitments },
  fields: contactOnly,
  papers: [...holdersCertificate, agentPaper],
  inspections: [
    {
      step: 'test',
      items: [
        { code: 'accuracy', name: { zh: '误差在允许范围内', en: 'Error within what is allowed' } },
        { code: 'seals', name: { zh: '封印完好', en: 'Seals are whole' } },
      ],
    },
  ],
  start: 'acceptance',
  steps: [
    acceptance(1, 'test'),
    inspecting('test', 3, { passed: 'report', failed: 'exchange' }, { zh: '现场校验', en: 'Test on site' }),
    {
      ...metering(1, 'report'),
      code: 'exchange',
      name: { zh: '换表', en: 'New meter' },
      moves: [
        {
          code: 'exchanged',
          name: { zh: '已换表', en: 'Exchanged' },
          to: 'report',
          effect: 'exchange-meter',
        },
      ],
    },
    {
      ...settling({ code: 'reported', name: { zh: '出具结果', en: 'Report' }, to: 'done' }),
      code: 'report',
      name: { zh: '出具校验结果', en: 'Result' },
      by: 'metering',
    },
  ],
};

const meterMove: KindSource = {
  code: 'meter-move',
  version: 2,
  name: { zh: '移表', en: 'Moving the meter' },
  summary: { zh: '电表换个位置', en: 'The meter to another place' },
  group: 'meter',
  subject: 'household',
  limit: { workingDays: 5, source: sources.own },
  fields: contactOnly,
  papers: [...holdersCertificate, agentPaper],
  fees: [
    {
      code: 'works',
      name: { zh: '移表工料费', en: 'Labour and material' },
      step: 'fees',
      how: 'assessed',
      fen: 500_000,
      source: sources.own,
    },
  ],
  start: 'acceptance',
  steps: [
    acceptance(1, 'survey'),
    survey(1, 'fees'),
    paying('moving'),
    {
      code: 'moving',
      name: { zh: '移表施工', en: 'Moving it' },
      stage: 'build',
      type: 'work',
      by: 'works',
      workingDays: 3,
      message: { zh: '正在安排移表', en: 'The move is being arranged' },
      moves: [{ code: 'moved', name: { zh: '已移表', en: 'Moved' }, to: 'done' }],
    },
  ],
};

const pause = (way: 'suspension' | 'reinstatement'): KindSource => {
  const suspends = way === 'suspension';
  return {
    code: `supply-${way}`,
    // From the second version on the day asked for is waited for, and the meter read on it; from the third, organisations show their licence.
    version: 3,
    name: suspends
      ? { zh: '暂停用电', en: 'Pausing the supply' }
      : { zh: '恢复用电', en: 'Resuming the supply' },
    summary: suspends
      ? { zh: '一段时间不用电', en: 'No electricity for a while' }
      : { zh: '暂停后恢复用电', en: 'Electricity again after a pause' },
    group: 'pause',
    subject: 'household',
    limit: { workingDays: suspends ? 5 : 3, source: sources.own },
    fields: [phone, { ...fromDay, ahead: true }, wish],
    papers: [...holdersCertificate, agentPaper],
    start: 'acceptance',
    steps: [
      acceptance(1, 'day'),
      untilDay('switching'),
      {
        code: 'switching',
        name: suspends ? { zh: '停电封存', en: 'Switching off' } : { zh: '启封送电', en: 'Switching on' },
        stage: 'connect',
        type: 'reading',
        by: 'metering',
        workingDays: 2,
        message: { zh: '正在安排现场操作与抄表', en: 'The work on site and the reading are being arranged' },
        moves: [
          suspends
            ? {
                code: 'switched-off',
                name: { zh: '已停电', en: 'Switched off' },
                to: 'done',
                effect: 'suspend-supply',
              }
            : {
                code: 'switched-on',
                name: { zh: '已送电', en: 'Switched on' },
                to: 'done',
                effect: 'resume-supply',
              },
        ],
      },
    ],
  };
};

export const existingSupplyKinds: KindSource[] = [
  holderChange,
  holderChangeOrganisation,
  accountClosing,
  capacityChange('increase'),
  capacityChange('decrease'),
  detailsChange,
  timeOfUse,
  largeHousehold,
  meterTest,
  meterMove,
  pause('suspension'),
  pause('reinstatement'),
];
