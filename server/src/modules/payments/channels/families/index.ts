/** What the agency module needs of the wire forms: each translates between bytes and messages, none knows a database. */

export * as wechatBill from '../wechat-bill/index.ts';
export * from './agency.ts';
export * as agencyJson from './agency-json/index.ts';
export * as agencyTcp from './agency-tcp/index.ts';
export { readDate, tradeKeyOf, writeAmount } from './amounts.ts';
export {
  type DayLine,
  datesOf,
  dayFileName,
  readDayFile,
  refuseOtherDays,
  writeDayFile,
} from './day-file.ts';
export { decodeGbk } from './gbk.ts';
export { readPartnerStatement } from './partner-statement.ts';
