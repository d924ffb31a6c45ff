export default definePageConfig({ navigationBarTitleText: '电价' });
