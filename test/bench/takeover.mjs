/** How long the work of a host that dies lies still: SIGKILL in the middle of a book, then who begins its segments, and when. */
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { SETTINGS, startFleet } from './fleet.mjs';
import { heading, note, row, skip, verdict } from './report.mjs';
import { makeBook, sharedBook } from './texts.mjs';

const BOOK = 'alice-gutenberg.epub';
const MADE_PARAGRAPHS = 60;
const SYNTHS = Array.from({ length: 3 }, () => ({ slots: 2, speed: 30 }));
/** Long enough that every slot is at work. */
const KILL_AFTER_MS = 10_000;
const TAKEOVER_LIMIT_MS = 120_000;
const TARGET_SECONDS = 30;

export async function run() {
  heading('takeover', `one of ${SYNTHS.length} synth hosts is killed (SIGKILL) while it speaks`);
  const path = sharedBook(BOOK);
  const bytes = path === null ? await makeBook(MADE_PARAGRAPHS) : await readFile(path);
  const { client, synthHosts, close } = await startFleet({ synths: SYNTHS });
  try {
    const settings = { ...SETTINGS, chapters: path === null ? null : '1-3' };
    const { job } = await client.submit({ bytes, fileName: BOOK, title: 'Takeover', settings, force: false });
    const [victim, ...others] = synthHosts;
    await victim.said(({ type }) => type === 'work-started');
    await sleep(KILL_AFTER_MS);
    const killedAt = performance.timeOrigin + performance.now();
    victim.kill();
    const lost = openAt(victim.lines);
    if (lost.length === 0) return skip('the host held nothing when it was killed');
    const begun = await Promise.all(lost.map((id) => beginsAgain(id, others, killedAt)));
    const seconds = begun.map((at) => (at - killedAt) / 1000);
    row('begun again after', Object.fromEntries(lost.map((id, n) => [segmentOf(id), [seconds[n], 's']])));
    verdict('longest', Math.max(...seconds), 's', '<=', TARGET_SECONDS);
    let last = null;
    for await (const { status } of client.watch(job, { signal: AbortSignal.timeout(TAKEOVER_LIMIT_MS) })) last = status;
    note(`the book: ${last.state}`);
  } finally {
    await close();
  }
}

/** Leased or begun by a host, and not finished. */
function openAt(lines) {
  const open = new Set();
  for (const { type, id } of lines) {
    if (type === 'leased' || type === 'work-started') open.add(id);
    if (type === 'work-finished') open.delete(id);
  }
  return [...open];
}

/** The moment another host begins the segment, under whatever attempt number. */
async function beginsAgain(id, hosts, after) {
  const matches = (line) => line.type === 'work-started' && line.t > after && segmentOf(line.id) === segmentOf(id);
  const line = await Promise.race([
    ...hosts.map((host) => host.said(matches)),
    sleep(TAKEOVER_LIMIT_MS, null, { ref: false }),
  ]);
  if (line === null) throw new Error(`nobody has taken ${id} over in ${TAKEOVER_LIMIT_MS / 1000} s`);
  return line.t;
}

const segmentOf = (id) => id.split('/').slice(1, 3).join('/');
