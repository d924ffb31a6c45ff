/** The customer reads the contract, and signs what was read. The provider is asked outside of any transaction. */
import { createHash } from 'node:crypto';
import type { ResidentActor } from '../../../http/access.ts';
import type { Wording } from '../../../shared/errors.ts';
import { fullAddress } from '../../../shared/mask.ts';
import { identityUnproved, isFreshProof } from '../../accounts/index.ts';
import { caseNotFound, contractChanged, noContract, signingNotOffered } from '../applications.errors.ts';
import { customerMove } from '../apply.ts';
import { caseParts } from '../case-parts.repository.ts';
import type { CaseRow } from '../cases.repository.ts';
import { type CaseCore, type ChangeCase, subjectOf } from '../change-case.ts';
import type { CaseTools } from '../effects/index.ts';
import { type Answers, placeOf } from '../form.ts';
import { type KindDefinition, stepOf } from '../kind.ts';
import { type Contract, contractOf } from './contract.ts';
import { renderContract } from './render-contract.ts';
import type { SignatureProvider } from './signature-provider.ts';

interface Dependencies {
  core: CaseCore;
  changeCase: ChangeCase;
  tools: CaseTools;
  /** None where the utility has no certification service: then contracts are signed on paper. */
  provider: SignatureProvider | undefined;
  utilityName(): Promise<Wording>;
}

export function createSigning({ core, changeCase, tools, provider, utilityName }: Dependencies) {
  const { cases, book, cipher, clock, documents } = core;

  async function toSign(actor: ResidentActor, caseNo: string) {
    const file = await cases.find(caseNo);
    if (file?.personId !== actor.personId) throw caseNotFound();
    const { definition: kind } = await book.byId(file.kindId);
    if (!waitsForSignature(file, kind)) throw noContract();
    const answers: Answers = file.formEnc ? JSON.parse(cipher.decrypt(file.formEnc)) : {};
    const place = file.accountId === null ? placeOf(answers) : await cases.placeOf(file.accountId);
    const { accountNo, submittedAt } = file;
    const basis = { caseNo, kind, utility: await utilityName(), address: fullAddress(place), accountNo };
    const contract = contractOf({ ...basis, answers });
    return { answers, contract, basis, sha256: sha256Of(contract), on: submittedAt ?? file.createdAt };
  }

  return {
    /** What it says, with the hash that goes with the signature: what was read must be what is signed. */
    async text(actor: ResidentActor, caseNo: string) {
      const { contract, sha256 } = await toSign(actor, caseNo);
      return { ...contract, sha256 };
    },

    async pdf(actor: ResidentActor, caseNo: string): Promise<Buffer> {
      const { contract, on } = await toSign(actor, caseNo);
      return renderContract(contract, on);
    },

    /** A signature is given by whoever has proved their phone a moment ago. @throws AppError identity-unproved, application-contract-changed, application-no-contract */
    async sign(actor: ResidentActor, caseNo: string, sha256: string, requestId: string): Promise<void> {
      const signedBefore = await cases.find(caseNo);
      if (signedBefore && signedBefore.personId === actor.personId && (await hasSigned(signedBefore))) return;
      if (!provider) throw signingNotOffered();
      if (!isFreshProof(actor, clock.now())) throw identityUnproved();
      const { answers, contract, basis, on, sha256: present } = await toSign(actor, caseNo);
      if (present !== sha256) throw contractChanged();
      const pdf = await renderContract(contract, on);
      const at = clock.now();
      const signer = {
        name: String(answers['applicant'] ?? ''),
        identityTail: String(answers['identity-no'] ?? answers['organisation-no'] ?? '').slice(-4),
      };
      const signed = await provider.sign({ pdf, signer, reason: '供用电合同', at });
      const who = `person:${actor.personId}`;
      const document = await documents.keepOwn(signed.pdf, {
        subject: subjectOf(caseNo),
        class: 'contract',
        addedBy: who,
      });
      await changeCase(caseNo, { actor: who, requestId }, async scene => {
        const { tx, file } = scene;
        if (file.personId !== actor.personId) throw caseNotFound();
        if (await caseParts.signature(tx, file.id)) return;
        // The provider has taken its time: what it signed must still be what the case says.
        if (!waitsForSignature(file, scene.kind)) throw noContract();
        const now = scene.answers();
        const address = file.accountId === null ? fullAddress(placeOf(now)) : basis.address;
        if (sha256Of(contractOf({ ...basis, answers: now, address })) !== sha256) throw contractChanged();
        await documents.add(tx, document);
        await caseParts.addSignature(tx, file.id, {
          documentId: document.id,
          contentSha256: sha256,
          certificateSerial: signed.certificateSerial,
          timeStamp: signed.timeStamp,
          signedBy: who,
          signedAt: at,
        });
        await customerMove(scene, tools);
      });
    },
  };

  /** A second tap, or an answer lost on the way: it is signed. */
  async function hasSigned(file: CaseRow): Promise<boolean> {
    return (await caseParts.signature(core.db.pool, file.id)) !== undefined;
  }
}

export type Signing = ReturnType<typeof createSigning>;

const waitsForSignature = ({ status, step }: CaseRow, kind: KindDefinition) =>
  status === 'waiting' && step !== null && stepOf(kind, step).type === 'sign';

const sha256Of = (contract: Contract) => createHash('sha256').update(JSON.stringify(contract)).digest('hex');
