import type { Examples } from '../example.ts';

export const settingsRequests: Examples = {
  'GET /api/v1/staff/settings': { make: () => ({}) },
  'GET /api/v1/staff/document-retention': { make: () => ({}) },
  'POST /api/v1/staff/settings': {
    make: () => ({ body: { name: 'paymentExpiryMinutes', value: 30, reason: '节前调整' } }),
  },
};
