/** In which ways every page is looked at. */

export interface View {
  /** Part of the picture's file name. */
  name: string;
  width: number;
  language: 'zh' | 'en';
  theme: 'light' | 'dark';
  /** Text size: the hall's own choice; 1, 1.25 and 1.5 times. The staff view has one. */
  type: 'normal' | 'large' | 'larger';
}

const plain = { theme: 'light', type: 'normal' } as const;
const languages = ['zh', 'en'] as const;

interface ViewOptions {
  /** The largest type, light and dark, at the smallest width. */
  largeType: boolean;
  /** Dark at every width, in either language by turns; else at the smallest only. */
  darkEverywhere: boolean;
}

/** Each width in both languages, then dark, then what strains a layout most at the smallest width. */
export function viewsAt(widths: readonly number[], { largeType, darkEverywhere }: ViewOptions): View[] {
  const smallest = widths[0]!;
  const ordinary = widths.flatMap(width =>
    languages.map((language): View => ({ name: `${width}-${language}`, width, language, ...plain })),
  );
  const dark = (darkEverywhere ? widths : [smallest]).map((width, index): View => {
    const language = languages[index % languages.length]!;
    return { ...plain, name: `${width}-${language}-dark`, width, language, theme: 'dark' };
  });
  const strained: View[] = [
    { name: `${smallest}-zh-larger`, width: smallest, language: 'zh', theme: 'light', type: 'larger' },
    { name: `${smallest}-en-larger-dark`, width: smallest, language: 'en', theme: 'dark', type: 'larger' },
  ];
  return [...ordinary, ...dark, ...(largeType ? strained : [])];
}

/** What of everything is asked for: names that begin so. */
export interface Wanted {
  pages?: string[];
  views?: string[];
}

export const isWanted = (name: string, beginnings: string[] | undefined): boolean =>
  beginnings === undefined || beginnings.some(beginning => name.startsWith(beginning));
