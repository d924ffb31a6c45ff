import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { App as AntdApp, ConfigProvider } from 'antd';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router-dom';
import { ApiError, whenSignedOut } from './api/http.ts';
import './app/styles/frame.css';
import './app/styles/parts.css';
import './app/styles/home.css';
import './app/styles/lists.css';
import './app/styles/finder.css';
import './app/styles/customer-file.css';
import './app/styles/dialogs.css';
import { features } from './app/features.ts';
import { followLook, useLook, wantsStill } from './app/look.ts';
import { router } from './app/router.tsx';
import { meKey } from './app/session.tsx';
import { themeOf } from './app/tokens.ts';
import { chosenLanguage, loadLanguage, TextsProvider } from './i18n/index.tsx';

followLook();

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

function Themed({ children }: { children: ReactNode }) {
  return (
    <ConfigProvider
      theme={themeOf(useLook(), wantsStill)}
      locale={loaded.antd}
      button={{ autoInsertSpace: false }}
    >
      {children}
    </ConfigProvider>
  );
}

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Themed>
      <AntdApp>
        <TextsProvider loaded={loaded}>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </TextsProvider>
      </AntdApp>
    </Themed>
  </StrictMode>,
);
