import Taro from '@tarojs/taro';

/** Who turns back at the telephone has not met an error. */
export function callNumber(phoneNumber: string): void {
  void Taro.makePhoneCall({ phoneNumber }).catch(() => {});
}
