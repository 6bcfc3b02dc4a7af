import type { LibraryModel } from './model.js';
import axios from './http/axios.js';
import globalModel from './http/global.js';
import got from './http/got.js';
import got11 from './http/got-11.js';
import ky from './http/ky.js';
import nestjsAxios from './http/nestjs-axios.js';
import nodeFetch from './http/node-fetch.js';
import nodeFetch2 from './http/node-fetch-2.js';
import nodeHttp from './http/node-http.js';
import nodeHttps from './http/node-https.js';
import superagent from './http/superagent.js';
import undici from './http/undici.js';

/** Every built-in model. One import and one entry per line, sorted by path without extension; of one package the newest first. */
export const MODELS: readonly LibraryModel[] = [
  axios,
  globalModel,
  got,
  got11,
  ky,
  nestjsAxios,
  nodeFetch,
  nodeFetch2,
  nodeHttp,
  nodeHttps,
  superagent,
  undici,
];
