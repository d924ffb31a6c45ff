/**
 * The few elements every page is made of. On H5 they are real HTML (buttons, lists, headings, labels), on
 * mini-programs the wallets' own components; see `index.tsx` and `index.h5.tsx`.
 */
import type { ReactNode } from 'react';

export type Tag =
  | 'div'
  | 'section'
  | 'nav'
  | 'ul'
  | 'ol'
  | 'li'
  | 'dl'
  | 'dt'
  | 'dd'
  | 'table'
  | 'tbody'
  | 'thead'
  | 'tr'
  | 'td'
  | 'th'
  | 'form';

export interface BoxProps {
  as?: Tag;
  className?: string;
  style?: Record<string, string>;
  role?: string;
  /** What a screen reader says instead of the content. */
  label?: string;
  /** `polite` announces changes of the content. */
  live?: 'polite' | 'assertive';
  onTap?: () => void;
  children?: ReactNode;
}

export interface TextProps {
  className?: string;
  /** Read by no screen reader: decoration, or said elsewhere. */
  decorative?: boolean;
  children?: ReactNode;
}

export interface LinkProps {
  href: string;
  children: ReactNode;
}

export interface HeadingProps {
  level: 1 | 2 | 3;
  className?: string;
  children: ReactNode;
}

export interface PressProps {
  onPress: () => void;
  className?: string;
  look?: 'main' | 'quiet' | 'text' | 'icon' | 'row' | 'chip';
  label?: string;
  disabled?: boolean;
  /** For choices: whether this one is chosen. */
  chosen?: boolean;
  /** A radio that Tab goes past to the chosen one of its group; the arrows reach it. */
  passedOver?: boolean;
  /** It takes the place of a button that had the focus, and takes it over. */
  focused?: boolean;
  /** For a button that opens something below it: whether it is open. */
  expanded?: boolean;
  /** `radio` and `checkbox` are choices; anything else is a plain button. */
  role?: 'radio' | 'checkbox';
  children?: ReactNode;
}

export interface FieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  kind?: 'text' | 'digits' | 'phone' | 'amount';
  /** Room for several lines: what somebody tells in words of their own. */
  long?: boolean;
  hint?: string;
  problem?: string | null;
  maxLength?: number;
  placeholder?: string;
  /** Lets a phone fill in a code that came by message. */
  oneTimeCode?: boolean;
  /** What is done next is written here: it takes the focus as this becomes true. */
  focused?: boolean;
  /** What stands beside the input: a scan or send button. */
  beside?: ReactNode;
}

export function classes(...names: (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(' ');
}

export function pressClass({ look, chosen, disabled, className }: PressProps): string {
  return classes(
    'press',
    look && `press--${look}`,
    chosen && 'press--chosen',
    disabled && 'press--off',
    className,
  );
}
