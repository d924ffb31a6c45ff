import { defineError } from '../../shared/errors.ts';

/** Says the same for an unknown name, a wrong password, a wrong code and a member who has left. */
export const signInRefused = defineError('sign-in-refused', 401, {
  zh: '用户名、密码或动态验证码不正确',
  en: 'The username, password or one-time code is not right',
});
export const codeAlreadyUsed = defineError('one-time-code-used', 401, {
  zh: '该动态验证码已使用过，请等待下一个',
  en: 'This one-time code was used already; please wait for the next one',
});
export const signInLocked = defineError('sign-in-locked', 429, {
  zh: '错误次数过多，请{minutes}分钟后再试',
  en: 'Too many wrong tries; try again in {minutes} minutes',
});
export const usernameTaken = defineError('username-taken', 409, {
  zh: '该用户名已存在',
  en: 'This username is taken',
});
export const lastAdministrator = defineError('last-administrator', 409, {
  zh: '至少要保留一名在岗的管理员',
  en: 'At least one active administrator must remain',
});
export const notOnYourself = defineError('not-on-yourself', 409, {
  zh: '不能停用自己、修改自己的角色或本人手机号，请由另一位管理员操作',
  en: 'You cannot deactivate yourself or change your own roles or telephone; ask another administrator',
});
export const ownMatter = defineError('own-matter', 403, {
  zh: '这件事涉及您本人或您家的用电，请由其他同事办理',
  en: 'This is about yourself or your own household: a colleague has to do it',
});
export const wrongPassword = defineError('wrong-password', 403, {
  zh: '当前密码不正确',
  en: 'The current password is not right',
});
export const accountUnknown = defineError('account-not-found', 404, {
  zh: '没有找到该户号',
  en: 'There is no such account',
});
export const tooManyViews = defineError('too-many-views', 409, {
  zh: '每个列表最多保存{max}个视图，请先删除不用的',
  en: 'A list keeps at most {max} views; remove one first',
});
