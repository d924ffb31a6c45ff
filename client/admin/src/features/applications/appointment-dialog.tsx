import { Radio } from 'antd';
import { useState } from 'react';
import { Loaded } from '../../components/states.tsx';
import { useFeatureTexts, useWord } from '../../i18n/index.tsx';
import { useDeed, useSlots } from './applications.queries.ts';
import { DialogFrame, type DialogProps } from './dialog-frame.tsx';
import { texts } from './texts.ts';

/** 电话预约: for a customer on the telephone or at the counter. An earlier half day is given back. */
export function AppointmentDialog({ file, onClose }: DialogProps) {
  const t = useFeatureTexts(texts);
  const word = useWord();
  const slots = useSlots(file.caseNo);
  const [chosen, setChosen] = useState<string | null>(null);
  const booking = useDeed(file.caseNo, 'appointment');
  const book = () => {
    const [on, part] = chosen?.split(' ') ?? [];
    if (on && part) booking.mutate({ on, part }, { onSuccess: onClose, onError: () => void slots.refetch() });
  };
  return (
    <DialogFrame
      title={t('appoint')}
      hint={t('appoint-hint')}
      pending={booking.isPending}
      error={booking.error}
      onClose={onClose}
      onOk={book}
    >
      <Loaded query={slots}>
        {list => (
          <Radio.Group
            aria-label={t('appoint')}
            value={chosen}
            onChange={({ target }) => setChosen(target.value)}
            options={list
              .filter(({ free }) => free > 0)
              .map(({ on, part }) => ({ value: `${on} ${part}`, label: `${on} ${word('half-day', part)}` }))}
          />
        )}
      </Loaded>
    </DialogFrame>
  );
}
