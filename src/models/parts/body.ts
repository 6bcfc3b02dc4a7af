import type { Call, SizeLimit } from '../model.js';

/** The limit of `body-parser`, which other parsers took over. */
export const limit: SizeLimit = { at: 'limit', default: 102_400, of: 'body' };

/** A parser that reads the whole body. */
export const parser: Call = { concept: 'middleware', options: 0, bodyLimit: limit };

/** Limits of uploads; what isn't given a folder or a storage of its own is kept in the memory. */
export const uploads: SizeLimit = {
  at: 'limits.fileSize',
  default: null,
  of: 'upload',
  unless: ['dest', 'storage'],
};
