import { defineTexts } from '../../i18n/index.tsx';

export const texts = defineTexts(
  {
    any: '不限',
    kind: '类型',
    complaintClass: '投诉类别',
    source: '来源',
    grade: '等级',
    status: '状态',
    area: '片区',
    whole: '{region} 全部',
    owner: '处理人',
    nobody: '无人',
    from: '受理日期从',
    to: '到',
    clear: '清除筛选',
  },
  {
    any: 'Any',
    kind: 'Kind',
    complaintClass: 'Complaint about',
    source: 'Source',
    grade: 'Grade',
    status: 'State',
    area: 'Area',
    whole: '{region}, all of it',
    owner: 'Owner',
    nobody: 'Nobody',
    from: 'Opened from',
    to: 'to',
    clear: 'Clear filters',
  },
);
