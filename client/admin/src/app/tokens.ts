/** Every colour, size and space of the staff view. Components take them from here or from the `--` variables made of them. */
import { type ThemeConfig, theme } from 'antd';

const shared = {
  sideWidth: '212px',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  monoFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
} as const;

const light = {
  brand: '#0A7C6C',
  /** The brand hue as text: readable on the tint as well. */
  brandInk: '#086357',
  brandTint: '#E6F3F1',
  onBrand: '#FFFFFF',
  ink: '#1B2422',
  inkSoft: '#56625F',
  inkFaint: '#6B7774',
  line: '#E2E7E5',
  lineSoft: '#EEF1F0',
  lineStrong: '#C9D1CE',
  ground: '#F6F8F7',
  paper: '#FFFFFF',
  /** Money owed, and whatever waits for a person. */
  amber: '#B45309',
  amberTint: '#FDF3E3',
  /** Failure and cut-off only. */
  red: '#B42318',
  redTint: '#FDECEA',
  /** Credited only. */
  green: '#1B7A43',
  greenTint: '#E7F4EC',
};

const dark: typeof light = {
  brand: '#5CC9B7',
  brandInk: '#7FD9CA',
  brandTint: '#17332E',
  onBrand: '#04231E',
  ink: '#E9EFED',
  inkSoft: '#AAB7B4',
  inkFaint: '#95A3A0',
  line: '#2E3937',
  lineSoft: '#242E2C',
  lineStrong: '#46534F',
  ground: '#0F1413',
  paper: '#19211F',
  amber: '#F3B15C',
  amberTint: '#33260F',
  red: '#FF9389',
  redTint: '#3A1815',
  green: '#6FD98C',
  greenTint: '#14301D',
};

export type Look = 'light' | 'dark';
const tokens = { light, dark };

/** @param still who asked their system for less motion */
export function themeOf(look: Look, still: boolean): ThemeConfig {
  const hues = tokens[look];
  return {
    algorithm: look === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: hues.brand,
      // Lighter shades would be too faint as text.
      colorPrimaryHover: hues.brandInk,
      colorPrimaryActive: hues.brandInk,
      colorLink: hues.brandInk,
      colorLinkHover: hues.brand,
      colorWarning: hues.amber,
      colorError: hues.red,
      colorSuccess: hues.green,
      colorText: hues.ink,
      colorTextSecondary: hues.inkSoft,
      colorTextTertiary: hues.inkSoft,
      colorTextPlaceholder: hues.inkFaint,
      colorTextDescription: hues.inkSoft,
      colorBorder: hues.lineStrong,
      colorBorderSecondary: hues.line,
      colorBgLayout: hues.ground,
      colorBgContainer: hues.paper,
      colorBgElevated: hues.paper,
      fontFamily: shared.fontFamily,
      fontSize: 14,
      borderRadius: 6,
      controlHeight: 34,
      motion: !still,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.18s',
      boxShadow: 'none',
    },
    components: {
      Table: {
        headerBg: hues.paper,
        headerColor: hues.inkSoft,
        headerSplitColor: 'transparent',
        rowHoverBg: hues.ground,
        rowSelectedBg: hues.brandTint,
        rowSelectedHoverBg: hues.brandTint,
        cellPaddingBlockSM: 7,
        cellPaddingInlineSM: 12,
      },
      Descriptions: { itemPaddingBottom: 8 },
      Button: {
        primaryColor: hues.onBrand,
        dangerColor: hues.onBrand,
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
      },
    },
  };
}

/** Gives the tokens to the style sheet as `--brand`, `--ink-soft` … */
export function publishTokens(root: HTMLElement, look: Look): void {
  root.style.colorScheme = look;
  for (const [name, value] of Object.entries({ ...shared, ...tokens[look] }))
    root.style.setProperty(`--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, value);
}
