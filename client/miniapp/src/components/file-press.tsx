import { useState } from 'react';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';
import type { FileWay } from '@/platform/contract';
import { files } from '@/platform/files';
import { currentToken } from '@/state/session';

interface FilePressProps {
  /** What the file is called on the button. */
  label: string;
  url: string;
  /** The file's own name, with its ending. */
  name: string;
  /** What to see to when the file could not be had. */
  onFailed?: () => void;
}

/** Hands a file over as the platform can: as a download, to a chat, onto the phone, or as text on the clipboard. */
export function FilePress({ label, url, name, onFailed }: FilePressProps) {
  const t = useTexts();
  const [state, setState] = useState<'ready' | 'busy' | 'failed' | 'none' | FileWay>('ready');
  const handOver = async () => {
    setState('busy');
    try {
      setState(await files.handOver({ url, token: currentToken(), name }));
    } catch {
      setState('failed');
      onFailed?.();
    }
  };
  return (
    <>
      <Press look="chip" disabled={state === 'busy'} onPress={() => void handOver()}>
        {/* Between two Chinese words stands no space. */}
        {t(`file.${files.way}`, { name: label }).replace(/([一-鿿]) (?=[一-鿿])/g, '$1')}
      </Press>
      {state === 'failed' && <Box role="alert">{t('file.failed')}</Box>}
      {(state === 'save' || state === 'copy') && (
        <Box className="quiet" live="polite">
          {state === 'save' ? t('file.saved', { name }) : t('file.copied')}
        </Box>
      )}
    </>
  );
}
