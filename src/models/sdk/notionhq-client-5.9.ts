import { defineModel } from '../model.js';
import client from './notionhq-client.js';

/** Older versions try once. */
export default defineModel({ ...client, versions: '>=1 <5.10', checked: '5.0.0', older: ['2.3.0'], retries: { default: 0 } });
