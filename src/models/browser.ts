/** Packages whose importers run in a browser. */
export const BROWSER_PACKAGES: readonly string[] = [
  '@angular/core',
  '@angular/common/http',
  '@tanstack/react-query',
  'react-dom',
  'react-dom/client',
  'react-native',
  'svelte',
  'swr',
  'vue',
];
