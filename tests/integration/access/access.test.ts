/**
 * Walks every route of the running hall. The same request first succeeds for whom it is meant for, and is then refused
 * to everybody else: without a token, to a stranger, to the tenant before, to a pay-only person, to the wrong role.
 */
import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Access, StaffRole } from '../../../server/src/http/access.ts';
import type { Route } from '../../../server/src/http/define-route.ts';
import { openSocket } from '../../support/chat-client.ts';
import { startHall } from '../../support/hall.ts';
import { accessMatrix } from './access-matrix.ts';
import { type Caller, type Example, nameOf, send } from './example.ts';
import { requests } from './requests.ts';
import { createScene, openDesk, type Scene, secretsOf, staffRoles } from './scene.ts';

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
  if (access.kind !== 'staff') return access.kind;
  return `staff: ${staffRoles.filter(role => access.roles.includes(role)).join(', ')}`;
}

async function attempt(route: Route, callerOf: (scene: Scene) => Caller, role: StaffRole = 'clerk') {
  const scene = await createScene(hall, desk);
  const request = await requests[nameOf(route)]!.make(scene, role);
  const caller = callerOf(scene);
  const rightful = caller.cookie === scene.desk[role].cookie;
  const answer = await send(hall, route, request, (rightful && request.as) || caller);
  return { ...answer, scene, expected: request.status ?? route.status };
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
const seenTwice = 'a file that was sent twice is seen twice; nothing else hangs on it';
const sentUnderItsId = 'carries its sender’s own id, under which it is kept once';
/** Creating POSTs that do without an Idempotency-Key, and why a repeat does no harm. */
const createdWithoutKey: Record<string, string> = {
  'POST /api/v1/applications/:caseNo/papers/:code': seenTwice,
  'POST /api/v1/applications/:caseNo/shares': 'answers with a secret once; a link nobody was given lapses',
  'POST /api/v1/chat-tickets': 'a ticket nobody used lapses in a minute',
  'POST /api/v1/chats/:chatNo/messages': sentUnderItsId,
  'POST /api/v1/kiosk/enrolments': 'its code is good once',
  'POST /api/v1/staff/accounts/:accountNo/prepaid-agreements': 'has the number of the paper, once',
  'POST /api/v1/staff/application-kinds': 'each version is put in once',
  'POST /api/v1/staff/applications/:caseNo/photos': seenTwice,
  'POST /api/v1/staff/chat-tickets': 'a ticket nobody used lapses in a minute',
  'POST /api/v1/staff/chats/:chatNo/messages': sentUnderItsId,
  'POST /api/v1/staff/counter-applications/:caseNo/papers/:code': seenTwice,
  'POST /api/v1/staff/crew/orders/:orderNo/photos': seenTwice,
  'POST /api/v1/staff/debit-results': sameContent,
  'POST /api/v1/staff/desk/devices': 'the newest code takes the place of the one before',
  'POST /api/v1/staff/desk/devices/:deviceNo/enrolment': 'the newest code takes the place of the one before',
  'POST /api/v1/staff/imports': sameContent,
  'POST /api/v1/staff/me/views': 'saved under its name',
  'POST /api/v1/staff/members': secretAnswer,
  'POST /api/v1/staff/partners': secretAnswer,
  'POST /api/v1/staff/partners/:code/keys': secretAnswer,
  'POST /api/v1/staff/readings': sameContent,
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

walk(routes.filter(isKind('anyone')), route => {
  it('answers anybody, and tells nothing of a household', async () => {
    const answer = await attempt(route, () => ({}));
    expectSuccess(answer);
    expectSilence(answer.text, answer.scene);
  });
});

walk(routes.filter(isKind('signed')), route => {
  it('refuses a message that nobody has signed', async () => {
    const { status } = await attempt(route, () => ({}));
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

walk(routes.filter(isKind('household')), (route, example) => {
  const { level, holder } = route.access;
  const noBinding = [404];

  it('serves the holder', async () => {
    expectSuccess(await attempt(route, scene => scene.owner));
  });
  it('is refused without a session', async () => {
    expectRefusal(await attempt(route, () => ({})), [401]);
    expectRefusal(await attempt(route, () => ({ token: 'a-token-that-was-never-given-out' })), [401]);
  });
  it('is refused to a stranger, as if the household did not exist', async () => {
    expectRefusal(await attempt(route, scene => scene.stranger), noBinding);
  });
  it('is refused to the tenant before', async () => {
    expectRefusal(await attempt(route, scene => scene.previous), noBinding);
  });
  it('is refused to staff, who have doors of their own', async () => {
    expectRefusal(await attempt(route, scene => ({ cookie: scene.desk.supervisor.cookie })), [401]);
  });
  if (holder) {
    it('is refused to family that is not the holder', async () => {
      expectRefusal(await attempt(route, scene => scene.family), [403]);
    });
  } else {
    it('serves family bound in full', async () => {
      expectSuccess(await attempt(route, scene => scene.family));
    });
  }
  if (level === 'full') {
    it('is refused to a pay-only person', async () => {
      expectRefusal(await attempt(route, scene => scene.payOnly), [403]);
    });
  } else {
    it('serves a pay-only person without telling what is masked', async () => {
      const answer = await attempt(route, scene => scene.payOnly);
      expectSuccess(answer);
      if (!example.payOnlySeesFull) expectSilence(answer.text, answer.scene);
    });
  }
});

walk(routes.filter(isKind('resident')), (route, example) => {
  const { others, payOnly } = example;

  it('serves the person it is about', async () => {
    expectSuccess(await attempt(route, scene => scene.owner));
  });
  it('is refused without a session', async () => {
    expectRefusal(await attempt(route, () => ({})), [401]);
  });
  it('is refused to staff, who have doors of their own', async () => {
    expectRefusal(await attempt(route, scene => ({ cookie: scene.desk.supervisor.cookie })), [401]);
  });
  if (others === 'refused') {
    it('is refused to a stranger and to the tenant before', async () => {
      expectRefusal(await attempt(route, scene => scene.stranger), [403, 404, 409, 422]);
      expectRefusal(await attempt(route, scene => scene.previous), [403, 404, 409, 422]);
    });
    if (payOnly === 'allowed') {
      it('serves a pay-only person without telling what is masked', async () => {
        const answer = await attempt(route, scene => scene.payOnly);
        expectSuccess(answer);
        expectSilence(answer.text, answer.scene);
      });
    } else {
      it('is refused to a pay-only person', async () => {
        expectRefusal(await attempt(route, scene => scene.payOnly), [403, 404, 409, 422]);
      });
    }
  } else {
    it('shows somebody else nothing of the household that is masked', async () => {
      const answer = await attempt(route, scene => scene.stranger);
      expectSuccess(answer);
      expectSilence(answer.text, answer.scene);
      if (others === 'their-own') expect(answer.text).not.toContain(answer.scene.home.accountNo);
    });
  }
});

walk(routes.filter(isKind('staff')), route => {
  const allowed = route.access.roles;
  const asRole = (role: StaffRole) => attempt(route, scene => ({ cookie: scene.desk[role].cookie }), role);

  it.each(allowed)('serves a %s', async role => {
    expectSuccess(await asRole(role));
  });
  const refused = staffRoles.filter(role => !allowed.includes(role));
  if (refused.length > 0) {
    it.each(refused)('is refused to a %s', async role => {
      expectRefusal(await asRole(role), [403]);
    });
  }
  it('is refused to residents and to nobody', async () => {
    const bare = (scene: Scene) => ({ token: scene.owner.token, cookie: 'none=1' });
    expectRefusal(await attempt(route, bare), [401]);
    expectRefusal(await attempt(route, () => ({ cookie: 'none=1' })), [401]);
  });
  it('is refused when another site sends it', async () => {
    if (route.method === 'get') return;
    const scene = await createScene(hall, desk);
    const request = await requests[nameOf(route)]!.make(scene, allowed[0]!);
    const headers = { ...request.headers, origin: 'https://elsewhere.example' };
    const { status } = await send(
      hall,
      route,
      { ...request, headers },
      { cookie: scene.desk[allowed[0]!].cookie },
    );
    expect(status).toBe(403);
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
