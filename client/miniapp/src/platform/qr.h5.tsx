import { create } from 'qrcode/lib/core/qrcode';

/** A QR code as one path of squares, with the quiet margin of four the standard asks for. */
export function QrPicture({ text, label }: { text: string; label: string }) {
  const { size, data } = create(text, { errorCorrectionLevel: 'M' }).modules;
  const dark: string[] = [];
  data.forEach((bit, index) => {
    if (bit) dark.push(`M${(index % size) + 4} ${Math.floor(index / size) + 4}h1v1h-1z`);
  });
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size + 8} ${size + 8}`} shapeRendering="crispEdges">
      <path fill="#000" d={dark.join('')} />
    </svg>
  );
}
