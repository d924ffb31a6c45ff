/**
 * Voice notes: read to their last byte by the rules of their container, and kept with nothing but sound. Titles, places,
 * pictures and whatever hides before, between or behind the sound do not come along. Pure.
 */
import { tidyAmr } from './amr.ts';
import { tidyMp3 } from './mp3.ts';
import { tidyMp4 } from './mp4.ts';
import { tidyWav } from './wav.ts';
import { tidyWebm } from './webm.ts';

const voiceTypes = ['audio/mpeg', 'audio/mp4', 'audio/amr', 'audio/wav', 'audio/webm'] as const;
type VoiceType = (typeof voiceTypes)[number];

/** A minute of the wordiest container, and then some. */
export const largestVoice = 6 * 1024 * 1024;

/** Gives the sound alone, or nothing where the bytes are anything else than that container from end to end. */
type Tidy = (bytes: Buffer) => Buffer | undefined;

const latin = (bytes: Buffer, from: number, to: number) => bytes.subarray(from, to).toString('latin1');

/** What begins as sound is judged as such, whatever its name says. */
export function voiceTypeOf(bytes: Buffer): VoiceType | undefined {
  if (latin(bytes, 0, 4) === 'RIFF' && latin(bytes, 8, 12) === 'WAVE') return 'audio/wav';
  if (latin(bytes, 0, 5) === '#!AMR') return 'audio/amr';
  if (latin(bytes, 4, 8) === 'ftyp') return 'audio/mp4';
  if (bytes.length > 4 && bytes.readUInt32BE(0) === 0x1a45dfa3) return 'audio/webm';
  if (latin(bytes, 0, 3) === 'ID3') return 'audio/mpeg';
  return bytes.length > 4 && (bytes.readUInt16BE(0) & 0xffe6) === 0xffe2 ? 'audio/mpeg' : undefined;
}

const tidiers: Record<VoiceType, Tidy> = {
  'audio/mpeg': tidyMp3,
  'audio/mp4': tidyMp4,
  'audio/amr': tidyAmr,
  'audio/wav': tidyWav,
  'audio/webm': tidyWebm,
};

/** @returns nothing where it is no sound from its first byte to its last */
export function tidyVoice(bytes: Buffer, type: VoiceType): Buffer | undefined {
  try {
    return tidiers[type](bytes);
  } catch {
    // Lengths that point outside the file: read past its end.
    return undefined;
  }
}
