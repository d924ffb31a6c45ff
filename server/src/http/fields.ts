/** Fields that many requests and answers have. */
import { z } from 'zod';

/** An instant, answered as text. */
export const instant = z
  .date()
  .transform(date => date.toISOString())
  .pipe(z.string());

/** One line that a person writes: no control characters. */
export const line = (max: number, min = 2) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^\P{Cc}*$/u);
