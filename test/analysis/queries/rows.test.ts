import { describe, expect, it } from 'vitest';
import { nodesOf } from '../../../src/analysis/project/module.js';
import { isMadeOfRows } from '../../../src/analysis/queries/rows.js';
import { tempProject } from '../../support/temp-project.js';

const START = `import { PrismaClient } from '@prisma/client';\nimport { uniq } from 'lodash';\nconst prisma = new PrismaClient();\nconst openOrders = () => prisma.order.findMany({ where: { open: true } });\n`;

/** Whether the first argument of \`use\` is made of rows. */
function ofRows(code: string): boolean {
  const { module, project } = tempProject({ 'main.ts': START + code }).analyse('main.ts');
  const call = nodesOf(module, 'CallExpression').find(({ callee }) => callee.type === 'Identifier' && callee.name === 'use');
  if (!call?.arguments[0]) throw new Error('Nothing is used.');
  return isMadeOfRows(project, call.arguments[0]);
}

describe('made of rows', () => {
  it.each([
    'use(await prisma.order.findMany());',
    'const orders = await prisma.order.findMany(); use(orders.map(({ id }) => id));',
    'const orders = await prisma.order.findMany(); use([...new Set(orders.map(({ shop }) => shop))]);',
    'const orders = await openOrders(); use(orders ?? []);',
    'let orders = []; orders = await openOrders(); use(orders);',
    'const [orders, total] = await Promise.all([openOrders(), 3]); use(orders);',
    'const orders = await openOrders(); const ids = []; for (const order of orders) { ids.push(order.id); } use(ids);',
    'const orders = await openOrders(); const byShop = {}; for (const order of orders) { byShop[order.shop] = order; } use(Object.values(byShop));',
    'for (const order of await openOrders()) { use(order.lines); }',
    'const orders = await openOrders(); orders.forEach((order) => { use(order.lines); });',
    'const orders = await openOrders(); use(uniq(orders));',
    'function show(orders) { use(orders); }\nexport async function run() { show(await openOrders()); }',
    "import { posts } from './elsewhere.js'; const feed = await posts.findFeed(); use(feed);",
    'const shop = await prisma.shop.findFirst({ include: { orders: true } }); use(shop.orders);',
  ])('%s', (code) => {
    expect(ofRows(code)).toBe(true);
  });

  it.each([
    ['what a function is given', 'export function run(orders) { use(orders); }'],
    ['what is written down', "use(['a', 'b']);"],
    ['a number', 'use(await prisma.order.count());'],
    ['what was written', 'use(await prisma.order.createMany({ data }));'],
    ['what a service gives', "const answer = await fetch('https://a.example'); use(await answer.json());"],
    ['what is not known', 'use(await elsewhere());'],
    ['what is found without waiting', 'use(findAll(kinds));'],
  ])('not: %s', (_, code) => {
    expect(ofRows(code)).toBe(false);
  });
});
