export default definePageConfig({ navigationBarTitleText: '服务之星' });
