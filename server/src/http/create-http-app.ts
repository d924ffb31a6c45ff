/** Builds the Koa application from the modules' routes: the only place that turns a Route into HTTP. */
import { randomUUID } from 'node:crypto';
import Koa from 'koa';
import type { Logger } from '../infra/logging.ts';
import type { Metrics } from '../infra/metrics.ts';
import { AppError, badRequest, notFound, tooLarge } from '../shared/errors.ts';
import type { Gatekeeper } from './access.ts';
import { actorKey, admit } from './admit.ts';
import { compressAnswers } from './compression.ts';
import { fullPath, type HallContext, type HallState, type RawReply, type Route } from './define-route.ts';
import { type IdempotencyStore, once, requestKeyOf, requireKey, type StoredAnswer } from './idempotency.ts';
import { logRequest, routeOf } from './log-request.ts';
import { parseJson, readBody, streamBody } from './read-body.ts';
import { languageOf, renderError } from './render-error.ts';
import { setSecurityHeaders } from './security-headers.ts';
import { parseInput, refuseNul } from './validation.ts';
import { routeByWing } from './wings.ts';

export interface HttpDependencies {
  gatekeeper: Gatekeeper;
  idempotency: IdempotencyStore;
  logger: Logger;
  metrics: Metrics;
  /** Number of proxies in front whose X-Forwarded-For may be believed. */
  trustedProxies: number;
}

export function createHttpApp(
  routes: Route[],
  dependencies: HttpDependencies,
  fallbacks: Koa.Middleware[] = [],
): Koa {
  const app = new Koa<HallState>({
    proxy: dependencies.trustedProxies > 0,
    maxIpsCount: dependencies.trustedProxies,
  });
  app.silent = true;
  app.use((context, next) => frame(context as HallContext, next, dependencies));
  app.use(compressAnswers() as Koa.Middleware<HallState>);
  const handlers = routes.map(route => ({
    method: route.method,
    path: fullPath(route),
    handle: (context: unknown) => serve(context as HallContext, route, dependencies),
  }));
  app.use(routeByWing(handlers));
  for (const fallback of fallbacks) app.use(fallback as Koa.Middleware<HallState>);
  app.use(() => {
    throw notFound();
  });
  return app as unknown as Koa;
}

/** Request id, language, timing, security headers, and the one place where errors become answers. */
async function frame(
  context: HallContext,
  next: Koa.Next,
  { logger, metrics }: HttpDependencies,
): Promise<void> {
  const started = process.hrtime.bigint();
  const given = context.get('X-Request-Id');
  context.state.requestId = /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  context.state.language = languageOf(context.get('Accept-Language'));
  // Neither wallet lets a mini-program send PATCH: it goes as a POST that says what it is.
  if (context.method === 'POST' && context.get('X-HTTP-Method-Override') === 'PATCH')
    context.method = 'PATCH';
  context.set('X-Request-Id', context.state.requestId);
  setSecurityHeaders(context);
  try {
    await next();
  } catch (error) {
    const { status, body } = renderError(error, context.state.language, context.state.requestId);
    context.status = status;
    context.body = body;
    if (!(error instanceof AppError) || error.definition.report)
      logger.error({ requestId: context.state.requestId, err: error }, 'request failed');
  }
  const milliseconds = Number(process.hrtime.bigint() - started) / 1e6;
  metrics.observeRequest(context.method, routeOf(context), context.status, milliseconds / 1_000);
  logRequest(logger, context, milliseconds);
}

async function serve(context: HallContext, route: Route, dependencies: HttpDependencies): Promise<void> {
  context.state.route = route;
  refuseNul(context['params'], 'path');
  const admitted = await admit(context, route.access, dependencies.gatekeeper);
  context.state.actor = admitted.actor;
  const params = route.params ? parseInput(route.params, context['params'], 'params') : context['params'];
  if (admitted.actor?.kind === 'staff' && route.method !== 'get') {
    const { method, path } = route;
    const call = { actor: admitted.actor, method, path, params: context['params'] };
    await dependencies.gatekeeper.ownMatter({ ...call, requestId: context.state.requestId });
  }
  const query = route.query ? parseInput(route.query, { ...context.query }, 'query') : undefined;
  const isHeld = route.method !== 'get' && route.bodyType !== 'stream';
  const rawBody = isHeld ? await bodyOf(context, route) : Buffer.alloc(0);
  if (!rawBody)
    return answer(context, route, route.tooLarge!({ headers: headersOf(context), ip: context.ip }));
  const body = route.body ? parseInput(route.body, readJson(route, context, rawBody), 'body') : undefined;
  const { requestId, language } = context.state;
  const input = {
    params,
    query,
    body,
    rawBody,
    bodyStream: streamBody(context.req, route.bodyLimit),
    headers: headersOf(context),
    language,
    requestId,
    ip: context.ip,
    ...admitted,
  };
  if (!route.idempotent) return answer(context, route, await route.handle(input));
  const request = {
    actor: actorKey(admitted),
    route: `${route.method} ${context.path}`,
    key: requireKey(context.get('Idempotency-Key') || undefined),
    rawBody,
  };
  const stored = await once(
    dependencies.idempotency,
    request,
    async (): Promise<StoredAnswer> => {
      const result = await route.handle({ ...input, requestKey: requestKeyOf(request) });
      return { status: route.status, response: shape(route, result) };
    },
    route.keepAnswer,
  );
  context.status = stored.status;
  context.body = stored.response as object;
}

/** None of those that routes read comes twice. */
const headersOf = (context: HallContext) => context.headers as Record<string, string | undefined>;

/** The body; nothing where it is too large and the route has words of its own for that. */
async function bodyOf(
  context: HallContext,
  { bodyLimit, tooLarge: own }: Route,
): Promise<Buffer | undefined> {
  try {
    return await readBody(context.req, bodyLimit);
  } catch (error) {
    if (own && error instanceof AppError && error.code === tooLarge().code) return undefined;
    throw error;
  }
}

function readJson(route: Route, context: HallContext, rawBody: Buffer): unknown {
  if (route.bodyType !== 'json') return rawBody;
  const value = parseJson(context.get('Content-Type'), rawBody);
  if (value === undefined)
    throw badRequest({}, [
      { field: 'body', rule: 'required', message: { zh: '缺少请求体', en: 'The body is missing' } },
    ]);
  return value;
}

function answer(context: HallContext, route: Route, result: unknown): void {
  if (isRaw(result)) {
    context.status = result.status ?? 200;
    for (const [name, value] of Object.entries(result.headers ?? {})) context.set(name, value);
    context.body = result.body ?? null;
    if (result.status) context.status = result.status;
    return;
  }
  context.status = route.status;
  if (route.status === 204) context.body = null;
  else context.body = shape(route, result) as object;
}

/** The output schema drops whatever it does not name, so that nothing internal leaks by accident. */
function shape(route: Route, result: unknown): unknown {
  return route.output ? route.output.parse(result) : (result ?? {});
}

function isRaw(value: unknown): value is RawReply {
  return typeof value === 'object' && value !== null && (value as RawReply).raw === true;
}
