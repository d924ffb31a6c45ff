import type { ServiceCase } from '@api/types';
import { Fact } from '@/components/facts';
import { Box } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';

/** Whoever received it first answers for it to the end; beside them stands who has it now. One person who is both takes one line. */
export function ResponsibleFacts({ responsible }: Pick<ServiceCase, 'responsible'>) {
  const t = useTexts();
  const first = responsible.find(({ role }) => role === 'first');
  const now = responsible.find(({ role }) => role === 'now');
  const both = first && now && first.name === now.name && first.teamZh === now.teamZh;
  const shown = both ? [now] : [first, now];
  return shown.map(
    each =>
      each && (
        <Fact key={each.role} name={t(`case.responsible.${both ? 'both' : each.role}`)}>
          {[each.name, t.language === 'zh' ? each.teamZh : each.teamEn].filter(Boolean).join(' · ')}
          <Box className="quiet">
            {[t('case.responsible.from', { time: moment(each.from, t.language) }), each.teamPhone]
              .filter(Boolean)
              .join(' · ')}
          </Box>
        </Fact>
      ),
  );
}
