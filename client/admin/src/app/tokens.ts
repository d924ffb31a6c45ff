/** Every colour, size and space of the staff view. Components take them from here or from the `--` variables made of them. */
import type { ThemeConfig } from 'antd';

export const tokens = {
  brand: '#0A7C6C',
  /** The brand hue as text: readable on the tint as well. */
  brandInk: '#086357',
  brandTint: '#E6F3F1',
  ink: '#1B2422',
  inkSoft: '#56625F',
  line: '#E2E7E5',
  lineSoft: '#EEF1F0',
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
  sideWidth: '212px',
  fontFamily:
    'system-ui, -apple-system, "Segoe UI", "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif',
  monoFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace',
} as const;

export const theme: ThemeConfig = {
  token: {
    colorPrimary: tokens.brand,
    // Lighter shades would be too faint as text.
    colorPrimaryHover: tokens.brandInk,
    colorPrimaryActive: tokens.brandInk,
    colorLink: tokens.brandInk,
    colorLinkHover: tokens.brand,
    colorWarning: tokens.amber,
    colorError: tokens.red,
    colorSuccess: tokens.green,
    colorText: tokens.ink,
    colorTextSecondary: tokens.inkSoft,
    colorTextTertiary: tokens.inkSoft,
    colorTextPlaceholder: '#6B7774',
    colorTextDescription: tokens.inkSoft,
    colorBorder: '#C9D1CE',
    colorBorderSecondary: tokens.line,
    colorBgLayout: tokens.ground,
    fontFamily: tokens.fontFamily,
    fontSize: 14,
    borderRadius: 6,
    controlHeight: 34,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.18s',
    boxShadow: 'none',
  },
  components: {
    Table: {
      headerBg: tokens.paper,
      headerColor: tokens.inkSoft,
      headerSplitColor: 'transparent',
      rowHoverBg: tokens.ground,
      rowSelectedBg: tokens.brandTint,
      rowSelectedHoverBg: tokens.brandTint,
      cellPaddingBlockSM: 7,
      cellPaddingInlineSM: 12,
    },
    Descriptions: { itemPaddingBottom: 8 },
    Button: { primaryShadow: 'none', defaultShadow: 'none', dangerShadow: 'none' },
  },
};

/** Gives the tokens to the style sheet as `--brand`, `--ink-soft` … */
export function publishTokens(root: HTMLElement): void {
  for (const [name, value] of Object.entries(tokens))
    root.style.setProperty(`--${name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}`, value);
}
