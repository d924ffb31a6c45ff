/** Pictures, a voice note and a place that go along with a report, before and while they are sent. */
import { useRef, useState } from 'react';
import { attachToCase } from '@/api/hall';
import { newIdempotencyKey } from '@/api/idempotency-key';
import { camera } from '@/platform/camera';
import type { ChosenPlace, Recording, VoiceNote } from '@/platform/contract';
import { place } from '@/platform/place';
import { voice } from '@/platform/voice';

export interface Part {
  key: string;
  kind: 'photo' | 'voice';
  bytes: Blob | ArrayBuffer;
  mediaType: string;
  seconds?: number;
}

/** What went wrong on the device, before anything was sent. */
type PartProblem = 'small' | 'camera' | 'voice' | 'place';

export const mostParts = 9;

export function useParts() {
  const [parts, setParts] = useState<Part[]>([]);
  const [recording, setRecording] = useState<Recording | null>(null);
  const [chosenPlace, setPlace] = useState<ChosenPlace | null>(null);
  const [problem, setProblem] = useState<PartProblem | null>(null);
  // What has arrived is not sent again when the rest is.
  const sent = useRef(new Set<string>());

  const attempt = async (name: PartProblem, action: () => Promise<void>) => {
    setProblem(null);
    await action().catch(() => setProblem(name));
  };
  const partOf = ({ bytes, mediaType, seconds }: VoiceNote): Part => ({
    key: newIdempotencyKey(),
    kind: 'voice',
    bytes,
    mediaType,
    seconds,
  });
  /** Whoever sends while talking has finished talking. */
  const all = async (): Promise<Part[]> => {
    if (!recording) return parts;
    setRecording(null);
    const ended = [...parts, partOf(await recording.stop())];
    setParts(ended);
    return ended;
  };
  return {
    parts,
    place: chosenPlace,
    recording: recording !== null,
    problem,
    any: parts.length > 0 || recording !== null,
    canRecord: voice.available(),
    canLocate: place.available(),
    takePhoto: () =>
      attempt('camera', async () => {
        const picture = await camera.take();
        if (!picture) return;
        if (picture.problems.includes('small')) return setProblem('small');
        const { bytes, mediaType } = picture;
        setParts(before => [...before, { key: newIdempotencyKey(), kind: 'photo', bytes, mediaType }]);
      }),
    record: () => attempt('voice', async () => setRecording(await voice.record())),
    stop: () => attempt('voice', async () => void (await all())),
    locate: () => attempt('place', async () => setPlace(await place.choose())),
    forgetPlace: () => setPlace(null),
    remove: (key: string) => setParts(before => before.filter(part => part.key !== key)),
    clear() {
      setParts([]);
      setPlace(null);
    },
    async send(caseNo: string): Promise<void> {
      for (const part of await all()) {
        if (sent.current.has(part.key)) continue;
        await attachToCase(caseNo, part, part.key);
        sent.current.add(part.key);
      }
    },
  };
}

export type Parts = ReturnType<typeof useParts>;
