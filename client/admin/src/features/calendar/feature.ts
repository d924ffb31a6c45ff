import { defineFeature } from '../../app/feature.ts';

export const calendar = defineFeature({
  places: [
    {
      group: 'control',
      to: '/calendar',
      name: { zh: '工作日历', en: 'Working days' },
      icon: 'clock',
      needs: 'GET /staff/calendar',
    },
  ],
  pages: [{ path: 'calendar', needs: 'GET /staff/calendar', load: () => import('./calendar-page.tsx') }],
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
