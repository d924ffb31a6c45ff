import { defineFeature } from '../../app/feature.ts';

export const surveys = defineFeature({
  places: [
    {
      group: 'customers',
      to: '/surveys',
      name: { zh: '满意度调查', en: 'Surveys' },
      icon: 'chart',
      needs: 'GET /staff/surveys',
    },
  ],
  pages: [
    { path: 'surveys', needs: 'GET /staff/surveys', load: () => import('./surveys-page.tsx') },
    { path: 'surveys/new', needs: 'POST /staff/surveys', load: () => import('./builder-page.tsx') },
    {
      path: 'surveys/:surveyNo',
      needs: 'GET /staff/surveys/:surveyNo',
      load: () => import('./survey-page.tsx'),
    },
  ],
  words: {
    zh: {
      'survey.draft': '草稿',
      'survey.coming': '待开始',
      'survey.open': '进行中',
      'survey.closed': '已结束',
      'audit-action.survey.create': '编写调查',
      'audit-action.survey.publish': '发布调查',
    },
    en: {
      'survey.draft': 'Draft',
      'survey.coming': 'Coming',
      'survey.open': 'Open',
      'survey.closed': 'Closed',
      'audit-action.survey.create': 'Survey written',
      'audit-action.survey.publish': 'Survey published',
    },
  },
});
