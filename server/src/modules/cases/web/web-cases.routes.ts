/** The public web form: anybody says something to the utility, with a telephone proved by a code and no account in the hall. */
import { z } from 'zod';
import { anyone } from '../../../http/access.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import { businessDate, startOfDay } from '../../../shared/dates.ts';
import { tooManyOpen } from '../cases.errors.ts';
import { WebBody } from '../cases.schemas.ts';
import type { HouseholdsRepository } from '../households.repository.ts';
import { type CasesCore, checkSaying, openCase } from '../open-case.ts';

interface Dependencies {
  core: CasesCore;
  households: HouseholdsRepository;
  /** @throws AppError where the code is not the one that was sent; a right one is used up */
  provePhone(phone: string, code: string): Promise<void>;
  nudge(): void;
}

const View = z.object({ caseNo: z.string(), promisedAt: z.string() });
/** So many a day from one telephone are no longer a person who wants help. */
const mostADay = 5;

export function webCasesRoutes({ core, households, provePhone, nudge }: Dependencies): Route[] {
  const { cases, cipher, clock, hotline } = core;
  return [
    defineRoute({
      method: 'post',
      path: '/web-cases',
      access: anyone('whoever has no account has a telephone: a code that it was sent proves it'),
      summary:
        'Say something by the public web form; whoever is known by the telephone follows it in the hall',
      tag: 'Service cases',
      input: { body: WebBody },
      output: View,
      status: 201,
      async handle({ body: { accountNo, phone, code, ...saying }, requestId }) {
        const at = clock.now();
        const phoneHash = cipher.hash('phone', phone);
        const today = businessDate(at);
        // A code is used up by what can be taken alone; and how much somebody has reported is told to nobody but them.
        checkSaying({ ...saying, anonymous: false });
        await provePhone(phone, code);
        if ((await cases.byWebSince(phoneHash, startOfDay(today))) >= mostADay)
          throw tooManyOpen({ hotline });
        const personId = await cases.personOfPhone(phoneHash);
        // Somebody else's household is what they say, not what the case is about: it would stop a dunning, and tell who lives there.
        const household =
          accountNo && personId ? await households.ofPerson(personId, accountNo, today) : undefined;
        const words = accountNo && !household ? `${saying.words}\n（所说户号：${accountNo}）` : saying.words;
        const opened = await openCase(
          core,
          { ...saying, words, contactPhone: phone, anonymous: false },
          { source: 'web', personId, household: household ?? null, receiver: null, requestId },
        );
        nudge();
        return { caseNo: opened.caseNo, promisedAt: opened.promisedAt.toISOString() };
      },
    }),
  ];
}
