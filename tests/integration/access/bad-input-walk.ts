/** What the walks over bad input share: the scene, a good request to spoil, what may be in a refusal, and what the database holds. */
import type { Route } from '../../../server/src/http/define-route.ts';
import { eventually, type RunningHall } from '../../support/hall.ts';
import { type Caller, nameOf } from './example.ts';
import { requests } from './requests.ts';
import { createScene, type Scene } from './scene.ts';
import { type Changes, changesOf } from './watch-changes.ts';

/** Counters of tries, and the ends of sessions in use, move with every request. What relays do happens by itself. */
const mayMove = new Set([
  'rate_limits',
  'sessions',
  'staff_sessions',
  'staff_sign_in_tries',
  'notices',
  'message_deliveries',
  'message_pace',
  'message_receipts',
  'partner_bad_counts',
  'system_keys',
]);

/** Their rows go from state to state by themselves, and a refusal lets the claim of its key go; what counts is whether one was added. */
const onlyCounted = new Set(['outbox_messages', 'inbox_messages', 'idempotency_keys']);

/** What has changed in every table since the first time this was asked. */
export async function contentsOf(hall: RunningHall, without: readonly string[] = []): Promise<Changes> {
  const changes = Object.entries(await changesOf(hall))
    .filter(([name]) => !mayMove.has(name) && !without.includes(name))
    .map(([name, counts]) => [name, onlyCounted.has(name) ? { ...counts, changed: 0 } : counts] as const)
    .filter(([, { more, changed }]) => more !== 0 || changed !== 0);
  return Object.fromEntries(changes);
}

function callerOf({ access }: Route, scene: Scene): Caller {
  if (access.kind === 'staff') return { cookie: scene.desk[access.roles[0]!].cookie };
  return access.kind === 'resident' || access.kind === 'household' ? { token: scene.owner.token } : {};
}

export async function goodRequest(hall: RunningHall, desk: Scene['desk'], route: Route) {
  const scene = await createScene(hall, desk);
  const role = route.access.kind === 'staff' ? route.access.roles[0]! : 'clerk';
  const request = await requests[nameOf(route)]!.make(scene, role);
  return { scene, request, caller: request.as ?? callerOf(route, scene) };
}

/** What is wrong with a refusal, or nothing. */
export function faultOf(
  { status, text }: { status: number; text: string },
  language: 'zh' | 'en',
): string | undefined {
  if (status < 400 || status > 499) return `answered ${status}`;
  let body: {
    error?: unknown;
    message?: unknown;
    requestId?: unknown;
    details?: { field?: unknown; rule?: unknown; message?: unknown }[];
  };
  try {
    body = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  const words = [body.message, ...(body.details ?? []).map(detail => detail.message)];
  if (typeof body.error !== 'string' || typeof body.requestId !== 'string' || !Array.isArray(body.details))
    return 'lacks a part';
  if (status === 400 && body.details.length === 0) return 'names no field';
  if (body.details.some(detail => typeof detail.field !== 'string' || typeof detail.rule !== 'string'))
    return 'names no rule';
  if (!words.every(word => typeof word === 'string' && word.length > 0)) return 'says nothing';
  if (language === 'zh' && !words.every(word => /[\u4e00-\u9fff]/.test(String(word))))
    return 'is not in Chinese';
  if (language === 'en' && words.some(word => /[\u4e00-\u9fff]/.test(String(word))))
    return 'is not in English';
  if (/\bat \/|node_modules|SELECT |INSERT |prisma|constraint/i.test(text)) return 'shows our inside';
  return undefined;
}

/**
 * What earlier examples set going must not fall into this comparison: steps beside the answer, and refunds, of which the
 * sandbox tells a moment after they were asked for.
 */
export async function allIsQuiet(hall: RunningHall): Promise<void> {
  await hall.app.idle();
  const sql = `SELECT count(*)::int AS open FROM refunds WHERE status = 'pending' AND way = 'gateway'`;
  await eventually(
    async () => (await hall.owner.query<{ open: number }>(sql)).rows[0]!.open,
    open => open === 0,
  );
}
