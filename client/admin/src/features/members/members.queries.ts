import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Answer } from '../../api/answers.ts';
import { get, patch, post, put } from '../../api/http.ts';
import type { Member, MemberResult, StaffRole } from '../../api/staff.types.ts';

export interface MemberForm {
  username: string;
  displayName: string;
  roles: StaffRole[];
  password: string;
  phone?: string;
}

export interface MemberChange {
  displayName?: string;
  roles?: StaffRole[];
  active?: boolean;
  password?: string;
  phone?: string | null;
  resetCode?: true;
}

export function useMembers() {
  return useQuery({
    queryKey: ['members'],
    queryFn: async () => (await get<{ members: Member[] }>('/staff/members')).members,
  });
}

export function useAddMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (form: MemberForm) => post<MemberResult>('/staff/members', form),
    onSuccess: () => client.invalidateQueries({ queryKey: ['members'] }),
  });
}

export function useChangeMember() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: MemberChange }) =>
      patch<MemberResult>(`/staff/members/${id}`, change),
    onSuccess: () => client.invalidateQueries({ queryKey: ['members'] }),
  });
}

type Areas = Answer<'GET /staff/areas'>;
export type Area = Areas['known'][number];

export function useAreas() {
  return useQuery({ queryKey: ['areas'], queryFn: () => get<Areas>('/staff/areas') });
}

export function useSetAreas(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (areas: Area[]) => put<Areas>(`/staff/members/${id}/areas`, { areas }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['areas'] }),
  });
}
