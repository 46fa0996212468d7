// The client's build. `npx vite web` serves it for development and sends what is not its own to a running `npm start`.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const at = (path) => fileURLToPath(new URL(path, import.meta.url));
const server = process.env.ANSLAG_SERVER ?? 'http://127.0.0.1:3000';

/**
 * Rules of the design system that ask every element, whatever it is, what it has in it. With them, an element that comes,
 * goes or gets the focus makes the browser ask about all that is on the page, and a key on a board of hundreds of measures
 * took a tenth of a second. They are a border no table of ours has, and how a field looks while its label is hovered.
 */
const askEverything = /:not\(:has\((?:thead|tfoot)\)\)/;
const whileLabelHovered = /:has\(label\):not\(:has\(label:hover\)\) \.ds-input:not\([^()]*\):hover,?/g;
const cheapRules = {
  postcssPlugin: 'anslag-cheap-rules',
  Rule(rule) {
    const left = rule.selectors
      .map((selector) => selector.replace(whileLabelHovered, ''))
      .filter((selector) => selector.trim() !== '' && !askEverything.test(selector));
    if (left.length === 0) rule.remove();
    else if (left.join() !== rule.selectors.join()) rule.selectors = left;
  },
};

export default defineConfig({
  root: at('.'),
  base: '/app/',
  publicDir: at('public'),
  server: { proxy: { '^/(api|problems|docs|openapi.json|sign-in)': { target: server } }, fs: { allow: [at('..')] } },
  css: { postcss: { plugins: [cheapRules] } },
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
