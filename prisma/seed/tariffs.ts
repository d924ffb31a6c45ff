/**
 * Reference data: regions and the tariffs of four provinces, below 1 kV, one household one meter. Each edition names the
 * document its prices come from. The hall's data begins on 2020-01-01; editions that are older begin there.
 */
import type { TariffRulesJson } from '../../server/src/modules/tariffs/tariff-rules.ts';

export interface SeedRegion {
  code: string;
  nameZh: string;
  nameEn: string;
  accountNoPattern: string;
  accountNoHintZh: string;
  accountNoHintEn: string;
}

export interface SeedTariff {
  regionCode: string;
  category: 'residential' | 'commercial';
  nameZh: string;
  nameEn: string;
  versions: {
    from: string;
    to: string | null;
    source: string;
    note: string | null;
    rules: TariffRulesJson;
  }[];
}

const thirteenDigits = { zh: '13 位数字，在电费单右上角', en: '13 digits, at the top right of the bill' };
const tenOrThirteenDigits = {
  zh: '10 位或 13 位数字，在电费单右上角',
  en: '10 or 13 digits, at the top right of the bill',
};

export const regions: SeedRegion[] = [
  region('weihai', '山东威海', 'Weihai, Shandong', '37\\d{11}', thirteenDigits),
  region('jiaxing', '浙江嘉兴', 'Jiaxing, Zhejiang', '33\\d{11}', thirteenDigits),
  region('xingtai', '河北邢台', 'Xingtai, Hebei', '13\\d{11}', thirteenDigits),
  region('wuhu', '安徽芜湖', 'Wuhu, Anhui', '(34\\d{8}|34\\d{11})', tenOrThirteenDigits),
];

function region(
  code: string,
  nameZh: string,
  nameEn: string,
  digits: string,
  hint: { zh: string; en: string },
): SeedRegion {
  return {
    code,
    nameZh,
    nameEn,
    accountNoPattern: `^${digits}$`,
    accountNoHintZh: hint.zh,
    accountNoHintEn: hint.en,
  };
}

const tierAdditions = ['0.00', '0.05', '0.30'];
const allMonths = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];
const heatingMonths = [1, 2, 3, 11, 12];
const lowIncome = { freeKwhPerMonth: 15 };

function allYear(peakYuan: string, valleyYuan: string): TariffRulesJson['timeOfUse'] {
  return {
    seasons: [
      { nameZh: '全年', nameEn: 'all year', months: allMonths, peakHours: [[8, 22]], peakYuan, valleyYuan },
    ],
  };
}

const shandong: TariffRulesJson = {
  tierYearStartMonth: 1,
  flatYuan: '0.5469',
  tiers: { limitsKwhPerYear: [2520, 4800], addYuan: tierAdditions },
  timeOfUse: {
    seasons: [
      {
        nameZh: '非采暖季',
        nameEn: 'outside the heating season',
        months: allMonths.filter(month => !heatingMonths.includes(month)),
        peakHours: [[8, 22]],
        peakYuan: '0.5769',
        valleyYuan: '0.3769',
      },
      {
        nameZh: '采暖季',
        nameEn: 'heating season',
        months: heatingMonths,
        peakHours: [[8, 20]],
        peakYuan: '0.5769',
        valleyYuan: '0.3469',
      },
    ],
  },
  // 310 kWh a month in the first tier; the second tier's limit stays where it is.
  largeHousehold: { minPeople: 5, limitsKwhPerYear: [3720, 4800], renewYears: 2 },
  lowIncome,
};

const zhejiang: TariffRulesJson = {
  tierYearStartMonth: 1,
  flatYuan: '0.538',
  tiers: { limitsKwhPerYear: [2760, 4800], addYuan: tierAdditions },
  timeOfUse: allYear('0.568', '0.288'),
  largeHousehold: null,
  lowIncome,
};

const hebei: TariffRulesJson = {
  tierYearStartMonth: 1,
  flatYuan: '0.52',
  tiers: { limitsKwhPerYear: [2160, 3360], addYuan: tierAdditions },
  timeOfUse: allYear('0.55', '0.30'),
  largeHousehold: null,
  lowIncome,
};

const anhui: TariffRulesJson = {
  tierYearStartMonth: 1,
  flatYuan: '0.5653',
  tiers: { limitsKwhPerYear: [2160, 4200], addYuan: tierAdditions },
  timeOfUse: allYear('0.5953', '0.3153'),
  // 100 kWh a month more: 180 + 100 and 350 + 100, twelve times.
  largeHousehold: { minPeople: 5, limitsKwhPerYear: [3360, 5400], renewYears: null },
  lowIncome,
};

function shopRules(flatYuan: string): TariffRulesJson {
  return {
    tierYearStartMonth: 1,
    flatYuan,
    tiers: null,
    timeOfUse: null,
    largeHousehold: null,
    lowIncome: null,
  };
}

const residential = {
  category: 'residential',
  nameZh: '居民生活用电（不满 1 千伏）',
  nameEn: 'Residential, below 1 kV',
} as const;
const commercial = {
  category: 'commercial',
  nameZh: '一般工商业用电（演示）',
  nameEn: 'Small business (demo)',
} as const;

const shandongSource = '鲁发改价格〔2019〕509号';

export const tariffs: SeedTariff[] = [
  {
    regionCode: 'weihai',
    ...residential,
    versions: [
      {
        from: '2020-01-01',
        to: '2024-06-30',
        source: shandongSource,
        note: '文件有效期至2024年6月30日。\nThe document is valid to 2024-06-30.',
        rules: shandong,
      },
      {
        from: '2024-07-01',
        to: null,
        source: shandongSource,
        note: '文件有效期至2024年6月30日，演示数据沿用其价格。\nThe document was valid to 2024-06-30; the demo continues its prices.',
        rules: shandong,
      },
    ],
  },
  {
    regionCode: 'jiaxing',
    ...residential,
    versions: [always('浙江省2012年居民阶梯电价通知', null, zhejiang)],
  },
  {
    regionCode: 'xingtai',
    ...residential,
    versions: [always('河北省2012年6月及2022年12月居民电价通知', null, hebei)],
  },
  {
    regionCode: 'wuhu',
    ...residential,
    versions: [
      always('安徽省居民阶梯电价（未经核实）', '未经核实，仅供演示。\nUnverified, for the demo only.', anhui),
    ],
  },
  ...regions.map(
    ({ code }): SeedTariff => ({
      regionCode: code,
      ...commercial,
      versions: [
        always('演示数据，无文件依据', '演示价格。\nA demo price without a document.', shopRules('0.7000')),
      ],
    }),
  ),
];

function always(source: string, note: string | null, rules: TariffRulesJson): SeedTariff['versions'][number] {
  return { from: '2020-01-01', to: null, source, note, rules };
}
