import { describe, expect, it } from 'vitest';
import { isNamedForChange } from '../../../src/analysis/queries/words.js';

describe('a function that is called for what it changes', () => {
  it.each(['sendNewMessages', 'syncLabels', 'gitConnectOrUpdate', '_sendEvent', 'refreshTokens', 'deleteById', 'save'])('%s', (name) => {
    expect(isNamedForChange(name)).toBe(true);
  });

  it.each(['getUpdatedItems', 'shouldNotify', 'findAndRemove', 'loadAuthor', 'execute', 'createMessage', 'isSaved', 'updatesOf', ''])('not: %s', (name) => {
    expect(isNamedForChange(name)).toBe(false);
  });
});
