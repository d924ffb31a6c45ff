import { expect, test } from '@jest/globals';
import { QueryClient } from '@tanstack/react-query';
import { waitingKey } from '../../app/feature.ts';
import { waitingFor } from '../../app/places.ts';
import { readAgain } from './applications.queries.ts';

test('a deed asks again for its file, the lists of applications and their count, and for no other count', () => {
  const client = new QueryClient();
  const lines = waitingFor(['clerk', 'supervisor']);
  const keys = [
    ['application', 'SQ1'],
    ['application', 'SQ2'],
    ['applications', {}],
    ...lines.map(waitingKey),
  ];
  for (const key of keys) client.setQueryData(key, 'known');
  readAgain(client, 'SQ1');
  const asked = keys.filter(key => client.getQueryState(key)?.isInvalidated);
  expect(lines.length).toBeGreaterThan(6);
  expect(asked).toEqual([
    ['application', 'SQ1'],
    ['applications', {}],
    ['waiting', '/applications?unowned=true', 'Applications to take'],
  ]);
});
