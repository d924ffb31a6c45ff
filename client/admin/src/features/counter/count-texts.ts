import { defineTexts } from '../../i18n/index.tsx';

export const countTexts = defineTexts(
  {
    counts: '历次清点',
    difference: '差异 {amount}',
    papers: '凭证 {count} 张',
  },
  {
    counts: 'Every count',
    difference: 'Difference {amount}',
    papers: 'Papers {count}',
  },
);
