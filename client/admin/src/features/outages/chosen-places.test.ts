import { expect, test } from '@jest/globals';
import { type Chosen, otherPlaces, placesOf } from './chosen-places.ts';

const area: Chosen = { kind: 'area', id: 3, name: '东湖台区', accounts: 80 };
const home: Chosen = { kind: 'account', id: '3700000001', name: '3700000001', accounts: 1 };
const building: Chosen = { kind: 'building', id: 3, name: '3号楼', accounts: 24 };

test('each kind of place goes where the server takes it', () => {
  expect(placesOf([area, home, building])).toEqual({
    areaIds: [3],
    buildingIds: [3],
    accountNos: ['3700000001'],
  });
});

test('the order of places is no change, another kind of the same number is one', () => {
  expect(otherPlaces([area, home], [home, area])).toBe(false);
  expect(otherPlaces([area], [building])).toBe(true);
});
