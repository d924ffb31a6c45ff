import type { Tariff } from '@api/types';
import { Card } from '@/components/card';
import { Fact, Facts } from '@/components/facts';
import { Box, Text } from '@/elements/elements';
import { day, energy } from '@/i18n/formats';
import { type Translate, useTexts } from '@/i18n/texts';
import './tariff.scss';

type Edition = Tariff['versions'][number];
type Season = Edition['seasons'][number];

/** Yuan per kWh with an addition, counted in ten-thousandths so that no fraction is lost. */
export function priceOf(base: string, add: string): string {
  const parts = (text: string) => {
    const [whole = '0', decimals = ''] = text.split('.');
    return Number(whole) * 10_000 + Number(decimals.padEnd(4, '0').slice(0, 4));
  };
  const sum = String(parts(base) + parts(add)).padStart(5, '0');
  return `${sum.slice(0, -4)}.${sum.slice(-4)}`;
}

/** One edition of a tariff: what a kWh costs, from when, and by which document. */
export function TariffEdition({ edition, now }: { edition: Edition; now: boolean }) {
  const t = useTexts();
  const { effectiveFrom, effectiveTo, source, note, flatYuan, tiers, seasons } = edition;
  const from = day(effectiveFrom, t.language);
  return (
    <Card
      title={
        effectiveTo
          ? t('tariff.from-to', { from, to: day(effectiveTo, t.language) })
          : t('tariff.from', { from })
      }
    >
      {now && <Box className="tariff__now">{t('tariff.now')}</Box>}
      <Prices title={t('plans.plan.flat')} base={flatYuan} tiers={tiers} />
      {seasons.map(season => (
        <SeasonPrices key={season.nameZh} season={season} tiers={tiers} />
      ))}
      <Facts>
        {edition.largeHousehold && (
          <Fact name={t('tariff.large', { people: edition.largeHousehold.minPeople })}>
            <Box>
              {t('tariff.large.limits', {
                limits: edition.largeHousehold.limitsKwhPerYear.map(limit => energy(limit)).join(' / '),
              })}
            </Box>
            {edition.largeHousehold.renewYears !== null && (
              <Box className="quiet">
                {t('tariff.large.renew', { years: edition.largeHousehold.renewYears })}
              </Box>
            )}
          </Fact>
        )}
        {edition.freeKwhPerMonth !== null && (
          <Fact name={t('tariff.low-income')}>
            {t('tariff.low-income.free', { kwh: edition.freeKwhPerMonth })}
          </Fact>
        )}
        <Fact name={t('tariff.source')}>{source}</Fact>
      </Facts>
      {note && <Box className="quiet">{note}</Box>}
    </Card>
  );
}

function SeasonPrices({ season, tiers }: { season: Season; tiers: Edition['tiers'] }) {
  const t = useTexts();
  const name = t.language === 'zh' ? season.nameZh : capital(season.nameEn);
  const hours = season.peakHours
    .map(([from = 0, to = 0]) => `${clock(from)}–${clock(to)}`)
    .join(t('list.and'));
  return (
    <>
      <Prices title={`${name} · ${t('tariff.peak', { hours })}`} base={season.peakYuan} tiers={tiers} />
      <Prices title={`${name} · ${t('tariff.valley')}`} base={season.valleyYuan} tiers={tiers} />
    </>
  );
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

function Prices({ title, base, tiers }: { title: string; base: string; tiers: Edition['tiers'] }) {
  const t = useTexts();
  const rows =
    tiers.length === 0
      ? [{ name: t('tariff.all'), price: base }]
      : tiers.map(({ tier, addYuan }) => ({ name: tierName(tiers, tier, t), price: priceOf(base, addYuan) }));
  return (
    <Box className="tariff">
      <Box className="tariff__title">{title}</Box>
      {rows.map(({ name, price }) => (
        <Box key={name} className="spread tariff__row">
          <Text className="quiet">{name}</Text>
          <Text className="tariff__price">{t('tariff.price', { price })}</Text>
        </Box>
      ))}
    </Box>
  );
}

function tierName(tiers: Edition['tiers'], tier: number, t: Translate): string {
  const above = tiers.find(one => one.tier === tier - 1)?.upToKwhPerYear ?? 0;
  const upTo = tiers.find(one => one.tier === tier)?.upToKwhPerYear ?? null;
  const range =
    upTo === null
      ? t('tariff.above', { kwh: energy(above) })
      : t('tariff.between', { from: energy(above), to: energy(upTo) });
  return `${t('bill.tier', { tier })} · ${range}`;
}
