import { staff } from '../../../http/access.ts';
import { DecisionBody } from '../../../http/decision-body.ts';
import { defineRoute, type Route } from '../../../http/define-route.ts';
import {
  BoxParam,
  BoxView,
  CountBody,
  DeviceBody,
  DeviceList,
  DeviceParam,
  DeviceView,
  EnrolmentView,
} from '../desk.schemas.ts';
import type { DeskCore } from '../desk-core.ts';
import { viewBox, viewDevice, viewProblem } from '../desk-views.ts';
import { confirmBox, countBox } from './count-box.ts';
import { allowEnrolment, type Enrolment, revokeDevice } from './enrol.ts';

const tag = 'kiosks';
const latest = 100;

export function deviceRoutes(core: DeskCore): Route[] {
  const { kiosk } = core;
  const enrolment = ({ device, code, until }: Enrolment) => {
    return { device: viewDevice(device), code, until: until.toISOString() };
  };
  const boxOf = async (boxNo: string) => viewBox((await kiosk.box(boxNo))!);
  return [
    defineRoute({
      method: 'get',
      path: '/staff/desk/devices',
      access: staff('finance', 'supervisor', 'administrator', 'auditor'),
      summary: 'Kiosks, their cash boxes, and what they reported against their own reports',
      tag,
      output: DeviceList,
      async handle() {
        const [devices, boxes, problems] = await Promise.all([
          kiosk.devices(),
          kiosk.boxes(latest),
          kiosk.problems(latest),
        ]);
        return {
          devices: devices.map(viewDevice),
          boxes: boxes.map(viewBox),
          problems: problems.map(viewProblem),
        };
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/devices',
      access: staff('administrator'),
      summary: 'Enrol a kiosk; the code is to be typed in at the machine within 15 minutes',
      tag,
      input: { body: DeviceBody },
      output: EnrolmentView,
      status: 201,
      idempotent: true,
      keepAnswer: false,
      handle: async ({ body, actor, requestKey, requestId }) =>
        enrolment(await allowEnrolment(actor, body, { requestKey: requestKey!, requestId }, core)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/devices/:deviceNo/enrolment',
      access: staff('administrator'),
      summary: 'A new code for a kiosk whose key was lost or revoked',
      tag,
      input: { params: DeviceParam },
      output: EnrolmentView,
      status: 201,
      idempotent: true,
      keepAnswer: false,
      handle: async ({ params, actor, requestKey, requestId }) =>
        enrolment(await allowEnrolment(actor, params, { requestKey: requestKey!, requestId }, core)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/devices/:deviceNo/revocation',
      access: staff('finance', 'administrator'),
      summary: 'From now on this kiosk is refused everything',
      tag,
      input: { params: DeviceParam },
      output: DeviceView,
      handle: async ({ params, actor, requestId }) =>
        viewDevice(await revokeDevice(actor, params.deviceNo, requestId, core)),
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/cash-boxes/:boxNo/count',
      access: staff('finance', 'supervisor'),
      summary:
        'Count a cash box that was taken out; a difference must be explained, and another person confirms',
      tag,
      input: { params: BoxParam, body: CountBody },
      output: BoxView,
      idempotent: true,
      async handle({ params, body, actor, requestId }) {
        await countBox(actor, params.boxNo, body, requestId, core);
        return boxOf(params.boxNo);
      },
    }),
    defineRoute({
      method: 'post',
      path: '/staff/desk/cash-boxes/:boxNo/confirmation',
      access: staff('finance', 'supervisor'),
      summary:
        'Confirm what another person has counted, which books it; or reject it, and it is counted again',
      tag,
      input: { params: BoxParam, body: DecisionBody },
      output: BoxView,
      idempotent: true,
      async handle({ params, body, actor, requestId }) {
        await confirmBox(actor, params.boxNo, body, requestId, core);
        return boxOf(params.boxNo);
      },
    }),
  ];
}
