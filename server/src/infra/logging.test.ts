import { describe, expect, test } from '@jest/globals';
import { createLogger } from './logging.ts';

function logged(write: (logger: ReturnType<typeof createLogger>) => void) {
  const lines: string[] = [];
  write(createLogger('debug', { write: line => void lines.push(line) }));
  return {
    text: lines.join(''),
    entry: JSON.parse(lines[0]!) as { err: { message: string; stack: string } },
  };
}

describe('the log', () => {
  test('blots out what a caller should not have logged', () => {
    const { text } = logged(log =>
      log.info({ phone: '13800000001', token: 'abc', who: { name: '张晓明', phone: '13800000001' } }, 'oops'),
    );
    expect(text).not.toMatch(/13800000001|张晓明|abc/);
  });

  test('tells what an error of the database is about, without the values it repeats', () => {
    const error = Object.assign(
      new Error('duplicate key value violates unique constraint "people_phone_hash_key"'),
      {
        code: '23505',
        table: 'people',
        constraint: 'people_phone_hash_key',
        detail: 'Key (phone)=(13800000001) already exists.',
        parameters: ['13800000001', '张晓明'],
      },
    );
    const { text, entry } = logged(log => log.error({ err: error }, 'request failed'));
    expect(entry.err).toMatchObject({
      type: 'Error',
      code: '23505',
      table: 'people',
      constraint: 'people_phone_hash_key',
    });
    expect(entry.err.message).toContain('people_phone_hash_key');
    expect(entry.err.stack).toMatch(/at .*logging\.test/);
    expect(text).not.toMatch(/13800000001|张晓明/);
  });

  test("keeps the last line of Prisma's complaints, and none of the data above it", () => {
    const error = new Error(
      '\nInvalid `prisma.person.create()` invocation:\n\n{ data: { name: "张晓明", phone: "13800000001" } }\n\nArgument `id` is missing.',
    );
    error.name = 'PrismaClientValidationError';
    const { text, entry } = logged(log => log.error({ err: error }, 'request failed'));
    expect(entry.err.message).toBe('Argument `id` is missing.');
    expect(text).not.toMatch(/13800000001|张晓明/);
  });

  test('masks numbers, tokens and Chinese in any message, its causes included', () => {
    const cause = new Error('no session for eyJhbGciOiJIUzI1NiJ9abc123');
    const { text } = logged(log =>
      log.error({ err: new Error('张晓明 3710001234567 not found', { cause }) }, 'request failed'),
    );
    expect(text).not.toMatch(/eyJhbGci|张晓明|3710001234567/);
  });
});
