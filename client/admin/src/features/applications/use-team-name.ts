import { useTexts } from '../../i18n/index.tsx';
import { useTeams } from './applications.queries.ts';

/** A team as it is called; by its code until the names are there. */
export function useTeamName(): (code: string) => string {
  const { language } = useTexts();
  const teams = useTeams().data?.teams ?? [];
  return code => {
    const team = teams.find(each => each.code === code);
    return team ? (language === 'zh' ? team.nameZh : team.nameEn) : code;
  };
}
