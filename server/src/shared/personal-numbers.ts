/** Numbers that lead to a person: telephones, accounts, identity cards. Pure. */

const digitsInARow = /(?:\d[\s-]?){7,}/;

/** 3号楼, 2单元, 301室: where somebody lives. */
const roomOrHouse = /\d\s*(?:号楼|栋|幢|单元|室|号院)/;

/** Whether a text leads to a home. */
export const namesAHome = (text: string): boolean => roomOrHouse.test(text.normalize('NFKC'));

/** Whether a text that everybody will read has a number in it that may be somebody's. */
export const namesANumber = (text: string): boolean => digitsInARow.test(text);
