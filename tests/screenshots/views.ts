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

/** Each width in both languages, then what strains a layout most at the smallest width. */
export function viewsAt(widths: readonly number[], options: { largeType: boolean }): View[] {
  const smallest = widths[0]!;
  const ordinary = widths.flatMap(width =>
    languages.map((language): View => ({ name: `${width}-${language}`, width, language, ...plain })),
  );
  const dark: View = {
    ...plain,
    name: `${smallest}-zh-dark`,
    width: smallest,
    language: 'zh',
    theme: 'dark',
  };
  const strained: View[] = [
    { name: `${smallest}-zh-larger`, width: smallest, language: 'zh', theme: 'light', type: 'larger' },
    { name: `${smallest}-en-larger-dark`, width: smallest, language: 'en', theme: 'dark', type: 'larger' },
  ];
  return [...ordinary, dark, ...(options.largeType ? strained : [])];
}

/** What of everything is asked for: names that begin so. */
export interface Wanted {
  page?: string;
  view?: string;
}

export const isWanted = (name: string, beginning: string | undefined): boolean =>
  beginning === undefined || name.startsWith(beginning);
