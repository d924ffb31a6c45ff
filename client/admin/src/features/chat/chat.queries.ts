import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer, Body } from '../../api/answers.ts';
import { get, post } from '../../api/http.ts';
import { waitingAt } from '../../app/feature.ts';

export type Desk = Answer<'GET /staff/chats'>;
export type DeskChat = Desk['waiting'][number];
export type ChatFile = Answer<'GET /staff/chats/:chatNo'>;
export type ChatMessage = ChatFile['messages'][number];
export type ChatAct = ChatFile['acts'][number];
export type ActBody = Body<'POST /staff/chats/:chatNo/acts'>;
export type DeskViewName = 'mine' | 'all' | 'ended';

export async function readWaiting(): Promise<{ count: number; oldestAt: string | null }> {
  const { waiting, unread } = await get<Desk>('/staff/chats');
  return { count: waiting.length + unread, oldestAt: waiting[0]?.waitingSince ?? null };
}

/** @param live while the socket is there it tells when to ask; else it is asked again and again. */
export function useDesk(view: DeskViewName, live: boolean) {
  return useQuery({
    queryKey: ['chats', view],
    queryFn: () => get<Desk>('/staff/chats', { view }),
    placeholderData: previous => previous,
    refetchInterval: live ? 60_000 : 4_000,
  });
}

export const readChat = (chatNo: string, after: number) => get<ChatFile>(`/staff/chats/${chatNo}`, { after });
export const sayInChat = (chatNo: string, id: string, text: string) =>
  post(`/staff/chats/${chatNo}/messages`, { id, text });
export const markRead = (chatNo: string, no: number) => post(`/staff/chats/${chatNo}/reads`, { no });
export const getTicket = () => post<Answer<'POST /staff/chat-tickets'>>('/staff/chat-tickets');

export function useForgetDesk() {
  const client = useQueryClient();
  return () =>
    void Promise.all(
      [['chats'], ...waitingAt('/chat', '/cases?view=unassigned')].map(queryKey =>
        client.invalidateQueries({ queryKey }),
      ),
    );
}

export function useChatAct(chatNo: string) {
  const forget = useForgetDesk();
  return useMutation({
    mutationFn: (body: ActBody) => post<ChatFile>(`/staff/chats/${chatNo}/acts`, body),
    onSettled: forget,
  });
}

export function useColleagues() {
  return useQuery({
    queryKey: ['cases', 'colleagues'],
    queryFn: () => get<Answer<'GET /staff/cases/colleagues'>>('/staff/cases/colleagues'),
  });
}
