import { classes } from '@/elements/contract';
import { Box, Text } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import './stage-line.scss';

export interface Stage {
  name: string;
  state: 'done' | 'now' | 'later' | 'stopped';
  detail?: string;
}

const signs = { done: '✓', now: '…', later: '', stopped: '×' };

/** Where something stands, step by step. The state is a sign and a word, never a colour alone. */
export function StageLine({ stages, label }: { stages: Stage[]; label: string }) {
  const t = useTexts();
  const words = {
    done: t('stage.done'),
    now: t('stage.now'),
    later: t('stage.later'),
    stopped: t('stage.stopped'),
  };
  return (
    <Box as="ol" className="stages plain-list" label={label}>
      {stages.map(({ name, state, detail }) => (
        <Box as="li" key={name} className={classes('stages__one', `stages__one--${state}`)}>
          <Text className="stages__sign" decorative>
            {signs[state]}
          </Text>
          <Box className="grow">
            <Box className="spread">
              <Text className="stages__name">{name}</Text>
              <Text className="quiet">{words[state]}</Text>
            </Box>
            {detail && <Box className="quiet">{detail}</Box>}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
