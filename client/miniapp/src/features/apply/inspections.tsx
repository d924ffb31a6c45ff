import type { Application } from '@api/types';
import { Card } from '@/components/card';
import { Box } from '@/elements/elements';
import { moment } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { inLanguage } from './in-language';

/** What was found on site: item by item, with what is to be put right. Of a meter test it is the result. */
export function Inspections({ shown: { inspections } }: { shown: Application }) {
  const t = useTexts();
  if (inspections.length === 0) return null;
  return (
    <>
      {inspections.map(({ step, name, passed, items, note, at }) => (
        <Card key={step} title={inLanguage(name, t)} tone={passed ? 'credited' : 'danger'}>
          <Box>
            {t(passed ? 'apply.inspection.passed' : 'apply.inspection.failed', {
              time: moment(at, t.language),
            })}
          </Box>
          <Box as="ul" className="plain-list rows">
            {items.map(item => (
              <Box as="li" key={item.name.zh} className="rows__part">
                <Box className="spread">
                  <Box>{inLanguage(item.name, t)}</Box>
                  <Box className="quiet">{t(item.passed ? 'apply.item.passed' : 'apply.item.failed')}</Box>
                </Box>
                {item.note && <Box className="prose">{item.note}</Box>}
              </Box>
            ))}
          </Box>
          {note && <Box className="prose">{note}</Box>}
        </Card>
      ))}
    </>
  );
}
