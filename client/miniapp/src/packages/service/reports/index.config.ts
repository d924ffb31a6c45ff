export default definePageConfig({ navigationBarTitleText: '焦点访谈' });
