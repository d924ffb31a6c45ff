import { describe, expect, test } from '@jest/globals';
import { notFound } from '../shared/errors.ts';
import { renderError } from './render-error.ts';

describe('what a caller sees of an error', () => {
  test('one of ours is told in the language asked for', () => {
    expect(renderError(notFound(), 'zh', 'r-1')).toEqual({
      status: 404,
      body: { error: 'not-found', message: '没有找到', details: [], requestId: 'r-1' },
    });
  });

  test('an unexpected one shows nothing but the request id', () => {
    const { status, body } = renderError(new Error('relation "people" does not exist'), 'en', 'r-2');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('people');
    expect(body.requestId).toBe('r-2');
  });

  test.each([
    Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
    Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' }),
    new Error('Connection terminated unexpectedly'),
  ])('a database that is gone means: try again, no money is lost (%p)', error => {
    const { status, body } = renderError(error, 'zh', 'r-3');
    expect(status).toBe(503);
    expect(body.message).toContain('不会丢失');
    expect(body.message).not.toContain('127.0.0.1');
  });
});
