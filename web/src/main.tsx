import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import './app.css';
import './design-system';
import { queryClient } from './api/query-client';
import { applyColourScheme, printInLight } from './frame/colour-scheme';
import { router } from './router';
import { startTexts } from './texts/texts';

applyColourScheme();
printInLight();
await startTexts();
const place = document.getElementById('app');
if (place !== null)
  createRoot(place).render(
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
