/** Masks as the personal-data rules ask: names keep their last character, phones 3+4, identity numbers 1+1. */
export function maskName(name: string): string {
  const characters = [...name];
  if (characters.length <= 1) return '*';
  // 某某公司(文登) ends with a bracket, which tells nobody whether it is the right name.
  const last = Math.max(
    1,
    characters.findLastIndex(character => /[\p{L}\p{N}]/u.test(character)),
  );
  // A long name of an organisation says by its stars no more than a short one.
  return '*'.repeat(Math.min(last, 6)) + characters.slice(last).join('');
}

export function maskPhone(phone: string): string {
  return phone.length < 8
    ? '*'.repeat(phone.length)
    : `${phone.slice(0, 3)}${'*'.repeat(phone.length - 7)}${phone.slice(-4)}`;
}

export function maskIdentityNo(value: string): string {
  return value.length < 3
    ? '*'.repeat(value.length)
    : `${value[0]}${'*'.repeat(value.length - 2)}${value.at(-1)}`;
}

export interface AddressParts {
  district: string;
  street: string;
  building: string;
  unit: string;
  room: string;
}

export function fullAddress(address: AddressParts): string {
  return [address.district, address.street, address.building, address.unit, address.room]
    .filter(Boolean)
    .join('');
}

/**
 * Whatever numbers a home: figures and letters of any width, ① and Ⅱ, Chinese numerals in both writings, and the stems (甲单元). A word
 * that has one in it (百合园) loses it too: a payer still knows the home, and nobody learns more.
 */
export const numbering =
  /[\p{N}\p{Script=Latin}零一二三四五六七八九十百千两廿卅壹贰叁肆伍陆柒捌玖拾佰仟甲乙丙丁戊己庚辛壬癸]/gu;

/** District and street stay, so that a payer sees whether it is the right home; building, unit and room lose what numbers them. */
export function maskAddress(address: AddressParts): string {
  const tail = [address.building, address.unit, address.room]
    .filter(Boolean)
    .join('')
    .replace(numbering, '*');
  return `${address.district}${address.street}${tail}`;
}
