// The client's build. `npx vite web` serves it for development and sends what is not its own to a running `npm start`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.ANSLAG_SERVER ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: at('.'),
  base: '/app/',
  publicDir: at('public'),
  server: { proxy: { '^/(api|problems|docs|openapi.json|sign-in)': { target: server } }, fs: { allow: [at('..')] } },
  build: {
    outDir: at('../dist/web'),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing as a data: address: the content security policy lets fonts and scripts come from files alone.
    assetsInlineLimit: 0,
    manifest: 'manifest.json',
    // The public pages have no script and link the style sheet alone.
    rollupOptions: {
      input: { app: at('index.html'), public: at('src/public.css') },
      // The design system does not say that its components do nothing by being imported; half of it is never used here.
      treeshake: { moduleSideEffects: (id) => !/designsystemet-react\/dist|aksel-icons|@floating-ui/.test(id) },
      onLog: (level, log, report) => (log.code === 'MODULE_LEVEL_DIRECTIVE' ? undefined : report(level, log)),
    },
  },
});
