import { ReasonDialog } from '../../components/reason-dialog.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { type ApplicationFile, useDeed } from './applications.queries.ts';
import type { DialogProps } from './dialog-frame.tsx';
import { useInLanguage } from './in-language.ts';
import { texts } from './texts.ts';

/** A move that refuses: the customer reads why, and may appeal. */
export function RefuseDialog({
  move,
  file,
  onClose,
}: DialogProps & { move: ApplicationFile['moves'][number] }) {
  const t = useFeatureTexts(texts);
  const inLanguage = useInLanguage();
  const moving = useDeed(file.caseNo, 'moves');
  return (
    <ReasonDialog
      title={inLanguage(move.name)}
      hint={t(file.appealed ? 'refuse-again-hint' : 'refuse-hint')}
      danger
      pending={moving.isPending}
      error={moving.error}
      onDecide={reason => moving.mutate({ move: move.code, reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}

/** The way out where the step has no refusal of its own: what cannot be brought about, or waits for somebody who never comes. */
export function EndDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const ending = useDeed(file.caseNo, 'ending');
  return (
    <ReasonDialog
      title={t('end')}
      hint={t(file.appealed ? 'end-again-hint' : 'end-hint')}
      danger
      pending={ending.isPending}
      error={ending.error}
      onDecide={reason => ending.mutate({ reason }, { onSuccess: onClose })}
      onClose={onClose}
    />
  );
}
