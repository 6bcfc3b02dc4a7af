import { withoutLifetime } from '../derive.js';
import { defineModel } from '../model.js';
import knex from './knex.js';

/** Its pool throws at options that it doesn't know, and it knows no lifetime yet. */
export default defineModel({ ...withoutLifetime(knex), versions: '>=0.95 <3.2', checked: '3.1.0', older: ['2.5.1'] });
