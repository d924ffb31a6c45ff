import { longestVoiceSeconds, type Recording, type VoiceNote, type VoicePlatform } from './contract';

/** As the browsers can: WebM in most, MP4 in Safari. */
const forms = ['audio/webm;codecs=opus', 'audio/mp4'];
/** Speech at this rate is clear, and a minute is a quarter of a megabyte. */
const audioBitsPerSecond = 32_000;

async function record(): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = forms.find(form => MediaRecorder.isTypeSupported(form));
  const recorder = new MediaRecorder(stream, { ...(mimeType ? { mimeType } : {}), audioBitsPerSecond });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const began = Date.now();
  const ended = new Promise<VoiceNote>(resolve =>
    recorder.addEventListener('stop', () => {
      for (const track of stream.getTracks()) track.stop();
      const mediaType = recorder.mimeType.split(';')[0] || 'audio/webm';
      const seconds = Math.max(1, Math.round((Date.now() - began) / 1000));
      resolve({ bytes: new Blob(parts, { type: mediaType }), mediaType, seconds });
    }),
  );
  recorder.start();
  const end = () => recorder.state === 'recording' && recorder.stop();
  const timer = setTimeout(end, longestVoiceSeconds * 1000);
  return {
    stop() {
      clearTimeout(timer);
      end();
      return ended;
    },
  };
}

async function play({ url, token }: Parameters<VoicePlatform['play']>[0]): Promise<void> {
  const answer = await fetch(url, { headers: token ? { Authorization: `Bearer ${token}` } : {} });
  if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
  const audio = new Audio(URL.createObjectURL(await answer.blob()));
  audio.addEventListener('ended', () => URL.revokeObjectURL(audio.src));
  await audio.play();
}

export const voice: VoicePlatform = {
  available: () => 'MediaRecorder' in window && !!navigator.mediaDevices?.getUserMedia,
  record,
  play,
};
