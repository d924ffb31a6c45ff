import type { Examples } from '../example.ts';

const page = { make: () => ({}) };

export const operationsRequests: Examples = {
  'GET /health/live': page,
  'GET /health/ready': page,
  'GET /metrics': page,
  'GET /api/openapi.json': page,
  'GET /api/docs': page,
  'GET /api/docs/start.js': page,
  'GET /api/docs/swagger-ui.css': page,
  'GET /api/docs/swagger-ui-bundle.js': page,
};
