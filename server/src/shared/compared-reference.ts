/** A bank's reference as it is compared, however it was typed: half-width capitals without spaces. `compared_reference` of the database says the same. */
export const comparedReference = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\s\u200b]/g, '')
    .toUpperCase();
