import type { PatternRule } from './rules.js';

const dotted = (name: string): string => name.replaceAll('.', ' dot ').replaceAll('_', ' ');

/** Of a web address the site's name is said, the rest is for machines. `dot` and `at` are understood nearly everywhere. */
export const ADDRESS_RULES: readonly PatternRule[] = [
  {
    name: 'addresses',
    needs: /:\/\/|www\./i,
    pattern: /\b(?:https?:\/\/|www\.)[^\s<>"“”)\]]{0,2000}[^\s<>"“”)\].,;:!?'’]/giu,
    say: ([address]) => {
      const host = address.replace(/^https?:\/\//i, '').split(/[/?#:]/)[0] ?? '';
      return dotted(host.replace(/^www\./i, ''));
    },
  },
  {
    name: 'addresses',
    needs: /@/,
    pattern: /(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}\b/gu,
    say: ([address]) => dotted(address.replace('@', ' at ')),
  },
];
