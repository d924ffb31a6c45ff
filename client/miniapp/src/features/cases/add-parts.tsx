import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import { mostParts, type Part, type Parts } from './use-parts';

interface AddPartsProps {
  parts: Parts;
  /** Whether a place can be added: the household says it otherwise. */
  withPlace?: boolean;
}

/** One tap for a picture, one for a voice note, one for where it is. */
export function AddParts({ parts, withPlace = false }: AddPartsProps) {
  const t = useTexts();
  const full = parts.parts.length >= mostParts;
  return (
    <>
      <Box className="chips chips--spaced" role="group" label={t('attach.title')}>
        <Press look="chip" disabled={full} onPress={() => void parts.takePhoto()}>
          {t('attach.photo')}
        </Press>
        {parts.canRecord && (
          <Press
            look="chip"
            disabled={full}
            chosen={parts.recording}
            onPress={() => void (parts.recording ? parts.stop() : parts.record())}
          >
            {t(parts.recording ? 'attach.stop' : 'attach.voice')}
          </Press>
        )}
        {withPlace && parts.canLocate && (
          <Press look="chip" onPress={() => void parts.locate()}>
            {t('attach.place')}
          </Press>
        )}
      </Box>
      <Box live="polite" className="quiet">
        {parts.recording && t('attach.recording')}
      </Box>
      {parts.problem && <Box role="alert">{t(`attach.problem.${parts.problem}`)}</Box>}
      <Chosen parts={parts} />
    </>
  );
}

function Chosen({ parts }: { parts: Parts }) {
  const t = useTexts();
  if (parts.parts.length === 0 && !parts.place) return null;
  const nameOf = ({ kind, seconds }: Part, index: number) =>
    kind === 'voice'
      ? t('attach.one.voice', { number: index + 1, seconds: seconds ?? 0 })
      : t('attach.one.photo', { number: index + 1 });
  return (
    <Box as="ul" className="plain-list rows">
      {parts.parts.map((part, index) => (
        <Line key={part.key} name={nameOf(part, index)} onRemove={() => parts.remove(part.key)} />
      ))}
      {parts.place && <Line name={parts.place.name || t('attach.one.place')} onRemove={parts.forgetPlace} />}
    </Box>
  );
}

function Line({ name, onRemove }: { name: string; onRemove: () => void }) {
  const t = useTexts();
  return (
    <Box as="li" className="spread">
      <Box>{name}</Box>
      <Press look="text" label={t('attach.remove.of', { name })} onPress={onRemove}>
        {t('attach.remove')}
      </Press>
    </Box>
  );
}
