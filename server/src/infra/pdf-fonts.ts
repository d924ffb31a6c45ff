/** Fonts of everything that is printed; they carry Chinese and Latin. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

export const pdfFonts = {
  plain: require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
};
