/** Packages whose importers run in a browser. */
export const BROWSER_PACKAGES: readonly string[] = [
  '@angular/core',
  '@angular/common/http',
  '@tanstack/react-query',
  'lit',
  'preact',
  'react-dom',
  'react-dom/client',
  'react-native',
  'solid-js',
  'svelte',
  'swr',
  'vue',
];

/** Packages with which pages are made, on a server or in a browser. */
export const RENDERING_PACKAGES: readonly string[] = ['preact', 'react', 'solid-js', 'svelte', 'vue'];

/** Names that only a browser, or a library that is loaded into a page, declares. */
export const BROWSER_GLOBALS: ReadonlySet<string> = new Set([
  '$',
  'caches',
  'document',
  'jQuery',
  'localStorage',
  'location',
  'navigator',
  'sessionStorage',
  'window',
]);

/** Options of a call that say something in a browser and nothing elsewhere. */
export const BROWSER_OPTIONS: readonly string[] = ['credentials'];
