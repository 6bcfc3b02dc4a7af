// The same by ts-morph.
import { Project, SyntaxKind } from 'ts-morph';

const project = new Project({ skipFileDependencyResolution: true, skipLoadingLibFiles: true });
let changed = 0;
for (const path of process.argv.slice(2)) {
  const file = project.addSourceFileAtPath(path);
  const sites = file
    .getDescendantsOfKind(SyntaxKind.CatchClause)
    .flatMap((clause) => clause.getDescendantsOfKind(SyntaxKind.CallExpression))
    .filter((call) => call.getExpression().getText() === 'logger.error' && call.getArguments().length === 1);
  for (const site of sites) site.insertArgument(0, '{ err: error }');
  if (sites.length > 0 && file.getFullText() !== '') changed++;
}
console.log(changed);
