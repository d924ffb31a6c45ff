/** Whether a picture of a paper can be read: size, light and sharpness. Pure. */
import type { PictureProblem } from './contract';

interface Size {
  width: number;
  height: number;
}

export interface Pixels extends Size {
  /** Red, green, blue and opacity of each, row by row. */
  data: ArrayLike<number>;
}

const longestSide = 2_400;
/** Below this the server refuses it, and small print is lost. */
const shortestSide = 400;
const darkest = 60;
/** A page of print held still has far more; a page held in a moving hand far less. */
const leastSharpness = 12;
/** Judged on about so many columns: print is still print there, and noise of the camera is not. */
const columnsLookedAt = 600;

export const tooSmall = ({ width, height }: Size): boolean => Math.min(width, height) < shortestSide;

export function fitted({ width, height }: Size): Size {
  const scale = Math.min(1, longestSide / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

export function problemsOf(pixels: Pixels): PictureProblem[] {
  const problems: PictureProblem[] = tooSmall(pixels) ? ['small'] : [];
  const { brightness, sharpness } = look(pixels);
  // In the dark nothing is sharp: one thing to put right is said at a time.
  if (brightness < darkest) problems.push('dark');
  else if (sharpness < leastSharpness) problems.push('blurred');
  return problems;
}

/** Mean of the light, and the variance of how much each point differs from those beside it (Laplacian). */
function look({ data, width, height }: Pixels): { brightness: number; sharpness: number } {
  const step = Math.max(1, Math.round(width / columnsLookedAt));
  const light = (x: number, y: number) => {
    const at = (y * width + x) * 4;
    return 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  };
  let count = 0;
  let sum = 0;
  let edges = 0;
  let squares = 0;
  for (let y = step; y < height - step; y += step)
    for (let x = step; x < width - step; x += step) {
      const here = light(x, y);
      const edge =
        4 * here - light(x - step, y) - light(x + step, y) - light(x, y - step) - light(x, y + step);
      count += 1;
      sum += here;
      edges += edge;
      squares += edge * edge;
    }
  if (count === 0) return { brightness: 255, sharpness: Number.POSITIVE_INFINITY };
  return { brightness: sum / count, sharpness: squares / count - (edges / count) ** 2 };
}
