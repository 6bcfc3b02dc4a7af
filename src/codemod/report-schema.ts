const OUTCOMES = ['changed', 'unchanged', 'declined', 'unparsed', 'failed'];
const count = { type: 'integer', minimum: 0 };
const path = { type: 'string', description: 'Relative to `root`, with slashes.' };

/** JSON schema of what `resilience codemod --json` prints, published as `eslint-plugin-resilience/schema/codemod-report.json`. */
export const REPORT_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Report of a codemod',
  type: 'object',
  required: ['version', 'codemod', 'root', 'written', 'summary', 'files', 'dependencies'],
  additionalProperties: false,
  properties: {
    version: { const: 1 },
    codemod: { type: 'string' },
    root: { type: 'string', description: 'Folder of the repository, or the working directory without one.' },
    written: { type: 'boolean', description: 'False for `--dry-run`, `--patch` and `--check`.' },
    shard: {
      type: 'object',
      description: 'The part that was run with `--shard`.',
      required: ['index', 'count'],
      additionalProperties: false,
      properties: { index: { type: 'integer', minimum: 1 }, count: { type: 'integer', minimum: 1 } },
    },
    summary: {
      type: 'object',
      required: ['files', 'findings', ...OUTCOMES],
      additionalProperties: false,
      properties: Object.fromEntries(['files', 'findings', ...OUTCOMES].map((key) => [key, count])),
    },
    files: {
      type: 'array',
      description: 'Every file with a finding or a problem, and every file that is new or changed with them.',
      items: {
        type: 'object',
        required: ['path', 'outcome', 'findings'],
        additionalProperties: false,
        properties: {
          path,
          outcome: { enum: OUTCOMES },
          findings: count,
          created: { type: 'boolean', description: 'True for a new file.' },
          linesAdded: count,
          linesRemoved: count,
          reasons: {
            type: 'array',
            description: 'Why a finding stays or the file is not changed.',
            items: {
              type: 'object',
              required: ['reason'],
              additionalProperties: false,
              properties: { line: { type: 'integer', minimum: 1 }, reason: { type: 'string' } },
            },
          },
        },
      },
    },
    dependencies: {
      type: 'array',
      items: {
        type: 'object',
        required: ['packageJson', 'added', 'install'],
        additionalProperties: false,
        properties: {
          packageJson: path,
          added: { type: 'object', additionalProperties: { type: 'string' }, description: 'Package name to version range.' },
          install: { type: 'string', description: 'The command that installs them.' },
        },
      },
    },
  },
};
