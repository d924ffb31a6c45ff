import { z } from 'zod';
import { household, staff } from '../../http/access.ts';
import { defineRoute, type Route } from '../../http/define-route.ts';
import { parseBusinessDate } from '../../shared/dates.ts';
import { AccountParams, ForecastView } from './forecast.schemas.ts';
import type { PrepaidAgreements } from './keep-prepaid-agreements.ts';
import type { ReadForecast } from './read-forecast.ts';

const tag = 'staff: prepaid agreements';
const StaffAccount = z.object({ accountNo: z.string().regex(/^\d{4,20}$/) });
const AgreementsView = z.object({
  agreements: z.array(
    z.object({
      agreementNo: z.string(),
      signedOn: z.string(),
      endedOn: z.string().nullable().describe('The first day on which it no longer holds'),
      recordedBy: z.string(),
    }),
  ),
});
const SignBody = z.strictObject({
  agreementNo: z
    .string()
    .trim()
    .regex(/^[\w-]{1,40}$/),
  signedOn: z.iso.date(),
});
const EndBody = z.strictObject({
  reason: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(/^\P{Cc}*$/u),
});

export function forecastRoutes(readForecast: ReadForecast): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/households/:accountNo/forecast',
      access: household('full'),
      summary: 'Use and cost since the last bill, running balance, days left, and the month’s forecast',
      tag: 'usage',
      input: { params: AccountParams },
      output: ForecastView,
      handle: ({ household }) => readForecast(household.holderPeriodId),
    }),
  ];
}

export function prepaidAgreementRoutes(agreements: PrepaidAgreements): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/staff/accounts/:accountNo/prepaid-agreements',
      access: staff('clerk', 'finance', 'supervisor', 'auditor'),
      summary: 'Prepaid agreements of the present holder, the latest first',
      tag,
      input: { params: StaffAccount },
      output: AgreementsView,
      handle: async ({ params }) => ({ agreements: await agreements.list(params.accountNo) }),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/prepaid-agreements',
      access: staff('clerk', 'supervisor'),
      summary: 'Record a signed prepaid agreement: from its day on the household is prepaid',
      tag,
      input: { params: StaffAccount, body: SignBody },
      output: AgreementsView,
      status: 201,
      idempotent: true,
      handle: async ({ actor, params, body, requestId }) => {
        const signed = { ...body, signedOn: parseBusinessDate(body.signedOn) };
        return { agreements: await agreements.sign(actor, params.accountNo, signed, requestId) };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/accounts/:accountNo/prepaid-agreements/end',
      access: staff('clerk', 'supervisor'),
      summary: 'End the prepaid agreement in force: from today the household pays bills',
      tag,
      input: { params: StaffAccount, body: EndBody },
      output: AgreementsView,
      handle: async ({ actor, params, body, requestId }) => ({
        agreements: await agreements.end(actor, params.accountNo, body.reason, requestId),
      }),
    }),
  ];
}
