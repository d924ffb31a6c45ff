/** Texts of the knowledge base, in Chinese. */
export const knowledgeZh = {
  'knowledge.perhaps': '也许这里已有答案',
  'knowledge.search': '搜索',
  'knowledge.search.hint': '例如“违约金”',
  'knowledge.none': '没有找到，换个词试试，或直接告诉我们。',
  'knowledge.section': '分类',
  'knowledge.section.payment': '缴费',
  'knowledge.section.bill': '账单与电价',
  'knowledge.section.fault': '故障报修',
  'knowledge.section.outage': '停电',
  'knowledge.section.meter': '电表',
  'knowledge.section.account': '户号与业务',
  'knowledge.section.service': '投诉与服务',
} as const;
