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
  home: 'M3.500 11 10 4l6.500 7M5.500 9.500v7h9v-7',
  building: 'M4.500 17V3.500h8V17M12.500 8h3v9M2.500 17h15M7 6.500h3M7 9.500h3M7 12.500h3',
  till: 'M3 10.500h14V17H3zM5 10.500V4.500h7v6M14 10.500V7M12.500 7H17M8 13.500h4',
  bank: 'M3 8 10 3.500 17 8zM5 8v6M8.500 8v6M11.500 8v6M15 8v6M3 16.500h14',
  card: 'M2.500 4.500h15v11h-15zM6 12.500h2M10 12.500h4M2.500 8h15',
  phone: 'M6 2.500h8v15H6zM9 15h2',
  device: 'M3 3.500h14v10H3zM7 16.500h6M10 13.500v3',
  match: 'M3 5h6M3 10h4M3 15h6M11.500 10.500l2 2 4-4.500',
  tariff: 'M3.500 3.500h6.500l7 7-6.500 6.500-7-7zM7 7v.300',
  upload: 'M10 13V3.500M6.500 7 10 3.500 13.500 7M3.500 12.500v4h13v-4',
  download: 'M10 3.500V13M6.500 9.500 10 13l3.500-3.500M3.500 13v3.500h13V13',
  settings: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 4v4M7 12v4',
  columns: 'M3 4h14v12H3zM8 4v12M12.500 4v12',
  bookmark: 'M5.500 3h9v14L10 13.500 5.500 17z',
  keyboard: 'M2.500 5h15v10h-15zM5.500 8h.300M8.500 8h.300M11.500 8h.300M14.500 8h.300M6.500 12h7',
  chart: 'M3 17h14M5 17v-5M9 17V7M13 17v-8M17 17V4',
  note: 'M4 3.500h12v9L12 16.500H4zM12 16.500v-4h4M7 7h6M7 10h4',
  clock: 'M10 17.500a7.500 7.500 0 1 0 0-15 7.500 7.500 0 0 0 0 15zM10 6v4.500l3 1.500',
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
