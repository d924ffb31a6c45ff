/** The desk's words go to the wallet through the outbox: a response, and at the end that all is done. */
import type { PoolClient } from 'pg';
import type { FieldCipher } from '../../infra/crypto.ts';
import type { CaseAnswer, CaseIntake } from '../cases/index.ts';
import { addToOutboxSql, isLastTry, type Outgoing, Undeliverable } from '../messages/index.ts';
import { ChannelError, type Complaints, longestResponse, picturesOfResponse } from '../payments/index.ts';
import type { PicturesRepository } from './pictures.repository.ts';
import type { WalletComplaintsRepository } from './wallet-complaints.repository.ts';

export const answerKind = 'wallet-complaint';

interface Payload {
  caseNo: string;
  /** Whether nothing is left to do. */
  completes: boolean;
  /** The words, sealed; dropped once they are told. */
  sealed: string;
}

export async function queueAnswer(tx: PoolClient, answer: CaseAnswer, cipher: FieldCipher): Promise<void> {
  const { source, caseNo, version, act, words } = answer;
  if (source !== 'wallet') return;
  const completes = act === 'answer' || act === 'close';
  const payload: Payload = { caseNo, completes, sealed: cipher.encrypt(words).toString('base64') };
  await addToOutboxSql(tx, { kind: answerKind, dedupeKey: `${answerKind}:${caseNo}:${version}`, payload });
}

interface Dependencies {
  complaints: Complaints;
  kept: WalletComplaintsRepository;
  pictures: PicturesRepository;
  intake: CaseIntake;
  cipher: FieldCipher;
}

export function createDeliverAnswer({ complaints, kept, pictures, intake, cipher }: Dependencies) {
  /** What the desk has laid beside the case for the customer and no answer took along yet; the rest goes with the next. */
  async function picturesFor(complaintId: string, caseNo: string): Promise<string[]> {
    const known = await pictures.uploaded(complaintId);
    const shown = (await intake.picturesFor(caseNo)).filter(({ documentId }) => !known.get(documentId)?.sent);
    const along: string[] = [];
    for (const { documentId, mediaType, content } of shown.slice(0, picturesOfResponse.most)) {
      if (content.length > picturesOfResponse.mostBytes) continue;
      const name = `${documentId}.${mediaType === 'image/png' ? 'png' : 'jpg'}`;
      const mediaId = known.get(documentId)?.mediaId ?? (await complaints.upload({ name, content }));
      await pictures.keepUploaded(complaintId, documentId, mediaId);
      along.push(mediaId);
    }
    return along;
  }

  return async function deliver(message: Outgoing): Promise<void> {
    const { caseNo, completes, sealed } = message.payload as Payload;
    const complaint = await kept.ofCase(caseNo);
    if (!complaint) throw new Undeliverable('no complaint of this case');
    const { complaintId } = complaint;
    const words = cipher.decrypt(Buffer.from(sealed, 'base64'));
    try {
      // A response has no number of ours: what may have arrived is looked for before it is said again.
      const before = (await complaints.history(complaintId)).filter(({ by }) => by === 'merchant');
      let along = await picturesFor(complaintId, caseNo);
      for (const part of partsOf(words)) {
        const said = before.find(each => each.words === part);
        if (!said) await complaints.respond(complaintId, part, along);
        // An earlier try of this answer took them along; the same words of an earlier answer did not.
        else if (message.attempts === 1 || said.pictures.length === 0) continue;
        await pictures.markSent(along);
        along = [];
      }
      if (completes && (await complaints.read(complaintId)).state !== 'processed')
        await complaints.complete(complaintId);
    } catch (error) {
      const refused = error instanceof ChannelError && error.problem === 'rejected';
      if (!refused && !isLastTry(message)) throw error;
      const reason = error instanceof ChannelError ? error.code : 'unknown';
      await intake.note(caseNo, `给支付平台的答复没有送达（${reason}），请用其他方式联系客户`);
      throw new Undeliverable(reason);
    }
    await kept.update(complaintId, await complaints.read(complaintId));
  };
}

/** As many responses as the words need. */
function partsOf(words: string): string[] {
  const characters = [...words];
  const count = Math.ceil(characters.length / longestResponse);
  return Array.from({ length: count }, (_, part) =>
    characters.slice(part * longestResponse, (part + 1) * longestResponse).join(''),
  );
}
