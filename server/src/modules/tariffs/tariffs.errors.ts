import { defineError } from '../../shared/errors.ts';

export const noTariff = defineError('no-tariff', 409, {
  zh: '该地区没有适用的电价',
  en: 'No tariff is on file for this region',
});
