export default definePageConfig({ navigationBarTitleText: '峰谷还是平价' });
