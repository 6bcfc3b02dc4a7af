/** A change of a codemod in a public repository that was read as its reviewer would. */
export interface Review {
  codemod: string;
  repo: string;
  commit: string;
  path: string;
  /** Of the first changed line, before the change. */
  line: number;
  verdict: 'merge' | 'refuse';
  /** One sentence; no source text. */
  why: string;
}

/** The reviews, one object of JSON a line. @throws {Error} at the first line that is none. */
export function readReviews(text: string): Review[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      const review = JSON.parse(line) as Review;
      const { codemod, repo, commit, path, line: at, verdict, why } = review;
      const isWhole = [codemod, repo, path].every((value) => typeof value === 'string') && /^[0-9a-f]{40}$/.test(commit) && at > 0 && /^(?:merge|refuse)$/.test(verdict) && why.length >= 10 && why.length <= 300;
      if (!isWhole) throw new Error(`line ${index + 1}: something is wrong or missing`);
      return review;
    });
}
