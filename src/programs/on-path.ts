import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Those of `programs` that can be started; nothing is started for it. @param path as in the environment */
export const programsOnPath = (programs: readonly string[], path: string | undefined): readonly string[] =>
  programs.filter((program) =>
    (path ?? '')
      .split(delimiter)
      .filter((folder) => folder !== '')
      .some((folder) => isExecutable(join(folder, program))),
  );

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
