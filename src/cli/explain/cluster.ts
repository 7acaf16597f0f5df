import type { Explanation } from './explanation.js';

/** 4xxx: the NATS server, its stores, and the nodes. */
export const CLUSTER = {
  serverMissing: {
    title: 'No nats-server on this machine',
    meaning: '`convert` and `up` start a nats-server of their own, and none that can be used was found.',
    causes: ['Set-up was not run, or could not fetch it.', '`E2A_NATS_SERVER` names something that does not run.'],
    cures: [
      '`npm run setup` fetches one and checks its digest.',
      'Set `E2A_NATS_SERVER` to a nats-server of 2.10.27 or newer.',
    ],
  },
  serverTooOld: {
    title: 'The nats-server is too old',
    meaning: 'Versions before 2.10.27 deliver finished work again after a hard stop, or lose count of it.',
    causes: ['The package of a distribution: Debian 12 has 2.9.'],
    cures: ['Install a newer one (2.15 is what e2a is tested with) and start it on the same data folder.'],
  },
  serverUnreachable: {
    title: 'There is no cluster at this address',
    meaning:
      'No NATS server answered within three seconds, or the one that answered has no e2a on it. Nothing was started or changed.',
    causes: ['No server runs.', 'Another address or port; a firewall.', 'The server was never prepared for e2a.'],
    cures: [
      '`e2a convert BOOK` needs no cluster.',
      'Start one: `docker compose -f docker-compose.nats.yml up -d`, or `nats-server -js -sd FOLDER`; without a folder it keeps all in /tmp. `e2a doctor` says where set-up has put that program.',
      'Name one: `--server nats://HOST:4222`, `E2A_NATS_URL`, or a context of the nats command line.',
      'Prepare it: `e2a cluster init`.',
    ],
  },
  serverForbidden: {
    title: 'The server does not allow this',
    meaning: 'The login, its rights or the certificate are not enough for what was to be done.',
    causes: [
      'User, password or token are wrong or missing.',
      'A login of the role client was used for what needs admin or node.',
      'A certificate that is not trusted or for another name.',
      'JetStream is off.',
    ],
    cures: [
      'Set `E2A_NATS_USER` and `E2A_NATS_PASSWORD`; for certificates `E2A_NATS_CA`.',
      'Use the login of the right role: admin for orders to nodes, limits, clean and dlq; node for `e2a node`; client for jobs.',
      'Start the server with `-js`.',
    ],
  },
  storeFull: {
    title: 'The store of the cluster is full',
    meaning: 'The server takes no more. Hosts hold what they have and wait; nothing is lost.',
    causes: ['Old clips, files and jobs.', 'A full disk below the server.', 'A `max_file_store` that is too small.'],
    cures: [
      '`e2a clean --older-than 30d --dry-run` shows what would go; without `--dry-run` it goes.',
      '`e2a clean --clips --keep 20GB`: clips can be spoken again.',
      'Raise `max_file_store` in nats-server.conf.',
    ],
  },
  noSynthNode: {
    title: 'No node speaks this voice',
    meaning: 'A node speaks one voice. None that is up speaks the one that the order asks for.',
    causes: ['No node with the role synth is up.', 'They speak another voice, or another version of it.'],
    cures: [
      '`e2a cluster ls` shows who speaks what.',
      'Start one: `e2a node --voice NAME`.',
      'Or order one of the voices that are spoken: `--voice NAME`.',
    ],
  },
  serverFailed: {
    title: 'The server answers, but does not work',
    meaning: 'A nats-server ended while it was needed, did not start, or its JetStream gives no answer.',
    causes: ['A full disk.', 'Somebody stopped it.', 'Of a cluster of servers most are away.'],
    cures: [
      '`e2a doctor`.',
      'Look at the log of the server; the error names it where it is ours.',
      'The same command goes on where it stopped.',
    ],
  },
  actorFailed: {
    title: 'A Book or Chapter could not take a message',
    meaning:
      'A message was malformed, or the rules of an actor met something they should not have. The message is a dead letter, and the job says failed.',
    causes: ['Nodes of different versions of e2a.', 'A mistake in e2a.'],
    cures: [
      '`e2a dlq ls`, then `e2a dlq show ID`.',
      '`e2a retry JOB` goes on with what is kept.',
      'If it comes again: please report it with the letter.',
    ],
  },
  objectDamaged: {
    title: 'A stored file is damaged',
    meaning: 'The parts of a file in the object store are not those that were put there: its digest is another.',
    causes: ['A disk that is failing.', 'Somebody purged a part of the stream.'],
    cures: ['`e2a retry JOB` makes it again.', 'For a book that came in: submit it again with `--force`.'],
  },
  workOverdue: {
    title: 'Work took longer than it may',
    meaning:
      'Each item has a deadline from its expected length. Past it the process that does it is ended and the attempt counts as failed; it is tried again, on another node where there is one.',
    causes: [
      'An engine or driver that hangs.',
      'A machine that is far too busy, swaps, or sleeps.',
      'A speech server that does not answer.',
    ],
    cures: [
      '`e2a cluster ls` shows the speed of each node.',
      'Fewer slots on the slow one, or `e2a cluster drain NODE`.',
    ],
  },
  tooFewServers: {
    title: 'Too few servers for so many copies',
    meaning: '`e2a cluster init --replicas 3` needs three servers that form one cluster.',
    causes: ['Servers that run, but do not know each other.'],
    cures: ['Start them with config/nats-cluster.conf.', 'Leave `--replicas` away: e2a takes what fits.'],
  },
} as const satisfies Record<string, Explanation>;
