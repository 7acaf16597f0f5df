/** Shells that have a completion. */
export type Shell = 'bash' | 'zsh' | 'fish' | 'powershell';

const PROGRAM = 'e2a';

/**
 * What the library's script for bash lacks: it takes a function of the package bash-completion for granted, and never lets
 * bash offer files.
 */
const BEFORE_BASH = `# Where the package bash-completion is not loaded: the words as bash splits them.
if ! declare -F _get_comp_words_by_ref >/dev/null; then
    _get_comp_words_by_ref() {
        cur="\${COMP_WORDS[COMP_CWORD]}"
        prev="\${COMP_WORDS[COMP_CWORD-1]}"
        words=("\${COMP_WORDS[@]}")
        cword=$COMP_CWORD
    }
fi
`;
const AFTER_BASH = `complete -o default -F __${PROGRAM}_complete ${PROGRAM}
`;

/** Prints the script to stdout. @param write stands before and after what the library prints there itself */
export async function writeShellScript(shell: Shell, write: (text: string) => void): Promise<void> {
  const { script } = await import('@bomb.sh/tab');
  if (shell === 'bash') write(BEFORE_BASH);
  script(shell, PROGRAM, PROGRAM);
  if (shell === 'bash') write(AFTER_BASH);
}
