/** A mobile number of the mainland: eleven digits beginning with 1. */
export const isPhone = (typed: string): boolean => /^1[3-9]\d{9}$/.test(typed);

export const digitsOf = (typed: string): string => typed.replace(/\D/g, '');
