/** Pieces that several kinds are written with. Data, no rules: what they mean is in ../kind.ts. */
import type { KindSource } from '../kind.ts';

type FieldSource = KindSource['fields'][number];
type PaperSource = KindSource['papers'][number];
type StepSource = KindSource['steps'][number];

/** Where the time limits come from; edition and status as they are known. */
export const sources = {
  commitments: '国家电网公司供电服务“十项承诺”（2022年版）',
  practice: '常见业务规则，待本公司核定',
  own: '本公司业务规定，待核定',
};

export const applicant: FieldSource = {
  code: 'applicant',
  label: { zh: '户主姓名', en: 'Name of the holder' },
  type: 'name',
  required: true,
};
export const company: FieldSource = {
  ...applicant,
  label: { zh: '单位名称', en: 'Name of the organisation' },
};
export const phone: FieldSource = {
  code: 'phone',
  label: { zh: '联系电话', en: 'Phone' },
  type: 'phone',
  required: true,
};
export const identityNo: FieldSource = {
  code: 'identity-no',
  label: { zh: '身份证号码', en: 'Identity number' },
  type: 'identity-no',
  required: true,
  mayFollow: true,
};
export const organisationNo: FieldSource = {
  code: 'organisation-no',
  label: { zh: '统一社会信用代码', en: 'Unified social credit code' },
  type: 'organisation-no',
  required: true,
  mayFollow: true,
};
export const place: FieldSource[] = [
  { code: 'district', label: { zh: '区县', en: 'District' }, type: 'text', required: true, max: 30 },
  { code: 'street', label: { zh: '街道、小区', en: 'Street' }, type: 'text', required: true, max: 60 },
  { code: 'building', label: { zh: '楼栋、门牌', en: 'Building' }, type: 'text', required: true, max: 30 },
  { code: 'unit', label: { zh: '单元', en: 'Entrance' }, type: 'text', required: false, max: 20 },
  { code: 'room', label: { zh: '房号', en: 'Room' }, type: 'text', required: false, max: 20 },
];
export const capacity = (max: number): FieldSource => ({
  code: 'capacity',
  label: { zh: '用电容量', en: 'Capacity' },
  type: 'number',
  required: true,
  min: 1,
  max,
  unit: 'kW',
});
export const wish: FieldSource = {
  code: 'wish',
  label: { zh: '补充说明', en: 'Anything else' },
  type: 'long-text',
  required: false,
  max: 500,
};
export const fromDay: FieldSource = {
  code: 'from',
  label: { zh: '希望生效日期', en: 'From which day' },
  type: 'date',
  required: true,
};

/** 暂停、恢复: not before the day that was asked for. */
export const untilDay = (to: string): StepSource => ({
  code: 'day',
  name: { zh: '等待申请日期', en: 'Until the day' },
  stage: 'connect',
  type: 'day',
  by: 'customer',
  workingDays: 0,
  field: 'from',
  message: {
    zh: '已受理，将在您申请的日期安排现场操作',
    en: 'Accepted; the work on site is arranged for the day you chose',
  },
  moves: [{ code: 'come', name: { zh: '日期已到', en: 'The day has come' }, to }],
});

export const identityCard = (by = 'acceptance'): PaperSource => ({
  code: 'identity-card',
  name: { zh: '户主身份证', en: 'Identity card of the holder' },
  hint: { zh: '正面与背面各拍一张，四角完整、字迹清楚', en: 'Front and back, all corners in view, sharp' },
  required: true,
  certificate: true,
  by,
  class: 'identity',
});
export const businessLicence = (by = 'acceptance'): PaperSource => ({
  code: 'business-licence',
  name: { zh: '营业执照或其他主体证明', en: 'Business licence or other proof of the organisation' },
  required: true,
  certificate: true,
  by,
  class: 'licence',
});
/** Of a supply that a person or an organisation may hold: one of the two is handed in, and looked at as the other would be. */
export const holdersCertificate: PaperSource[] = [
  {
    ...identityCard(),
    hint: {
      zh: '户主是个人的提供；正面与背面各拍一张',
      en: 'Where a person holds the account: front and back',
    },
    required: false,
  },
  {
    ...businessLicence(),
    hint: { zh: '户主是单位的提供', en: 'Where an organisation holds the account' },
    required: false,
  },
];
export const propertyProof = (by: string): PaperSource => ({
  code: 'property',
  name: { zh: '房屋产权证明或租赁合同', en: 'Proof of property, or the lease' },
  hint: { zh: '可以后补', en: 'May follow' },
  required: true,
  certificate: true,
  by,
  class: 'property',
});
export const agentPaper: PaperSource = {
  code: 'authorisation',
  name: { zh: '委托书及经办人身份证（委托办理时）', en: 'Authorisation, where somebody acts for the holder' },
  required: false,
  by: 'acceptance',
  class: 'identity',
};

/** 受理: looked at by who took it first. */
export const acceptance = (workingDays: number, to: string): StepSource => ({
  code: 'acceptance',
  name: { zh: '受理审核', en: 'Acceptance' },
  stage: 'accept',
  type: 'review',
  by: 'acceptance',
  workingDays,
  message: { zh: '我们已收到申请，正在审核资料', en: 'We have your application and look at the papers' },
  moves: [
    { code: 'accept', name: { zh: '受理通过', en: 'Accept' }, to },
    { code: 'refuse', name: { zh: '不予受理', en: 'Refuse' }, to: 'refused' },
  ],
});
export const survey = (workingDays: number, to: string): StepSource => ({
  code: 'survey',
  name: { zh: '现场勘查', en: 'Site survey' },
  stage: 'survey',
  type: 'visit',
  by: 'survey',
  workingDays,
  message: {
    zh: '请预约上门勘查时间，客户经理会与您联系',
    en: 'Please choose a time for the survey; your manager will be in touch',
  },
  moves: [
    { code: 'onwards', name: { zh: '具备供电条件', en: 'Can be supplied' }, to },
    { code: 'refuse', name: { zh: '不具备供电条件', en: 'Cannot be supplied' }, to: 'refused' },
  ],
});
export const signing = (to: string): StepSource => ({
  code: 'contract',
  name: { zh: '签订供用电合同', en: 'Supply contract' },
  stage: 'pay',
  type: 'sign',
  by: 'customer',
  workingDays: 0,
  message: { zh: '请在线签订供用电合同', en: 'Please sign the supply contract' },
  moves: [{ code: 'signed', name: { zh: '已签订', en: 'Signed' }, to }],
});
export const paying = (to: string): StepSource => ({
  code: 'fees',
  name: { zh: '缴纳业务费', en: 'Fees' },
  stage: 'pay',
  type: 'fee',
  by: 'customer',
  workingDays: 0,
  message: { zh: '请缴纳业务费用', en: 'Please pay the fees' },
  moves: [{ code: 'paid', name: { zh: '已缴清', en: 'Paid' }, to }],
});
export const metering = (workingDays: number, to: string): StepSource => ({
  code: 'metering',
  name: { zh: '装表', en: 'Meter' },
  stage: 'connect',
  type: 'meter',
  by: 'metering',
  workingDays,
  message: { zh: '正在安排装表', en: 'Your meter is being installed' },
  moves: [{ code: 'installed', name: { zh: '装表完成', en: 'Installed' }, to }],
});
export const activation = (workingDays: number): StepSource => ({
  code: 'activation',
  name: { zh: '送电建户', en: 'Power on' },
  stage: 'connect',
  type: 'work',
  by: 'metering',
  workingDays,
  message: { zh: '即将送电', en: 'Power comes on shortly' },
  moves: [{ code: 'power-on', name: { zh: '送电', en: 'Power on' }, to: 'done', effect: 'open-account' }],
});
export const finalReading = (workingDays: number, to: string): StepSource => ({
  code: 'reading',
  name: { zh: '抄录表底', en: 'Last reading' },
  stage: 'settle',
  type: 'reading',
  by: 'metering',
  workingDays,
  message: { zh: '正在抄录表底示数', en: 'The last reading is being taken' },
  moves: [{ code: 'read', name: { zh: '已抄表', en: 'Read' }, to }],
});

const inspectionItems = {
  wiring: {
    code: 'wiring',
    name: { zh: '配线与导线截面符合要求', en: 'Wiring and cross-sections as required' },
  },
  protection: {
    code: 'protection',
    name: { zh: '漏电与过流保护动作正常', en: 'Residual-current and overcurrent protection work' },
  },
  earthing: { code: 'earthing', name: { zh: '接地可靠', en: 'Earthing is sound' } },
  metering: { code: 'metering-box', name: { zh: '计量箱安装合格', en: 'Metering box is fit' } },
  hidden: { code: 'hidden-works', name: { zh: '隐蔽工程合格', en: 'Hidden works are fit' } },
  relays: { code: 'relays', name: { zh: '继电保护整定合格', en: 'Relay protection is set' } },
  papers: { code: 'test-reports', name: { zh: '试验报告齐全', en: 'Test reports are complete' } },
};
export const lowVoltageList = [inspectionItems.wiring, inspectionItems.protection, inspectionItems.metering];
export const stageList = [inspectionItems.hidden, inspectionItems.earthing];
export const highVoltageList = [
  inspectionItems.protection,
  inspectionItems.earthing,
  inspectionItems.relays,
  inspectionItems.metering,
  inspectionItems.papers,
];

/** The customer builds on their own side; the clock stands until they say it is done. */
export const building = (code: string, to: string, name: { zh: string; en: string }): StepSource => ({
  code,
  name,
  stage: 'build',
  type: 'confirm',
  by: 'customer',
  workingDays: 0,
  message: { zh: '受电工程完成后请报验', en: 'Tell us when your installation is ready to be inspected' },
  moves: [{ code: 'ready', name: { zh: '报验', en: 'Ready for inspection' }, to }],
});
export const inspecting = (
  code: string,
  workingDays: number,
  { passed, failed }: { passed: string; failed: string },
  name: { zh: string; en: string },
): StepSource => ({
  code,
  name,
  stage: 'inspect',
  type: 'inspection',
  by: 'inspection',
  workingDays,
  message: { zh: '正在安排检验', en: 'The inspection is being arranged' },
  moves: [
    { code: 'passed', name: { zh: '合格', en: 'Passed' }, to: passed },
    { code: 'failed', name: { zh: '整改后复验', en: 'To be put right' }, to: failed },
  ],
});

/** The last thing done in the billing system, which puts in force what was applied for. */
export const settling = (move: StepSource['moves'][number], workingDays = 1): StepSource => ({
  code: 'settling',
  name: { zh: '归档生效', en: 'Putting in force' },
  stage: 'settle',
  type: 'work',
  by: 'billing',
  workingDays,
  message: { zh: '正在办理生效', en: 'It is being put in force' },
  moves: [move],
});
