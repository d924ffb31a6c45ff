import { useState } from 'react';
import { Box, Press } from '@/elements/elements';
import { useTexts } from '@/i18n/texts';

interface ConfirmPressProps {
  name: string;
  /** What it will do, asked before it is done. */
  sure: string;
  disabled?: boolean;
  onConfirm: () => void;
}

/** A button that asks once more in place; nothing covers the page. */
export function ConfirmPress({ name, sure, disabled, onConfirm }: ConfirmPressProps) {
  const t = useTexts();
  const [asking, setAsking] = useState(false);
  if (!asking)
    return (
      <Press look="text" className="press--danger" disabled={disabled} onPress={() => setAsking(true)}>
        {name}
      </Press>
    );
  const confirm = () => {
    setAsking(false);
    onConfirm();
  };
  return (
    <Box role="group" label={name} className="grow">
      <Box role="alert">{sure}</Box>
      <Box className="chips">
        <Press look="chip" className="press--danger" focused onPress={confirm}>
          {name}
        </Press>
        <Press look="chip" onPress={() => setAsking(false)}>
          {t('action.keep')}
        </Press>
      </Box>
    </Box>
  );
}
