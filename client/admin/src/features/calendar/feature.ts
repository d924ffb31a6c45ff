import { defineFeature } from '../../app/feature.ts';
import { readUnknownYear } from './calendar.queries.ts';

export const calendar = defineFeature({
  places: [
    {
      group: 'control',
      to: '/calendar',
      name: { zh: '工作日历', en: 'Working days' },
      icon: 'calendar',
      needs: 'GET /staff/calendar',
    },
  ],
  pages: [{ path: 'calendar', needs: 'GET /staff/calendar', load: () => import('./calendar-page.tsx') }],
  waiting: [
    {
      name: { zh: '年度节假日未录入', en: 'A year’s holidays to put in' },
      to: '/calendar',
      needs: 'PUT /staff/calendar/:year',
      read: readUnknownYear,
    },
  ],
  words: {
    zh: {
      'audit-action.calendar.change': '修改工作日历',
      'calendar-day.holiday': '放假',
      'calendar-day.workday': '上班',
    },
    en: {
      'audit-action.calendar.change': 'Working-day calendar changed',
      'calendar-day.holiday': 'Free',
      'calendar-day.workday': 'Worked',
    },
  },
});
