/** The last answers, so that a page shows yesterday's bill at once while it asks for today's. */
import { forget, keep, recall } from './storage';

interface Kept {
  at: number;
  data: unknown;
}

const capacity = 24;
let answers: Record<string, Kept> | null = null;

const all = (): Record<string, Kept> => {
  answers ??= recall<Record<string, Kept>>('answers') ?? {};
  return answers;
};

export function cached<T>(key: string): T | undefined {
  return all()[key]?.data as T | undefined;
}

export function cache(key: string, data: unknown): void {
  const kept = { ...all(), [key]: { at: Date.now(), data } };
  const newest = Object.entries(kept).sort(([, one], [, other]) => other.at - one.at);
  answers = Object.fromEntries(newest.slice(0, capacity));
  keep('answers', answers);
}

export function clearCache(): void {
  answers = {};
  forget('answers');
}
