export default definePageConfig({ navigationBarTitleText: '验证这一户' });
