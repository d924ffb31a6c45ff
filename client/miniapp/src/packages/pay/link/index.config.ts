export default definePageConfig({ navigationBarTitleText: '短信缴费' });
