// Starts the interface: words first, then the screens.
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
// both faces are split by Unicode range: a page fetches only the parts it shows
import 'pretendard/dist/web/variable/pretendardvariable-dynamic-subset.css';
import '@fontsource/noto-serif-kr/500.css';
import './styles/mantine.css';
import './styles/tokens.css';
import './styles/base.css';
import { makeQueryClient } from './api/queries';
import { startLanguages } from './i18n';
import { makeRouter } from './router';
import { theme, variables } from './theme';

const client = makeQueryClient();
const router = makeRouter(client);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

await startLanguages();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');

createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
