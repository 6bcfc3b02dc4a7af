import { expect, it } from 'vitest';
import { reach } from '../../src/analysis/effects/effects.js';
import { describeEffect } from '../../src/analysis/effects/chain.js';
import { nodesOf } from '../../src/analysis/project/module.js';
import { defineModel } from '../../src/models/model.js';
import { tempProject } from '../support/temp-project.js';

const store = defineModel({
  package: 'some-store',
  versions: '*',
  checked: '1.0.0',
  docs: 'https://example.com',
  area: 'cache',
  exports: { createClient: { function: { returns: 'Client' } } },
  types: { Client: { members: { get: { concept: 'query', access: 'read' } } } },
});

const FILES = {
  'package.json': '{ "name": "forum" }',
  'database/index.js': `const name = process.env.DATABASE;\nconst primary = require(\`./\${name}\`);\nmodule.exports = primary;\n`,
  'database/redis.js': `const host = module.exports;\nhost.init = async function () { host.client = require('some-store').createClient(); };\nrequire('./redis/hash')(host);\n`,
  'database/redis/hash.js': `module.exports = function (host) {\n  host.getObject = async function (key) { return await host.client.get(key); };\n};\n`,
  'user/index.js': `const User = module.exports;\nUser.exists = async (id) => Boolean(await User.getField(id));\nrequire('./data')(User);\n`,
  'user/data.js': `const db = require('../database');\nmodule.exports = function (User) {\n  User.getField = async (id) => db.getObject(id);\n};\n`,
  'main.js': `const user = require('./user');\nmodule.exports = async (id) => user.exists(id);\n`,
};

function chain(order: string[]): string {
  const project = tempProject(FILES, [store]);
  for (const name of order) project.analyse(name).calls();
  const file = project.analyse('main.js');
  const call = nodesOf(file.module, 'CallExpression').find((node) => file.module.text.startsWith('user.exists', node.start))!;
  const effect = reach(file.project, call, 'query', (found) => found.call.concept === 'query');
  return effect ? describeEffect(effect) : 'nothing';
}

it('follows mixins, their hosts and modules required by a computed name', () => {
  expect(chain([])).toBe(
    '`exists` (index.js:2) → `getField` (data.js:3) → `getObject` (hash.js:2) → `Client.get`',
  );
});

it('finds the same chain whichever file is asked first', () => {
  const files = Object.keys(FILES).filter((name) => name.endsWith('.js'));
  for (const first of files) {
    const order = [first, ...files.filter((name) => name !== first).reverse()];
    expect(chain(order)).toBe(chain([]));
  }
});
