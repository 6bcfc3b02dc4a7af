import { AREAS, CONCEPTS, type Area, type Call, type Concept, type Export, type LibraryModel, type Timeout } from '../../src/models/model.js';
import { escapeCell, table } from './markdown.js';

const TITLES: Record<Area, string> = {
  http: 'HTTP clients',
  sql: 'SQL drivers',
  orm: 'ORMs and query builders',
  document: 'Document stores',
  cache: 'Caches and key-value stores',
  queue: 'Queues and schedulers',
  sdk: 'SDKs',
  logger: 'Loggers',
  server: 'Servers and frameworks',
  resilience: 'Retries, breakers, limits',
  runtime: 'Runtime',
};

/** Limits that end a call whose peer never answers. */
const ENDS_A_CALL = new Set<Timeout['covers']>(['call', 'response', 'headers', 'statement']);

/** The page that says which libraries are known, what of them, and how long a call of each waits by default. */
export function modelTable(models: readonly LibraryModel[]): string {
  const groups = AREAS.flatMap((area) => {
    const rows = models
      .filter((model) => model.area === area)
      .map((model) => [
        `[${model.package === 'global' ? 'globals' : model.package}](${model.docs})`,
        escapeCell(`${model.versions} (${model.checked})`),
        conceptsOf(model).join(', '),
        defaultLimit(model),
        String(model.retries?.default ?? ''),
        notesOf(model),
      ]);
    if (rows.length === 0) return [];
    const head = ['Package', 'Versions (checked)', 'Known as', 'Limit by default', 'Own retries', 'Notes'];
    return [`## ${TITLES[area]}\n\n${table(head, rows)}`];
  });
  return `# Known libraries

This page is generated from [src/models](../../src/models). A rule speaks about a call only where the library stands here or in
[\`settings.resilience.models\`](../guide/settings.md). *Limit by default* is how long a call waits for a peer that never answers when
nothing is set; \`none\` means for ever.

${groups.join('\n\n')}
`;
}

/** Concepts of everything that the model says, in the order of the closed set. */
function conceptsOf(model: LibraryModel): Concept[] {
  const found = new Set<Concept | undefined>();
  for (const call of callsOf(model)) found.add(call.concept);
  return CONCEPTS.filter((concept) => found.has(concept));
}

function callsOf({ exports, types }: LibraryModel): Call[] {
  const ofExport = (entry: Export): Call[] => [
    ...(entry.function ? [entry.function] : []),
    ...(entry.construction?.concept ? [{ concept: entry.construction.concept }] : []),
    ...Object.values(entry.statics ?? {}),
    ...(typeof entry.namespace === 'object' ? Object.values(entry.namespace).flatMap(ofExport) : []),
  ];
  return [
    ...Object.values(exports).flatMap(ofExport),
    ...Object.values(types).flatMap((type) => [
      ...Object.values(type.members ?? {}),
      ...[type.call, type.awaited, type.iterated].filter((call) => call !== undefined),
    ]),
  ].flatMap((call) => [call, ...(Object.values(call.events ?? {}) as Call[])]);
}

function defaultLimit(model: LibraryModel): string {
  const concepts = conceptsOf(model);
  if (!concepts.includes('external-call') && !concepts.includes('query')) return '';
  const limits = Object.values(model.timeouts ?? {}).filter(({ covers }) => ENDS_A_CALL.has(covers));
  if (limits.length === 0) return 'none, and none can be set';
  const fixed = limits.filter((limit) => typeof limit.default === 'number').map(inSeconds);
  if (fixed.length > 0) return `${Math.min(...fixed)} s`;
  return limits.some((limit) => limit.default === 'unknown') ? 'set by the server' : 'none';
}

function inSeconds({ default: value, unit }: Timeout): number {
  return Number(value) * { s: 1, ms: 1e-3, ns: 1e-9 }[unit];
}

function notesOf({ notes = [] }: LibraryModel): string {
  return escapeCell(notes.join('<br>'));
}
