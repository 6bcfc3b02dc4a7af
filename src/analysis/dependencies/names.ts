/** Words that say that something is an address or a client, not what is behind it. */
const GENERIC = new Set(
  (
    'a address addr api app backend base baseurl client clients config configuration connection default domain endpoint ' +
    'endpoints env external fetch fetcher gateway get headers host hostname href http https httpclient instance internal ' +
    'js link location my node options origin our params path prefix private provider proxy public remote request ' +
    'requester resource rest root sdk server service services settings src target the this uri url urls v1 v2 v3 value web www'
  ).split(' '),
);

/** Top-level names of private networks, before which the service's own name comes first. */
const PRIVATE = new Set(['cluster', 'consul', 'corp', 'home', 'internal', 'intra', 'intranet', 'lan', 'local', 'private', 'svc']);

/** Second-level names under which companies register: `example.co.uk`. */
const REGISTRIES = new Set(['ac', 'co', 'com', 'edu', 'gov', 'net', 'org']);

/**
 * What a variable, property or environment variable that holds an address or a client is called after: `pricingUrl`,
 * `PRICING_API_URL` and `pricing.url` after `pricing`; so is a package that is made for one service. Null where nothing
 * is left: `BASE_URL`. `library`: the client's package, whose name says nothing either.
 */
export function nameOfKey(key: string, library?: string): string | null {
  const words = key
    // What tells a bundler that the browser may see it.
    .replace(/^(?:(?:NEXT|NUXT)_PUBLIC|VITE)_/, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z\d]+/)
    .filter((word) => word !== '' && word !== library && !GENERIC.has(word));
  return words.length > 0 ? camelCase(words) : null;
}

/**
 * What a host is called after: `api.stripe.com` after `stripe`, `pricing.svc.cluster.local` after `pricing`. Null for
 * this machine and for addresses.
 */
export function nameOfHost(host: string): string | null {
  if (isThisMachine(host) || /^[\d.]+$|^\[|:/.test(host)) return null;
  const labels = host.toLowerCase().split('.').filter((label) => label !== '');
  const isPrivate = labels.length === 1 || PRIVATE.has(labels[labels.length - 1]!);
  if (isPrivate) return nameOfKey(labels.find((label) => !PRIVATE.has(label) && nameOfKey(label) !== null) ?? '');
  const isUnderRegistry = labels.length > 2 && REGISTRIES.has(labels[labels.length - 2]!);
  return nameOfKey(labels[labels.length - (isUnderRegistry ? 3 : 2)]!);
}

/** `localhost` and its like stand for whatever runs there. */
export function isThisMachine(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\]|host\.docker\.internal)$|\.localhost$/i.test(host);
}

function camelCase(words: readonly string[]): string {
  return words.map((word, index) => (index === 0 ? word : word[0]!.toUpperCase() + word.slice(1))).join('');
}
