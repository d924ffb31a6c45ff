export { readRequest, requestSchemas, statusOf, writeRefusal, writeResult } from './messages.ts';
export { fileTakenSchema, refusalSchema, replySchemas } from './replies.ts';
export {
  readHead,
  type SignedRequest,
  type SigningKey,
  sha256,
  signReply,
  verifyRequest,
} from './signature.ts';
