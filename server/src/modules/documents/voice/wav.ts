/** WAV: a RIFF of chunks. The form and the samples are kept. Pure. */

/** PCM, floating point, A-law, µ-law and what merely says one of these in a longer form. */
const formats = [1, 3, 6, 7, 0xfffe];

export function tidyWav(bytes: Buffer): Buffer | undefined {
  // A length of all ones, or of nothing, is what recorders write that could not go back to it.
  const declared = bytes.readUInt32LE(4);
  if (declared !== 0 && declared !== 0xffffffff && declared + 8 !== bytes.length) return undefined;
  const kept: Buffer[] = [];
  let samples = 0;
  for (let at = 12; at < bytes.length; ) {
    const name = bytes.toString('latin1', at, at + 4);
    const size = Math.min(bytes.readUInt32LE(at + 4), name === 'data' ? bytes.length - at - 8 : 0xffffffff);
    const end = at + 8 + size;
    if (end > bytes.length) return undefined;
    if (name === 'fmt ' && !formats.includes(bytes.readUInt16LE(at + 8))) return undefined;
    if (name === 'fmt ' || name === 'data') kept.push(chunk(name, bytes.subarray(at + 8, end)));
    if (name === 'data') samples += size;
    at = end + (size % 2);
  }
  if (kept.length !== 2 || samples === 0) return undefined;
  const body = Buffer.concat([Buffer.from('WAVE'), ...kept]);
  return chunk('RIFF', body);
}

function chunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}
