export default definePageConfig({ navigationBarTitleText: '电厅' });
