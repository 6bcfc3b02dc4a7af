import type { Call, LibraryModel, PoolBound, Timeout } from '../../src/models/model.js';
import { keyOf, type VerifiedModels } from '../models/verified.js';
import { escapeCell, table } from './markdown.js';
import { namedCalls, placesOf } from './model-facts.js';
import { nameOf, verifiedBy } from './model-table.js';

const UNITS = { ms: 'ms', s: 's', ns: 'ns' } as const;

/** The page of a package: what is known of each of its versions. */
export function modelPage(models: readonly LibraryModel[], verified: VerifiedModels): string {
  const [first] = models;
  const title = `# ${nameOf(first!)}\n\n[Documentation](${first!.docs}) · [all libraries](README.md)`;
  return [title, ...models.map((model) => versionOf(model, verified, models.length > 1)), ''].join('\n\n');
}

function versionOf(model: LibraryModel, verified: VerifiedModels, isOneOfMany: boolean): string {
  const known = verified[keyOf(model)];
  const facts = `Versions ${escapeHtml(model.versions)}, checked with ${model.checked}. Verified by ${verifiedBy(model, verified)}${
    known?.types ? `: ${known.types.found} facts are in its declarations` : ''
  }.${older(known)}`;
  return [
    ...(isOneOfMany ? [`## ${nameOf(model)} ${escapeHtml(model.versions)}`] : []),
    facts,
    section('Time limits', limits(model, verified)),
    section('Calls', calls(model)),
    section('Pool', pool(model, verified)),
    section('Retries', retries(model)),
    section('Jobs', jobs(model)),
    section('Ends with', lifecycle(model)),
    section('Good to know', (model.notes ?? []).map((note) => `- ${note}`).join('\n')),
    section('Logging an error', logShapes(model, verified)),
    section('Left open by its declarations', openFacts(known)),
    section('Proved by running it', Object.entries(known?.probes ?? {}).map(([row, { seen }]) => `- \`${row}\`: ${escapeHtml(seen)}`).join('\n')),
  ]
    .filter((text) => text !== '')
    .join('\n\n');
}

function section(title: string, body: string): string {
  return body === '' ? '' : `### ${title}\n\n${body}`;
}

function escapeHtml(text: string): string {
  return text.replaceAll('<', '&lt;');
}

function limits(model: LibraryModel, verified: VerifiedModels): string {
  const known = verified[keyOf(model)];
  const rows = Object.entries(model.timeouts ?? {}).map(([id, limit]) => [
    id,
    limit.covers,
    limit.signal ? 'a signal' : valueOf(limit),
    escapeCell(placesOf(limit).join(', ')),
    (limit.off ?? []).map((value) => `\`${String(value)}\``).join(', '),
    escapeCell(proofOf(id, limit, known)),
  ]);
  return rows.length === 0 ? '' : table(['Limit', 'Bounds', 'Default', 'Set by', 'Off by', 'Verified by'], rows);
}

function valueOf({ default: value, unit }: Timeout): string {
  if (value === null) return 'none';
  return value === 'unknown' ? 'set elsewhere' : `${value} ${UNITS[unit]}`;
}

function proofOf(id: string, limit: Timeout, known: VerifiedModels[string] | undefined): string {
  const isOpen = known?.types ? Object.keys(known.types.open).some((path) => path.startsWith(`timeouts.${id}.`)) : true;
  const source = limit.source?.startsWith('https://') ? `[source](${limit.source})` : limit.source;
  return [isOpen ? '' : 'types', Object.keys(known?.probes ?? {}).some((row) => row.split(' ')[0] === `timeouts.${id}`) ? 'probe' : '', source ?? ''].filter(Boolean).join(', ');
}

function calls(model: LibraryModel): string {
  const rows = namedCalls(model)
    .filter(([, call]) => call.concept)
    .map(([name, call]) => [
      `\`${escapeCell(name)}\``,
      call.concept!,
      call.access ?? '',
      call.signal ? `\`${call.signal}\`` : '',
      (call.timeouts ?? []).join(', '),
      escapeCell(batchOf(call)),
    ]);
  return rows.length === 0 ? '' : table(['Call', 'Is', 'Access', 'Signal', 'Limits', 'For many'], rows);
}

function batchOf({ batch, writeBatch, bulk }: Call): string {
  const code = [batch, writeBatch].flatMap((text) => (text === undefined ? [] : [`\`${text}\``]));
  return bulk ? 'takes many' : code.join(', ');
}

/** Older versions whose declarations were read too, with what they don't have. */
function older(known: VerifiedModels[string] | undefined): string {
  const versions = Object.entries(known?.types?.older ?? {}).map(([version, gone]) => {
    const names = gone.slice(0, 8).map((path) => `\`${path.replace(/^(?:types|exports)\./, '')}\``);
    const more = gone.length > names.length ? ` and ${gone.length - names.length} more` : '';
    return `${version}${gone.length === 0 ? '' : ` (without ${names.join(', ')}${more})`}`;
  });
  return versions.length === 0 ? '' : ` Also held against ${versions.join(', ')}.`;
}

/** Rows that the declarations say nothing of, by the reason. */
function openFacts(known: VerifiedModels[string] | undefined): string {
  const byReason = new Map<string, string[]>();
  for (const [path, why] of Object.entries(known?.types?.open ?? {})) byReason.set(why, [...(byReason.get(why) ?? []), `\`${path}\``]);
  return [...byReason].map(([why, paths]) => `- ${escapeHtml(why)}: ${paths.join(', ')}`).join('\n');
}

function logShapes(model: LibraryModel, verified: VerifiedModels): string {
  const rows = Object.entries(model.logShapes ?? {}).map(([id, shape]) => [
    id,
    shape.fix ? `\`${escapeCell(shape.fix)}\`` : '',
    verified[keyOf(model)]?.probes?.[`logShapes.${id}`] ? 'probe' : 'source',
  ]);
  return rows.length === 0 ? '' : table(['Signature', 'Written as', 'Verified by'], rows);
}

function pool(model: LibraryModel, verified: VerifiedModels): string {
  const constructions = [...Object.values(model.exports).map(({ construction }) => construction), ...Object.values(model.types).map(({ construction }) => construction)];
  const bounds = constructions.find((construction) => construction?.pool)?.pool;
  if (!bounds) return '';
  const known = verified[keyOf(model)];
  const names = { max: 'connections at once', acquire: 'waiting for one', idle: 'idle for', lifetime: 'age' } as const;
  const rows = Object.entries(names).flatMap(([id, name]) => {
    const bound = bounds[id as keyof typeof names];
    if (!bound) return [];
    const proof = [bound.at && known?.types ? 'types' : '', known?.probes?.[`pool.${id}`] ? 'probe' : ''].filter(Boolean).join(', ');
    return [[name, placeOf(bound), defaultOf(bound, name), proof || 'source']];
  });
  return table(['Bound', 'Set by', 'Default', 'Verified by'], rows);
}

function placeOf({ at, url }: PoolBound): string {
  return [at && `\`${at}\``, url && `\`?${url}=\``].filter(Boolean).join(', ');
}

function defaultOf({ default: value, unit }: PoolBound, name: string): string {
  if (value === null) return 'none';
  if (value === 'unknown') return 'set elsewhere';
  return name === 'connections at once' ? String(value) : `${value} ${unit ?? 'ms'}`;
}

function retries({ retries: facts }: LibraryModel): string {
  if (!facts) return '';
  const option = facts.option ? ` Set by \`${facts.option}\`.` : '';
  return `${facts.default === 0 ? 'None' : facts.default} by default.${option}${facts.kinds ? ` What is retried: ${facts.kinds}.` : ''}`;
}

function jobs(model: LibraryModel): string {
  const runs = [
    ...namedCalls(model).map(([name, call]) => [name, call.runs] as const),
    ...Object.entries(model.exports).map(([name, entry]) => [`new ${name}()`, entry.construction?.runs] as const),
    ...Object.entries(model.exports).map(([name, entry]) => [`@${name}`, entry.decorator?.runs] as const),
  ];
  const words = { begins: 'begins beside it', skipped: 'is left out', waits: 'waits' };
  const rejections = { unhandled: 'ends the process', logged: 'is logged', lost: 'is lost', failed: 'the job counts as failed' };
  const rows = runs.flatMap(([name, facts]) =>
    facts
      ? [
          [
            `\`${name}\``,
            facts.overlap ? words[facts.overlap] : '',
            facts.exclusive ? `\`${facts.exclusive}\`` : '',
            rejections[facts.rejection],
            facts.handler ? `\`${facts.handler}\`` : '',
          ],
        ]
      : [],
  );
  return rows.length === 0 ? '' : table(['Job', 'Due while one runs', 'Prevented by', 'A rejected run', 'Handled by'], rows);
}

function lifecycle(model: LibraryModel): string {
  const rows = Object.entries(model.types).flatMap(([name, { lifecycle: facts }]) => (facts ? [[name, facts.stage, `\`${facts.close}\``]] : []));
  return rows.length === 0 ? '' : table(['Type', 'Is a', 'Closed by (`$` is the value)'], rows);
}
