/** Numbers that lead to a person: telephones, accounts, identity cards. Pure. */
import { numbering } from './mask.ts';

/** Also spelt out: 一三八〇〇… */
const digitsInARow = /(?:[\d〇零一二三四五六七八九][\s-]?){7,}/;

/** 3号楼, 二单元, 301室: where somebody lives. */
const roomOrHouse = new RegExp(`${numbering.source}\\s*(?:号楼|栋|幢|单元|室|号院)`, 'u');

/** Whether a text leads to a home. */
export const namesAHome = (text: string): boolean => roomOrHouse.test(text.normalize('NFKC'));

/** Whether a text that everybody will read has a number in it that may be somebody's. */
export const namesANumber = (text: string): boolean => digitsInARow.test(text.normalize('NFKC'));
