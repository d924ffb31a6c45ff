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

/** Each width in both languages and in the dark, in either language by turns; then, asked for, the larger types where they strain a layout most. */
export function viewsAt(
  widths: readonly number[],
  { largeType = false }: { largeType?: boolean } = {},
): View[] {
  const smallest = widths[0]!;
  const ordinary = widths.flatMap(width =>
    languages.map((language): View => ({ name: `${width}-${language}`, width, language, ...plain })),
  );
  const dark = widths.map((width, index): View => {
    const language = languages[index % languages.length]!;
    return { ...plain, name: `${width}-${language}-dark`, width, language, theme: 'dark' };
  });
  const strained: View[] = [
    { name: `${smallest}-en-large`, width: smallest, language: 'en', theme: 'light', type: 'large' },
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
