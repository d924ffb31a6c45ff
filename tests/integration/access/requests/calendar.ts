import type { Examples } from '../example.ts';

export const calendarRequests: Examples = {
  'GET /api/v1/staff/calendar': { make: () => ({}) },
  'PUT /api/v1/staff/calendar/:year': {
    make: () => ({
      params: { year: '2029' },
      body: {
        source: '国务院办公厅关于节假日安排的通知',
        reason: '年度录入',
        days: [{ day: '2029-01-01', kind: 'holiday', nameZh: '元旦', nameEn: "New Year's Day" }],
      },
    }),
  },
};
