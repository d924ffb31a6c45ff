import { Box, Text } from '@/elements/elements';
import { energy } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import '../chart/chart.scss';

/** How energy divides between peak and valley. The figures say it; the bar shows it again. */
export function TimeSplit({ peak, valley }: { peak: string; valley: string }) {
  const t = useTexts();
  const all = Number(peak) + Number(valley);
  if (all <= 0) return null;
  const share = Math.round((Number(valley) / all) * 100);
  return (
    <Box className="split">
      <Box className="split__track">
        <Box className="split__peak" style={{ width: `${100 - share}%` }} />
        <Box className="split__valley" />
      </Box>
      <Box className="split__names quiet">
        <Box>
          <Text className="split__key split__key--peak" decorative />
          <Text>{t('usage.peak', { energy: energy(peak), share: 100 - share })}</Text>
        </Box>
        <Box>
          <Text className="split__key split__key--valley" decorative />
          <Text>{t('usage.valley', { energy: energy(valley), share })}</Text>
        </Box>
      </Box>
    </Box>
  );
}
