import { longestVoiceSeconds, type VoiceNote, type VoicePlatform } from './contract';

const form = { format: 'mp3', sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 48_000 } as const;

const bytesOf = (filePath: string): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) =>
    my.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data),
      fail: ({ errorMessage }) => reject(new Error(errorMessage)),
    }),
  );

export const voice: VoicePlatform = {
  available: () => my.canIUse('getRecorderManager'),

  /** There is one recorder; it stops by itself after a minute. */
  record() {
    const recorder = my.getRecorderManager();
    return new Promise((started, failed) => {
      const ended = new Promise<VoiceNote>((resolve, reject) => {
        recorder.onStop(({ tempFilePath, duration }) =>
          bytesOf(tempFilePath).then(
            bytes =>
              resolve({ bytes, mediaType: 'audio/mpeg', seconds: Math.max(1, Math.round(duration / 1000)) }),
            reject,
          ),
        );
        recorder.onError(({ errorMessage }) => {
          reject(new Error(errorMessage));
          failed(new Error(errorMessage));
        });
      });
      // Whoever only started it hears of the failure by `failed`.
      ended.catch(() => {});
      recorder.onStart(() =>
        started({
          stop() {
            recorder.stop();
            return ended;
          },
        }),
      );
      recorder.start({ duration: longestVoiceSeconds * 1000, ...form });
    });
  },

  play: ({ url, token }) =>
    new Promise((resolve, reject) =>
      my.downloadFile({
        url,
        header: token ? { Authorization: `Bearer ${token}` } : {},
        success({ apFilePath }) {
          const audio = my.createInnerAudioContext();
          audio.onPlay(resolve);
          audio.onEnded(() => audio.destroy());
          audio.onError(({ errorMessage }) => reject(new Error(errorMessage)));
          audio.src = apFilePath;
          audio.play();
        },
        fail: ({ errorMessage }) => reject(new Error(errorMessage)),
      }),
    ),
};
