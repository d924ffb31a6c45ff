/** A second member of the household follows: the applicant gives a link away, and who opens it agrees as well. */
import type { ResidentActor } from '../../../http/access.ts';
import type { Clock } from '../../../infra/clock.ts';
import { type FieldCipher, tokenHash } from '../../../infra/crypto.ts';
import { caseNotFound, shareLapsed as linkLapsed, ownShare } from '../applications.errors.ts';
import type { ChangeCase } from '../change-case.ts';
import type { SharesRepository } from '../shares.repository.ts';

const validMs = 7 * 24 * 3_600_000;

interface Dependencies {
  changeCase: ChangeCase;
  shares: SharesRepository;
  cipher: FieldCipher;
  clock: Clock;
  publicBaseUrl: string;
}

export function createSharing({ changeCase, shares, cipher, clock, publicBaseUrl }: Dependencies) {
  const by = (actor: ResidentActor, requestId: string) => ({ actor: `person:${actor.personId}`, requestId });
  return {
    /** The same request again gives the same link: whoever opens it is let in, so it is written down nowhere but as a hash. */
    async give(actor: ResidentActor, caseNo: string, requestKey: string, requestId: string) {
      const token = cipher.hash('application-share', requestKey).toString('base64url');
      const url = `${publicBaseUrl}/#/packages/apply/follow/index?token=${token}`;
      const given = await shares.givenBy(actor.personId, caseNo, tokenHash(token));
      if (given) return { ...given, url, token };
      return changeCase(caseNo, by(actor, requestId), async ({ file, tx, now, note }) => {
        if (file.personId !== actor.personId || file.status === 'draft') throw caseNotFound();
        const until = new Date(now.getTime() + validMs);
        const { id, expiresAt, isNew } = await shares.give(tx, file.id, tokenHash(token), now, until);
        if (isNew) note('share-given');
        return { id, url, token, expiresAt };
      });
    },

    async join(actor: ResidentActor, token: string, requestId: string): Promise<{ caseNo: string }> {
      const found = await shares.find(tokenHash(token), clock.now());
      if (!found) throw linkLapsed();
      if (found.applicant === actor.personId) throw ownShare();
      await changeCase(found.caseNo, by(actor, requestId), async ({ tx, now, note }) => {
        if (!(await shares.join(tx, tokenHash(token), actor.personId, now))) throw linkLapsed();
        note('share-joined');
      });
      return { caseNo: found.caseNo };
    },

    end: (actor: ResidentActor, caseNo: string, shareId: string, requestId: string) =>
      changeCase(caseNo, by(actor, requestId), async ({ file, tx, now, note }) => {
        if (file.personId !== actor.personId) throw caseNotFound();
        if (!(await shares.end(tx, file.id, shareId, now))) throw linkLapsed();
        note('share-ended');
      }),
  };
}

export type Sharing = ReturnType<typeof createSharing>;
