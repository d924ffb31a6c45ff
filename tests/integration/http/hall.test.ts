import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type RunningHall, startHall } from '../../support/hall.ts';

describe('the hall as a program on the network', () => {
  let hall: RunningHall;
  beforeAll(async () => {
    hall = await startHall();
  });
  afterAll(() => hall.close());

  test('says that it lives and is ready', async () => {
    expect((await hall.call('GET', `${hall.url}/health/live`)).body).toMatchObject({ status: 'ok' });
    expect((await hall.call('GET', `${hall.url}/health/ready`)).body).toEqual({
      status: 'ready',
      missing: [],
    });
  });

  test('describes every route of its API', async () => {
    const { body } = await hall.call('GET', '/api/openapi.json');
    for (const route of hall.app.routes.filter(each => each.tag !== 'operations')) {
      const path = `${route.root ? '' : '/api/v1'}${route.path}`.replace(/:(\w+)/g, '{$1}');
      expect(Object.keys(body.paths[path] ?? {})).toContain(route.method);
    }
  });

  test('answers an unknown address in the language asked for, with a request id', async () => {
    const chinese = await hall.call('GET', '/nowhere');
    expect(chinese).toMatchObject({
      status: 404,
      body: { error: 'not-found', message: '没有找到', details: [] },
    });
    expect(chinese.headers.get('x-request-id')).toBe(chinese.body.requestId);
    const english = await hall.call('GET', '/nowhere', { headers: { 'accept-language': 'en' } });
    expect(english.body.message).toBe('Not found');
  });
});
