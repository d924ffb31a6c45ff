import type { Agreement } from '../agreements/records.ts';
import type { Sandbox } from '../sandbox.ts';
import { rfc3339 } from '../state/beijing-time.ts';

const STATES = { asked: 'SIGN_FAILED', signed: 'SIGNED', terminated: 'TERMINATED' } as const;
const FOR_EVER = '2099-12-31T00:00:00+08:00';

/** A contract as its query and its messages show it. */
export function contractView(sandbox: Sandbox, contract: Agreement): Record<string, unknown> {
  return {
    mchid: sandbox.keys.wechat.mchid,
    appid: contract.appId,
    contract_id: contract.contractId,
    plan_id: Number(contract.plan),
    out_contract_code: contract.outCode,
    contract_display_account: contract.displayName,
    contract_state: STATES[contract.state],
    contract_signed_time: rfc3339(new Date(contract.signedAt!)),
    contract_expired_time: FOR_EVER,
    openid: contract.openid,
    ...(contract.userCode ? { out_user_code: contract.userCode } : {}),
    ...(contract.terminatedAt
      ? {
          contract_terminate_info: {
            contract_termination_mode:
              contract.terminatedBy === 'merchant' ? 'MCH_API_TERMINATE' : 'USER_TERMINATE',
            contract_terminated_time: rfc3339(new Date(contract.terminatedAt)),
            ...(contract.remark ? { contract_termination_remark: contract.remark } : {}),
          },
        }
      : {}),
  };
}
