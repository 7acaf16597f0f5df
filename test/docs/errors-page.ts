import { CODE_GROUPS, type ExplainedCode } from '../../src/cli/explain/index.js';

/** docs/errors.md, whole. Each code is a heading of its own, so that `#e2a-1003` leads to it. */
export function errorsPage(codes: readonly ExplainedCode[]): string {
  const groups = Object.entries(CODE_GROUPS).map(([digit, title]) => {
    const own = codes.filter(({ code }) => code.startsWith(`E2A-${digit}`));
    return [`## ${title}`, ...own.map(entry)].join('\n\n');
  });
  return `${[HEAD, contents(codes), ...groups].join('\n\n')}\n`;
}

const HEAD = `# Error codes

Every error of e2a says what happened, why we think so, what mends it, and a code. This page has what there is to say of each
code beyond the one error; \`e2a explain CODE\` prints the same. Programs read the code from the JSON line that \`--json\`
puts on stderr; its \`docs\` leads here.

<!-- Made from src/cli/explain by: npx vitest run --project rooms test/docs/errors.test.ts -u -->`;

const contents = (codes: readonly ExplainedCode[]): string =>
  [
    '| code | what it means |',
    '|---|---|',
    ...codes.map(({ code, title }) => `| [${code}](#${code.toLowerCase()}) | ${title} |`),
  ].join('\n');

const entry = ({ code, title, meaning, causes, cures }: ExplainedCode): string =>
  [`### ${code}`, `**${title}.** ${meaning}`, 'Usual causes:', list(causes), 'What to do:', list(cures)].join('\n\n');

const list = (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n');
