import { defineError } from '../../shared/errors.ts';

export const documentNotFound = defineError('document-not-found', 404, {
  zh: '没有找到这份资料',
  en: 'There is no such document',
});
export const documentDeleted = defineError('document-deleted', 410, {
  zh: '这份资料已按保存期限删除',
  en: 'This document has been deleted: its time of keeping is over',
});
export const documentEmpty = defineError(
  'document-empty',
  400,
  { zh: '文件是空的', en: 'The file is empty' },
  {
    problems: [
      {
        field: 'body',
        rule: 'required',
        message: { zh: '请选择有内容的文件', en: 'Choose a file that holds something' },
      },
    ],
  },
);
export const documentTypeRefused = defineError('document-type-refused', 415, {
  zh: '只接受照片（JPG、PNG、WebP）或 PDF，文件内容不是其中一种',
  en: 'Only pictures (JPG, PNG, WebP) and PDF are taken, and the content of this file is neither',
});
export const attachmentTypeRefused = defineError('attachment-type-refused', 415, {
  zh: '只接受照片（JPG、PNG、WebP）、PDF 或录音（M4A、MP3、AMR、WAV、WebM），文件内容不是其中一种',
  en: 'Only pictures (JPG, PNG, WebP), PDF and recordings (M4A, MP3, AMR, WAV, WebM) are taken, and the content of this file is none of these',
});
export const voiceTooLong = defineError('voice-too-long', 413, {
  zh: '录音太长，请控制在一分钟左右，可以分几段上传',
  en: 'The recording is too long; about a minute each, and there may be several',
});
export const voiceUnreadable = defineError('voice-unreadable', 422, {
  zh: '录音文件已损坏或含有声音以外的内容，请重新录制',
  en: 'The recording is damaged or holds more than sound; please record it again',
});
export const documentUnreadable = defineError('document-unreadable', 422, {
  zh: '文件已损坏，无法读取，请重新拍摄或导出',
  en: 'The file is damaged and cannot be read; please take it again',
});
export const documentTooSmall = defineError('document-too-small', 422, {
  zh: '图片太小，看不清文字，请用更高的清晰度重拍（至少{pixels}像素）',
  en: 'The picture is too small to be read; take it again with at least {pixels} pixels',
});
export const documentActive = defineError('document-active-content', 422, {
  zh: 'PDF 含有脚本、附件、自动打开的动作或已加密，请另存为普通 PDF 后再上传',
  en: 'The PDF carries programs, attachments or actions, or is encrypted; save it as a plain PDF first',
});
export const documentInfected = defineError('document-infected', 422, {
  zh: '文件未通过病毒检查，没有保存',
  en: 'The file did not pass the virus check and was not kept',
});
export const scannerSilent = defineError('document-scanner-silent', 503, {
  zh: '病毒检查暂不可用，请稍后再上传',
  en: 'The virus check does not answer; please try again shortly',
});
