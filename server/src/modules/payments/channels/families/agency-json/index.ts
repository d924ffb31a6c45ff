export { readRequest, requestSchemas, statusOf, writeRefusal, writeResult } from './messages.ts';
export {
  readHead,
  type SignedRequest,
  type SigningKey,
  sha256,
  signReply,
  verifyRequest,
} from './signature.ts';
