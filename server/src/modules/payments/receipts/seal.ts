/** A round red seal in the manner of a Chinese company's: name along the rim, star in the middle, purpose below. */
const red = '#C8102E';

export interface Seal {
  name: string;
  purpose: string;
  centerX: number;
  centerY: number;
  radius: number;
}

export function drawSeal(
  document: PDFKit.PDFDocument,
  { name, purpose, centerX, centerY, radius }: Seal,
): void {
  document
    .save()
    .opacity(0.82)
    .lineWidth(radius * 0.05)
    .circle(centerX, centerY, radius)
    .stroke(red);
  document.polygon(...star(centerX, centerY - radius * 0.05, radius * 0.27)).fill(red);
  drawRim(document, name, centerX, centerY, radius);
  const size = radius * 0.2;
  document.fontSize(size).fillColor(red);
  document.text(purpose, centerX - radius, centerY + radius * 0.38, {
    width: radius * 2,
    align: 'center',
    lineBreak: false,
  });
  document.restore();
}

/** Characters stand upright on the arc from lower left over the top to lower right. */
function drawRim(
  document: PDFKit.PDFDocument,
  name: string,
  centerX: number,
  centerY: number,
  radius: number,
): void {
  const characters = [...name];
  const span = Math.min(250, 30 * characters.length);
  const size = Math.min(radius * 0.3, (radius * 4) / characters.length);
  const step = characters.length > 1 ? span / (characters.length - 1) : 0;
  document.fontSize(size).fillColor(red);
  characters.forEach((character, index) => {
    const angle = -span / 2 + step * index;
    const width = document.widthOfString(character);
    document.save().rotate(angle, { origin: [centerX, centerY] });
    document.text(character, centerX - width / 2, centerY - radius * 0.9, { lineBreak: false });
    document.restore();
  });
}

function star(x: number, y: number, radius: number): [number, number][] {
  return Array.from({ length: 10 }, (_, index) => {
    const angle = (index * Math.PI) / 5 - Math.PI / 2;
    const reach = index % 2 === 0 ? radius : radius * 0.382;
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
  });
}
