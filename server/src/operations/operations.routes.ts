/** What operators and their machines ask: is it alive, is it ready, what does it count, what does its API look like. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { anyone } from '../http/access.ts';
import { defineRoute, type Route, rawReply } from '../http/define-route.ts';
import { openApiDocument } from '../http/openapi.ts';
import { pagePolicy } from '../http/security-headers.ts';
import type { Database } from '../infra/database.ts';
import type { Metrics } from '../infra/metrics.ts';
import { projectRoot } from '../infra/project-root.ts';
import { inspectDatabase } from './inspect-database.ts';

interface Dependencies {
  db: Database;
  metrics: Metrics;
  /** HALL_MODE, which the database must be marked with. */
  mode: string;
  /** All other routes, for the API's description. */
  apiRoutes: Route[];
}

const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  version: string;
};
const swaggerFolder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const swaggerFiles: Record<string, string> = {
  'swagger-ui.css': 'text/css; charset=utf-8',
  'swagger-ui-bundle.js': 'text/javascript; charset=utf-8',
};
const docsPage = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>电厅 API</title>
<meta name="viewport" content="width=device-width,initial-scale=1"><link rel="stylesheet" href="/api/docs/swagger-ui.css"></head>
<body><div id="ui"></div><script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script></body></html>`;
const docsScript = `SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#ui', deepLinking: true });`;

export function operationsRoutes(dependencies: Dependencies): Route[] {
  return [...healthRoutes(dependencies), ...docsRoutes(dependencies)];
}

/** Less than the two seconds that balancers usually give. */
const readinessPatienceMs = 1_500;

const Readiness = z.object({
  status: z.enum(['ready', 'not-ready']),
  missing: z.array(
    z.enum([
      'database-unreachable',
      'migrations-missing',
      'mode-differs',
      'role-too-weak',
      'role-too-strong',
    ]),
  ),
});

/** All that a worker answers. */
export function healthRoutes({ db, metrics, mode }: Omit<Dependencies, 'apiRoutes'>): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/health/live',
      root: true,
      quiet: true,
      tag: 'operations',
      summary: 'The process answers',
      access: anyone('a balancer asks it'),
      output: z.object({ status: z.literal('ok'), version: z.string() }),
      handle: () => ({ status: 'ok' as const, version }),
    }),
    defineRoute({
      method: 'get',
      path: '/health/ready',
      root: true,
      quiet: true,
      tag: 'operations',
      summary: 'Ready for customers, or what is missing',
      access: anyone('a balancer asks it'),
      output: Readiness,
      handle: async () => {
        const { findings: missing } = await inspectDatabase(db, mode, readinessPatienceMs);
        if (missing.length === 0) return { status: 'ready' as const, missing };
        return rawReply({
          status: 503,
          headers: { 'Content-Type': 'application/json; charset=utf-8' },
          body: JSON.stringify({ status: 'not-ready', missing }),
        });
      },
    }),
    defineRoute({
      method: 'get',
      path: '/metrics',
      root: true,
      quiet: true,
      tag: 'operations',
      summary: 'Counters for Prometheus',
      access: anyone('holds counts only; keep it inside the network by the proxy'),
      handle: async () =>
        rawReply({
          headers: { 'Content-Type': metrics.registry.contentType },
          body: await metrics.registry.metrics(),
        }),
    }),
  ];
}

function docsRoutes({ apiRoutes }: Dependencies): Route[] {
  // Made when it is first asked for: it costs half a second that no start should wait for.
  let made: string | undefined;
  const document = () => {
    made ??= JSON.stringify(openApiDocument(apiRoutes, { title: '电厅 Dianting', version }));
    return made;
  };
  const page = (path: string, type: string, body: () => string | Buffer) =>
    defineRoute({
      method: 'get',
      path,
      root: true,
      tag: 'operations',
      summary: `API documentation: ${path.split('/').at(-1)}`,
      access: anyone('the description of the API holds no data'),
      handle: () =>
        rawReply({
          headers: {
            'Content-Type': type,
            'Cache-Control': 'no-cache',
            'Content-Security-Policy': pagePolicy(),
          },
          body: body(),
        }),
    });
  return [
    page('/api/openapi.json', 'application/json; charset=utf-8', document),
    page('/api/docs', 'text/html; charset=utf-8', () => docsPage),
    page('/api/docs/start.js', 'text/javascript; charset=utf-8', () => docsScript),
    ...Object.entries(swaggerFiles).map(([name, type]) =>
      page(`/api/docs/${name}`, type, () => readFileSync(join(swaggerFolder, name))),
    ),
  ];
}
