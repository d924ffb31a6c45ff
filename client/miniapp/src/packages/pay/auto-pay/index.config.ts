export default definePageConfig({ navigationBarTitleText: '自动缴费' });
