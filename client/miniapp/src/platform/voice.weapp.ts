import { longestVoiceSeconds, type VoiceNote, type VoicePlatform } from './contract';

const form = { format: 'mp3', sampleRate: 16_000, numberOfChannels: 1, encodeBitRate: 48_000 } as const;

const bytesOf = (filePath: string): Promise<ArrayBuffer> =>
  new Promise((resolve, reject) =>
    wx.getFileSystemManager().readFile({
      filePath,
      success: ({ data }) => resolve(data),
      fail: ({ errMsg }) => reject(new Error(errMsg)),
    }),
  );

export const voice: VoicePlatform = {
  available: () => true,

  /** There is one recorder; it stops by itself after a minute. */
  record() {
    const recorder = wx.getRecorderManager();
    return new Promise((started, failed) => {
      const ended = new Promise<VoiceNote>((resolve, reject) => {
        recorder.onStop(({ tempFilePath, duration }) =>
          bytesOf(tempFilePath).then(
            bytes =>
              resolve({ bytes, mediaType: 'audio/mpeg', seconds: Math.max(1, Math.round(duration / 1000)) }),
            reject,
          ),
        );
        recorder.onError(({ errMsg }) => {
          reject(new Error(errMsg));
          failed(new Error(errMsg));
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
      wx.downloadFile({
        url,
        header: token ? { Authorization: `Bearer ${token}` } : {},
        success({ statusCode, tempFilePath }) {
          if (statusCode !== 200) return reject(new Error(`HTTP ${statusCode}`));
          const audio = wx.createInnerAudioContext();
          audio.onPlay(resolve);
          audio.onEnded(() => audio.destroy());
          audio.onError(({ errMsg }) => reject(new Error(errMsg)));
          audio.src = tempFilePath;
          audio.play();
        },
        fail: ({ errMsg }) => reject(new Error(errMsg)),
      }),
    ),
};
