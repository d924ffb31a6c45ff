/**
 * WeChat's documents write one code in two ways, by product and by year (`ORDER_NOT_EXIST` and `ORDERNOTEXIST`, `USER_PAYING`
 * and `USERPAYING`): both mean the same. @param byCode written with underscores
 */
export const bothSpellings = <T>(byCode: Record<string, T>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(byCode).flatMap(([code, outcome]) => [
      [code, outcome],
      [code.replaceAll('_', ''), outcome],
    ]),
  );
