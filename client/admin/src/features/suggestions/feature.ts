import { defineFeature } from '../../app/feature.ts';

export const suggestions = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/suggestions',
      name: { zh: '采纳的建议', en: 'Adopted suggestions' },
      icon: 'bookmark',
      needs: 'GET /staff/suggestions',
    },
  ],
  pages: [
    { path: 'suggestions', needs: 'GET /staff/suggestions', load: () => import('./suggestions-page.tsx') },
  ],
  words: {
    zh: {
      'audit-action.suggestion.wish': '建议署名意愿',
      'audit-action.suggestion.publish': '公开建议',
      'audit-action.suggestion.award': '建议授奖',
    },
    en: {
      'audit-action.suggestion.wish': 'Suggestion: named or not',
      'audit-action.suggestion.publish': 'Suggestion published',
      'audit-action.suggestion.award': 'Suggestion awarded',
    },
  },
});
