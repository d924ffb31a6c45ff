export default definePageConfig({ navigationBarTitleText: '公告与政策' });
