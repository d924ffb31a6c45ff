import type { Region } from '@api/types';
import { Box, Text } from '@/elements/elements';
import { spacedNumber } from '@/i18n/formats';
import { useTexts } from '@/i18n/texts';
import './number-picture.scss';

interface NumberPictureProps {
  /** Of each the rule is told in words. */
  regions?: Region[];
  /** The number shown; a made-up one when none is given. */
  accountNo?: string;
}

/** A drawn bill that shows where the account number stands, and each region's rule in words. */
export function NumberPicture({ regions = [], accountNo = '3701234567890' }: NumberPictureProps) {
  const t = useTexts();
  const chinese = t.language === 'zh';
  return (
    <Box>
      <Box className="paper" role="img" label={t('bind.where.picture')}>
        <Box className="spread paper__head">
          <Text className="paper__title">{t('bind.bill')}</Text>
          <Box className="paper__number">{`户号 ${spacedNumber(accountNo)}`}</Box>
        </Box>
        <Box className="paper__line">{`${t('bind.bill.name')}  王＊＊`}</Box>
        <Box className="paper__line">{`${t('bind.bill.address')}  ＊＊小区＊号楼`}</Box>
        <Box className="paper__rule" />
        <Box className="paper__rule paper__rule--short" />
      </Box>
      <Box className="quiet">{t('bind.where.picture')}</Box>
      <Box as="ul" className="plain-list quiet">
        {regions.map(region => (
          <Box as="li" key={region.code}>
            {chinese
              ? `${region.nameZh}：${region.accountNoHintZh}`
              : `${region.nameEn}: ${region.accountNoHintEn}`}
          </Box>
        ))}
      </Box>
    </Box>
  );
}
