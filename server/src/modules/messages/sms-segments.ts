/** What a text message is charged by. */
const charactersOfOne = 70;
const charactersOfMore = 67;

/** Chinese text messages have 70 characters; longer ones are charged in parts of 67. */
export function segmentsOf(sms: string): number {
  const length = [...sms].length;
  return length <= charactersOfOne ? 1 : Math.ceil(length / charactersOfMore);
}
