export default definePageConfig({ navigationBarTitleText: '付错户了' });
