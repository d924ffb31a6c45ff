export { type RefundLine, readRefundFile } from './refund-file.ts';
export {
  errorCode,
  readSignature,
  readWechatBill,
  signWechatBill,
  verifyWechatBill,
  type WechatBillReply,
  type WechatBillRequest,
  type WechatBillSignature,
  writePosted,
  writeQuote,
  writeState,
  writeWechatBill,
} from './wire.ts';
