export default definePageConfig({ navigationBarTitleText: '业务说明' });
