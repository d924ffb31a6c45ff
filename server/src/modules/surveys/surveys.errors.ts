import { defineError } from '../../shared/errors.ts';

export const surveyNotFound = defineError('survey-not-found', 404, {
  zh: '没有找到这份调查',
  en: 'There is no such survey',
});
export const surveyClosed = defineError('survey-closed', 409, {
  zh: '这份调查不在填写时间内',
  en: 'This survey is not open now',
});
export const surveyAnswered = defineError('survey-answered', 409, {
  zh: '您已填写过这份调查，谢谢您',
  en: 'You have answered this survey already, thank you',
});
export const answersMisfit = defineError('survey-answers-misfit', 422, {
  zh: '有题目未答或答案不符，请检查',
  en: 'Some questions are not answered, or not as asked',
});
export const windowWrong = defineError('survey-window', 422, {
  zh: '结束时间须晚于开始时间，并在今天以后',
  en: 'A survey ends after it begins, and after today',
});
export const surveyPublished = defineError('survey-published', 409, {
  zh: '这份调查已经发布',
  en: 'This survey has been published',
});
