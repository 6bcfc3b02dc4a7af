import rule from '../../rules/require-page-limit.js';
import { runFixtures, runRule } from '../support/rule-tester.js';

const ZOD = `import { z } from 'zod';\n`;
const USED = `\nexport const list = (request) => query.parse(request.query);`;
const DTO = `import { IsInt, IsOptional, Max, Min } from 'class-validator';\nimport { Transform, Type } from 'class-transformer';\n`;

runRule(rule, {
  valid: [
    { name: 'a bound', code: `${ZOD}export const query = z.object({ page: z.number(), limit: z.number().int().min(1).max(100).default(20) });` },
    { name: 'a bound by another name', code: `${ZOD}export const query = z.object({ page: z.number(), limit: z.coerce.number().lte(100).optional() });` },
    { name: 'one of some numbers', code: `${ZOD}export const query = z.object({ page: z.number(), limit: z.union([z.literal(10), z.literal(50)]) });` },
    { name: 'checked in a way that is not followed', code: `${ZOD}export const query = z.object({ page: z.number(), limit: z.number().refine((limit) => limit < 100) });` },
    { name: 'changed in a way that is not followed', code: `${ZOD}export const query = z.object({ page: z.number(), limit: z.number().transform((limit) => cut(limit)) });` },
    { name: 'a schema that is made elsewhere', code: `${ZOD}import { size } from './size.js';\nexport const query = z.object({ page: z.number(), limit: size });` },
    { name: 'parameters of a query, which the code itself gives', code: `${ZOD}export const params = z.object({ offset: z.number(), limit: z.number() });\nexport const load = (db) => db.run({ name: 'load', params });` },
    { name: 'options of a client', code: `${ZOD}export const query = z.object({ page: z.number().optional(), perPage: z.number().optional() });\nexport type Query = z.infer<typeof query>;` },
    { name: 'a limit of something else', code: `${ZOD}export const plan = z.object({ name: z.string(), limit: z.number() });` },
    { name: 'what an answer says', code: `${ZOD}export const answer = z.object({ items: z.array(z.string()), page: z.number(), limit: z.number(), total: z.number() });` },
    { name: 'cut where it is used', code: `${ZOD}const query = z.object({ offset: z.number(), limit: z.number() });\nexport const list = (input) => { const { limit, offset } = query.parse(input); return load(offset, Math.min(limit, 100)); };` },
    { name: 'cut by the file that imports it', code: `${ZOD}export const query = z.object({ offset: z.number(), limit: z.number() });`, files: { 'list.ts': `import { query } from './main.js';\nexport const list = (input) => { const { limit } = query.parse(input); if (limit > MAX_LIMIT) throw new Error('too many'); };` } },
    { name: 'a form in the browser', code: `'use client';\n${ZOD}export const query = z.object({ page: z.number(), limit: z.number() });` },
    { name: 'a class with a bound', code: `${DTO}export class Query { @IsInt() page: number; @IsInt() @Max(100) limit: number; }` },
    { name: 'a class that changes it', code: `${DTO}export class Query { @IsInt() page: number; @IsInt() @Transform(({ value }) => cut(value)) limit: number; }` },
    { name: 'a class with a check of its own', code: `${DTO}import { IsPageSize } from './checks.js';\nexport class Query { @IsInt() page: number; @IsInt() @IsPageSize() limit: number; }` },
    { name: 'a command behind the request', code: `${DTO}export class ListOrdersCommand { @IsInt() page: number; @IsInt() limit: number; }` },
    { name: 'a class without checks', code: `export class Query { page: number; limit: number; }` },
  ],
  invalid: [
    {
      name: 'a number beside a page',
      code: `${ZOD}export const query = z.object({\n  page: z.int().optional().default(1),\n  limit: z.int(),\n});${USED}`,
      errors: [{ messageId: 'unboundedPageSize', line: 4, column: 3, message: 'One request with `limit=1000000` reads the whole table into memory, as often as a client likes: nothing bounds how many rows it may ask for beside `page`. Give it a maximum: `.max(100)`.' }],
    },
    { name: 'cut by the page that shows it alone', code: `${ZOD}export const query = z.object({ page: z.number(), limit: z.number() });`, files: { 'list.tsx': `'use client';\nimport { query } from './main.js';\nexport const List = ({ limit }) => load({ page: 1, limit: Math.min(limit, 100) });`, 'router.ts': `import { query } from './main.js';\nexport const list = procedure.input(query).query(({ input }) => load(input));` }, errors: [{ messageId: 'unboundedPageSize', line: 2 }] },
    { name: 'text that becomes a number', code: `import * as z from 'zod';\nexport const query = z.object({ cursor: z.string().optional(), pageSize: z.coerce.number().int().positive().default(20) });${USED}`, errors: [{ messageId: 'unboundedPageSize', line: 2, data: { name: 'pageSize' } }] },
    { name: 'another library', code: `import Joi from 'joi';\nexport const query = Joi.object({ offset: Joi.number().min(0), take: Joi.number().integer().min(1).default(10) });\nexport const list = (req) => query.validate(req.query);`, errors: [{ messageId: 'unboundedPageSize', line: 2, data: { name: 'take', beside: 'offset' } }] },
    { name: 'the keys of a schema', code: `const Joi = require('joi');\nexports.list = { validate: { query: Joi.object().keys({ page: Joi.number(), limit: Joi.number() }) } };`, errors: [{ messageId: 'unboundedPageSize', line: 2 }] },
    { name: 'a class', code: `${DTO}export class Query {\n  @IsOptional() @IsInt() @Min(0) skip?: number;\n  @IsOptional() @Type(() => Number) @IsInt() @Min(1) take?: number;\n}`, errors: [{ messageId: 'unboundedPageSize', line: 5, data: { name: 'take', bound: '@Max(100)' } }] },
  ],
});

runFixtures(rule);
