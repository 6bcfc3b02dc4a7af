import { AREAS, type Area, type LibraryModel } from '../../src/models/model.js';
import { keyOf, type VerifiedModels } from '../models/verified.js';
import { escapeCell, table } from './markdown.js';
import { callLimits, cancellable, conceptsOf, defaultLimit, placesOf } from './model-facts.js';

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

/** The page that says which libraries are known, what of them, and how long a call of each waits by default. */
export function modelTable(models: readonly LibraryModel[], verified: VerifiedModels): string {
  const groups = AREAS.flatMap((area) => {
    const rows = models
      .filter((model) => model.area === area)
      .map((model) => [
        `[${nameOf(model)}](${slugOf(model)}.md)`,
        escapeCell(`${model.versions} (${model.checked})`),
        conceptsOf(model).join(', '),
        defaultLimit(model),
        escapeCell(howToSet(model)),
        cancellable(model),
        String(model.retries?.default ?? ''),
        verifiedBy(model, verified),
      ]);
    if (rows.length === 0) return [];
    const head = ['Package', 'Versions (checked)', 'Known as', 'Limit by default', 'Set by', 'Signal', 'Own retries', 'Verified by'];
    return [`## ${TITLES[area]}\n\n${table(head, rows)}`];
  });
  const packages = new Set(models.map((model) => model.package)).size;
  return `# Known libraries

${packages} packages, generated from [src/models](../../src/models). A rule speaks about a call only where the library stands here or in
[\`settings.resilience.models\`](../guide/settings.md). *Limit by default* is how long a call waits for a peer that never answers when
nothing is set; \`none\` means for ever. *Verified by* says how the facts were checked: \`types\`, against the declarations of the package
(\`npm run models:verify\`); \`probe\`, by running it (\`npm run models:probe\`): with a server that never answers, with one that stops after
its headers, with one to which no connection is ever made, with Postgres, MariaDB, Redis and a stand-in of MongoDB, or, for a logger, by
looking for the stack in what it writes; \`source\`, by reading its source
or documentation. The page of a package says it row by row.

${groups.join('\n\n')}
`;
}

export function nameOf(model: LibraryModel): string {
  return model.package === 'global' ? 'globals' : model.package;
}

/** Name of a package's page: `@nestjs/axios` is `nestjs-axios`. */
export function slugOf(model: LibraryModel): string {
  return nameOf(model).replace(/^@/, '').replace(/[/:]/g, '-');
}

/** The nearest way to bound a call: an option of the call before one of the client. */
function howToSet(model: LibraryModel): string {
  const limits = callLimits(model).map(([, limit]) => limit);
  const best = limits.find((limit) => !limit.signal && limit.call) ?? limits.find((limit) => !limit.signal && placesOf(limit).length > 0) ?? limits[0];
  return best ? (placesOf(best)[0] ?? '') : '';
}

export function verifiedBy(model: LibraryModel, verified: VerifiedModels): string {
  const known = verified[keyOf(model)];
  return [known?.types ? 'types' : '', known?.probes && Object.keys(known.probes).length > 0 ? 'probe' : ''].filter(Boolean).join(', ') || 'source';
}
