export default definePageConfig({ navigationBarTitleText: '大客户报表' });
