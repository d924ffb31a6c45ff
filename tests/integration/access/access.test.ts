/**
 * Walks every route of the running hall. The same request is refused to everybody else (without a token, to a stranger, to the
 * tenant before, to a pay-only person, to the wrong role), succeeds for whom it is meant for, and is then refused again: what it
 * has changed opens it to nobody.
 */
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Access, type StaffRole, systemScopes } from '../../../server/src/http/access.ts';
import type { Route } from '../../../server/src/http/define-route.ts';
import { openSocket } from '../../support/chat-client.ts';
import { startHall } from '../../support/hall.ts';
import { accessMatrix } from './access-matrix.ts';
import { type Caller, type Example, nameOf, send } from './example.ts';
import { connectSystem } from './requests/connected-systems.ts';
import { requests } from './requests.ts';
import { createScene, openDesk, type Scene, secretsOf, staffRoles } from './scene.ts';
import { unlogged } from './unlogged.ts';
import { changesOf } from './watch-changes.ts';

// Every refund asks for a second person here.
const hall = await startHall({ environment: { REFUND_FOUR_EYES_ABOVE_FEN: '0' } });
const desk = await openDesk(hall);
const routes = hall.app.routes;

// Counters of one test are not the next one's.
beforeEach(async () => void (await hall.owner.query('DELETE FROM rate_limits')));
afterAll(() => hall.close());

const isKind =
  <K extends Access['kind']>(kind: K) =>
  (route: Route): route is Route & { access: Extract<Access, { kind: K }> } =>
    route.access.kind === kind;

/** A block of tests for each of these routes that has an example. */
function walk<R extends Route>(list: R[], tests: (route: R, example: Example) => void): void {
  for (const route of list) {
    const example = requests[nameOf(route)];
    if (example) describe(nameOf(route), () => tests(route, example));
  }
}

function whoMay(access: Access): string {
  if (access.kind === 'household') return access.holder ? 'holder' : access.level;
  if (access.kind === 'system') return `system: ${access.scope}`;
  if (access.kind !== 'staff') return access.kind;
  return `staff: ${staffRoles.filter(role => access.roles.includes(role)).join(', ')}`;
}

/** One request that would be served, and how to send it as anybody. */
async function prepare(route: Route, role: StaffRole = 'clerk') {
  const scene = await createScene(hall, desk);
  const request = await requests[nameOf(route)]!.make(scene, role);
  return {
    scene,
    /** Who alone may, where it is neither one of the scene's people nor the desk. */
    own: request.as,
    async as(caller: Caller, headers: Record<string, string> = {}) {
      const rightful = route.access.kind === 'staff' && caller.cookie === scene.desk[role].cookie;
      const withHeaders = { ...request, headers: { ...request.headers, ...headers } };
      const answer = await send(hall, route, withHeaders, (rightful && request.as) || caller);
      return { ...answer, scene, expected: request.status ?? route.status };
    },
  };
}

async function attempt(route: Route, callerOf: (scene: Scene) => Caller, role?: StaffRole) {
  const { scene, as } = await prepare(route, role);
  return as(callerOf(scene));
}

function expectSuccess({ status, text, expected }: Awaited<ReturnType<typeof attempt>>) {
  expect({ status, text: status === expected ? '' : text }).toEqual({ status: expected, text: '' });
}

function expectRefusal({ status, text, scene }: Awaited<ReturnType<typeof attempt>>, statuses: number[]) {
  expect({ status, text: statuses.includes(status) ? '' : text }).toEqual({
    status: statuses.includes(status) ? status : statuses[0],
    text: '',
  });
  expectSilence(text, scene);
}

function expectSilence(text: string, scene: Scene) {
  for (const secret of secretsOf(scene)) expect(text).not.toContain(secret);
}

const secretAnswer =
  'answers with a secret once, which must not be kept for a repeat; a repeat is refused by its name';
const sameContent = 'the same content again changes nothing';
const sentUnderItsId = 'carries its sender’s own id, under which it is kept once';
const lapses = 'a ticket nobody used lapses in a minute, and opens nothing but one socket of the same person';
/** Creating POSTs that do without an Idempotency-Key, and why a repeat does no harm; each is sent twice below. */
const createdWithoutKey: Record<string, string> = {
  'POST /api/v1/chat-tickets': lapses,
  'POST /api/v1/chats/:chatNo/messages': sentUnderItsId,
  'POST /api/v1/data/accounts': sameContent,
  'POST /api/v1/data/files/accounts': sameContent,
  'POST /api/v1/data/files/grid-points': sameContent,
  'POST /api/v1/data/files/grid-streets': sameContent,
  'POST /api/v1/data/files/meters': sameContent,
  'POST /api/v1/data/files/opening-energy': sameContent,
  'POST /api/v1/data/files/readings': sameContent,
  'POST /api/v1/data/grid-points': sameContent,
  'POST /api/v1/data/grid-streets': sameContent,
  'POST /api/v1/data/meters': sameContent,
  'POST /api/v1/data/opening-energy': sameContent,
  'POST /api/v1/data/readings': sameContent,
  'POST /api/v1/kiosk/enrolments': 'its code is good once',
  'POST /api/v1/staff/chat-tickets': lapses,
  'POST /api/v1/staff/chats/:chatNo/messages': sentUnderItsId,
  'POST /api/v1/staff/connected-systems/:code/keys': secretAnswer,
  'POST /api/v1/staff/debit-results': sameContent,
  'POST /api/v1/staff/imports': sameContent,
  'POST /api/v1/staff/me/views': 'saved under its name',
  'POST /api/v1/staff/members': secretAnswer,
  'POST /api/v1/staff/partners/:code/keys': secretAnswer,
  'POST /api/v1/web-cases': 'its code is good once',
};

describe('the table of examples', () => {
  it('has a line for every route', () => {
    expect(routes.map(nameOf).filter(name => !requests[name])).toEqual([]);
  });

  it('agrees with the list of who may call what', () => {
    expect(Object.fromEntries(routes.map(route => [nameOf(route), whoMay(route.access)]))).toEqual(
      accessMatrix,
    );
  });

  it('has no line for a route that is not there', () => {
    const names = new Set(routes.map(nameOf));
    expect(Object.keys(requests).filter(name => !names.has(name))).toEqual([]);
  });

  it('says of every route for any signed-in person what somebody else gets', () => {
    const silent = routes
      .filter(isKind('resident'))
      .filter(route => requests[nameOf(route)]?.others === undefined);
    expect(silent.map(nameOf)).toEqual([]);
  });

  it('asks for an Idempotency-Key on every POST that creates, or says why not', () => {
    const creating = routes.filter(({ method, status }) => method === 'post' && status === 201);
    expect(creating.length).toBeGreaterThan(40);
    const keyless = creating.filter(({ idempotent }) => !idempotent).map(nameOf);
    expect(keyless.sort()).toEqual(Object.keys(createdWithoutKey).sort());
  });

  it('finds a household’s number in the path of every route that asks for a binding, and in no other route’s', () => {
    const withAccount = routes.filter(route => /\/households\/:accountNo/.test(route.path));
    expect(withAccount.filter(route => route.access.kind !== 'household').map(nameOf)).toEqual([]);
    expect(
      routes
        .filter(isKind('household'))
        .filter(route => !route.path.includes('/:accountNo'))
        .map(nameOf),
    ).toEqual([]);
    const staffPaths = routes.filter(
      route => route.path.startsWith('/staff/') && route.access.kind !== 'staff',
    );
    expect(staffPaths.map(nameOf)).toEqual([
      'POST /api/v1/staff/sessions',
      'GET /api/v1/staff/demo-sign-ins',
    ]);
  });
});

/** That it was asked for may be written down whenever somebody asks. */
const logs = ['audit_entries', 'rate_limits'];
const history = (table: string) => ({ rows: [table], why: 'its history tells each time that it was done' });
/** What a repeat without a key may add besides, and why it does no harm. */
const addedAgain: Record<string, { rows: string[]; why: string }> = {
  'POST /api/v1/sessions': {
    rows: ['sessions'],
    why: 'who signs in twice is signed in twice, each session ends by itself',
  },
  'POST /api/v1/chat-tickets': { rows: ['chat_tickets'], why: lapses },
  'POST /api/v1/staff/chat-tickets': { rows: ['chat_tickets'], why: lapses },
  'POST /api/v1/staff/applications/:caseNo/inspections': {
    rows: ['case_inspections', 'case_events'],
    why: 'every look at the site stays on record, and the last one counts',
  },
  'POST /api/v1/staff/applications/:caseNo/visit': {
    rows: ['site_visits', 'case_events'],
    why: 'every visit that was not booked stays on record',
  },
  'POST /api/v1/application-shares/:token': history('case_events'),
  'POST /api/v1/staff/applications/:caseNo/hand-over': history('case_events'),
  'POST /api/v1/staff/applications/:caseNo/fees': history('case_events'),
  'POST /api/v1/staff/applications/:caseNo/meter': history('case_events'),
  'POST /api/v1/staff/applications/:caseNo/reading': history('case_events'),
  'POST /api/v1/staff/payments/:paymentNo/query': history('payment_events'),
  'POST /api/v1/staff/crew/orders/:orderNo/addresses': history('repair_events'),
  'POST /api/v1/staff/repairs/:orderNo/acts': history('repair_events'),
};
const recordOfDelivery = { rows: ['data_imports'], why: `each delivery is on record; ${sameContent}` };
const addedAgainBy = (name: string): string[] =>
  (/^POST .*\/(data\/|staff\/imports$)/.test(name) ? recordOfDelivery : addedAgain[name])?.rows ?? [];
/** How a repeat is answered that is neither taken without effect nor refused for what it asks. */
const refusedBefore: Record<string, number> = {
  'POST /api/v1/staff/sessions': 401, // its one-time code is used
  'POST /api/v1/sms-codes': 429, // one a minute
  'POST /api/v1/me/deletion': 401, // nobody is signed in any more
};

/** How many rows every table has more than at first, once what was asked for is done, messages and all. */
async function rowsOfEveryTable(): Promise<Record<string, number>> {
  await hall.app.idle();
  const changes = Object.entries(await changesOf(hall)).filter(([name]) => !logs.includes(name));
  return Object.fromEntries(changes.map(([name, { more }]) => [name, more]));
}

/** The request is served; where no Idempotency-Key guards a POST, the same request sent again creates nothing more. */
async function expectServedOnce(
  route: Route,
  as: (caller: Caller) => ReturnType<typeof attempt>,
  caller: Caller,
) {
  const first = await as(caller);
  expectSuccess(first);
  if (route.method !== 'post' || route.idempotent) return first;
  const once = await rowsOfEveryTable();
  // Taken again without effect, or refused.
  const again = await as(caller);
  const name = nameOf(route);
  expect([first.status, 200, 403, 404, 409, 422, refusedBefore[name]]).toContain(again.status);
  const twice = await rowsOfEveryTable();
  const grown = Object.keys(twice).filter(table => twice[table] !== (once[table] ?? 0));
  expect(grown.filter(table => !addedAgainBy(name).includes(table))).toEqual([]);
  return first;
}

walk(routes.filter(isKind('anyone')), route => {
  it('answers anybody, and tells nothing of a household', async () => {
    const { as } = await prepare(route);
    const answer = await expectServedOnce(route, as, {});
    expectSilence(answer.text, answer.scene);
  });
});

walk(routes.filter(isKind('signed')), route => {
  it('refuses a message that nobody has signed', async () => {
    const { status } = await attempt(route, () => ({}));
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

const unknownToken = { token: 'a-token-that-was-never-given-out' };

walk(routes.filter(isKind('household')), (route, example) => {
  const { level, holder } = route.access;
  const noBinding = [404];

  it('is refused to everybody else before and after the same request serves the holder', async () => {
    const { scene, as } = await prepare(route);
    expectRefusal(await as({}), [401]);
    expectRefusal(await as(unknownToken), [401]);
    // A stranger and the tenant before hear what they would hear of a household that does not exist.
    expectRefusal(await as(scene.stranger), noBinding);
    expectRefusal(await as(scene.previous), noBinding);
    // Staff have doors of their own.
    expectRefusal(await as({ cookie: scene.desk.supervisor.cookie }), [401]);
    if (holder) expectRefusal(await as(scene.family), [403]);
    if (level === 'full') expectRefusal(await as(scene.payOnly), [403]);
    await expectServedOnce(route, as, scene.owner);
    expectRefusal(await as(scene.stranger), noBinding);
    // It may have been this very binding that was ended.
    if (level === 'full') expectRefusal(await as(scene.payOnly), [403, 404]);
  });
  if (!holder)
    it('serves family bound in full', async () => {
      expectSuccess(await attempt(route, scene => scene.family));
    });
  if (level !== 'full')
    it('serves a pay-only person without telling what is masked', async () => {
      const answer = await attempt(route, scene => scene.payOnly);
      expectSuccess(answer);
      if (!example.payOnlySeesFull) expectSilence(answer.text, answer.scene);
    });
});

walk(routes.filter(isKind('resident')), (route, example) => {
  const { others, payOnly } = example;
  const notTheirs = [403, 404, 409, 422];

  it('is refused to everybody else before and after the same request serves the person it is about', async () => {
    const { scene, as } = await prepare(route);
    expectRefusal(await as({}), [401]);
    expectRefusal(await as(unknownToken), [401]);
    expectRefusal(await as({ cookie: scene.desk.supervisor.cookie }), [401]);
    if (others === 'refused') {
      expectRefusal(await as(scene.stranger), notTheirs);
      expectRefusal(await as(scene.previous), notTheirs);
      if (payOnly !== 'allowed') expectRefusal(await as(scene.payOnly), notTheirs);
    }
    await expectServedOnce(route, as, scene.owner);
    if (others === 'refused') expectRefusal(await as(scene.stranger), notTheirs);
    if (others === 'refused' && payOnly !== 'allowed') expectRefusal(await as(scene.payOnly), notTheirs);
  });
  if (others === 'refused' && payOnly === 'allowed')
    it('serves a pay-only person without telling what is masked', async () => {
      const answer = await attempt(route, scene => scene.payOnly);
      expectSuccess(answer);
      expectSilence(answer.text, answer.scene);
    });
  if (others !== 'refused')
    it('shows somebody else nothing of the household that is masked', async () => {
      const answer = await attempt(route, scene => scene.stranger);
      expectSuccess(answer);
      expectSilence(answer.text, answer.scene);
      if (others === 'their-own') expect(answer.text).not.toContain(answer.scene.home.accountNo);
    });
});

async function lastOfLog(): Promise<string> {
  const { rows } = await hall.owner.query('SELECT coalesce(max(id), 0)::text AS id FROM audit_entries');
  return rows[0].id;
}

async function loggedSince(id: string): Promise<boolean> {
  const { rows } = await hall.owner.query(
    "SELECT FROM audit_entries WHERE id > $1 AND actor LIKE 'staff:%'",
    [id],
  );
  return rows.length > 0;
}

walk(routes.filter(isKind('staff')), route => {
  const [first, ...otherRoles] = route.access.roles;

  it(`is refused to everybody else; the same request then serves a ${first} and stands in the log`, async () => {
    const { scene, as } = await prepare(route, first);
    const cookieOf = (role: StaffRole) => ({ cookie: scene.desk[role].cookie });
    for (const role of staffRoles.filter(each => !route.access.roles.includes(each)))
      expectRefusal(await as(cookieOf(role)), [403]);
    expectRefusal(await as({ token: scene.owner.token, cookie: 'none=1' }), [401]);
    expectRefusal(await as({ cookie: 'none=1' }), [401]);
    if (route.method !== 'get')
      expectRefusal(await as(cookieOf(first!), { origin: 'https://elsewhere.example' }), [403]);
    const before = await lastOfLog();
    await expectServedOnce(route, as, cookieOf(first!));
    if (route.method !== 'get') expect(await loggedSince(before)).toBe(!unlogged[nameOf(route)]);
  });
  for (const role of otherRoles)
    it(`serves a ${role}`, async () => {
      expectSuccess(await attempt(route, scene => ({ cookie: scene.desk[role].cookie }), role));
    });
});

walk(routes.filter(isKind('system')), route => {
  const { scope } = route.access;

  it('is refused to everybody else, to a system without this scope and from elsewhere, and then serves the system', async () => {
    const { scene, own, as } = await prepare(route);
    expectRefusal(await as({}), [401]);
    expectRefusal(await as(unknownToken), [401]);
    expectRefusal(await as(scene.owner), [401]);
    for (const role of staffRoles) expectRefusal(await as({ cookie: scene.desk[role].cookie }), [401]);
    const others = systemScopes.filter(each => each !== scope);
    expectRefusal(await as(await connectSystem(scene, { scopes: others })), [403]);
    expectRefusal(
      await as(await connectSystem(scene, { scopes: [scope], addresses: ['203.0.113.7'] })),
      [403],
    );
    await expectServedOnce(route, as, own!);
  });
});

describe('the socket of the chat, which carries neither cookie nor header', () => {
  const ticketFor = async (caller: Caller) => {
    const path = caller.token ? '/chat-tickets' : '/staff/chat-tickets';
    return (await hall.call('POST', path, { ...caller, body: {} })).body.ticket as string;
  };
  const chatOf = async (scene: Scene) =>
    (await requests['GET /api/v1/chats/:chatNo']!.make(scene, 'clerk')).params!['chatNo']!;

  /** What comes back to somebody who asks for a conversation over it. */
  async function follow(ticket: string | undefined, chatNo: string) {
    const socket = await openSocket(hall.url);
    if (ticket) socket.send({ type: 'hello', ticket });
    socket.send({ type: 'follow', chatNo, after: 0 });
    const refused = socket.frame(({ type }) => type === 'refused').then(({ error }) => error);
    const shown = socket.frame(({ type }) => type === 'messages').then(() => 'messages');
    const answer = await Promise.race([refused, shown, socket.closed.then(code => `closed ${code}`)]);
    refused.catch(() => {});
    shown.catch(() => {});
    socket.close();
    return answer;
  }

  it('serves whose conversation it is, and the desk', async () => {
    const scene = await createScene(hall, desk);
    const chatNo = await chatOf(scene);
    expect(await follow(await ticketFor(scene.owner), chatNo)).toBe('messages');
    expect(await follow(await ticketFor({ cookie: desk.clerk.cookie }), chatNo)).toBe('messages');
  });

  it('is refused without a ticket and with a wrong one', async () => {
    const scene = await createScene(hall, desk);
    const chatNo = await chatOf(scene);
    expect(await follow(undefined, chatNo)).toBe('closed 4401');
    expect(await follow('a-ticket-that-was-never-given-out', chatNo)).toBe('chat-ticket-refused');
  });

  it('shows nothing by another person’s ticket', async () => {
    const scene = await createScene(hall, desk);
    const chatNo = await chatOf(scene);
    for (const other of [scene.stranger, scene.family, scene.previous])
      expect(await follow(await ticketFor(other), chatNo)).toBe('chat-not-found');
  });
});
