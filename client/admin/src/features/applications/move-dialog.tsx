import { ApiError } from '../../api/http.ts';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type ApplicationFile, useDeed } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** A step onwards: where it leads is said before it is done. */
export function MoveDialog({
  move,
  file,
  onClose,
}: DialogProps & { move: ApplicationFile['moves'][number] }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const moving = useDeed(file.caseNo, 'moves');
  const next = file.kind.steps.find(({ code }) => code === move.to);
  const effect = file.kind.steps
    .find(({ code }) => code === file.step)
    ?.moves.find(({ code }) => code === move.code)?.effect;
  return (
    <DialogFrame
      title={inLanguage(move.name)}
      hint={next ? t('leads-to', { step: inLanguage(next.name) }) : t('leads-to-end')}
      pending={moving.isPending}
      error={moving.error}
      onClose={onClose}
      onOk={() => moving.mutate({ move: move.code }, { onSuccess: onClose })}
    >
      {moving.error instanceof ApiError && moving.error.status === 409 && effect ? <p>{t('stuck')}</p> : null}
      {effect ? <p>{t(effectTexts[effect] ?? 'effect-other')}</p> : null}
    </DialogFrame>
  );
}

const effectTexts: Partial<
  Record<string, 'effect-open-account' | 'effect-switch-holder' | 'effect-close-account'>
> = {
  'open-account': 'effect-open-account',
  'switch-holder': 'effect-switch-holder',
  'close-account': 'effect-close-account',
};
