/** MP3: frames of MPEG audio layer III one behind the other. What tags stand before and behind them is left out. Pure. */

const rates1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const rates2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const samplings: Record<number, number[]> = {
  3: [44_100, 48_000, 32_000],
  2: [22_050, 24_000, 16_000],
  0: [11_025, 12_000, 8_000],
};
const fewestFrames = 3;

export function tidyMp3(bytes: Buffer): Buffer | undefined {
  const begin = endOfId3(bytes);
  let at = begin;
  let frames = 0;
  for (let size = frameSize(bytes, at); size !== undefined; size = frameSize(bytes, at)) {
    if (at + size > bytes.length) break;
    at += size;
    frames += 1;
  }
  const rest = bytes.length - at;
  const named = rest === 128 && bytes.toString('latin1', at, at + 3) === 'TAG';
  // Recorders cut off the last frame where they are stopped.
  const cut = rest === 0 || (rest < 1_500 && frameSize(bytes, at) !== undefined);
  return frames >= fewestFrames && (named || cut) ? bytes.subarray(begin, at) : undefined;
}

/** ID3v2 stands before the sound: ten bytes that say how long it is, seven bits in each byte. */
function endOfId3(bytes: Buffer): number {
  if (bytes.toString('latin1', 0, 3) !== 'ID3') return 0;
  const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(6, 10);
  const footer = (bytes[5]! & 0x10) === 0 ? 0 : 10;
  return 10 + footer + ((a & 127) << 21) + ((b & 127) << 14) + ((c & 127) << 7) + (d & 127);
}

function frameSize(bytes: Buffer, at: number): number | undefined {
  if (at + 4 > bytes.length) return undefined;
  const head = bytes.readUInt32BE(at);
  const version = (head >>> 19) & 3;
  const layer3 = ((head >>> 17) & 3) === 1;
  const rate = (version === 3 ? rates1 : rates2)[((head >>> 12) & 15) - 1];
  const sampling = samplings[version]?.[(head >>> 10) & 3];
  if (head >>> 21 !== 0x7ff || !layer3 || !rate || !sampling) return undefined;
  const padding = (head >>> 9) & 1;
  return Math.floor(((version === 3 ? 144 : 72) * rate * 1000) / sampling) + padding;
}
