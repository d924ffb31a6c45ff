/** 纳税人识别号: 15, 18 or 20 digits and capital letters. */
export const isTaxNo = (text: string): boolean => /^([0-9A-Z]{15}|[0-9A-Z]{18}|[0-9A-Z]{20})$/.test(text);

export const tidyTaxNo = (typed: string): string => typed.toUpperCase().replace(/[^0-9A-Z]/g, '');
