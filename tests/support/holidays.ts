/** One more holiday in a year as it stands, whichever year the tests are run in: what else is free in it stays so. */
import type { RunningHall } from './hall.ts';

interface Day {
  day: string;
  kind: 'holiday' | 'workday';
  nameZh: string;
  nameEn: string;
}

export async function yearWith(hall: RunningHall, cookie: string, holiday: string) {
  const year = Number(holiday.slice(0, 4));
  const { body } = await hall.call('GET', '/staff/calendar', { cookie });
  const known: { year: number; days: Day[] } | undefined = body.years.find(
    (each: { year: number }) => each.year === year,
  );
  const others = (known?.days ?? []).filter(({ day }) => day !== holiday);
  const days: Day[] = [...others, { day: holiday, kind: 'holiday', nameZh: '测试假日', nameEn: 'Holiday' }];
  return { year, days };
}

export async function putHoliday(hall: RunningHall, cookie: string, holiday: string): Promise<void> {
  const { year, days } = await yearWith(hall, cookie, holiday);
  const { status, body } = await hall.call('PUT', `/staff/calendar/${year}`, {
    cookie,
    body: { source: '测试通知（国办发明电）', reason: '测试', days },
  });
  if (status !== 200) throw new Error(`holiday ${holiday}: ${JSON.stringify(body)}`);
}
