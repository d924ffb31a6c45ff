import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router-dom';
import { ApiError, whenSignedOut } from './api/http.ts';
import './app/app.css';
import { features } from './app/features.ts';
import { router } from './app/router.tsx';
import { meKey } from './app/session.tsx';
import { publishTokens, theme } from './app/tokens.ts';
import { chosenLanguage, loadLanguage, TextsProvider } from './i18n/index.tsx';

publishTokens(document.documentElement);

const client = new QueryClient({
  defaultOptions: {
    queries: {
      retry: (count, error) =>
        count < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      refetchOnWindowFocus: false,
    },
  },
});
whenSignedOut(() => client.setQueryData(meKey, null));

const language = chosenLanguage();
const words = Object.assign({}, ...features.map(feature => feature.words?.[language] ?? {}));
const loaded = { ...(await loadLanguage(language)), words };
document.title = loaded.texts['app.title'];

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ConfigProvider theme={theme} locale={loaded.antd} button={{ autoInsertSpace: false }}>
      <AntdApp>
        <TextsProvider loaded={loaded}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </TextsProvider>
      </AntdApp>
    </ConfigProvider>
  </StrictMode>,
);
