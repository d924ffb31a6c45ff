/** A mini-program runs inside the wallet that would have to scan it. */
export function QrPicture(_: { text: string; label: string }) {
  return null;
}
