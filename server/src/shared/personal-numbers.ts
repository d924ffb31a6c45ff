/** Numbers that lead to a person: telephones, accounts, identity cards. Pure. */

const digitsInARow = /(?:\d[\s-]?){7,}/;

/** Whether a text that everybody will read has a number in it that may be somebody's. */
export const namesANumber = (text: string): boolean => digitsInARow.test(text);
