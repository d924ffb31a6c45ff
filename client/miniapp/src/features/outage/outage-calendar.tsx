import type { MyOutage } from '@api/types';
import { useState } from 'react';
import { Card } from '@/components/card';
import { classes } from '@/elements/contract';
import { Box, Press, Text } from '@/elements/elements';
import { day, month } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import { OutageRow } from './outage-card';
import { dayOf, monthAfter, onDay, weeksOf } from './outage-days';
import './outage.scss';

/** A month of days; a day with an outage is marked with a dot and says so, and opens what is on it. */
export function OutageCalendar({ outages }: { outages: MyOutage[] }) {
  const t = useTexts();
  const today = dayOf(Date.now());
  const [shown, setShown] = useState(today.slice(0, 7));
  const [picked, setPicked] = useState<string | null>(null);
  const weekdays = t('outages.weekdays').split(' ');
  const onPicked = picked ? onDay(outages, picked) : [];
  return (
    <Card title={t('outages.calendar')}>
      <Box className="spread">
        <Press look="icon" label={t('outages.month.before')} onPress={() => setShown(monthAfter(shown, -1))}>
          ‹
        </Press>
        <Text className="outage-calendar__month">{month(shown, t.language)}</Text>
        <Press look="icon" label={t('outages.month.after')} onPress={() => setShown(monthAfter(shown, 1))}>
          ›
        </Press>
      </Box>
      <Box className="outage-calendar">
        {weekdays.map(name => (
          <Text key={name} className="outage-calendar__weekday quiet" decorative>
            {name}
          </Text>
        ))}
        {weeksOf(shown).flatMap((week, row) =>
          week.map((date, column) =>
            date ? (
              <Day
                key={date}
                date={date}
                count={onDay(outages, date).length}
                today={date === today}
                chosen={date === picked}
                onPick={() => setPicked(date)}
              />
            ) : (
              // biome-ignore lint/suspicious/noArrayIndexKey: an empty place has nothing but its place
              <Text key={`${row}-${column}`} />
            ),
          ),
        )}
      </Box>
      {picked && (
        <Box live="polite">
          {onPicked.length === 0 && (
            <Box className="quiet">{t('outages.day.none', { day: day(picked, t.language) })}</Box>
          )}
          {onPicked.map(outage => (
            <OutageRow key={outage.outageNo} outage={outage} />
          ))}
        </Box>
      )}
    </Card>
  );
}

interface DayProps {
  date: string;
  count: number;
  today: boolean;
  chosen: boolean;
  onPick: () => void;
}

function Day({ date, count, today, chosen, onPick }: DayProps) {
  const t = useTexts();
  const name = day(date, t.language);
  return (
    <Press
      className={classes('outage-calendar__day', today && 'outage-calendar__day--today')}
      chosen={chosen}
      label={count > 0 ? t('outages.day', { day: name, count }) : t('outages.day.none', { day: name })}
      onPress={onPick}
    >
      <Text>{Number(date.slice(8))}</Text>
      <Text
        className={count > 0 ? 'outage-calendar__dot' : 'outage-calendar__dot outage-calendar__dot--none'}
        decorative
      />
    </Press>
  );
}
