/** Line icons on a 20-pixel grid, drawn for this view so that no icon package is loaded. */
const paths = {
  bolt: 'M11.5 2 4.5 11.5h5L8.5 18l7-9.5h-5z',
  house: 'M3 9.5 10 3.5l7 6M5 8.5V16.5h10V8.5M8.5 16.5v-4h3v4',
  payment: 'M2.5 5.5h15v9h-15zM2.5 8.5h15M5.5 12h3',
  odd: 'M10 3 18 16.5H2zM10 8v4M10 14.2v.3',
  refund: 'M7 4 3.5 7.5 7 11M4 7.5h8.5a4 4 0 0 1 0 8H8',
  ledger: 'M4 3.5h12v13H4zM4 7.5h12M10 7.5v9',
  bills: 'M5 2.5h10v15l-2.5-1.5L10 17.5 7.5 16 5 17.5zM7.5 7h5M7.5 10.5h5',
  audit: 'M10 2.5 16.5 5v5c0 4-2.8 6.5-6.5 7.5C6.300 16.5 3.500 14 3.500 10V5zM7.500 10l2 2 3.500-4',
  members:
    'M7.5 9.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.500 16.500c0-3 2.200-5 5-5s5 2 5 5M13 4a3 3 0 0 1 0 5.500M14.500 12c1.900.700 3 2.300 3 4.500',
  search: 'M9 14.500a5.500 5.500 0 1 0 0-11 5.500 5.500 0 0 0 0 11zM13 13l4 4',
  out: 'M8 3.500H4v13h4M12 6.500 15.500 10 12 13.500M15.500 10H7.500',
  eye: 'M2 10s3-5.500 8-5.500S18 10 18 10s-3 5.500-8 5.500S2 10 2 10zM10 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
      style={{ flex: 'none' }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
