/** AMR and AMR-WB in one channel (RFC 4867, storage format): frames of fixed sizes to the end. Pure. */

const forms = [
  { magic: '#!AMR\n', sizes: [12, 13, 15, 17, 19, 20, 26, 31, 5] },
  { magic: '#!AMR-WB\n', sizes: [17, 23, 32, 36, 40, 46, 50, 58, 60, 5] },
] as const;
const noData = 15;
const speechLost = 14;

export function tidyAmr(bytes: Buffer): Buffer | undefined {
  const form = forms.find(({ magic }) => bytes.toString('latin1', 0, magic.length) === magic);
  if (!form) return undefined;
  let at = form.magic.length;
  while (at < bytes.length) {
    const type = (bytes[at]! >> 3) & 15;
    const empty = type === noData || (type === speechLost && form.magic === '#!AMR-WB\n');
    const size = empty ? 0 : form.sizes[type];
    // Padding bits are nought; the first and the last two are such.
    if (size === undefined || bytes[at]! & 0x83) return undefined;
    at += 1 + size;
  }
  return at === bytes.length && at > form.magic.length ? bytes : undefined;
}
