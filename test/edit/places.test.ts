import { describe, expect, it } from 'vitest';
import { insertAtEnd, insertBefore, statementInsertion } from '../../src/edit/places.js';
import { edited, parse } from './parse.js';

describe('statementInsertion', () => {
  it.each([
    ['a();\nb();\n', 'a();\nx();\ny();\nb();\n'],
    ['a(); // why\nb();\n', 'a(); // why\nx();\ny();\nb();\n'],
    ['a(); b();\n', 'a();\nx();\ny();\n b();\n'],
    ['a();', 'a();\nx();\ny();'],
    ['a();\r\nb();\r\n', 'a();\r\nx();\r\ny();\r\nb();\r\n'],
  ])('inserts behind the first statement of %j', (before, after) => {
    const source = parse(before);
    expect(edited(source, [statementInsertion(source, source.program.body[0]!, 'x();\ny();')])).toBe(after);
  });

  it('indents as the statement is', () => {
    const source = parse('function f() {\n\ta();\n}\n');
    const [declaration] = source.program.body;
    if (declaration?.type !== 'FunctionDeclaration') throw new Error();
    expect(edited(source, [statementInsertion(source, declaration.body!.body[0]!, 'if (x) {\n\ty();\n}')])).toBe(
      'function f() {\n\ta();\n\tif (x) {\n\t\ty();\n\t}\n}\n',
    );
  });
});

describe('insertBefore', () => {
  it.each([
    ['a();\nb();\n', 'a();\nx();\nb();\n'],
    ['a();\n\n/** Why. */\n// how\nb();\n', 'a();\n\nx();\n/** Why. */\n// how\nb();\n'],
    ['a();\n// on its own\n\nb();\n', 'a();\n// on its own\n\nx();\nb();\n'],
    ['a(); // of a\nb();\n', 'a(); // of a\nx();\nb();\n'],
    ['a(); b();\n', 'a(); x();\nb();\n'],
    ['a();\n@B()\nexport class C {}\n', 'a();\nx();\n@B()\nexport class C {}\n'],
    ['a();\nexport @B() class C {}\n', 'a();\nx();\nexport @B() class C {}\n'],
  ])('inserts before the second statement of %j', (before, after) => {
    const source = parse(before);
    expect(edited(source, [insertBefore(source, source.program.body[1]!, 'x();')])).toBe(after);
  });
});

describe('insertAtEnd', () => {
  it.each([
    ['a();\n', 'a();\n\nx();\n'],
    ['a();', 'a();\n\nx();'],
    ['a();\n\n\n', 'a();\n\nx();\n\n\n'],
    ['a();\r\n// end', 'a();\r\n// end\r\n\r\nx();'],
    ['', 'x();'],
  ])('inserts behind %j', (before, after) => {
    const source = parse(before);
    expect(edited(source, [insertAtEnd(source, 'x();')])).toBe(after);
  });
});
