export default definePageConfig({ navigationBarTitleText: '网上诉求' });
