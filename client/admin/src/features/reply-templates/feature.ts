import { defineFeature } from '../../app/feature.ts';

export const replyTemplates = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/reply-templates',
      name: { zh: '答复模板与宏', en: 'Templates and macros' },
      icon: 'text',
      needs: 'GET /staff/reply-templates',
    },
  ],
  pages: [
    {
      path: 'reply-templates',
      needs: 'GET /staff/reply-templates',
      load: () => import('./templates-page.tsx'),
    },
  ],
  words: {
    zh: {
      'audit-action.case-macro.write': '写宏',
      'audit-action.case-macro.retire': '停用宏',
    },
    en: {
      'audit-action.case-macro.write': 'Macro written',
      'audit-action.case-macro.retire': 'Macro retired',
    },
  },
});
