/** Takes a file in: judged by its content, made anew, scanned, sealed and stored; its row is the caller's to write. */
import { createHash, randomUUID } from 'node:crypto';
import type { FieldCipher } from '../../infra/crypto.ts';
import { type DocumentClass, mediaTypeOf } from './document.ts';
import {
  attachmentTypeRefused,
  documentActive,
  documentEmpty,
  documentInfected,
  documentTypeRefused,
  documentUnreadable,
  voiceTooLong,
  voiceUnreadable,
} from './documents.errors.ts';
import type { NewDocument } from './documents.repository.ts';
import { judgePdf } from './plain-pdf.ts';
import type { Scanner } from './scanner.ts';
import { seal } from './seal.ts';
import type { DocumentStore } from './store.ts';
import { tidyImage } from './tidy-image.ts';
import { largestVoice, tidyVoice, voiceTypeOf } from './voice/tidy-voice.ts';

interface Dependencies {
  cipher: FieldCipher;
  store: DocumentStore;
  scanner: Scanner | undefined;
}

interface Owner {
  subject: string;
  class: DocumentClass;
  addedBy: string;
}

/**
 * What people hand in. The file is stored before its row is written: a row without a file cannot happen, a file without
 * a row is swept away by the retention job.
 * @throws AppError document-empty, document-type-refused, document-unreadable, document-too-small, document-active-content,
 *   document-infected, document-scanner-silent
 */
export async function takeIn(bytes: Buffer, owner: Owner, dependencies: Dependencies): Promise<NewDocument> {
  if (bytes.length === 0) throw documentEmpty();
  const type = mediaTypeOf(bytes);
  if (!type) throw documentTypeRefused();
  if (dependencies.scanner && !(await dependencies.scanner.isClean(bytes))) throw documentInfected();
  if (type !== 'application/pdf') return store(await tidyImage(bytes), 'image/jpeg', owner, dependencies);
  const verdict = judgePdf(bytes);
  if (verdict === 'active') throw documentActive();
  if (verdict === 'damaged') throw documentUnreadable();
  return store(bytes, type, owner, dependencies);
}

/**
 * What goes with a report: a picture, a PDF or a voice note, told apart by their content.
 * @throws AppError attachment-type-refused, voice-too-long, voice-unreadable, and all of `takeIn`
 */
export async function takeInAttachment(
  bytes: Buffer,
  owner: Omit<Owner, 'class'>,
  dependencies: Dependencies,
): Promise<NewDocument> {
  if (bytes.length === 0) throw documentEmpty();
  const voice = voiceTypeOf(bytes);
  if (!voice) {
    if (!mediaTypeOf(bytes)) throw attachmentTypeRefused();
    return takeIn(bytes, { ...owner, class: 'photo' }, dependencies);
  }
  if (bytes.length > largestVoice) throw voiceTooLong();
  if (dependencies.scanner && !(await dependencies.scanner.isClean(bytes))) throw documentInfected();
  const sound = tidyVoice(bytes, voice);
  if (!sound) throw voiceUnreadable();
  return store(sound, voice, { ...owner, class: 'voice' }, dependencies);
}

/** What the utility itself has made, such as a signed contract. */
export const keepOwn = (pdf: Buffer, owner: Owner, dependencies: Dependencies): Promise<NewDocument> =>
  store(pdf, 'application/pdf', owner, dependencies);

async function store(
  content: Buffer,
  mediaType: string,
  owner: Owner,
  { cipher, store: place, scanner }: Dependencies,
): Promise<NewDocument> {
  const id = randomUUID();
  const storeKey = randomUUID();
  const sealed = seal(content, storeKey, cipher);
  await place.put(storeKey, sealed.bytes);
  return {
    id,
    ...owner,
    mediaType,
    size: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    store: place.code,
    storeKey,
    keyEnc: sealed.keyEnc,
    scan: scanner ? 'clean' : 'unscanned',
  };
}
