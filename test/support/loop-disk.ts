import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The file is sparse: only what is written takes room. */
const DISK_BYTES = 1024 ** 3;

/** A disk of its own whose power can be cut. */
export interface LoopDisk {
  /** Where it is mounted. */
  readonly folder: string;
  /** Keeps what the disk holds at this moment, without what the system has only promised to write. */
  photograph(): void;
  /** After everybody has left the folder: the disk is again as it was in the photograph. */
  becomePhotograph(): void;
  remove(): void;
}

const run = (program: string, ...args: readonly string[]): void => {
  execFileSync(program, args, { stdio: 'pipe' });
};

/** @returns null where disks cannot be mounted: not root, not Linux, no loop devices */
export function tryLoopDisk(): LoopDisk | null {
  try {
    return makeLoopDisk();
  } catch {
    return null;
  }
}

/** An ext4 of its own in a file: what lies in the file is what a real disk would hold. */
function makeLoopDisk(): LoopDisk {
  const place = mkdtempSync(join(tmpdir(), 'e2a-disk-'));
  const [image, photo, folder] = ['disk.img', 'photo.img', 'mounted'].map((name) => join(place, name)) as [
    string,
    string,
    string,
  ];
  const mount = (): void => run('mount', '-o', 'loop', image, folder);
  try {
    writeFileSync(image, '');
    truncateSync(image, DISK_BYTES);
    run('mkfs.ext4', '-q', '-F', image);
    mkdirSync(folder);
    mount();
  } catch (error) {
    rmSync(place, { recursive: true, force: true });
    throw error;
  }
  return {
    folder,
    photograph: () => run('cp', '--sparse=always', image, photo),
    becomePhotograph: () => {
      run('umount', folder);
      renameSync(photo, image);
      mount();
    },
    remove: () => {
      run('umount', folder);
      rmSync(place, { recursive: true, force: true });
    },
  };
}
