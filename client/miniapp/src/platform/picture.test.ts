import { fitted, type Pixels, problemsOf, tooSmall } from './picture';

function drawn(width: number, height: number, light: (x: number, y: number) => number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) data.fill(light(x, y), (y * width + x) * 4, (y * width + x) * 4 + 4);
  return { data, width, height };
}

const print = (x: number, y: number) =>
  Math.floor(x / 3) % 4 === 0 && Math.floor(y / 6) % 2 === 0 ? 40 : 220;

test('a page of print in good light is fine', () => expect(problemsOf(drawn(600, 420, print))).toEqual([]));

test('what is too small, too dark or blurred is told', () => {
  expect(problemsOf(drawn(300, 200, print))).toEqual(['small']);
  expect(problemsOf(drawn(600, 420, (x, y) => print(x, y) / 5))).toEqual(['dark']);
  expect(problemsOf(drawn(600, 420, (x, y) => 150 + 50 * Math.sin(x / 90) * Math.sin(y / 90)))).toEqual([
    'blurred',
  ]);
});

test('a large picture is made smaller, a small one stays', () => {
  expect(fitted({ width: 4_800, height: 3_600 })).toEqual({ width: 2_400, height: 1_800 });
  expect(fitted({ width: 800, height: 600 })).toEqual({ width: 800, height: 600 });
  expect(tooSmall({ width: 1_200, height: 399 })).toBe(true);
});
