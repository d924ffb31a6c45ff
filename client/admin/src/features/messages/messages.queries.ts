import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';

export type Log = Answer<'POST /staff/notices/search'>;
export type Notice = Log['notices'][number];
export type Story = Answer<'GET /staff/notices/:id'>;
export type Queue = Answer<'GET /staff/notice-queue'>;
export type Templates = Answer<'GET /staff/message-templates'>;
export type Edition = Templates['editions'][number];
export type Costs = Answer<'GET /staff/message-costs'>;
export type Wish = Body<'POST /staff/notices/search'>;
export type Draft = Body<'POST /staff/message-templates'>;

export const readQueue = () => get<Queue>('/staff/notice-queue');
export const searchNotices = (wish: Wish) => post<Log>('/staff/notices/search', wish);
export const readStory = (id: string) => get<Story>(`/staff/notices/${id}`);
export const readTemplates = () => get<Templates>('/staff/message-templates');
export const readCosts = (from: string, to: string) => get<Costs>('/staff/message-costs', { from, to });

export async function readDead() {
  return { count: (await readQueue()).dead };
}
