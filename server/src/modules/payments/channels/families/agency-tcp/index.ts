export {
  type Block,
  readFetch,
  readHandIn,
  readRandom,
  writeBlock,
  writeHandedIn,
  writeRandom,
} from './file-blocks.ts';
export {
  type Frame,
  type FrameHead,
  frameLength,
  macOf,
  readFrame,
  sessionKeyOf,
  timeOf,
  timeText,
  writeReplyFrame,
} from './frame.ts';
export {
  echoTrade,
  fetchFileTrade,
  handInFileTrade,
  mostBills,
  readBody,
  signOnTrade,
  tradeOf,
  writeBody,
  writeMessage,
} from './messages.ts';
