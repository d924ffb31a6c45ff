import { defineError } from '../../shared/errors.ts';

export const noTariff = defineError('no-tariff', 409, {
  zh: '该地区没有适用的电价',
  en: 'No tariff is on file for this region',
});
export const tariffUnknown = defineError('tariff-not-found', 404, {
  zh: '没有找到这个电价',
  en: 'There is no such tariff',
});
export const draftUnknown = defineError('tariff-draft-not-found', 404, {
  zh: '没有找到这份电价草案',
  en: 'There is no such draft of a tariff',
});
export const draftDecided = defineError('tariff-draft-decided', 409, {
  zh: '这份草案已经生效或作废，不能再修改',
  en: 'This draft has been put in force or discarded already',
});
export const draftOfAnother = defineError('tariff-draft-of-another', 403, {
  zh: '草案只能由起草人修改',
  en: 'Only whoever wrote a draft may change it',
});
export const tariffSecondPerson = defineError('second-person-needed', 403, {
  zh: '起草人不能自己批准，请另一位同事复核',
  en: 'Whoever wrote the draft may not approve it; ask a colleague',
});
export const tariffTooEarly = defineError('tariff-too-early', 409, {
  zh: '生效日期要晚于今天，也要晚于现行版本的生效日期（{from}）',
  en: 'The first day must lie after today, and after the first day of the latest edition ({from})',
});
