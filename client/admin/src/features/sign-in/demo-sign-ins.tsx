import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { get } from '../../api/http.ts';
import type { DemoSignIns as Answer } from '../../api/staff.types.ts';
import { useTexts } from '../../i18n/index.tsx';

/** In a demo only: who may try the staff view, each filled in by a click. A production server has no such page. */
export function DemoSignIns({
  onChoose,
}: {
  onChoose: (entry: { username: string; password: string; code: string }) => void;
}) {
  const { t } = useTexts();
  const { data, refetch } = useQuery({
    queryKey: ['demo-sign-ins'],
    queryFn: () => get<Answer>('/staff/demo-sign-ins').catch(() => null),
    refetchInterval: query => (query.state.data ? 10_000 : false),
    retry: false,
  });
  if (!data) return null;
  const choose = async (username: string) => {
    const fresh = (await refetch()).data ?? data;
    const member = fresh.signIns.find(entry => entry.username === username);
    if (member) onChoose({ username, password: fresh.password, code: member.code ?? '' });
  };
  return (
    <section className="sheet" style={{ marginTop: 24 }} aria-labelledby="demo-sign-ins">
      <header>
        <h2 id="demo-sign-ins">{t('sign-in.demo')}</h2>
      </header>
      <div className="body">
        <p className="soft" style={{ margin: '0 0 8px' }}>
          {t('sign-in.demo-hint')}
        </p>
        <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
          {data.signIns.map(member => (
            <Button key={member.username} size="small" onClick={() => void choose(member.username)}>
              {t(`role.${member.roles[0]!}`)} <span className="mono">{member.username}</span>
            </Button>
          ))}
        </div>
      </div>
    </section>
  );
}
