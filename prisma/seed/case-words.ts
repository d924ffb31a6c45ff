/** What people say to the utility: sentences put together by chance, so that a search over many of them has something to find. */
import type { Random } from './random.ts';

export type SeededKind =
  | 'repair'
  | 'enquiry'
  | 'complaint'
  | 'misconduct'
  | 'suggestion'
  | 'opinion'
  | 'praise'
  | 'information'
  | 'general';

const when = [
  '今天早上',
  '昨天晚上',
  '前天下午',
  '刚才',
  '这几天',
  '上周',
  '夜里',
  '中午',
  '下班以后',
  '周末',
];
const where = [
  '小区门口',
  '三单元楼道',
  '我家厨房',
  '村口',
  '菜市场旁边',
  '学校对面',
  '地下车库',
  '配电房',
  '门面房',
  '新装的充电桩',
];
const who = ['老人', '孩子', '邻居', '租户', '物业', '店里的客人', '我爱人', '整栋楼的住户'];

const said: Record<SeededKind, readonly string[]> = {
  repair: [
    '{when}{where}突然停电，{who}都着急，请尽快来修',
    '{when}家里跳闸，合上又跳，怀疑是{where}的线路问题',
    '{where}的电线被大风刮断，垂在路边，很危险',
    '{when}电压忽高忽低，灯一闪一闪，{who}不敢用空调',
    '{where}的变压器冒火花，有焦糊味',
    '电表没有显示，{when}开始家里没电',
    '{where}的空气开关烧坏，{who}家也没电',
  ],
  enquiry: [
    '想了解峰谷电价怎么办理，{who}晚上用电多',
    '{where}想装充电桩，需要准备什么材料',
    '家里装光伏，余电上网电价是多少',
    '多人口家庭的阶梯优惠如何申请，需要带户口簿吗',
    '过户需要原户主到场吗，{who}在外地',
    '电费发票怎样开具，抬头写错能不能重开',
  ],
  complaint: [
    '{when}在营业厅排队两小时，工作人员态度生硬，没有人解释原因',
    '停电没有提前通知，{who}冰箱里的东西都坏了，要求说明',
    '{when}抄表数与实际不符，多算了电费，多次反映没有结果',
    '{where}电压长期偏低，夏天空调带不动，反映三次没有人来',
    '施工后{where}的路面没有恢复，{who}出行不便',
  ],
  misconduct: ['有工作人员在{where}收取好处费，请调查核实', '施工队在{where}私自指定购买材料，价格偏高'],
  suggestion: [
    '建议账单里写明每一档用了多少电，{who}看得懂',
    '建议在{where}增设自助缴费机，{who}缴费方便',
    '希望停电通知提前发到手机，写清楚恢复时间',
    '建议营业厅{when}多开一个窗口，减少排队',
  ],
  opinion: [
    '营业厅的座位太少，{who}只能站着等',
    '{where}的电线杆挡住了店招，希望能移一移',
    '语音热线等待时间太长，{when}打了三次才接通',
  ],
  praise: [
    '感谢{when}冒雨抢修的师傅，{who}很快就有电了',
    '营业厅的工作人员耐心细致，{who}的手续一次办好',
    '{where}的故障半小时就修好，给抢修队点赞',
  ],
  information: [
    '查询{when}的用电量和电费明细',
    '查询户号对应的客户经理电话',
    '查询最近的停电计划，{who}要安排生产',
    '查询阶梯电量还剩多少，{when}用得比较多',
  ],
  general: [
    '申请更换联系电话，原号码是{who}的',
    '{where}需要临时用电，办理什么手续',
    '申请校验电表，怀疑{when}走得快',
    '银行代扣没有成功，请核对{when}的扣款',
  ],
};

export const answers: Record<SeededKind, string> = {
  repair: '故障已修复，供电已恢复。如仍无电，请重新反映。',
  enquiry: '已向您说明办理条件和所需材料，可在电厅直接申请。',
  complaint: '经核实情况属实，已向您致歉并安排整改。',
  misconduct: '已完成调查，处理结果已告知您。',
  suggestion: '感谢您的建议，已列入改进计划。',
  opinion: '您的意见已转相关部门，谢谢。',
  praise: '谢谢您的肯定，已转达当班同事。',
  information: '您查询的信息已发送到电厅。',
  general: '业务已办理完毕，请在电厅查看。',
};

export function sentence(random: Random, kind: SeededKind): string {
  return random
    .pick(said[kind])
    .replace('{when}', random.pick(when))
    .replace('{where}', random.pick(where))
    .replace('{who}', random.pick(who));
}
