const URL_PATTERN = /\b(?:https?:\/\/|www\.)[^\s<>"“”)\]]*[^\s<>"“”)\].,;:!?'’]/giu;
const MAIL_PATTERN = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gu;

/** Of a web address the site's name is said, the rest is for machines. `dot` and `at` are understood nearly everywhere. */
export const sayAddresses = (text: string): string =>
  text.replace(URL_PATTERN, siteName).replace(MAIL_PATTERN, (address) => dotted(address.replace('@', ' at ')));

function siteName(address: string): string {
  const host = address.replace(/^https?:\/\//i, '').split(/[/?#:]/)[0] ?? '';
  return dotted(host.replace(/^www\./i, ''));
}

const dotted = (name: string): string => name.replaceAll('.', ' dot ').replaceAll('_', ' ');
