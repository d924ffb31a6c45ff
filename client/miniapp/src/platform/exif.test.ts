import { orientationOf, uprightBy, withoutTurn } from './exif';

/** A JPEG of nothing but what its camera said, with the tag as the second of two. */
function saying(value: number, little: boolean): Uint8Array {
  const bytes = new Uint8Array(64);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xffd8);
  // Another kind of metadata stands before it.
  view.setUint16(2, 0xffe0);
  view.setUint16(4, 4);
  view.setUint16(8, 0xffe1);
  view.setUint16(10, 50);
  view.setUint32(12, 0x45786966);
  const start = 18;
  view.setUint16(start, little ? 0x4949 : 0x4d4d);
  view.setUint16(start + 2, 42, little);
  view.setUint32(start + 4, 8, little);
  view.setUint16(start + 8, 2, little);
  view.setUint16(start + 10, 0x010f, little);
  view.setUint16(start + 22, 0x0112, little);
  view.setUint16(start + 24, 3, little);
  view.setUint32(start + 26, 1, little);
  view.setUint16(start + 30, value, little);
  return bytes;
}

test.each([true, false])('how a camera was held is read in either order of bytes (%s)', little => {
  const bytes = saying(6, little);
  const found = orientationOf(bytes)!;
  expect(found.value).toBe(6);
  expect(orientationOf(withoutTurn(bytes, found))!.value).toBe(1);
  expect(orientationOf(bytes)!.value).toBe(6);
});

test('what says nothing of it, says nonsense or breaks off is as it is', () => {
  expect(orientationOf(saying(9, true))).toBeNull();
  expect(orientationOf(saying(6, true).subarray(0, 30))).toBeNull();
  expect(orientationOf(new Uint8Array([0x89, 0x50, 0x4e, 0x47]))).toBeNull();
  expect(orientationOf(new Uint8Array())).toBeNull();
});

/** Where the upper left corner, as the eye sees it, lies in what the sensor wrote: by the EXIF standard's own table. */
test.each([
  [1, [0, 0]],
  [2, [400, 0]],
  [3, [400, 300]],
  [4, [0, 300]],
  [5, [0, 0]],
  [6, [0, 300]],
  [7, [400, 300]],
  [8, [400, 0]],
] as const)('a picture taken as %i is drawn upright', (value, [x, y]) => {
  const {
    matrix: [a, b, c, d, e, f],
    size,
  } = uprightBy(value, 400, 300);
  expect([a * x + c * y + e, b * x + d * y + f]).toEqual([0, 0]);
  expect(size).toEqual(value >= 5 ? { width: 300, height: 400 } : { width: 400, height: 300 });
});
