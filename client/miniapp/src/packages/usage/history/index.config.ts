export default definePageConfig({ navigationBarTitleText: '用电情况' });
