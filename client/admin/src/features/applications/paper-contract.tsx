import { useQueryClient } from '@tanstack/react-query';
import { SendPicture } from '../../components/send-picture.tsx';
import { useFeatureTexts } from '../../i18n/index.tsx';
import { texts } from './texts.ts';

/** Signed on paper: the scan stands for the signature, and the case goes on. */
export function PaperContract({ caseNo }: { caseNo: string }) {
  const t = useFeatureTexts(texts);
  const client = useQueryClient();
  return (
    <SendPicture
      name={t('paper-contract')}
      accept="image/*,application/pdf"
      path={`/staff/applications/${caseNo}/paper-contract`}
      onSent={() => void client.invalidateQueries({ queryKey: ['application', caseNo] })}
    />
  );
}
